package workspace

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Of are the desired workspaces of a unit.
func (d *Desired) Of(unit string) []*Workspace {
	var out []*Workspace
	for _, w := range d.Workspaces {
		if w.Unit == unit {
			out = append(out, w)
		}
	}
	return out
}

// Unread refuses while the code of another unit reads a state of this one.
func (d *Desired) Unread(unit string) error {
	var problems diag.List
	for _, w := range d.Of(unit) {
		for _, reader := range w.Readers {
			if other := d.Workspace(reader).Unit; other != unit {
				problems = append(problems, diag.Usagef("%s reads the state of %s", reader, w.Name).
					WithHint("let %s do without %s, apply that, then remove it", other, unit))
			}
		}
	}
	return problems.Err()
}

// Managing is a workspace that still manages resources.
type Managing struct {
	Workspace string
	Resources int // how many; at least 1
}

// Managing are the workspaces of a unit that still manage resources.
func (d *Desired) Managing(ctx context.Context, client Client, unit string) ([]Managing, error) {
	var out []Managing
	for _, w := range d.Of(unit) {
		a, err := client.Find(ctx, w.Name)
		if err != nil {
			return nil, err
		}
		if a == nil {
			continue
		}
		n, err := client.Managed(ctx, a)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			out = append(out, Managing{w.Name, n})
		}
	}
	return out, nil
}

// DestroyRuns says what to do after the protections of a unit are off; off says
// that they were before. Those that read a state come before the workspace that
// holds it, and of others the environments in their order.
func (d *Desired) DestroyRuns(unit string, off bool) []string {
	next := []string{"push, and let Terraform Cloud apply it in every workspace below"}
	if off {
		next = []string{"no protection is on in its code; see that Terraform Cloud has applied it as it is here"}
	}
	all := d.Of(unit)
	for _, w := range all {
		for _, reader := range w.Readers {
			if other := d.Workspace(reader).Unit; other != unit {
				next = append(next, fmt.Sprintf("let %s do without %s, and apply that first: %s reads the state of %s", other, unit, reader, w.Name))
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *Workspace) int {
		return cmp.Or(cmp.Compare(d.depth[b.Name], d.depth[a.Name]), cmp.Compare(slices.Index(d.environments, a.Environment), slices.Index(d.environments, b.Environment)))
	})
	for _, w := range all {
		where := "on " + d.Hostname + " and confirm it"
		if strings.HasSuffix(d.Hostname, ".terraform.io") { // where others have it is theirs
			where = fmt.Sprintf("and confirm it: https://%s/app/%s/workspaces/%s/settings/delete", d.Hostname, d.Organization, w.Name)
		}
		next = append(next, fmt.Sprintf("start a destroy run in %s %s", w.Name, where))
	}
	return append(next, "scaffold remove "+unit)
}
