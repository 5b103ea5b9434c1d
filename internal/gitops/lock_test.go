package gitops

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
)

// commitAsChild commits in a process of its own, which a test can kill.
func commitAsChild(dir string) int {
	r, err := Open(dir)
	if err == nil {
		req := on("feature", "app/a", "app/b", "app/c")
		req.Resume = true
		_, err = r.Commit(context.Background(), req)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// child starts a process that commits app/a, app/b and app/c to feature.
func (s *sandbox) child() *exec.Cmd {
	s.T.Helper()
	cmd := s.Child()
	s.Must(cmd.Start())
	return cmd
}

func TestLocksAreRespected(t *testing.T) {
	for _, lock := range []string{"index.lock", "HEAD.lock"} {
		s := newSandbox(t)
		s.Write(".git/"+lock, "")
		s.Write("app/a", "changed\n")
		s.Refused(s.open().Ready(request("app/a")), diag.Failed, lock+" exists")
		_, err := s.open().Commit(t.Context(), request("app/a"))
		s.Refused(err, diag.Failed, lock+" exists")
		s.Same("lock", s.Read(".git/"+lock), "")
		s.Remove(".git/" + lock)
		s.Status(" M app/a")
		s.Sound()
	}
	s := newSandbox(t) // a ref's lock comes to light only at the end
	s.Write(".git/refs/heads/trunk.lock", "")
	s.Write("app/a", "changed\n")
	index := s.Read(".git/index")
	_, err := s.open().Commit(t.Context(), request("app/a"))
	s.Refused(err, diag.Failed, "trunk.lock exists")
	s.Same("index", s.Read(".git/index"), index)
	s.Remove(".git/refs/heads/trunk.lock")
	s.Status(" M app/a")
	s.Sound()
}

func TestLockOfALivingProcessStays(t *testing.T) {
	s := newSandbox(t)
	living := lockfile.Mark(os.Getppid())
	s.Write(".git/index.lock", living)
	s.Refused(s.open().Ready(request("app/a")), diag.Failed, "index.lock exists")
	s.Same("lock", s.Read(".git/index.lock"), living)
	s.Write(".git/index.lock", "scaffold lock 999999999 another-host\n")
	s.Refused(s.open().Ready(request("app/a")), diag.Failed, "index.lock exists")
}

// A hook that kills scaffold: index lock and temporary files stay behind.
func TestKilledDuringHook(t *testing.T) {
	s := newSandbox(t)
	s.Script(".git/hooks/pre-commit", "kill -9 $PPID\n")
	s.Write("staged", "s\n")
	s.Git("add", "staged")
	s.Write("app/a", "changed\n")
	cmd := s.child()
	if err := cmd.Wait(); err == nil {
		t.Fatal("the child was not killed")
	}
	if _, err := os.Stat(s.Path(".git/index.lock")); err != nil {
		t.Fatal("no lock was left behind")
	}
	s.Same("log", s.Git("log", "--format=%s"), "first")
	s.Remove(".git/hooks/pre-commit")
	req := on("feature", "app/a")
	req.Resume = true
	s.commit(req)
	s.Committed("M app/a")
	s.Status("A  staged")
}

// Kills at any moment: HEAD is always whole, and the same request finishes.
func TestKilledAnywhere(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 6
	}
	for round := range rounds {
		s := newSandbox(t)
		s.Write("staged", "s\n")
		s.Git("add", "staged")
		s.Write("app/a", "changed\n")
		s.Write("app/c", "new\n")
		s.Remove("app/b")
		cmd := s.child()
		time.Sleep(time.Duration(5+rand.IntN(4*round+10)) * time.Millisecond)
		_ = cmd.Process.Signal(syscall.SIGKILL)
		_ = cmd.Wait()
		s.Git("fsck", "--strict", "--no-dangling")
		s.Git("status")
		s.Git("prune", "--expire=now") // half an object, as a killed git leaves it
		req := on("feature", "app/a", "app/b", "app/c")
		req.Resume = true
		s.commit(req)
		s.Committed("M app/a|D app/b|A app/c")
		s.Same("log", s.Git("log", "--format=%s"), "feat: add files\nfirst")
		s.Same("current", s.Git("branch", "--show-current"), "feature")
		s.Status("A  staged")
	}
}

// A run that was killed when its commit was out, but its locks still there: the
// same run again has nothing to commit and leaves no lock behind.
func TestLocksOfAPublishedCommit(t *testing.T) {
	s := newSandbox(t)
	s.Write("app/a", "changed\n")
	s.commit(request("app/a"))
	gone := exec.Command("git", "version")
	s.Must(gone.Run())
	branch := s.Git("branch", "--show-current")
	mark := lockfile.Mark(gone.Process.Pid)
	for _, name := range []string{"HEAD.lock", "refs/heads/" + branch + ".lock"} {
		s.Must(os.WriteFile(filepath.Join(s.Dir, ".git", name), []byte(mark), 0o644))
	}
	s.commit(request("app/a"))
}

// Many at once, and git among them: each either commits or is told to wait, and
// none is lost.
func TestManyAtOnce(t *testing.T) {
	s := newSandbox(t)
	const writers = 8
	for i := range writers {
		s.Write(fmt.Sprintf("new/%d", i), "n\n")
	}
	var group sync.WaitGroup
	for i := range writers {
		group.Go(func() {
			for range 400 {
				var err error
				if i%4 == 3 { // the real git
					if _, err = s.Try("add", fmt.Sprintf("new/%d", i)); err == nil {
						_, err = s.Try("commit", "-qm", "by git", "--only", fmt.Sprintf("new/%d", i))
					}
				} else {
					var r *Repository
					if r, err = Open(s.Dir); err == nil {
						_, err = r.Commit(context.Background(), request(fmt.Sprintf("new/%d", i)))
					}
					if p, ok := errors.AsType[*diag.Problem](err); ok && p.Kind != diag.Failed {
						t.Errorf("writer %d: %v", i, err)
					}
				}
				if err == nil {
					return
				}
				time.Sleep(time.Duration(1+rand.IntN(10)) * time.Millisecond)
			}
			t.Errorf("writer %d never came to its turn", i)
		})
	}
	group.Wait()
	s.Same("commits", s.Git("rev-list", "--count", "HEAD"), fmt.Sprint(writers+1))
	s.Status("")
	s.Sound()
}

// The index is published before the ref; if the ref then cannot be, it is put
// back, with its time.
func TestIndexIsPutBack(t *testing.T) {
	s := newSandbox(t)
	s.Write("staged", "s\n")
	s.Git("add", "staged")
	s.Git("pack-refs", "--all")
	s.Write(".git/refs/heads/trunk/in-the-way", "x")
	s.Write("app/a", "changed\n")
	info, err := os.Stat(s.Path(".git/index"))
	s.Must(err)
	index := s.Read(".git/index")
	_, err = s.open().Commit(t.Context(), request("app/a"))
	s.Refused(err, diag.Failed, "cannot write")
	s.Same("index", s.Read(".git/index"), index)
	after, err := os.Stat(s.Path(".git/index"))
	s.Must(err)
	s.Same("time", after.ModTime().String(), info.ModTime().String())
	s.Remove(".git/refs/heads/trunk")
	s.Status(" M app/a|A  staged")
	s.Sound()
}

func TestHeadMovedMeanwhile(t *testing.T) {
	s := newSandbox(t)
	s.Script(".git/hooks/pre-commit",
		"git update-ref refs/heads/trunk $(git commit-tree -p HEAD -m meanwhile HEAD^{tree})\n")
	s.Write("app/a", "changed\n")
	_, err := s.open().Commit(t.Context(), request("app/a"))
	s.Refused(err, diag.Failed, "HEAD moved")
	s.Same("log", s.Git("log", "--format=%s"), "meanwhile\nfirst")
	s.Status(" M app/a")
	s.Sound()
}
