package object_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

func TestMain(m *testing.M) { gittest.Main(m, nil) }

// open opens the sandbox's objects.
func open(s *gittest.Sandbox, partial bool) *object.Store {
	s.T.Helper()
	at, err := worktree.Find(s.Dir)
	s.Must(err)
	return object.Open(at, partial)
}

func TestBlobID(t *testing.T) {
	s := gittest.New(t)
	s.Same("id", object.BlobID([]byte("a\n")).String(), s.Git("hash-object", "app/a"))
	s.Same("id of nothing", object.BlobID(nil).String(), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
}

func TestRead(t *testing.T) {
	s := gittest.New(t)
	head := plumbing.NewHash(s.Git("rev-parse", "HEAD"))
	for _, packed := range []bool{false, true} {
		if packed {
			s.Git("repack", "-adq")
		}
		store := open(s, false)
		data, err := store.Read(object.Blob, object.BlobID([]byte("a\n")))
		s.Must(err)
		s.Same("blob", string(data), "a\n")
		data, err = store.Read(object.Commit, head)
		s.Must(err)
		s.Same("commit", strings.TrimSpace(string(data)), s.Git("cat-file", "commit", "HEAD"))
		tree, err := store.TreeOf(head)
		s.Must(err)
		s.Same("tree", tree.String(), s.Git("rev-parse", "HEAD^{tree}"))
	}
	for _, id := range []object.ID{{19: 1}, head} { // one that is not there, one of another kind
		if _, err := open(s, false).Read(object.Blob, id); !errors.Is(err, object.ErrMissing) {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// A tree is needed to go on, so it is fetched; a blob is not.
func TestWhatAPartialCloneLacks(t *testing.T) {
	from := gittest.New(t)
	from.Git("config", "uploadpack.allowFilter", "true")
	s := &gittest.Sandbox{T: t, Dir: t.TempDir() + "/partial"}
	from.Git("clone", "-q", "--no-checkout", "--filter=tree:0", "file://"+from.Dir, s.Dir)
	store := open(s, true)
	if _, err := store.Read(object.Blob, object.BlobID([]byte("x\n"))); !errors.Is(err, object.ErrMissing) {
		t.Errorf("blob: %v", err)
	}
	data, err := store.Read(object.Tree, plumbing.NewHash(from.Git("rev-parse", "HEAD:other")))
	s.Must(err)
	if !strings.HasPrefix(string(data), "100644 x\x00") {
		t.Errorf("tree: %q", data)
	}
}

// Few objects become files, many one pack; without git files in any case.
func TestFlush(t *testing.T) {
	for _, c := range []struct {
		objects int
		git     bool
		packs   string
	}{{1, true, "packs: 0"}, {130, true, "packs: 1"}, {130, false, "packs: 0"}} {
		t.Run(fmt.Sprintf("%d, git %t", c.objects, c.git), func(t *testing.T) {
			s := gittest.New(t)
			store := open(s, false)
			if !c.git {
				gittest.WithoutGit(t)
			}
			contents := map[object.ID]string{}
			for i := range c.objects {
				content := strings.Repeat(fmt.Sprint(i), i*i) // of every length the pack's header knows
				contents[store.Add(object.Blob, []byte(content))] = content
				store.Add(object.Blob, []byte(content))
			}
			for id := range contents {
				if _, err := s.Try("cat-file", "-e", id.String()); err == nil && id != object.BlobID(nil) {
					t.Errorf("%s is there before Flush", id)
				}
			}
			s.Must(store.Flush(t.Context()))
			s.Must(store.Flush(t.Context())) // nothing is left
			for id, content := range contents {
				s.Same(id.String(), s.Git("cat-file", "blob", id.String()), content)
			}
			if count := s.Git("count-objects", "-v"); !strings.Contains(count, c.packs) {
				t.Errorf("want %s in %s", c.packs, count)
			}
			s.Sound()
		})
	}
}

func TestFind(t *testing.T) {
	s := gittest.New(t)
	s.Script("app-b", "")
	s.Write("app.c", "c\n")
	s.Git("add", ".")
	s.Git("commit", "-qm", "names that sort around app/")
	root := plumbing.NewHash(s.Git("rev-parse", "HEAD^{tree}"))
	trees := object.NewTrees(open(s, false))
	for _, path := range []string{"README", "app", "app/a", "app-b", "app.c", "other/x", "none", "app/none", "README/x", "app/a/x"} {
		got, err := trees.Find(root, path)
		s.Must(err)
		want, err := s.Try("rev-parse", "-q", "--verify", "HEAD:"+path)
		if (got.Mode != 0) != (err == nil) || got.Mode != 0 && got.ID.String() != strings.TrimSpace(want) {
			t.Errorf("%s: %+v, git says %q", path, got, want)
		}
	}
	if nothing, err := trees.Find(object.ID{}, "a"); err != nil || nothing.Mode != 0 {
		t.Errorf("in the empty tree: %+v, %v", nothing, err)
	}
}

// edit applies lines "path" (a new file) and "-path" to HEAD's tree.
func edit(s *gittest.Sandbox, store *object.Store, lines string) (object.ID, error) {
	root, _ := s.Try("rev-parse", "-q", "--verify", "HEAD^{tree}")
	var changes []object.Change
	for line := range strings.FieldsSeq(lines) {
		path, gone := strings.CutPrefix(line, "-")
		c := object.Change{Path: path}
		if !gone {
			c.Mode, c.ID = object.ModeFile, store.Add(object.Blob, []byte("new\n"))
		}
		changes = append(changes, c)
	}
	return object.NewTrees(store).Edit(plumbing.NewHash(strings.TrimSpace(root)), changes)
}

func TestEditEqualsGit(t *testing.T) {
	for _, lines := range []string{
		"", "app/a", "new/deep/file", "-app/a", "-app/a -app/b", "-app/a app/a/below", "-none -none/x -README/x",
		"app-a app.a app0 app/z", "-README -app/a -app/b -other/x", "-app/a -app/b app", "b a c/d c/b",
	} {
		t.Run(lines, func(t *testing.T) {
			s := gittest.New(t)
			store := open(s, false)
			tree, err := edit(s, store, lines)
			s.Must(err)
			s.Must(store.Flush(t.Context()))
			for word := range strings.FieldsSeq(lines) { // git wants room first
				if path, gone := strings.CutPrefix(word, "-"); gone {
					s.Git("update-index", "--force-remove", path)
				}
			}
			for word := range strings.FieldsSeq(lines) {
				if !strings.HasPrefix(word, "-") {
					s.Git("update-index", "--add", "--cacheinfo", "100644,"+object.BlobID([]byte("new\n")).String()+","+word)
				}
			}
			want := s.Git("write-tree")
			if tree.IsZero() {
				tree = store.Add(object.Tree, nil)
			}
			s.Same("tree", tree.String(), want)
			s.Sound()
		})
	}
}

func TestEditRefuses(t *testing.T) {
	s, inner := gittest.New(t), gittest.New(t)
	s.Git("submodule", "--quiet", "add", inner.Dir, "inner")
	s.Git("commit", "-qm", "submodule")
	for lines, part := range map[string]string{
		"app/a/below": "app/a is a file in the last commit", "app": "it is a folder with other files in the last commit",
		"-app/a app": "it is a folder with other files", "inner": "inner is a submodule", "inner/x": "inner is a submodule",
	} {
		_, err := edit(s, open(s, false), lines)
		s.Refused(err, diag.Usage, part)
	}
}

func TestDamagedTree(t *testing.T) {
	s := gittest.New(t)
	for i, content := range []string{"100644 x", "100644 x\x00short", "mode x\x00" + strings.Repeat("i", 20), "\x00 "} {
		s.Must(os.WriteFile(s.Path("tree"), []byte(content), 0o644))
		id := s.Git("hash-object", "-w", "-t", "tree", "--literally", "tree")
		_, err := object.NewTrees(open(s, false)).Find(plumbing.NewHash(id), "x")
		if err == nil {
			t.Errorf("%d: no error", i)
			continue
		}
		s.Refused(err, diag.Failed, "damaged")
	}
}
