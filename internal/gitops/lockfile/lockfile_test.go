package lockfile_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
)

// deadProcess is the id of a process that has ended.
func deadProcess(t *testing.T) int {
	t.Helper()
	cmd := exec.Command("true")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

func folder(t *testing.T) *gittest.Sandbox { return &gittest.Sandbox{T: t, Dir: t.TempDir()} }

// names are the files of the sandbox's folder.
func names(s *gittest.Sandbox) string {
	s.T.Helper()
	entries, err := os.ReadDir(s.Dir)
	s.Must(err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

func TestLockIsHeldUntilReleased(t *testing.T) {
	s := folder(t)
	first, err := lockfile.Take(s.Path("index"), s.Dir)
	s.Must(err)
	_, err = lockfile.Take(s.Path("index"), s.Dir)
	s.Refused(err, diag.Failed, "index.lock exists")
	s.Same("mark", s.Read("index.lock"), lockfile.Mark(os.Getpid()))
	s.Same("files", names(s), "index.lock")
	first.Release()
	second, err := lockfile.Take(s.Path("index"), s.Dir)
	s.Must(err)
	first.Release() // once more: the second's lock is none of its business
	s.Same("files", names(s), "index.lock")
	second.Release()
	s.Same("files", names(s), "")
	var none *lockfile.File
	none.Release()
}

func TestOnlyALeftLockOfOursIsBroken(t *testing.T) {
	dead := deadProcess(t)
	for _, c := range []struct {
		name, content string
		broken        bool
	}{
		{"of a process that ended", lockfile.Mark(dead), true},
		{"of a living process", lockfile.Mark(os.Getppid()), false},
		{"of this process", lockfile.Mark(os.Getpid()), false},
		{"of git", "", false},
		{"of another host", strings.Replace(lockfile.Mark(dead), "\n", ".elsewhere\n", 1), false},
		{"of another program", strings.Replace(lockfile.Mark(dead), "scaffold", "terraform", 1), false},
		{"damaged", "scaffold lock x\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := folder(t)
			s.Write("HEAD.lock", c.content)
			if got := lockfile.IsStale(s.Path("HEAD.lock")); got != c.broken {
				t.Errorf("stale: %t", got)
			}
			l, err := lockfile.Take(s.Path("HEAD"), s.Dir)
			if c.broken {
				s.Must(err)
				l.Release()
				s.Same("files", names(s), "")
				return
			}
			s.Refused(err, diag.Failed, "HEAD.lock exists")
			if lockfile.BreakStale(s.Path("HEAD.lock")) {
				t.Error("broken")
			}
			s.Same("lock", s.Read("HEAD.lock"), c.content)
			s.Same("files", names(s), "HEAD.lock")
		})
	}
}

func TestPublishReplacesAFileWhole(t *testing.T) {
	s := folder(t)
	s.Write("logs/HEAD", "old")
	s.Must(os.Chmod(s.Path("logs/HEAD"), 0o640))
	l, err := lockfile.Take(s.Path("logs/HEAD"), s.Dir)
	s.Must(err)
	defer l.Release()
	moment := time.Unix(1_700_000_000, 5_000)
	s.Must(l.Publish([]byte("new"), moment, true))
	s.Same("content", s.Read("logs/HEAD"), "new")
	info, err := os.Stat(s.Path("logs/HEAD"))
	s.Must(err)
	if info.Mode().Perm() != 0o640 || !info.ModTime().Equal(moment) {
		t.Errorf("mode %v, time %v", info.Mode(), info.ModTime())
	}
	s.Same("files", names(s), "logs")
}

// git leaves folders behind where branches like feature/x were deleted.
func TestPublishInPlaceOfEmptyFolders(t *testing.T) {
	s := folder(t)
	s.Must(os.MkdirAll(s.Path("feature/old/x"), 0o755))
	l, err := lockfile.Take(s.Path("feature"), s.Dir)
	s.Must(err)
	defer l.Release()
	s.Must(l.Publish([]byte("id\n"), time.Time{}, false))
	s.Same("content", s.Read("feature"), "id\n")
	s.Write("topic/x", "id\n")
	other, err := lockfile.Take(s.Path("topic"), s.Dir)
	s.Must(err)
	defer other.Release()
	s.Refused(other.Publish(nil, time.Time{}, false), diag.Failed, "cannot write")
	s.Same("branch below", s.Read("topic/x"), "id\n")
	s.Same("files", names(s), "feature feature.lock topic topic.lock")
}

func TestLeftoversAreRemoved(t *testing.T) {
	s := folder(t)
	s.Write("scaffold-tmp-1", "")
	s.Write("scaffold-tmp-lock-2", "")
	s.Write(filepath.Base(lockfile.NextIndex(s.Dir)), "")
	s.Write("index", "")
	lockfile.RemoveLeftovers(s.Dir)
	s.Same("files", names(s), "index")
}
