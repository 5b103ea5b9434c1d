package cli

import (
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

type generateOptions struct {
	*global
	write      writeFlags
	units      []string
	reallocate string
	infra      string
	copied     []assignment // of the application repository's service
	later      []string     // units that --set may name although another commit of this run changes them
}

func newGenerate(g *global) *cobra.Command {
	o := &generateOptions{global: g}
	cmd := &cobra.Command{
		Use:   "generate [UNIT…]",
		Short: "Render units from their specs: what changed is written and committed",
		Long: `Renders every unit, or those named, from its spec and writes the files that
change. A unit is named by its name or its folder; "." is the repository's own
files. Nothing changed: nothing is written, nothing committed.
A file that was edited by hand and whose render changed too is merged; where
both changed the same thing, both stand in the file with markers around them,
nothing is committed (exit code 3), and --continue or --abort ends the run.
In an application repository, --infra DIR first copies again what its service's
spec in that infrastructure repository says, and tells what differed.`,
		Example: `  scaffold generate
  scaffold generate service-a --env dev --set port=9090`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.units = args
			if err := o.write.check(cmd); err != nil {
				return err
			}
			return o.inRepository(&o.write, func(s *session, m *repo.Repository) error { return generateRun(o, s, m) })
		},
	}
	o.write.add(cmd, true)
	o.write.addUnitFlags(cmd)
	o.write.addMergeFlags(cmd)
	cmd.Flags().StringVar(&o.reallocate, "reallocate", "", "choose this allocated input anew")
	cmd.Flags().StringVar(&o.infra, "infra", "", "in an application repository: copy its service's names and settings from this infrastructure repository")
	cmd.Flags().BoolVar(&o.write.detailed, "detailed-exitcode", false, "with --dry-run: exit 4 when changes are pending")
	return cmd
}

func generateRun(o *generateOptions, s *session, m *repo.Repository) error {
	units, err := selectUnits(m, o.units)
	if err != nil {
		return err
	}
	if o.reallocate != "" && len(o.units) != 1 {
		return diag.Usagef("--reallocate needs one unit").WithHint("run `scaffold generate UNIT --reallocate %s`", o.reallocate)
	}
	if err := s.checkReallocate(o.reallocate, units); err != nil {
		return err
	}
	differed, err := s.refresh(o, m)
	if err != nil {
		return err
	}
	edits := map[repo.Path][]byte{}
	specs := m
	tfvars, m, err := s.assign(o, m, units, edits)
	if err != nil {
		return s.unitsMissing(err, specs, units, o.write.readableSets())
	}
	units = again(m, units)
	if m, err = s.complete(m, units, edits, o.reallocate); err != nil {
		return err
	}
	units = again(m, units)
	planned, err := s.build(m, units, edits, tfvars)
	if err != nil {
		return err
	}
	planned.Notices = append(differed, planned.Notices...)
	if len(o.units) > 0 {
		if err := s.noteDependents(m, units, edits, planned); err != nil {
			return err
		}
	}
	return s.finish(job{command: "generate", message: generateMessage(units, planned), plan: planned})
}

// refresh reads what --infra names and returns a sentence about each value that
// the application repository has otherwise.
func (s *session) refresh(o *generateOptions, m *repo.Repository) ([]string, error) {
	if o.infra == "" {
		return nil, nil
	}
	if !m.IsApplication() {
		return nil, diag.Usagef("--infra is for application repositories, and this is an infrastructure repository").
			WithHint("run it in the application repository, which copies from this one")
	}
	u := m.Units[0]
	p, err := s.packs.Get(u.PackOf(""))
	if err != nil {
		return nil, err
	}
	infra, err := o.openInfrastructure(o.hostPath(o.infra))
	if err != nil {
		return nil, err
	}
	copied, err := infra.copied(u.Name, p.Name)
	if err != nil {
		return nil, err
	}
	given, _, err := o.describe(&o.write, u.Name, nil)
	if err != nil {
		return nil, err
	}
	if err := infra.agree(p, copied, given); err != nil {
		return nil, err
	}
	var differed []string
	o.copied, differed = differing(p, u, copied)
	return differed, nil
}

// noteDependents says which units outside this run hold what it changes, such
// as the port of a service that they call.
func (s *session) noteDependents(m *repo.Repository, units []*repo.Unit, edits map[repo.Path][]byte, p *plan.Plan) error {
	if len(p.Writes()) == 0 {
		return nil
	}
	dependents, err := m.Dependents(units, s.packs)
	if err != nil || len(dependents) == 0 {
		return err
	}
	theirs, err := s.build(m, dependents, edits, nil)
	if err != nil {
		return nil // what is wrong there is told when they are generated
	}
	var behind []string
	for _, u := range dependents {
		if slices.ContainsFunc(theirs.Writes(), func(a plan.Action) bool { return a.Path.In(u.Path) }) {
			behind = append(behind, u.Name)
		}
	}
	if len(behind) > 0 {
		p.Notices = append(p.Notices, "what changed here stands in other units, too; run `scaffold generate "+strings.Join(behind, " ")+"`")
	}
	return nil
}

// checkReallocate refuses an input that is not chosen by scaffold.
func (s *session) checkReallocate(name string, units []*repo.Unit) error {
	if name == "" {
		return nil
	}
	p, err := s.packs.Get(units[0].Spec.Pack)
	if err != nil {
		return err
	}
	if in := p.Input(name); in == nil || in.Allocate == nil {
		return diag.Usagef("--reallocate names %q, and pack %s allocates no such input", name, p.Ref())
	}
	return nil
}

// generateMessage names the units whose files change, when they are few.
func generateMessage(units []*repo.Unit, p *plan.Plan) string {
	byPath := map[repo.Path]string{}
	for _, u := range units {
		byPath[u.Path] = u.Name
	}
	changed := map[string]bool{}
	for _, a := range p.Writes() {
		dir := a.Path.Dir()
		for byPath[dir] == "" && dir != "." {
			dir = dir.Dir()
		}
		if name := byPath[dir]; name != "" {
			changed[name] = true
		}
	}
	if len(changed) > 1 && !changes(p, lock.Filename) {
		delete(changed, ".") // only its section about the units
	}
	names := slices.Sorted(maps.Keys(changed))
	switch {
	case len(names) == 0:
		names = p.Units
	case names[0] == ".":
		names = append(names[1:], "the repository's files")
	}
	if len(names) > 3 {
		return "chore: generate " + plural(len(names), "unit")
	}
	return "chore: generate " + strings.Join(names, ", ")
}

func changes(p *plan.Plan, path repo.Path) bool {
	return slices.ContainsFunc(p.Writes(), func(a plan.Action) bool { return a.Path == path })
}

// selectUnits returns the units that args name, in the model's order; all when
// there are none.
func selectUnits(m *repo.Repository, args []string) ([]*repo.Unit, error) {
	if len(args) == 0 {
		return m.Units, nil
	}
	var problems diag.List
	wanted := map[*repo.Unit]bool{}
	for _, arg := range args {
		u, err := m.Find(arg)
		problems = problems.Append(err)
		wanted[u] = true
	}
	var out []*repo.Unit
	for _, u := range m.Units {
		if wanted[u] {
			out = append(out, u)
		}
	}
	return out, problems.Err()
}

// again finds the same units in a model that was loaded anew.
func again(m *repo.Repository, units []*repo.Unit) []*repo.Unit {
	out := make([]*repo.Unit, len(units))
	for i, u := range units {
		out[i] = m.Unit(u.Name)
	}
	return out
}

// assign writes what --set and --spec say into the specs, and returns what they
// say of tfvars.
func (s *session) assign(o *generateOptions, m *repo.Repository, units []*repo.Unit, edits map[repo.Path][]byte) (plan.Tfvars, *repo.Repository, error) {
	byUnit, err := o.byUnit(units)
	if err != nil || len(byUnit) == 0 {
		return nil, m, err
	}
	tfvars := plan.Tfvars{}
	resolved := map[string]*assigned{}
	var problems diag.List
	run := names(units)
	for _, name := range slices.Sorted(maps.Keys(byUnit)) {
		u, err := m.Find(name)
		if err == nil && contains(o.later, u.Name) && !contains(run, u.Name) {
			continue
		}
		if err == nil && !contains(run, u.Name) {
			err = diag.Usagef("--set names the unit %q, which this run does not generate", name)
		}
		if err == nil {
			resolved[u.Name], err = s.assignTo(m, u, byUnit[name], edits)
		}
		if problems = problems.Append(err); err == nil {
			tfvars[u.Name] = resolved[u.Name].tfvars
		}
	}
	if len(problems) > 0 {
		return nil, nil, problems
	}
	if m, err = s.load(edits); err != nil {
		return nil, nil, err
	}
	for name, in := range resolved {
		in.place(m.Unit(name))
	}
	return tfvars, m, nil
}

// assignTo writes one unit's assignments into its spec.
func (s *session) assignTo(m *repo.Repository, u *repo.Unit, all []assignment, edits map[repo.Path][]byte) (*assigned, error) {
	p, err := s.packs.Get(u.Spec.Pack)
	if err != nil {
		return nil, err
	}
	in, err := resolve(p, all, m.Environments(u))
	if err != nil {
		return nil, err
	}
	return in, in.edit(u, edits)
}

func names(units []*repo.Unit) []string {
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = u.Name
	}
	sort.Strings(out)
	return out
}

// byUnit sorts --spec and --set by the unit they are about.
func (o *generateOptions) byUnit(units []*repo.Unit) (map[string][]assignment, error) {
	var all []assignment
	only := ""
	if len(units) == 1 {
		only = units[0].Name
	}
	_, files, err := o.specUnits(&o.write)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		for _, a := range f.assignments {
			a.unit = f.name
			all = append(all, a)
		}
	}
	sets, err := o.write.assignments()
	if err != nil {
		return nil, err
	}
	out := map[string][]assignment{}
	for _, a := range slices.Concat(o.copied, all, sets) {
		if a.unit == "" {
			a.unit = only
		}
		if a.unit == "" {
			return nil, diag.Usagef("it is not clear which unit %q is to be set for", a.name).
				WithHint("name one unit, or write --set UNIT.%s=…", a.name)
		}
		out[a.unit] = append(out[a.unit], a)
	}
	return out, nil
}
