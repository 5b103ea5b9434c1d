package cli

import (
	"fmt"
	"io/fs"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// removeFiles plans and writes the repository without the unit.
func (s *session) removeFiles(o *removeOptions, u *repo.Unit, c *cloud) error {
	files, err := s.filesOf(u)
	if err != nil {
		return err
	}
	planned, err := s.planWithout(u.Name, u.Path, files)
	if err != nil {
		return err
	}
	next := []string{"push"}
	if !o.prune {
		for _, w := range c.workspacesOfUnit(u.Name) {
			next = append(next, fmt.Sprintf("delete its workspace: `scaffold remove %s --prune --confirm %s`", u.Name, w.Name))
		}
	}
	return s.finishRemoval(o, u.Name, planned, next)
}

func (s *session) finishRemoval(o *removeOptions, unit string, planned *plan.Plan, next []string) error {
	j := job{command: "remove", message: "feat: remove " + unit + " infrastructure", plan: planned, next: next}
	if o.prune {
		j.after = func(r *report.Result) error { return s.prune(o, r) }
	}
	return s.finish(j)
}

// removedFolder is the folder of the unit that an interrupted removal was taking
// away; empty when none was.
func (s *session) removedFolder() repo.Path {
	if s.interrupted == nil {
		return ""
	}
	for _, e := range s.interrupted.Entries {
		if e.Before && e.Path.Base() == spec.Filename && e.Path.In(repo.LayersDir) {
			return e.Path.Dir()
		}
	}
	return ""
}

// resumeRemoval goes on with a removal: what it asked before it began is known.
func (s *session) resumeRemoval(o *removeOptions, folder repo.Path) error {
	var files []repo.Path
	for _, e := range s.interrupted.Entries {
		if e.Path.In(folder) && exists(s.disk, string(e.Path)) {
			files = append(files, e.Path)
		}
	}
	planned, err := s.planWithout(folder.Base(), folder, files)
	if err != nil {
		return err
	}
	return s.finishRemoval(o, o.unit, planned, []string{"push"})
}

// planWithout plans the repository without a unit: its files go, a layer's block
// too, and what others hold of it is rendered anew.
func (s *session) planWithout(name string, folder repo.Path, files []repo.Path) (*plan.Plan, error) {
	edits := map[repo.Path][]byte{}
	src, err := fs.ReadFile(s.disk, spec.Filename)
	if err != nil {
		return nil, diag.Failedf("%s can't be read", spec.Filename)
	}
	root, err := spec.ParseRoot(spec.Filename, src)
	if err != nil {
		return nil, err
	}
	for _, l := range root.Layers {
		if l.Holds == "" && repo.Path(repo.LayersDir).Join(l.Directory) == folder {
			if edits[spec.Filename], err = spec.RemoveLayer(spec.Filename, src, l.Name); err != nil {
				return nil, err
			}
		}
	}
	without, err := repo.Load(repo.Overlay{Base: repo.Without{Base: s.disk, Folder: folder}, Files: edits})
	if err != nil {
		return nil, err
	}
	s.packs.Sources = without.Root.PackSources
	var affected []*repo.Unit
	for _, other := range without.Units {
		p, err := s.packs.Get(other.PackOf(""))
		if err != nil {
			return nil, err
		}
		if len(edits) > 0 && (other.Name == "." || contains(p.Reads, "layers")) {
			affected = append(affected, other)
		}
	}
	planned, err := s.build(without, affected, edits, plan.Tfvars{})
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		planned.Actions = append(planned.Actions, plan.Action{Kind: plan.Delete, Path: file, Reason: "the unit is removed"})
	}
	planned.Units = append(planned.Units, name)
	return planned, nil
}
