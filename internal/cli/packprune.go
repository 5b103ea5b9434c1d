package cli

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

type packPruneOptions struct {
	*global
	write writeFlags
}

func newPackPrune(g *global) *cobra.Command {
	o := &packPruneOptions{global: g}
	cmd := &cobra.Command{
		Use:   "prune",
		Short: "Remove vendored packs that no unit stands at",
		Long: `Removes the versions in .scaffold/packs that neither a lock nor a spec names, and
commits that. Nothing else removes them: as long as a lock names a version, its
files can be rendered again.`,
		Example: `  scaffold pack prune --dry-run`,
		Args:    exactArgs(0, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.write.check(cmd); err != nil {
				return err
			}
			return o.inRepository(&o.write, func(s *session, m *repo.Repository) error { return packPruneRun(o, s, m) })
		},
	}
	o.write.add(cmd, false)
	return cmd
}

func packPruneRun(o *packPruneOptions, s *session, m *repo.Repository) error {
	p := &plan.Plan{}
	var pruned []string
	used := packsInUse(m)
	for _, ref := range s.packs.VendoredRefs() {
		if used[ref] {
			continue
		}
		pruned = append(pruned, ref.String())
		if err := s.pruneActions(p, ref); err != nil {
			return err
		}
	}
	if len(pruned) == 0 && s.interrupted == nil && !s.onOwnBranch() {
		o.print("Nothing to prune: every vendored pack is in use.")
		return nil
	}
	message := "chore: remove unused packs " + strings.Join(pruned, ", ")
	return s.finish(job{command: "pack prune", message: strings.TrimSpace(message), plan: p}) // a killed run may have removed all of them
}

// packsInUse are the versions that locks and specs name.
func packsInUse(m *repo.Repository) map[spec.PackRef]bool {
	used := map[spec.PackRef]bool{}
	for _, u := range m.Units {
		used[u.Spec.Pack] = true
		if u.Lock == nil {
			continue
		}
		for _, block := range u.Lock.Blocks {
			used[block.Pack] = true
		}
	}
	return used
}

// pruneActions plans the removal of one version. Its declaration goes first: a
// killed run leaves no half pack that looks whole.
func (s *session) pruneActions(p *plan.Plan, ref spec.PackRef) error {
	dir := pack.Vendored(ref)
	var rest []plan.Action
	err := fs.WalkDir(s.disk, dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		path, err := repo.ParsePath(name)
		if err != nil {
			return err
		}
		action := plan.Action{Kind: plan.Delete, Path: path, Reason: "no unit stands at " + ref.String()}
		if name == dir+"/"+pack.Filename {
			p.Actions = append(p.Actions, action)
		} else {
			rest = append(rest, action)
		}
		return nil
	})
	if err != nil {
		var problem *diag.Problem
		if errors.As(err, &problem) {
			return problem
		}
		return diag.Failedf("%s can't be read", dir)
	}
	p.Actions = append(p.Actions, rest...)
	return nil
}
