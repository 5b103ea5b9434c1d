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
			s.write("other/x", "1\n")
			s.git("commit", "-qam", "one")
			s.write("other/x", "2\n")
			s.git("commit", "-qam", "two")
			s.git("switch", "-qc", "side", "HEAD~2")
			s.write("other/x", "side\n")
			s.git("commit", "-qam", "side")
			s.git("format-patch", "-1", "--output", s.path("patch"))
			s.git("switch", "-q", "trunk")
			_, _ = s.try(c.args...) // most stop at a conflict
			s.write("app/a", "changed\n")
			s.readyRefuses(request("app/a"), diag.Usage, c.part)
		})
	}
}
