package gitops

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func TestFailingHookLeavesEverything(t *testing.T) {
	for _, hook := range []string{"pre-commit", "commit-msg", "prepare-commit-msg"} {
		t.Run(hook, func(t *testing.T) {
			s := newSandbox(t)
			s.Script(".git/hooks/"+hook, "echo this is why; exit 3\n")
			s.Write("staged", "s\n")
			s.Git("add", "staged")
			s.Write("app/a", "changed\n")
			head, index := s.Git("rev-parse", "HEAD"), s.Read(".git/index")
			logs := s.Git("reflog", "trunk")
			req := request("app/a")
			req.Branch = "feature/x"
			s.Must(s.open().Ready(req))
			result, err := s.open().Commit(t.Context(), req)
			s.Refused(err, diag.Failed, "the "+hook+" hook refused the commit (exit status 3):\nthis is why")
			s.Same("output", result.HookOutput, "this is why\n")
			s.Same("HEAD", s.Git("rev-parse", "HEAD"), head)
			s.Same("branches", s.Git("branch", "--format=%(refname:short)"), "trunk")
			s.Same("current", s.Git("branch", "--show-current"), "trunk")
			s.Same("reflog", s.Git("reflog", "trunk"), logs)
			s.Same("index", s.Read(".git/index"), index)
			s.Status(" M app/a|A  staged")
			s.Sound()
			if hook != "prepare-commit-msg" { // which --no-verify does not skip in git either
				req.NoVerify = true
				s.commit(req)
				s.Committed("M app/a")
				s.Status("A  staged")
			}
		})
	}
}

// The index a hook sees holds the commit's files and nothing else; git in the
// hook works on it, in the root, on the new branch, with the author set.
func TestHookSeesWhatWillBeCommitted(t *testing.T) {
	s := newSandbox(t)
	s.Script(".git/hooks/pre-commit", `
git diff --cached --name-status
git rev-parse --abbrev-ref HEAD
git diff --name-only | sed s/^/unstaged:/
echo "$GIT_AUTHOR_NAME $GIT_EDITOR"
pwd
`)
	s.Write("staged", "s\n")
	s.Git("add", "staged")
	s.Write("other/x", "edited\n")
	s.Write("app/a", "changed\n")
	s.Remove("app/b")
	s.Write("app/c", "new\n")
	req := request("app/a", "app/b", "app/c")
	req.Branch = "feature"
	var progress strings.Builder
	req.Progress = &progress
	result := s.commit(req)
	s.Same("output", result.HookOutput,
		"M\tapp/a\nD\tapp/b\nA\tapp/c\nfeature\nunstaged:other/x\nAda Example :\n"+s.Dir+"\n")
	s.Same("progress", progress.String(), result.HookOutput)
	s.Status(" M other/x|A  staged")
}

func TestHookThatFormats(t *testing.T) {
	s := newSandbox(t)
	// It formats our file and stages it, changes another of ours without
	// staging, and stages files that are none of ours.
	s.Script(".git/hooks/pre-commit", `
echo formatted > app/a; git add app/a
echo behind our back > app/b
echo foreign > app/foreign; git add app/foreign
git add other/x
`)
	s.Write("other/x", "edited by the user\n")
	s.Write("app/a", "changed\n")
	s.Write("app/b", "ours\n")
	result := s.commit(request("app/a", "app/b"))
	s.Committed("M app/a|M app/b")
	s.Same("a", s.Git("show", "HEAD:app/a"), "formatted")
	s.Same("b", s.Git("show", "HEAD:app/b"), "ours")
	s.Status(" M app/b| M other/x|?? app/foreign")
	for _, path := range []string{"app/foreign", "other/x"} {
		if !strings.Contains(result.HookOutput, "staged "+path+", which is not part") {
			t.Errorf("no remark on %s: %s", path, result.HookOutput)
		}
	}
}

func TestHookThatUndoesOurs(t *testing.T) {
	s := newSandbox(t)
	s.Script(".git/hooks/pre-commit", "git rm -q --cached app/new; git show HEAD:app/a > app/a; git add app/a\n")
	s.Write("app/a", "changed\n")
	s.Write("app/new", "new\n")
	req := request("app/a", "app/new")
	req.Branch = "feature"
	result := s.commit(req)
	if result.Hash != "" || !strings.Contains(result.HookOutput, "nothing was left") {
		t.Errorf("result: %+v", result)
	}
	s.Same("branch", s.Git("branch", "--show-current"), "trunk")
	s.Status("?? app/new")
}

func TestHooksEditTheMessage(t *testing.T) {
	s := newSandbox(t)
	s.Script(".git/hooks/prepare-commit-msg", `test "$2" = message && echo "# kept" >> "$1"`)
	s.Script(".git/hooks/commit-msg", `printf '\n\n\nTicket: 42  \n\n' >> "$1"`)
	s.Script(".git/hooks/post-commit", `git log -1 --format=posted:%s; exit 1`)
	s.Write("app/a", "changed\n")
	result := s.commit(request("app/a"))
	s.Same("message", s.Git("log", "-1", "--format=%B"), "feat: add files\n# kept\n\nTicket: 42")
	s.Same("output", result.HookOutput, "posted:feat: add files # kept\nthe post-commit hook failed; the commit is made\n")
	s.Script(".git/hooks/commit-msg", `: > "$1"`)
	s.Write("app/a", "again\n")
	_, err := s.open().Commit(t.Context(), request("app/a"))
	s.Refused(err, diag.Failed, "commit message that cannot be used")
	s.Status(" M app/a")
}

func TestHooksPath(t *testing.T) {
	s := newSandbox(t)
	s.Git("config", "core.hooksPath", "tools/hooks")
	s.Script("tools/hooks/pre-commit", "echo from the tools folder\n")
	s.Script(".git/hooks/pre-commit", "exit 1\n")
	s.Write("app/a", "changed\n")
	s.Same("output", s.commit(request("app/a")).HookOutput, "from the tools folder\n")
	s.Must(os.Chmod(s.Path("tools/hooks/pre-commit"), 0o644)) // then git ignores it
	s.Write("app/a", "again\n")
	s.Same("output", s.commit(request("app/a")).HookOutput, "")
	s.Write("tools/hooks/pre-commit", "echo without a first line\n")
	s.Must(os.Chmod(s.Path("tools/hooks/pre-commit"), 0o755))
	s.Write("app/a", "third\n")
	s.Same("output", s.commit(request("app/a")).HookOutput, "without a first line\n")
}

func TestHooksInLinkedWorktreeAndEmptyRepository(t *testing.T) {
	s := newSandbox(t)
	linked := s.at(t.TempDir() + "/linked")
	s.Git("worktree", "add", "-q", linked.Dir)
	s.Script(".git/hooks/pre-commit", "git diff --cached --name-only\n")
	linked.Write("app/a", "changed\n")
	s.Same("output", linked.commit(request("app/a")).HookOutput, "app/a\n")

	empty := newEmptySandbox(t)
	empty.Script(".git/hooks/pre-commit", "git ls-files\n")
	empty.Write("a", "a\n")
	empty.Write("b", "b\n")
	empty.Git("add", "b")
	empty.Same("output", empty.commit(request("a")).HookOutput, "a\n")
	empty.Status("A  b")
}

func TestInterruptedHook(t *testing.T) {
	s := newSandbox(t)
	started := filepath.Join(t.TempDir(), "started")
	s.Script(".git/hooks/pre-commit", "touch '"+started+"'\nexec sleep 60\n")
	s.Write("app/a", "changed\n")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() { // a slow machine may take long to get to the hook
		for ctx.Err() == nil {
			if _, err := os.Stat(started); err == nil {
				cancel()
			}
			time.Sleep(time.Millisecond)
		}
	}()
	_, err := s.open().Commit(ctx, request("app/a"))
	s.Refused(err, diag.Failed, "interrupted during the pre-commit hook")
	s.Status(" M app/a")
	s.Sound()
}
