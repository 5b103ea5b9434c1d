package hooks_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/hooks"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

func TestMain(m *testing.M) { gittest.Main(m, nil) }

func in(s *gittest.Sandbox, settings config.Settings) *hooks.Hooks {
	s.T.Helper()
	at, err := worktree.Find(s.Dir)
	s.Must(err)
	return hooks.In(at, settings, program.Asking{}, nil)
}

func TestForCommit(t *testing.T) {
	s := gittest.New(t)
	names := func(settings config.Settings, noVerify bool) string {
		return strings.Join(in(s, settings).ForCommit(noVerify), " ")
	}
	s.Same("without hooks", names(nil, false), "")
	for _, name := range []string{"pre-commit", "commit-msg", "post-commit", "pre-push", "prepare-commit-msg"} {
		s.Script(".git/hooks/"+name, "")
	}
	s.Same("all", names(nil, false), "prepare-commit-msg post-commit pre-commit commit-msg")
	s.Same("--no-verify", names(nil, true), "prepare-commit-msg post-commit")
	s.Must(os.Chmod(s.Path(".git/hooks/post-commit"), 0o644)) // then git ignores it
	s.Same("executable ones", names(nil, true), "prepare-commit-msg")
	s.Script("tools/pre-commit", "")
	s.Must(os.MkdirAll(s.Path("tools/commit-msg"), 0o755)) // a folder is no hook
	s.Same("core.hooksPath", names(config.Settings{"core.hookspath": {"tools"}}, false), "pre-commit")
}

func TestRun(t *testing.T) {
	s := gittest.New(t)
	s.Script(".git/hooks/pre-commit", `echo "$1 $MORE"; pwd; echo to standard error >&2`)
	s.Write(".git/hooks/post-commit", "echo without a first line\n")
	s.Must(os.Chmod(s.Path(".git/hooks/post-commit"), 0o755))
	at, err := worktree.Find(s.Path("app"))
	s.Must(err)
	var echo strings.Builder
	h := hooks.In(at, nil, program.Asking{}, &echo)
	h.Env = []string{"MORE=more"}
	s.Must(h.Run(t.Context(), "pre-commit", "one"))
	s.Must(h.Run(t.Context(), "post-commit"))
	s.Must(h.Run(t.Context(), "commit-msg")) // there is none
	h.Remark("%d hooks", 2)
	s.Same("output", h.Output(), "one more\n"+s.Dir+"\nto standard error\nwithout a first line\n2 hooks\n")
	s.Same("echo", echo.String(), h.Output())
}

func TestARefusal(t *testing.T) {
	s := gittest.New(t)
	s.Script(".git/hooks/pre-commit", "echo this is why; exit 3\n")
	s.Script(".git/hooks/commit-msg", "exit 1\n")
	h := in(s, nil)
	err := h.Run(t.Context(), "pre-commit")
	s.Refused(err, diag.Failed, "the pre-commit hook refused the commit (exit status 3):\nthis is why")
	s.Refused(h.Run(t.Context(), "commit-msg"), diag.Failed, "the commit-msg hook refused the commit (exit status 1)")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.Refused(h.Run(ctx, "pre-commit"), diag.Failed, "interrupted during the pre-commit hook")
}

func TestEditMessage(t *testing.T) {
	s := gittest.New(t)
	s.Script(".git/hooks/prepare-commit-msg", `echo "prepared for $2" >> "$1"`)
	s.Script(".git/hooks/commit-msg", `echo checked >> "$1"`)
	for noVerify, want := range map[bool]string{false: "feat: x\nprepared for message\nchecked\n", true: "feat: x\nprepared for message\n"} {
		got, err := in(s, nil).EditMessage(t.Context(), "feat: x\n", noVerify)
		s.Must(err)
		s.Same("message", got, want)
		s.Same("as git keeps it", s.Read(".git/COMMIT_EDITMSG"), want)
	}
	s.Script(".git/hooks/commit-msg", "exit 1")
	_, err := in(s, nil).EditMessage(t.Context(), "feat: x\n", false)
	s.Refused(err, diag.Failed, "the commit-msg hook refused")
	s.Script(".git/hooks/commit-msg", `rm "$1"`)
	_, err = in(s, nil).EditMessage(t.Context(), "feat: x\n", false)
	s.Refused(err, diag.Failed, "cannot read the commit message")
}
