package gitops

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// childVariable makes the test binary commit app/a in the folder it names and
// exit, so that a test can kill it.
const childVariable = "GITOPS_TEST_COMMIT_IN"

func commitAsChild() int {
	r, err := Open(os.Getenv(childVariable))
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
	s.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+s.dir)
	cmd.Stderr = os.Stderr
	s.must(cmd.Start())
	return cmd
}

func TestLocksAreRespected(t *testing.T) {
	for _, lock := range []string{"index.lock", "HEAD.lock"} {
		s := newSandbox(t)
		s.write(".git/"+lock, "")
		s.write("app/a", "changed\n")
		s.refused(s.open().Ready(request("app/a")), diag.Failed, lock+" exists")
		_, err := s.open().Commit(t.Context(), request("app/a"))
		s.refused(err, diag.Failed, lock+" exists")
		s.same("lock", s.read(".git/"+lock), "")
		s.remove(".git/" + lock)
		s.status(" M app/a")
		s.sound()
	}
	s := newSandbox(t) // a ref's lock comes to light only at the end
	s.write(".git/refs/heads/trunk.lock", "")
	s.write("app/a", "changed\n")
	index := s.read(".git/index")
	_, err := s.open().Commit(t.Context(), request("app/a"))
	s.refused(err, diag.Failed, "trunk.lock exists")
	s.same("index", s.read(".git/index"), index)
	s.remove(".git/refs/heads/trunk.lock")
	s.status(" M app/a")
	s.sound()
}

func TestLockOfALivingProcessStays(t *testing.T) {
	s := newSandbox(t)
	living := fmt.Sprintf("%s%d ", lockMark, os.Getppid()) + strings.SplitN(ownMark(), " ", 4)[3]
	s.write(".git/index.lock", living)
	s.refused(s.open().Ready(request("app/a")), diag.Failed, "index.lock exists")
	s.same("lock", s.read(".git/index.lock"), living)
	s.write(".git/index.lock", lockMark+"999999999 another-host\n")
	s.refused(s.open().Ready(request("app/a")), diag.Failed, "index.lock exists")
}

// A hook that kills scaffold: index lock and temporary files stay behind.
func TestKilledDuringHook(t *testing.T) {
	s := newSandbox(t)
	s.script(".git/hooks/pre-commit", "kill -9 $PPID\n")
	s.write("staged", "s\n")
	s.git("add", "staged")
	s.write("app/a", "changed\n")
	cmd := s.child()
	if err := cmd.Wait(); err == nil {
		t.Fatal("the child was not killed")
	}
	if _, err := os.Stat(s.path(".git/index.lock")); err != nil {
		t.Fatal("no lock was left behind")
	}
	s.same("log", s.git("log", "--format=%s"), "first")
	s.remove(".git/hooks/pre-commit")
	req := on("feature", "app/a")
	req.Resume = true
	s.commit(req)
	s.committed("M app/a")
	s.status("A  staged")
}

// Kills at any moment: HEAD is always whole, and the same request finishes.
func TestKilledAnywhere(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 6
	}
	for round := range rounds {
		s := newSandbox(t)
		s.write("staged", "s\n")
		s.git("add", "staged")
		s.write("app/a", "changed\n")
		s.write("app/c", "new\n")
		s.remove("app/b")
		cmd := s.child()
		time.Sleep(time.Duration(5+rand.IntN(4*round+10)) * time.Millisecond)
		_ = cmd.Process.Signal(syscall.SIGKILL)
		_ = cmd.Wait()
		s.git("fsck", "--strict", "--no-dangling")
		s.git("status")
		s.git("prune", "--expire=now") // half an object, as a killed git leaves it
		req := on("feature", "app/a", "app/b", "app/c")
		req.Resume = true
		s.commit(req)
		s.committed("M app/a|D app/b|A app/c")
		s.same("log", s.git("log", "--format=%s"), "feat: add files\nfirst")
		s.same("current", s.git("branch", "--show-current"), "feature")
		s.status("A  staged")
	}
}

// A run that was killed when its commit was out, but its locks still there: the
// same run again has nothing to commit and leaves no lock behind.
func TestLocksOfAPublishedCommit(t *testing.T) {
	s := newSandbox(t)
	s.write("app/a", "changed\n")
	s.commit(request("app/a"))
	gone := exec.Command("git", "version")
	s.must(gone.Run())
	branch := s.git("branch", "--show-current")
	mark := strings.Replace(ownMark(), strconv.Itoa(os.Getpid()), strconv.Itoa(gone.Process.Pid), 1)
	for _, name := range []string{"HEAD.lock", "refs/heads/" + branch + ".lock"} {
		s.must(os.WriteFile(filepath.Join(s.dir, ".git", name), []byte(mark), 0o644))
	}
	s.commit(request("app/a"))
}

// Many at once, and git among them: each either commits or is told to wait, and
// none is lost.
func TestManyAtOnce(t *testing.T) {
	s := newSandbox(t)
	const writers = 8
	for i := range writers {
		s.write(fmt.Sprintf("new/%d", i), "n\n")
	}
	var group sync.WaitGroup
	for i := range writers {
		group.Go(func() {
			for range 400 {
				var err error
				if i%4 == 3 { // the real git
					if _, err = s.try("add", fmt.Sprintf("new/%d", i)); err == nil {
						_, err = s.try("commit", "-qm", "by git", "--only", fmt.Sprintf("new/%d", i))
					}
				} else {
					var r *Repository
					if r, err = Open(s.dir); err == nil {
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
	s.same("commits", s.git("rev-list", "--count", "HEAD"), fmt.Sprint(writers+1))
	s.status("")
	s.sound()
}

// The index is published before the ref; if the ref then cannot be, it is put
// back, with its time.
func TestIndexIsPutBack(t *testing.T) {
	s := newSandbox(t)
	s.write("staged", "s\n")
	s.git("add", "staged")
	s.git("pack-refs", "--all")
	s.write(".git/refs/heads/trunk/in-the-way", "x")
	s.write("app/a", "changed\n")
	info, err := os.Stat(s.path(".git/index"))
	s.must(err)
	index := s.read(".git/index")
	_, err = s.open().Commit(t.Context(), request("app/a"))
	s.refused(err, diag.Failed, "cannot write")
	s.same("index", s.read(".git/index"), index)
	after, err := os.Stat(s.path(".git/index"))
	s.must(err)
	s.same("time", after.ModTime().String(), info.ModTime().String())
	s.remove(".git/refs/heads/trunk")
	s.status(" M app/a|A  staged")
	s.sound()
}

func TestHeadMovedMeanwhile(t *testing.T) {
	s := newSandbox(t)
	s.script(".git/hooks/pre-commit",
		"git update-ref refs/heads/trunk $(git commit-tree -p HEAD -m meanwhile HEAD^{tree})\n")
	s.write("app/a", "changed\n")
	_, err := s.open().Commit(t.Context(), request("app/a"))
	s.refused(err, diag.Failed, "HEAD moved")
	s.same("log", s.git("log", "--format=%s"), "meanwhile\nfirst")
	s.status(" M app/a")
	s.sound()
}
