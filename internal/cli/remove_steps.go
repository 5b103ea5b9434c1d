package cli

import (
	"bufio"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// filesOf are the files of a unit: those that git knows, or all where there is
// no git. Edits that are not committed are not thrown away.
func (s *session) filesOf(u *repo.Unit) ([]repo.Path, error) {
	var out []repo.Path
	if s.git == nil {
		err := fs.WalkDir(s.disk, string(u.Path), func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				out = append(out, repo.Path(name))
			}
			return err
		})
		return out, err
	}
	tracked, err := s.git.Tracked(path.Join(s.prefix, string(u.Path)))
	if err != nil {
		return nil, err
	}
	var there []string
	for _, name := range tracked {
		inside := name
		if s.prefix != "." {
			inside = strings.TrimPrefix(name, s.prefix+"/")
		}
		if exists(s.disk, inside) {
			out, there = append(out, repo.Path(inside)), append(there, name)
		}
	}
	dirty, err := s.git.Dirty(there)
	if err != nil {
		return nil, err
	}
	if len(dirty) > 0 && !s.w.dryRun {
		return nil, diag.Usagef("%s has edits that are not committed: %s", u.Name, strings.Join(dirty, ", ")).
			WithHint("commit them, so that history keeps them, or put them back with git checkout")
	}
	return out, nil
}

// prepareRemoval switches the protections in a unit's code off and names the
// runs that destroy what it made.
func (s *session) prepareRemoval(m *repo.Repository, u *repo.Unit, c *cloud) error {
	planned := &plan.Plan{Units: []string{u.Name}}
	for _, environment := range m.Environments(u) {
		dir := u.Path.Join("environments", environment)
		files, err := fs.Glob(s.disk, string(dir)+"/*.tf")
		if err != nil {
			return diag.Failedf("%s can't be read", dir)
		}
		for _, name := range files {
			src, err := fs.ReadFile(s.disk, name)
			if err != nil {
				return diag.Failedf("%s can't be read", name)
			}
			out, changed, open := workspace.Unprotect(name, src)
			if len(changed) == 0 {
				planned.Unchanged++
			} else {
				planned.Actions = append(planned.Actions, plan.Action{
					Kind: plan.Update, Path: repo.Path(name), Content: out, Reason: "off: " + strings.Join(changed, ", "),
				})
			}
			for _, o := range open {
				planned.Notices = append(planned.Notices, fmt.Sprintf("%s: %s is set by an expression; see that it lets the destroy run through", name, o))
			}
		}
	}
	return s.finish(job{
		command: "remove", message: "chore: prepare " + u.Name + " for removal", plan: planned, next: destroyRuns(u, c),
	})
}

// destroyRuns says what to do after the protections are off, workspaces that
// others read from last.
func destroyRuns(u *repo.Unit, c *cloud) []string {
	next := []string{"push, and let Terraform Cloud apply it in every workspace below"}
	all := c.workspacesOfUnit(u.Name)
	slices.Reverse(all)
	for _, w := range all {
		next = append(next, fmt.Sprintf("start a destroy run in %s and confirm it: https://%s/app/%s/workspaces/%s/settings/delete",
			w.Name, c.desired.Hostname, c.desired.Organization, w.Name))
	}
	return append(next, "scaffold remove "+u.Name)
}

// prune deletes the workspaces of a unit whose files are gone, and adds to the
// result what became of them.
func (s *session) prune(o *removeOptions, r *report.Result) error {
	o.store = nil // the repository has changed
	err := s.pruneNow(o, r)
	for _, p := range diag.Of(err) {
		r.Notes = append(r.Notes, p.Sentence())
	}
	if err != nil {
		return &shownError{exitCode(diag.Of(err))}
	}
	return nil
}

func (s *session) pruneNow(o *removeOptions, r *report.Result) error {
	c, err := o.cloudStateAt(s.dir, nil)
	if err != nil {
		return err
	}
	if c.addOnly {
		return diag.Usagef("workspaces are deleted from the branch %s only, and it is not checked out", c.branch).
			WithHint("merge the removal first")
	}
	ctx, stop := interruptible()
	defer stop()
	client, err := o.connect(ctx, c)
	if err != nil {
		return err
	}
	p, err := (&workspace.Reconciler{Client: client, Desired: c.desired}).Plan(ctx)
	if err != nil {
		return stopped(err, 0, 0)
	}
	p.Orphans = slices.DeleteFunc(p.Orphans, func(w workspace.Orphan) bool { return w.Unit != o.unit })
	doomed, err := o.doomedOf(p)
	if err != nil {
		return err
	}
	var problems diag.List
	for _, w := range doomed {
		if err := client.Delete(ctx, w.ID); err != nil {
			problems = problems.Append(prefixed("the workspace "+w.Name+" was not deleted", err))
			continue
		}
		r.Notes = append(r.Notes, "deleted the workspace "+w.Name)
	}
	if len(p.Orphans) == 0 {
		r.Notes = append(r.Notes, o.unit+" has no orphaned workspace")
	}
	return problems.Err()
}

// doomedOf are the orphans whose names were given or are typed now.
func (o *removeOptions) doomedOf(p *workspace.Plan) ([]workspace.Orphan, error) {
	if len(o.confirm) > 0 {
		return p.Doomed(o.confirm)
	}
	if len(p.Orphans) == 0 {
		return nil, nil
	}
	if !o.interactive() {
		var all []string
		for _, w := range p.Orphans {
			all = append(all, "--confirm "+w.Name)
		}
		return nil, diag.Usagef("a workspace is deleted only when its name is given").WithHint("give %s", strings.Join(all, " "))
	}
	return p.Doomed(typed(o.global, p))
}

// typed asks for the name of each orphan that shall be deleted.
func typed(g *global, p *workspace.Plan) []string {
	var names []string
	in := bufio.NewScanner(g.In)
	for _, orphan := range p.Orphans {
		fmt.Fprintf(g.Err, "%s is orphaned (%s). Type its name to delete it, or press Enter to keep it: ", orphan.Name, plural(orphan.Resources, "resource"))
		if in.Scan() && strings.TrimSpace(in.Text()) == orphan.Name {
			names = append(names, orphan.Name)
		}
	}
	return names
}
