package cli

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/apply"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// addMergeFlags gives cmd the flags of commands that merge hand edits with what
// is rendered.
func (w *writeFlags) addMergeFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&w.conflict, "conflict", string(plan.Markers), "what becomes of conflicts: markers, ours, theirs or abort")
	f.StringArrayVar(&w.reset, "reset", nil, "take what the template says for this file, whatever was edited")
	f.StringArrayVar(&w.restore, "restore", nil, "bring back this file, which was deleted by hand")
}

// side is what --conflict says.
func (w *writeFlags) side() (plan.Side, error) {
	for _, side := range plan.Sides {
		if w.conflict == string(side) || (w.conflict == "" && side == plan.Markers) {
			return side, nil
		}
	}
	return "", diag.Usagef("--conflict %q is none of markers, ours, theirs, abort", w.conflict)
}

// files reads paths of --reset and --restore, relative to the repository's root
// or to the folder that the command works in.
func (s *session) files(flag string, names []string) (map[repo.Path]bool, error) {
	out := map[repo.Path]bool{}
	var list diag.List
	for _, name := range names {
		p, err := s.pathOf(name)
		if err != nil {
			list = list.Append(err)
			continue
		}
		if p == "" {
			list = append(list, diag.Usagef("--%s names %q, which no unit has", flag, name).WithHint("give a file's path, seen from here or from the repository's root"))
			continue
		}
		out[p] = true
	}
	return out, list.Err()
}

// heldProblem says that conflicts wait for a person.
func heldProblem(j *apply.Journal) error {
	names := make([]string, len(j.Pending.Conflicts))
	for i, p := range j.Pending.Conflicts {
		names[i] = string(p)
	}
	return &diag.Problem{
		Kind: diag.Conflict, Summary: fmt.Sprintf("a run left conflicts in %s: scaffold %s", strings.Join(names, ", "), strings.Join(j.Command, " ")),
		Code: diag.Unresolved, Hint: "resolve them and run `scaffold generate --continue`, or undo the run with `scaffold generate --abort`",
	}
}

// hold keeps the run open until its conflicts are resolved.
func (s *session) hold(p *plan.Plan, r gitops.Request) error {
	pending := apply.Pending{
		Commit: s.w.commit, Paths: r.Paths, Executable: r.Executable, Message: r.Message, Branch: r.Branch,
		NoVerify: r.NoVerify, Sign: r.Sign, Push: s.w.push,
	}
	for _, a := range p.Of(plan.Conflict) {
		pending.Conflicts = append(pending.Conflicts, a.Path)
	}
	return s.writer.Hold(pending)
}

// settle finishes a held run: no file may hold markers any more.
func (s *session) settle(j *apply.Journal) error {
	if problems := s.unresolved(j.Pending.Conflicts); len(problems) > 0 {
		return problems
	}
	p := j.Pending
	result := report.Result{Command: commandName(j.Command), Plan: &plan.Plan{}}
	if p.Commit {
		request := gitops.Request{
			Paths: p.Paths, Executable: p.Executable, Message: p.Message, Branch: p.Branch, NoVerify: p.NoVerify, Sign: p.Sign,
			Resume: true, Progress: s.g.Err,
		}
		if err := s.git.Ready(request); err != nil {
			return err
		}
		done, err := s.git.Commit(background(), request)
		if err != nil {
			return err
		}
		if done.Hash != "" {
			result.Commit = &report.Commit{Hash: done.Hash, Branch: done.Branch, Message: request.Message, Files: done.Files}
		}
	}
	if err := s.writer.Resolved(j); err != nil {
		return err
	}
	if result.Commit != nil && p.Push {
		if err := s.git.Push(background(), result.Commit.Branch); err != nil {
			return err
		}
		result.Commit.Pushed = true
	}
	if result.Commit != nil && contains(j.Command, "--pr") {
		result.Next = []string{"open the pull request: run the same command once more, `scaffold " + strings.Join(j.Command, " ") + "`"}
	}
	if result.Commit == nil {
		result.Notes = []string{"the conflicts are resolved; nothing was committed"}
	}
	return s.show(result)
}

// unresolved lists the first marker of each file that has one.
func (s *session) unresolved(paths []repo.Path) diag.List {
	var list diag.List
	for _, p := range paths {
		content, err := fs.ReadFile(s.disk, string(p))
		if err != nil {
			continue // deleted: resolved, too
		}
		if line := plan.Marker(content); line > 0 {
			at := hcl.Pos{Line: line, Column: 1}
			problem := &diag.Problem{Kind: diag.Conflict, Code: diag.Unresolved, Summary: string(p) + " still holds conflict markers", Hint: "edit it to what it should be, then run `scaffold generate --continue`"}
			list = append(list, problem.At(hcl.Range{Filename: string(p), Start: at, End: at}, content))
		}
	}
	return list
}

// pathOf turns a path that a user gives into one of the repository; empty when
// neither reading is a file of a unit or of its lock.
func (s *session) pathOf(name string) (repo.Path, error) {
	p, err := repo.ParsePath(name)
	if err == nil && s.knows(p) {
		return p, nil
	}
	rel, relErr := s.fromHere(name)
	if relErr != nil {
		return "", err
	}
	if p, err = repo.ParsePath(rel); err == nil && s.knows(p) {
		return p, nil
	}
	return "", nil
}

// fromHere turns a path seen from the working folder into one seen from the
// repository's root.
func (s *session) fromHere(name string) (string, error) {
	rel, err := filepath.Rel(s.dir, s.g.hostPath(name))
	return filepath.ToSlash(rel), err
}

// knows tells whether some unit's lock has the file.
func (s *session) knows(p repo.Path) bool {
	m, err := s.load(nil)
	if err != nil {
		return false
	}
	for _, u := range m.Units {
		if u.Lock == nil || !p.In(u.Path) {
			continue
		}
		for _, b := range u.Lock.Blocks {
			if _, ok := b.Files[path.Clean(p.Rel(u.Path))]; ok {
				return true
			}
		}
	}
	return false
}
