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
			s.script(".git/hooks/"+hook, "echo this is why; exit 3\n")
			s.write("staged", "s\n")
			s.git("add", "staged")
			s.write("app/a", "changed\n")
			head, index := s.git("rev-parse", "HEAD"), s.read(".git/index")
			logs := s.git("reflog", "trunk")
			req := request("app/a")
			req.Branch = "feature/x"
			s.must(s.open().Ready(req))
			result, err := s.open().Commit(t.Context(), req)
			s.refused(err, diag.Failed, "the "+hook+" hook refused the commit (exit status 3):\nthis is why")
			s.same("output", result.HookOutput, "this is why\n")
			s.same("HEAD", s.git("rev-parse", "HEAD"), head)
			s.same("branches", s.git("branch", "--format=%(refname:short)"), "trunk")
			s.same("current", s.git("branch", "--show-current"), "trunk")
			s.same("reflog", s.git("reflog", "trunk"), logs)
			s.same("index", s.read(".git/index"), index)
			s.status(" M app/a|A  staged")
			s.sound()
			if hook != "prepare-commit-msg" { // which --no-verify does not skip in git either
				req.NoVerify = true
				s.commit(req)
				s.committed("M app/a")
				s.status("A  staged")
			}
		})
	}
}

// The index a hook sees holds the commit's files and nothing else; git in the
// hook works on it, in the root, on the new branch, with the author set.
func TestHookSeesWhatWillBeCommitted(t *testing.T) {
	s := newSandbox(t)
	s.script(".git/hooks/pre-commit", `
git diff --cached --name-status
git rev-parse --abbrev-ref HEAD
git diff --name-only | sed s/^/unstaged:/
echo "$GIT_AUTHOR_NAME $GIT_EDITOR"
pwd
`)
	s.write("staged", "s\n")
	s.git("add", "staged")
	s.write("other/x", "edited\n")
	s.write("app/a", "changed\n")
	s.remove("app/b")
	s.write("app/c", "new\n")
	req := request("app/a", "app/b", "app/c")
	req.Branch = "feature"
	var progress strings.Builder
	req.Progress = &progress
	result := s.commit(req)
	s.same("output", result.HookOutput,
		"M\tapp/a\nD\tapp/b\nA\tapp/c\nfeature\nunstaged:other/x\nAda Example :\n"+s.dir+"\n")
	s.same("progress", progress.String(), result.HookOutput)
	s.status(" M other/x|A  staged")
}

func TestHookThatFormats(t *testing.T) {
	s := newSandbox(t)
	// It formats our file and stages it, changes another of ours without
	// staging, and stages files that are none of ours.
	s.script(".git/hooks/pre-commit", `
echo formatted > app/a; git add app/a
echo behind our back > app/b
echo foreign > app/foreign; git add app/foreign
git add other/x
`)
	s.write("other/x", "edited by the user\n")
	s.write("app/a", "changed\n")
	s.write("app/b", "ours\n")
	result := s.commit(request("app/a", "app/b"))
	s.committed("M app/a|M app/b")
	s.same("a", s.git("show", "HEAD:app/a"), "formatted")
	s.same("b", s.git("show", "HEAD:app/b"), "ours")
	s.status(" M app/b| M other/x|?? app/foreign")
	for _, path := range []string{"app/foreign", "other/x"} {
		if !strings.Contains(result.HookOutput, "staged "+path+", which is not part") {
			t.Errorf("no remark on %s: %s", path, result.HookOutput)
		}
	}
}

func TestHookThatUndoesOurs(t *testing.T) {
	s := newSandbox(t)
	s.script(".git/hooks/pre-commit", "git rm -q --cached app/new; git show HEAD:app/a > app/a; git add app/a\n")
	s.write("app/a", "changed\n")
	s.write("app/new", "new\n")
	req := request("app/a", "app/new")
	req.Branch = "feature"
	result := s.commit(req)
	if result.Hash != "" || !strings.Contains(result.HookOutput, "nothing was left") {
		t.Errorf("result: %+v", result)
	}
	s.same("branch", s.git("branch", "--show-current"), "trunk")
	s.status("?? app/new")
}

func TestHooksEditTheMessage(t *testing.T) {
	s := newSandbox(t)
	s.script(".git/hooks/prepare-commit-msg", `test "$2" = message && echo "# kept" >> "$1"`)
	s.script(".git/hooks/commit-msg", `printf '\n\n\nTicket: 42  \n\n' >> "$1"`)
	s.script(".git/hooks/post-commit", `git log -1 --format=posted:%s; exit 1`)
	s.write("app/a", "changed\n")
	result := s.commit(request("app/a"))
	s.same("message", s.git("log", "-1", "--format=%B"), "feat: add files\n# kept\n\nTicket: 42")
	s.same("output", result.HookOutput, "posted:feat: add files # kept\nthe post-commit hook failed; the commit is made\n")
	s.script(".git/hooks/commit-msg", `: > "$1"`)
	s.write("app/a", "again\n")
	_, err := s.open().Commit(t.Context(), request("app/a"))
	s.refused(err, diag.Failed, "commit message that cannot be used")
	s.status(" M app/a")
}

func TestHooksPath(t *testing.T) {
	s := newSandbox(t)
	s.git("config", "core.hooksPath", "tools/hooks")
	s.script("tools/hooks/pre-commit", "echo from the tools folder\n")
	s.script(".git/hooks/pre-commit", "exit 1\n")
	s.write("app/a", "changed\n")
	s.same("output", s.commit(request("app/a")).HookOutput, "from the tools folder\n")
	s.must(os.Chmod(s.path("tools/hooks/pre-commit"), 0o644)) // then git ignores it
	s.write("app/a", "again\n")
	s.same("output", s.commit(request("app/a")).HookOutput, "")
	s.write("tools/hooks/pre-commit", "echo without a first line\n")
	s.must(os.Chmod(s.path("tools/hooks/pre-commit"), 0o755))
	s.write("app/a", "third\n")
	s.same("output", s.commit(request("app/a")).HookOutput, "without a first line\n")
}

func TestHooksInLinkedWorktreeAndEmptyRepository(t *testing.T) {
	s := newSandbox(t)
	linked := s.at(t.TempDir() + "/linked")
	s.git("worktree", "add", "-q", linked.dir)
	s.script(".git/hooks/pre-commit", "git diff --cached --name-only\n")
	linked.write("app/a", "changed\n")
	s.same("output", linked.commit(request("app/a")).HookOutput, "app/a\n")

	empty := newEmptySandbox(t)
	empty.script(".git/hooks/pre-commit", "git ls-files\n")
	empty.write("a", "a\n")
	empty.write("b", "b\n")
	empty.git("add", "b")
	empty.same("output", empty.commit(request("a")).HookOutput, "a\n")
	empty.status("A  b")
}

func TestInterruptedHook(t *testing.T) {
	s := newSandbox(t)
	started := filepath.Join(t.TempDir(), "started")
	s.script(".git/hooks/pre-commit", "touch '"+started+"'\nexec sleep 60\n")
	s.write("app/a", "changed\n")
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
	s.refused(err, diag.Failed, "interrupted during the pre-commit hook")
	s.status(" M app/a")
	s.sound()
}
