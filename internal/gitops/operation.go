package gitops

import (
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// operations are what git can be in the middle of, by the file or folder that
// says so. A commit in between would become part of it.
var operations = []struct{ file, name, hint string }{
	{"MERGE_HEAD", "a merge", "finish it with `git commit`, or give it up with `git merge --abort`"},
	{"CHERRY_PICK_HEAD", "a cherry-pick", "`git cherry-pick --continue` or `--abort`"},
	{"REVERT_HEAD", "a revert", "`git revert --continue` or `--abort`"},
	{"rebase-merge", "a rebase", "`git rebase --continue` or `--abort`"},
	{"rebase-apply", "a rebase or `git am`", "`git rebase --continue` or `--abort` (for `git am` likewise)"},
	{"sequencer", "a cherry-pick or revert of several commits", "`git cherry-pick --continue` or `--abort`"},
	{"BISECT_LOG", "a bisection", "`git bisect reset`"},
}

// checkIdle refuses a repository in the middle of an operation.
func checkIdle(at worktree.Worktree) error {
	for _, op := range operations {
		if _, err := os.Lstat(filepath.Join(at.GitDir, op.file)); err == nil {
			return diag.Usagef("%s is in progress in %s", op.name, at.Root).WithHint("%s", op.hint)
		}
	}
	return nil
}
