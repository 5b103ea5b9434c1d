package index

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

func TestMain(m *testing.M) { gittest.Main(m, nil) }

func deletion(path string) Change { return Change{Change: object.Change{Path: path}} }

func addition(path string, id object.ID) Change {
	return Change{Change: object.Change{Path: path, Mode: object.ModeFile, ID: id}}
}

// read is the sandbox's index.
func read(s *gittest.Sandbox) *File {
	s.T.Helper()
	x, err := Read(s.Path(".git/index"))
	s.Must(err)
	return x
}

// splice changes the sandbox's index as a commit does, but for the lock.
func splice(s *gittest.Sandbox, changes ...Change) {
	s.T.Helper()
	x := read(s)
	s.Must(os.WriteFile(s.Path(".git/index"), x.Splice(changes), 0o644))
	s.Must(os.Chtimes(s.Path(".git/index"), x.SplicedTime(), x.SplicedTime()))
}

// stored writes a file's content into the repository and returns its id.
func stored(s *gittest.Sandbox, content string) object.ID {
	s.T.Helper()
	s.Write("stored", content)
	s.Git("hash-object", "-w", "stored")
	s.Remove("stored")
	return object.BlobID([]byte(content))
}

// git must read the spliced index as one it made itself.
func TestSplice(t *testing.T) {
	for _, version := range []string{"2", "4"} {
		t.Run("version "+version, func(t *testing.T) {
			ours, gits := gittest.New(t), gittest.New(t)
			for _, s := range []*gittest.Sandbox{ours, gits} {
				s.Git("update-index", "--index-version", version)
				s.Git("update-index", "--assume-unchanged", "app/b")
				s.Git("update-index", "--skip-worktree", "other/x")
				stored(s, "new\n")
			}
			id := stored(ours, "new\n")
			splice(ours, addition("z", id), deletion("README"), addition("app/a", id), addition("app/b", id), addition("app/a-b", id), addition("A", id))
			for _, path := range []string{"z", "app/a", "app/b", "app/a-b", "A"} {
				gits.Git("update-index", "--add", "--cacheinfo", "100644,"+id.String()+","+path)
			}
			gits.Git("update-index", "--force-remove", "README")
			ours.Same("entries", ours.Git("ls-files", "-s"), gits.Git("ls-files", "-s"))
			ours.Same("marks", ours.Git("ls-files", "-v"), "H A\nH app/a\nH app/a-b\nh app/b\nS other/x\nH z")
			ours.Same("tree", ours.Git("write-tree"), gits.Git("write-tree"))
		})
	}
}

func TestSpliceOfNothingKeepsEveryByte(t *testing.T) {
	s := gittest.New(t)
	for _, version := range []string{"2", "4"} {
		s.Git("update-index", "--index-version", version)
		x := read(s)
		s.Same("index", string(x.Splice(nil)), string(x.Data))
	}
	missing, err := Read(s.Path(".git/none"))
	s.Must(err)
	again, err := parse(missing.Splice([]Change{addition("a", object.ID{1})}))
	s.Must(err)
	if len(again.entries) != 1 || missing.Data != nil || !missing.SplicedTime().IsZero() {
		t.Errorf("a new index: %+v", again.entries)
	}
}

// A file that changed in the nanosecond of the old index would look older than
// the new one, and an edit that kept its size would be hidden for good.
func TestEntriesAsYoungAsTheIndexAreSmudged(t *testing.T) {
	s := gittest.New(t)
	moment := time.Unix(1_700_000_000, 5_000)
	s.Must(os.Chtimes(s.Path("other/x"), moment, moment))
	s.Must(os.Chtimes(s.Path("README"), moment.Add(-1), moment.Add(-1)))
	s.Git("update-index", "--refresh")
	s.Must(os.Chtimes(s.Path(".git/index"), moment, moment))
	splice(s, deletion("app/a"))
	x := read(s)
	if !x.Modified.Equal(moment.Add(1)) {
		t.Errorf("the index is of %v", x.Modified)
	}
	for name, size := range map[string]uint32{"other/x": 0, "README": 7} {
		if e, ok := x.Entry(name); !ok || decodeStat(e.fixed).size != size {
			t.Errorf("%s: want size %d in %+v", name, size, e)
		}
	}
	x.Modified = time.Unix(1_700_000_000, 999_999_999) // no file system must count to the next second
	if !x.SplicedTime().Equal(x.Modified) {
		t.Errorf("spliced at %v", x.SplicedTime())
	}
}

func TestDamagedIndexesAreRefused(t *testing.T) {
	s := gittest.New(t)
	good := s.Read(".git/index")
	kinds := map[string]diag.Kind{"unknown and sure": diag.Usage, "version 9": diag.Usage} // whole, but not for us
	for name, bad := range gittest.DamagedIndexes([]byte(good)) {
		kind, known := kinds[name]
		if !known {
			kind = diag.Failed
		}
		s.Must(os.WriteFile(s.Path(".git/index"), bad, 0o644))
		_, err := Read(s.Path(".git/index"))
		s.Refused(err, kind, "git's index")
	}
	_, err := parse(gittest.WithChecksum([]byte(strings.Replace(good, "README", "zzzzzz", 1))))
	s.Refused(err, diag.Failed, "out of order")
}

func TestBelow(t *testing.T) {
	s := gittest.New(t)
	s.Write("app-b/x", "x\n")
	s.Write("app/c/d", "d\n")
	s.Git("add", ".")
	x := read(s)
	for folder, want := range map[string]string{"app": "app/a app/b app/c/d", "app/c": "app/c/d", "ap": "", "app/a": "", "other": "other/x"} {
		s.Same(folder, strings.Join(x.Below(folder), " "), want)
	}
}

func TestDiff(t *testing.T) {
	s := gittest.New(t)
	before := read(s)
	s.Write("app/a", "changed\n")
	s.Write("app/new", "new\n")
	s.Must(os.Chmod(s.Path("app/b"), 0o755))
	s.Git("add", ".")
	s.Git("rm", "-q", "--cached", "other/x")
	changed := Diff(before, read(s))
	var got []string
	for path, c := range changed {
		got = append(got, path)
		if want := s.Git("ls-files", "-s", path); c.Mode != 0 && !strings.Contains(want, c.ID.String()) || (c.Mode == 0) != (want == "") {
			t.Errorf("%s: %+v, git says %s", path, c, want)
		}
	}
	slices.Sort(got)
	s.Same("paths", strings.Join(got, " "), "app/a app/b app/new other/x")
	if c := changed["app/b"]; c.Mode != object.ModeExecutable || c.Stat.size != 2 {
		t.Errorf("app/b: %+v", c)
	}
}
