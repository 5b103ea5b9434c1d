package gitops

import (
	"errors"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// TestLastCommit: the last commit as files, whatever the disk and the index hold.
func TestLastCommit(t *testing.T) {
	s := newSandbox(t)
	s.Write("app/run", "#!/bin/sh\n")
	s.Must(os.Chmod(s.Path("app/run"), 0o755))
	s.Must(os.Symlink("a", s.Path("app/link")))
	s.Git("add", "-A")
	s.Git("commit", "-qm", "more")
	s.Write("app/a", "on disk alone\n")
	s.Write("app/staged", "staged\n")
	s.Git("add", "-A")
	s.Remove("other/x")
	for folder, files := range map[string][]string{".": {"app/a", "app/run", "other/x"}, "app": {"a", "run"}} {
		head, err := LastCommit(s.open(), folder)
		s.Must(err)
		if err := fstest.TestFS(noLinks{head}, files...); err != nil {
			t.Errorf("%s: %v", folder, err)
		}
	}
	head, err := LastCommit(s.open(), ".")
	s.Must(err)
	content, err := fs.ReadFile(head, "app/a")
	s.Must(err)
	s.Same("content", string(content), s.Git("show", "HEAD:app/a")+"\n")
	info, err := fs.Stat(head, "app/run")
	s.Must(err)
	if info.Mode() != 0o755 {
		t.Errorf("app/run has mode %v", info.Mode())
	}
	s.Same("blob", info.(interface{ BlobID() string }).BlobID(), s.Git("rev-parse", "HEAD:app/run"))
	for _, name := range []string{"app/staged", "app/a/b", "none"} {
		if _, err := fs.Stat(head, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := fs.ReadFile(head, "app/link"); err == nil {
		t.Error("a link is read")
	}
}

func TestLastCommitWithoutCommit(t *testing.T) {
	s := sandboxAt(t, t.TempDir())
	s.Git("init", "-q")
	if head, err := LastCommit(s.open(), "."); head != nil || err != nil {
		t.Errorf("the commit is %v, %v", head, err)
	}
}

// noLinks hides links, which TestFS wants to open.
type noLinks struct{ fs.FS }

func (n noLinks) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(n.FS, name)
	var out []fs.DirEntry
	for _, e := range all {
		if e.Type()&fs.ModeSymlink == 0 {
			out = append(out, e)
		}
	}
	return out, err
}

func (n noLinks) Open(name string) (fs.File, error) {
	f, err := n.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.IsDir() {
		return f, err
	}
	entries, err := n.ReadDir(name)
	info, _ := f.Stat()
	return &openTree{info.(blobInfo), entries}, err
}

// TestLastWith: a file that was taken away is found in the last commit that had it.
func TestLastWith(t *testing.T) {
	s := newSandbox(t)
	s.Write("packs/p/file", "first\n")
	s.Git("add", "-A")
	s.Git("commit", "-qm", "one")
	s.Write("packs/p/file", "second\n")
	s.Git("commit", "-qam", "two")
	check := func(want string) {
		t.Helper()
		then := s.open().clone.lastWith(t.Context(), "packs", "p/file")
		if want == "" {
			if then != nil {
				t.Error("it is found")
			}
			return
		}
		if then == nil {
			t.Fatal("it is not found")
		}
		content, err := fs.ReadFile(then, "p/file")
		s.Must(err)
		s.Same("content", string(content), want)
	}
	check("second\n")
	s.Git("rm", "-qr", "packs")
	s.Git("commit", "-qm", "gone")
	s.Write("app/a", "later\n")
	s.Git("commit", "-qam", "later")
	check("second\n")
	if s.open().clone.lastWith(t.Context(), "packs", "p/other") != nil {
		t.Error("what never was is found")
	}
	s.Git("checkout", "-q", "--orphan", "empty")
	s.Git("commit", "-qm", "no history")
	check("")
}

// TestWhole: a sparse checkout has all files, on disk those of its cone, whose
// edits count.
func TestWhole(t *testing.T) {
	for name, hide := range map[string]func(s *sandbox){
		"sparse":        func(s *sandbox) { s.Git("sparse-checkout", "set", "app") },
		"skip-worktree": func(s *sandbox) { s.Git("update-index", "--skip-worktree", "other/x"); s.Remove("other/x") },
		"version 4": func(s *sandbox) {
			s.Git("update-index", "--index-version", "4")
			s.Git("sparse-checkout", "set", "app")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSandbox(t)
			want := s.Read("other/x")
			hide(s)
			if _, err := os.Stat(s.Path("other/x")); err == nil {
				t.Fatal("nothing is hidden")
			}
			s.Write("app/a", "edited\n")
			other, err := s.open().clone.whole(os.DirFS(s.Path("other")), "other")
			s.Must(err)
			if err := fstest.TestFS(other, "x"); err != nil {
				t.Error(err)
			}
			tree, err := s.open().clone.whole(os.DirFS(s.Path(".")), ".")
			s.Must(err)
			content, err := fs.ReadFile(tree, "other/x")
			s.Must(err)
			s.Same("other/x", string(content), want)
			content, err = fs.ReadFile(tree, "app/a")
			s.Must(err)
			s.Same("app/a", string(content), "edited\n")
			s.Remove("app/a") // by a person
			if _, err := fs.Stat(tree, "app/a"); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("app/a: %v", err)
			}
			if _, err := fs.Stat(tree, "none"); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("none: %v", err)
			}
		})
	}
}

func TestWholeWithNothingHidden(t *testing.T) {
	s := newSandbox(t)
	disk := fstest.MapFS{}
	if tree, err := s.open().clone.whole(disk, "."); err != nil {
		t.Error(err)
	} else if _, same := tree.(fstest.MapFS); !same {
		t.Errorf("it is %T", tree)
	}
}

// TestStagedAndEditedAgain: what is not written by the run may be staged as it is,
// not otherwise.
func TestStagedAndEditedAgain(t *testing.T) {
	s := newSandbox(t)
	req := request("app/a")
	req.Unwritten = []string{"app/a"}
	s.Write("app/a", "staged\n")
	s.Git("add", "app/a")
	s.Must(s.open().Ready(req))
	s.Write("app/a", "edited again\n")
	s.Refused(s.open().Ready(req), diag.Usage, "app/a is staged, and was edited again since")
	s.Must(s.open().Ready(request("app/a"))) // written: the caller says what it holds
	s.Git("restore", "--staged", "app/a")
	s.Must(s.open().Ready(req))
	s.Write("app/new", "new\n")
	s.Git("add", "-N", "app/new")
	req.Paths, req.Unwritten = []string{"app/new"}, []string{"app/new"}
	s.Must(s.open().Ready(req))
}
