package packtest

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// Select returns the cases called only, all where that is empty. origin is the
// pack's folder, for messages.
func Select(cases []*Case, only []string, origin string) ([]*Case, error) {
	if len(cases) == 0 {
		return nil, diag.Usagef("the pack %s has no test case", origin).
			WithHint("write the inputs of a unit into %s, then run this with --update", path.Join(origin, pack.TestsDir, "plain", InputsFile))
	}
	if len(only) == 0 {
		return cases, nil
	}
	var out []*Case
	known := map[string]bool{}
	for _, c := range cases {
		known[c.Name] = true
		if slices.Contains(only, c.Name) {
			out = append(out, c)
		}
	}
	for _, name := range only {
		if !known[name] {
			return nil, diag.Usagef("there is no case %q", name).WithHint("cases: %s", strings.Join(sortedKeys(known), ", "))
		}
	}
	return out, nil
}

// Run renders each case and compares it with the files expected of it.
func (r *Runner) Run(p *pack.Pack, cases []*Case) ([]report.TestCase, diag.List) {
	var out []report.TestCase
	var all diag.List
	for _, c := range cases {
		problems := diag.List{}
		got, err := r.Render(p, c)
		if err == nil {
			problems = c.Compare(got)
		}
		problems = problems.Append(err)
		out = append(out, report.TestCase{Name: c.Name, Files: len(got), OK: len(problems) == 0})
		all = append(all, problems...)
	}
	return out, all
}

// Older is an older version of a pack, with its own cases where it has some.
type Older struct {
	Pack  *pack.Pack
	Cases []*Case
}

// ReadOlder reads the older version of the pack called name from its files; its
// tests lie in fsys. origin is its folder, for messages.
func ReadOlder(files map[string][]byte, fsys fs.FS, name, origin string) (Older, error) {
	p, err := pack.FromFiles(files, origin)
	if err != nil {
		return Older{}, err
	}
	if p.Name != name {
		return Older{}, diag.Usagef("%s is the pack %s, not an older %s", origin, p.Ref(), name)
	}
	cases, err := Cases(fsys, origin)
	return Older{Pack: p, Cases: cases}, err
}

// with are cases, followed by the older version's own under names of theirs.
func (o Older) with(cases []*Case) []*Case {
	out := slices.Clone(cases)
	for _, c := range o.Cases {
		copied := *c
		copied.Name = o.Pack.Ref() + "/" + c.Name
		out = append(out, &copied)
	}
	return out
}
