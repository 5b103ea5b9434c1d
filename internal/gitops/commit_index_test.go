package gitops

import (
	"bytes"
	"crypto/sha1"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
)

func TestIndexVersions(t *testing.T) {
	for _, version := range []string{"2", "3", "4"} {
		t.Run(version, func(t *testing.T) {
			s := newSandbox(t)
			long := "layers/" + strings.Repeat("long/", 900) + "file" // a name over 4,095 bytes has no length in the flags
			s.Write("layers/a/b/c/d1", "1\n")
			s.Write("layers/a/b/c/d2", "2\n")
			s.Write("planned", "p\n")
			s.Git("add", "layers")
			if version == "3" {
				s.Git("add", "-N", "planned")
			}
			s.Git("update-index", "--add", "--cacheinfo", "100644,"+s.Git("hash-object", "README")+","+long)
			s.Git("update-index", "--index-version", strings.Replace(version, "3", "2", 1))
			s.Same("version", s.Read(".git/index")[7:8], string(rune(version[0]-'0')))
			s.Write("app/a", "changed\n")
			before := s.Git("ls-files", "-s")
			s.commit(request("app/a"))
			s.Same("version", s.Read(".git/index")[7:8], string(rune(version[0]-'0')))
			after := s.Git("ls-files", "-s")
			if strings.Count(before, "\n") != strings.Count(after, "\n") || !strings.Contains(after, long) {
				t.Errorf("entries lost:\n%s", after)
			}
			s.Committed("M app/a")
		})
	}
}

// The untracked cache and the file system monitor describe entries by position;
// git must not believe an old one.
func TestIndexCachesAreDropped(t *testing.T) {
	s := newSandbox(t)
	s.Git("config", "core.untrackedCache", "true")
	s.Git("update-index", "--untracked-cache")
	s.Git("config", "index.threads", "2")
	s.Write("untracked/u", "u\n")
	s.Git("status")
	if !strings.Contains(s.Read(".git/index"), "UNTR") {
		t.Fatal("no untracked cache was made")
	}
	s.Write("app/a", "changed\n")
	s.Write("untracked/ours", "o\n")
	s.commit(request("app/a", "untracked/ours"))
	s.Status("?? untracked/u")
}

func TestIndexFormsThatAreRefused(t *testing.T) {
	s := newSandbox(t)
	s.Git("update-index", "--split-index")
	s.Write("app/a", "changed\n")
	s.readyRefuses(request("app/a"), diag.Usage, "index is split")
	s.Git("update-index", "--no-split-index")
	s.commit(request("app/a"))

	s.Git("sparse-checkout", "set", "--cone", "--sparse-index", "app")
	s.Write("app/a", "again\n")
	s.readyRefuses(request("app/a"), diag.Usage, "index is sparse")
	s.Git("sparse-checkout", "reapply", "--no-sparse-index")
	s.commit(request("app/a"))
	s.Status("")
}

func TestSparseCheckout(t *testing.T) {
	s := newSandbox(t)
	s.Git("sparse-checkout", "set", "app")
	s.Same("worktree settings", s.Git("config", "extensions.worktreeConfig"), "true")
	s.Write("app/a", "changed\n")
	s.Write("outside/new", "new\n")
	s.Write("other/x", "present again\n")
	s.commit(request("app/a", "outside/new", "other/x"))
	s.Committed("M app/a|M other/x|A outside/new")
	s.Status("")

	s = newSandbox(t)
	s.Git("sparse-checkout", "set", "app")
	s.Write("app/a", "changed\n")
	s.Refused(s.open().Ready(request("app/a", "other/x")), diag.Usage, "other/x would be written, and this sparse checkout leaves it out")
	_, err := s.open().Commit(t.Context(), request("app/a", "other/x")) // not on disk, and not deleted
	s.Must(err)
	s.Committed("M app/a")
	s.Status("")
}

func TestIndexWithoutChecksum(t *testing.T) {
	s := newSandbox(t)
	data := []byte(s.Read(".git/index"))
	clear(data[len(data)-sha1.Size:])
	s.Must(os.WriteFile(s.Path(".git/index"), data, 0o644))
	s.Write("app/a", "changed\n")
	req := request("app/a")
	_, err := s.open().Commit(t.Context(), req)
	s.Must(err)
	data = []byte(s.Read(".git/index"))
	if !bytes.Equal(data[len(data)-sha1.Size:], make([]byte, sha1.Size)) {
		t.Error("the checksum is not left out")
	}
	sum := sha1.Sum(data[:len(data)-sha1.Size])
	copy(data[len(data)-sha1.Size:], sum[:]) // git 2.39 does not know index.skipHash in fsck
	s.Must(os.WriteFile(s.Path(".git/index"), data, 0o644))
	s.Committed("M app/a")
	s.Status("")
}

func TestDamagedIndexIsRefused(t *testing.T) {
	s := newSandbox(t)
	good := []byte(s.Read(".git/index"))
	s.Write("app/a", "changed\n")
	for name, bad := range gittest.DamagedIndexes(good) {
		t.Run(name, func(t *testing.T) {
			s.Must(os.WriteFile(s.Path(".git/index"), bad, 0o644))
			if err := s.open().Ready(request("app/a")); err == nil {
				t.Error("not refused")
			}
			if _, err := s.open().Commit(t.Context(), request("app/a")); err == nil {
				t.Error("not refused")
			}
			s.Same("index", s.Read(".git/index"), string(bad))
		})
	}
	s.Must(os.WriteFile(s.Path(".git/index"), gittest.WithExtension(good, "Mine"), 0o644))
	s.commit(request("app/a")) // upper case: git may drop it
	s.Status("")
}

// git's cached trees must stay true: they are what the next commit is made of.
func TestCacheTreeStaysTrue(t *testing.T) {
	s := newSandbox(t)
	s.Git("write-tree")
	s.Write("app/deep/new", "n\n")
	s.commit(request("app/deep/new"))
	if !strings.Contains(s.Read(".git/index"), "TREE") {
		t.Error("the cached trees are gone")
	}
	s.Same("tree", s.Git("write-tree"), s.Git("rev-parse", "HEAD^{tree}"))
}

// git builds that compare nanoseconds must go on comparing the content of a file
// as young as the old index, though the new one is a nanosecond younger.
func TestEntriesAsYoungAsTheIndexAreUnsure(t *testing.T) {
	s := newSandbox(t)
	moment := time.Unix(1_700_000_000, 5_000)
	s.Must(os.Chtimes(s.Path("other/x"), moment, moment))
	s.Must(os.Chtimes(s.Path("README"), moment.Add(-1), moment.Add(-1)))
	s.Git("update-index", "--refresh")
	for _, version := range []string{"2", "4"} {
		s.Git("update-index", "--index-version", version)
		s.Must(os.Chtimes(s.Path(".git/index"), moment, moment))
		s.Write("app/a", "changed"+version)
		s.commit(request("app/a"))
		info, err := os.Stat(s.Path(".git/index"))
		s.Must(err)
		if !info.ModTime().Equal(moment.Add(1)) {
			t.Errorf("the index is of %v", info.ModTime())
		}
		for name, size := range map[string]string{"other/x": "size: 0\t", "README": "size: 7\t"} {
			if e := s.Git("ls-files", "--debug", name); !strings.Contains(e, size) {
				t.Errorf("version %s: %s: want %s in %s", version, name, size, e)
			}
		}
		s.Status("")
	}
}
