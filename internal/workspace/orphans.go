package workspace

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Orphan is a workspace of this repository that no code asks for any more.
type Orphan struct {
	ID, Name, Unit, Environment string
	Resources                   int // that it manages; Uncounted where nobody could tell
}

// Uncounted is in the place of a number that is not known.
const Uncounted = -1

// Holds says how many resources it manages.
func (o Orphan) Holds() string {
	if o.Resources == Uncounted {
		return "resources not counted"
	}
	return diag.Counted(o.Resources, "resource")
}

// orphans are the workspaces that no code asks for any more. Where no workspace
// says that it manages anything, the server may be one that does not count, and
// their states are asked.
func (r *Reconciler) orphans(ctx context.Context, all []*Actual, counts bool) ([]Orphan, error) {
	var mu sync.Mutex
	var out []Orphan
	err := every(ctx, r.workers(), all, func(ctx context.Context, a *Actual) error {
		s, _ := identity(a)
		o := Orphan{a.ID, a.Name(), s.unit, s.environment, a.Resources}
		if !counts {
			n, err := r.Client.Managed(ctx, a)
			if errors.Is(err, ErrUnusable) || ctx.Err() != nil {
				return err
			}
			if o.Resources = n; err != nil {
				o.Resources = Uncounted
			}
		}
		mu.Lock()
		defer mu.Unlock()
		out = append(out, o)
		return nil
	})
	slices.SortFunc(out, func(a, b Orphan) int { return cmp.Compare(a.Name, b.Name) })
	return out, err
}

// Doomed are the workspaces that a prune would delete: orphans that are named,
// or all of a unit. A name that is none of them is an error.
func (p *Plan) Doomed(names []string) ([]Orphan, error) {
	var out []Orphan
	var problems diag.List
	for _, name := range names {
		i := slices.IndexFunc(p.Orphans, func(o Orphan) bool { return o.Name == name })
		if i < 0 {
			var all []string
			for _, o := range p.Orphans {
				all = append(all, o.Name)
			}
			hint := "nothing is orphaned here"
			if len(all) > 0 {
				hint = "orphaned here: " + strings.Join(all, ", ")
			}
			problems = append(problems, diag.Usagef("%s is not an orphaned workspace of this repository, so it is not deleted", name).WithHint("%s", hint))
			continue
		}
		out = append(out, p.Orphans[i])
	}
	return out, problems.Err()
}
