package gitops

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// A commit in the middle of an operation would become part of it.

func TestOperationsInProgressAreRefused(t *testing.T) {
	for _, c := range []struct {
		name, part string
		args       []string
	}{
		{"merge", "a merge is in progress", []string{"merge", "--no-commit", "--no-ff", "side"}},
		{"cherry-pick", "a cherry-pick", []string{"cherry-pick", "side"}},
		{"revert", "a revert", []string{"revert", "--no-edit", "HEAD~1"}},
		{"rebase", "a rebase is in progress", []string{"rebase", "side"}},
		{"am", "git am", []string{"am", "-q", "patch"}},
		{"bisect", "a bisection", []string{"bisect", "start"}},
		{"sequence", "cherry-pick", []string{"cherry-pick", "trunk~2..side"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSandbox(t)
			s.Write("other/x", "1\n")
			s.Git("commit", "-qam", "one")
			s.Write("other/x", "2\n")
			s.Git("commit", "-qam", "two")
			s.Git("switch", "-qc", "side", "HEAD~2")
			s.Write("other/x", "side\n")
			s.Git("commit", "-qam", "side")
			s.Git("format-patch", "-1", "--output", s.Path("patch"))
			s.Git("switch", "-q", "trunk")
			_, _ = s.Try(c.args...) // most stop at a conflict
			s.Write("app/a", "changed\n")
			s.readyRefuses(request("app/a"), diag.Usage, c.part)
		})
	}
}
