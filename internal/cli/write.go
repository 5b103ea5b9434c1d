package cli

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// job is a computed plan and how to commit it.
type job struct {
	command string
	message string // the default commit message
	plan    *plan.Plan
	next    []string
	after   func(*report.Result) error // what follows the commit and adds to the result; may be nil
	planned bool                       // after is called in a dry run, too, to say what it would do
}

// finish shows the plan, or carries it out, commits it and shows the result.
// Nothing is written when the plan has conflicts or when git could not commit.
func (s *session) finish(j job) error {
	notes, err := s.commitNotes(j.plan)
	if err != nil {
		return err
	}
	result := report.Result{Command: j.command, Plan: j.plan, DryRun: s.w.dryRun, Notes: append(s.notes, notes...)}
	if s.w.dryRun {
		result.Pull = s.pr.planned()
	}
	if s.g.onPlan != nil {
		return s.g.onPlan(s, j, result)
	}
	for _, note := range slices.Concat(j.plan.Notices, notes) {
		s.g.event(func(j report.JSON) { j.Note(note) })
	}
	if s.w.dryRun && j.planned && j.after != nil {
		if err := j.after(&result); err != nil {
			return err
		}
	}
	conflicts := j.plan.Of(plan.Conflict)
	if s.w.dryRun || (len(conflicts) > 0 && conflicts[0].Content == nil) {
		return s.show(result)
	}
	paths := s.commitPaths(j.plan)
	if len(paths) == 0 {
		result.Next = j.next
		return s.showAfter(j, result)
	}
	if s.w.diff {
		result.Diff = report.Diff(j.plan, s.disk)
	}
	request := s.request(j, paths)
	if s.w.commit {
		if err := s.git.Ready(request); err != nil {
			return err
		}
	}
	if err := s.write(j.plan); err != nil {
		return err
	}
	if len(conflicts) > 0 {
		if err := s.hold(j.plan, request); err != nil {
			return err
		}
		s.w.diff = false // it was taken before the files were written
		return s.show(result)
	}
	commit, err := s.commit(request)
	if err != nil {
		return err
	}
	if s.place != nil {
		if err := s.place(); err != nil {
			return err
		}
	}
	result.Commit, result.Next = commit, j.next
	s.w.diff = false // it was taken before the files were written
	return s.showAfter(j, result)
}

// showAfter shows a result when what follows the commit is done.
func (s *session) showAfter(j job, result report.Result) error {
	s.publish(j, &result)
	failed := s.makeWorkspaces(j, &result)
	if j.after != nil {
		failed = j.after(&result)
	}
	if err := s.show(result); err != nil {
		return err
	}
	return failed
}

// commitPaths are the paths of the commit, relative to git's worktree: those of
// the plan, and those an interrupted run of the same command had written.
func (s *session) commitPaths(p *plan.Plan) []string {
	seen := map[string]bool{}
	var out []string
	add := func(name string) {
		if full := path.Join(s.prefix, name); !seen[full] {
			seen[full] = true
			out = append(out, full)
		}
	}
	for _, a := range p.Writes() {
		add(string(a.Path))
	}
	if s.interrupted != nil {
		for _, e := range s.interrupted.Entries {
			add(string(e.Path))
		}
	}
	return out
}

func (s *session) request(j job, paths []string) gitops.Request {
	r := gitops.Request{
		Paths: paths, Message: j.message, Branch: s.w.branch, NoVerify: s.w.noVerify,
		Resume: s.interrupted != nil || s.redo, Progress: s.g.Err,
	}
	if s.pr != nil {
		r.Branch = ""
		if s.pr.newBranch {
			r.Branch = s.pr.branch
		}
	}
	if s.w.message != "" {
		r.Message = s.w.message
	}
	if s.w.signed {
		r.Sign = &s.w.sign
	}
	for _, a := range j.plan.Writes() {
		if a.Executable {
			r.Executable = append(r.Executable, path.Join(s.prefix, string(a.Path)))
		}
	}
	return r
}

// commitNotes says what of the user's own edits the commit takes along, because
// they are in a file that is written, and which edited specs it leaves out.
func (s *session) commitNotes(p *plan.Plan) ([]string, error) {
	if s.git == nil || !s.w.commit {
		return nil, nil
	}
	var written, specs []string
	planned := map[string]bool{}
	for _, a := range p.Of(plan.Update, plan.Merge) {
		name := path.Join(s.prefix, string(a.Path))
		planned[name] = true
		written = append(written, name)
		if a.Path.Base() == lock.Filename {
			specs = append(specs, path.Join(path.Dir(name), spec.Filename))
		}
	}
	specs = slices.DeleteFunc(specs, func(name string) bool { return planned[name] })
	var notes []string
	for _, group := range []struct {
		paths []string
		text  string
	}{
		{written, "the commit takes along edits that were not committed yet: "},
		{specs, "not part of the commit, as scaffold did not write it; commit it with your own changes: "},
	} {
		if len(group.paths) == 0 {
			continue
		}
		dirty, err := s.git.Dirty(group.paths)
		if err != nil {
			return nil, err
		}
		if len(dirty) > 0 {
			notes = append(notes, group.text+strings.Join(dirty, ", "))
		}
	}
	return notes, nil
}

// write carries out the plan's file actions; when one fails, all are undone.
func (s *session) write(p *plan.Plan) error {
	if err := s.writer.Begin(p, s.g.args, s.g.Dir, s.interrupted); err != nil {
		return err
	}
	bar := s.g.progress(writing, len(p.Writes()))
	s.writer.Progress = bar.step
	err := s.writer.Write(p)
	bar.done()
	if err == nil {
		return nil
	}
	if undo := s.writer.Undo(); undo != nil {
		return diag.List{}.Append(err).Append(undo).Err()
	}
	return err
}

// commit commits what was written and ends the journal. When a hook or the
// signing fails the files stay, as git itself would leave them.
func (s *session) commit(r gitops.Request) (*report.Commit, error) {
	if !s.w.commit {
		return nil, s.writer.Finish()
	}
	done, err := s.git.Commit(background(), r)
	if err != nil {
		_ = s.writer.Finish()
		return nil, keepFiles(err)
	}
	if err := s.writer.Finish(); err != nil {
		return nil, err
	}
	if done.Hash == "" {
		return nil, nil
	}
	s.w.branch = "" // further commits of this run go there, too
	commit := &report.Commit{Hash: done.Hash, Branch: done.Branch, Message: r.Message, Files: done.Files}
	if s.pr != nil {
		s.pr.newBranch = false
		return commit, nil // publish pushes
	}
	if s.w.push {
		if err := s.git.Push(background(), done.Branch); err != nil {
			return nil, err
		}
		commit.Pushed = true
	}
	s.g.event(func(j report.JSON) { j.Committed(*commit) })
	return commit, nil
}

// keepFiles adds to a failed commit's problem that the files are there.
func keepFiles(err error) error {
	return alsoHinted(err, "the files are written, nothing is committed")
}

// alsoHinted returns an error's problems with a clause more in each hint.
func alsoHinted(err error, clause string) diag.List {
	return diag.Also(err, clause)
}

// plural returns "1 unit" or "3 units".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
