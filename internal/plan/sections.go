package plan

import (
	"sort"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// sections brings the managed sections of the repository pack up to date: one
// sorted line for each environment of each unit whose pack has an input of the
// section's role. Everything outside the section is the user's.
func (b *Builder) sections(plan *Plan, r Request) ([]managed, error) {
	all, err := b.managed(r.Model)
	for _, m := range all {
		b.section(plan, r, m.Section, m.lines)
	}
	return all, err
}

// managed is a section and what stands in it.
type managed struct {
	pack.Section
	lines []string
	of    map[string]string // the unit that a line is about
}

// managed returns the sections of a repository; an application's has none.
func (b *Builder) managed(m *repo.Repository) ([]managed, error) {
	root := m.Unit(".")
	if root == nil {
		return nil, nil
	}
	p, err := b.Packs.Get(root.PackOf(""))
	if err != nil {
		return nil, err
	}
	all := make([]managed, len(p.Sections))
	for i, s := range p.Sections {
		all[i] = managed{Section: s, of: map[string]string{}}
		if err := b.sectionLines(m, root, p, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (b *Builder) section(plan *Plan, r Request, s pack.Section, lines []string) {
	name := repo.Path(s.Path)
	for i := range plan.Actions {
		if a := &plan.Actions[i]; a.Path == name && a.Kind == Create {
			if text, ok := replaceSection(string(a.Bytes()), s, lines); ok {
				a.Content = []byte(text)
			}
			return
		}
	}
	old, ok := readFile(r.Disk, name)
	if !ok {
		return // deleted by hand
	}
	text, ok := replaceSection(string(old), s, lines)
	switch {
	case !ok:
		plan.Notices = append(plan.Notices, s.Path+" has lost its lines \""+s.Begin+"\" and \""+s.End+"\"; scaffold leaves it alone")
	case text == string(old):
		plan.Unchanged++
	default:
		plan.add(Action{Kind: Update, Path: name, Content: []byte(text), Reason: "its managed section"})
	}
}

// replaceSection puts lines between the begin and end lines of text. ok is
// false when there is not exactly one such section.
func replaceSection(text string, s pack.Section, lines []string) (string, bool) {
	before, rest, ok := strings.Cut(text, s.Begin+"\n")
	if !ok || strings.Contains(rest, s.Begin+"\n") {
		return "", false
	}
	at := strings.Index("\n"+rest, "\n"+s.End)
	if at < 0 {
		return "", false
	}
	var b strings.Builder
	b.WriteString(before + s.Begin + "\n")
	for _, line := range lines {
		b.WriteString(line + "\n")
	}
	b.WriteString(rest[at:])
	return b.String(), true
}

func (b *Builder) sectionLines(m *repo.Repository, root *repo.Unit, p *pack.Pack, s *managed) error {
	references := map[string]cty.Value{}
	base, err := p.Evaluate(pack.Request{Context: m.Context(root, p, "", references), Given: m.GivenTo(root, p, "", b.Packs), Unit: root.Spec})
	if err != nil {
		return err
	}
	vars := map[string]cty.Value{
		"vcs": cty.StringVal(m.Root.VCS), "organization": cty.StringVal(m.Root.Organization),
	}
	for name, v := range base.Inputs {
		vars[name] = v
	}
	for _, u := range m.Units {
		for _, environment := range m.Environments(u) {
			line, err := b.sectionLine(m, u, environment, p, s.Section, vars)
			if err != nil {
				return err
			}
			if line != "" {
				s.lines = append(s.lines, line)
				s.of[line] = u.Name
			}
		}
	}
	sort.Strings(s.lines)
	return nil
}

func (b *Builder) sectionLine(m *repo.Repository, u *repo.Unit, environment string, p *pack.Pack, s pack.Section, vars map[string]cty.Value) (string, error) {
	if !b.Packs.Mentions(u.PackOf(environment), `"`+s.Role+`"`) {
		return "", nil
	}
	unitPack, err := b.Packs.Get(u.PackOf(environment))
	if err != nil {
		return "", atSpec(err, u)
	}
	in := unitPack.InputByRole(s.Role)
	if in == nil {
		return "", nil
	}
	value, err := unitPack.InputValue(in.Name, pack.Request{
		Context: m.Context(u, unitPack, environment, nil), Environment: environment,
		Given: m.GivenTo(u, unitPack, environment, b.Packs), Unit: u.Spec,
	})
	if err != nil {
		return "", err
	}
	e, _ := m.Root.Environment(environment)
	all := map[string]cty.Value{
		"path": cty.StringVal(string(u.Path)), "unit": cty.StringVal(u.Name), "environment": cty.StringVal(environment),
		"production": cty.BoolVal(e.Production), "value": value,
	}
	for name, v := range vars {
		all[name] = v
	}
	line, err := p.EvalWith(s.Line, all)
	if err != nil {
		return "", err
	}
	if line.IsNull() || line.Type() != cty.String || strings.ContainsAny(line.AsString(), "\n\r") {
		return "", diag.Usagef("the line of section %s must be one line of text", s.Path).At(s.Line.Range(), p.Source(s.Line.Range()))
	}
	return line.AsString(), nil
}
