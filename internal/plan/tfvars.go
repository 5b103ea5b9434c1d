package plan

import (
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// TfvarsFilename is the file in each root module that holds the numbers people
// change. It is the user's: scaffold adds missing assignments, nothing else.
const TfvarsFilename = "terraform.tfvars"

func isTfvars(name string) bool { return path.Base(name) == TfvarsFilename }

// tfvarsFile is one environment's terraform.tfvars.
type tfvarsFile struct {
	path     repo.Path
	content  []byte
	exists   bool
	header   []byte
	given    map[string]spec.Attr // what it holds, and what flags add to it
	assigned map[string]bool      // what it holds on disk
	renamed  []renamedVariable    // assignments whose input has another name now
	gone     []GoneVariable       // assignments for which an upgrade has no use
	texts    map[string]string    // assignments that come from a spec, as they stood there
}

// renamedVariable is an assignment that gets another name; its value stays.
type renamedVariable struct {
	from, to string
	at       hcl.Range
}

// readTfvars reads the file as Terraform does: literals and operators, no
// functions and no variables.
func readTfvars(r Request, u *repo.Unit, p *pack.Pack, environment string) (*tfvarsFile, error) {
	carried := r.Carried[u.Name][environment]
	t := &tfvarsFile{given: map[string]spec.Attr{}, assigned: map[string]bool{}, gone: carried.Gone, texts: map[string]string{}}
	if environment == "" || (!hasTfvars(p) && len(t.gone) == 0) {
		return t, nil
	}
	t.path = u.Path.Join("environments", environment, TfvarsFilename)
	t.content, t.exists = readFile(r.Disk, t.path)
	if t.exists {
		if err := t.parse(p); err != nil {
			return nil, err
		}
	}
	for name, value := range carried.Given {
		t.given[name], t.texts[name] = value.Attr, value.Text
	}
	return t, t.flags(r, u, p, environment)
}

func hasTfvars(p *pack.Pack) bool {
	for _, in := range p.Inputs {
		if in.StoredIn == "tfvars" {
			return true
		}
	}
	return false
}

func (t *tfvarsFile) parse(p *pack.Pack) error {
	name := string(t.path)
	sources := map[string][]byte{name: t.content}
	parsed, diags := limits.ParseHCL(t.content, name)
	if diags.HasErrors() {
		return diag.FromHCL(diag.Usage, diags, sources)
	}
	var list diag.List
	attributes := parsed.Body.(*hclsyntax.Body).Attributes
	for key, a := range attributes {
		if slices.ContainsFunc(t.gone, func(g GoneVariable) bool { return g.Name == key }) {
			continue
		}
		now := p.Renamed(key)
		if in := p.Input(now); now != key && p.Input(key) == nil && in != nil && in.StoredIn == "tfvars" && !newer(p, attributes, key) {
			t.renamed = append(t.renamed, renamedVariable{key, now, a.NameRange})
			key = now
		}
		t.assigned[key] = true
		if in := p.Input(key); in == nil || in.StoredIn != "tfvars" {
			continue // variables of the user's own
		}
		value, diags := expr.Once(a.Expr, nil)
		if diags.HasErrors() {
			list = append(list, diag.FromHCL(diag.Usage, diags, sources)...)
			continue
		}
		t.given[key] = spec.Attr{Value: value, Range: a.SrcRange, Source: t.content}
	}
	return list.InOrder().Err()
}

// newer tells whether a later name of the variable is assigned, too.
func newer(p *pack.Pack, attributes hclsyntax.Attributes, name string) bool {
	for range p.Renames { // a chain of renames ends after all of them
		next := slices.IndexFunc(p.Renames, func(m pack.Move) bool { return m.From == name })
		if next < 0 {
			return false
		}
		if name = p.Renames[next].To; attributes[name] != nil {
			return true
		}
	}
	return false
}

// flags adds what flags and --spec say. A value that the file already assigns
// otherwise is the user's.
func (t *tfvarsFile) flags(r Request, u *repo.Unit, p *pack.Pack, environment string) error {
	var list diag.List
	for _, scope := range []string{"", environment} {
		values := r.Tfvars[u.Name][scope]
		names := make([]string, 0, len(values))
		for name := range values {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			in := p.Input(name)
			if !isNumber(in) {
				list = append(list, diag.Usagef("%s is set for %s in %s, which is at %s and has no such input in %s", name, u.Name, environment, p.Ref(), TfvarsFilename).
					WithHint("upgrade it there first, or name the environments that it is for: --set ENV:%s=…", name))
				continue
			}
			if t.assigned[name] {
				if have, err := in.Convert(t.given[name].Value); err == nil && have.RawEquals(values[name]) {
					continue
				}
				list = append(list, t.given[name].Problem("%s is set in %s, which is yours after it was created", name, t.path).
					WithHint("edit it there; scaffold only adds what is missing"))
				continue
			}
			t.given[name] = spec.Attr{Value: values[name]}
			delete(t.texts, name)
		}
	}
	return list.Err()
}

// withNewNames returns the file with the assignments renamed, the last first so
// that the places of the others stay.
func (t *tfvarsFile) withNewNames() []byte {
	slices.SortFunc(t.renamed, func(a, b renamedVariable) int { return b.at.Start.Byte - a.at.Start.Byte })
	out := slices.Clone(t.content)
	for _, v := range t.renamed {
		out = slices.Concat(out[:v.at.Start.Byte], []byte(v.to), out[v.at.End.Byte:])
	}
	return out
}

// missing are the assignments that the file lacks, each with its description or as
// it stood in a spec, and their names.
func (t *tfvarsFile) missing(p *pack.Pack, v *pack.Values) (text string, added, moved []string) {
	for _, in := range p.Inputs {
		value, ok := v.Tfvars[in.Name]
		carried, moves := t.texts[in.Name]
		if !ok || t.assigned[in.Name] || (value.IsNull() && !moves) {
			continue
		}
		if _, given := t.given[in.Name]; !given { // an input that has no effect here needs no line
			if matters, err := p.True(in.When, v, nil); err != nil || !matters {
				continue
			}
		}
		line := in.Name + " = " + expr.Literal(value) + "\n"
		if moves {
			moved = append(moved, in.Name)
			line = string(hclwrite.Format([]byte(carried)))
		} else {
			added = append(added, in.Name)
		}
		if line[0] != '#' && line[0] != '/' {
			line = description(in) + "\n" + line
		}
		text += "\n" + line
	}
	return text, added, moved
}

// description is what scaffold writes above an assignment.
func description(in *pack.Input) string {
	return "# " + strings.ReplaceAll(in.Description, "\n", "\n# ")
}

// plan adds the missing assignments, and takes out those that have moved.
func (t *tfvarsFile) plan(r Request, res *unitResult, p *pack.Pack, v *pack.Values) error {
	if t.path == "" {
		return nil
	}
	text, added, moved := t.missing(p, v)
	var reasons []string
	if len(added) > 0 {
		reasons = append(reasons, "adds "+strings.Join(added, ", "))
	}
	if len(moved) > 0 {
		reasons = append(reasons, "takes "+strings.Join(moved, ", ")+" from scaffold.hcl")
	}
	content := t.content
	if len(t.renamed) > 0 {
		content = t.withNewNames()
		for _, v := range t.renamed {
			reasons = append(reasons, "renames "+v.from+" to "+v.to)
		}
	}
	content, why, err := t.withoutGone(r, res, content)
	if err != nil {
		return err
	}
	reasons = append(reasons, why...)
	switch {
	case !t.exists:
		content = spec.Assign(t.header, text)
		if len(t.header) == 0 {
			content = []byte(strings.TrimPrefix(text, "\n"))
		}
		res.add(Action{Kind: Create, Path: t.path, Content: content, Reason: "new; yours from now on"})
	case len(reasons) > 0:
		if text != "" {
			content = spec.Assign(content, text)
		}
		res.add(Action{Kind: Update, Path: t.path, Content: content, Reason: strings.Join(reasons, "; ")})
	default:
		res.add(Action{Kind: Unchanged, Path: t.path})
	}
	return nil
}
