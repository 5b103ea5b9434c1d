package run

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

func TestOpen(t *testing.T) {
	s := newSite(t)
	c := s.open()
	_, err := Open(s.Dir, Access{}, Edges{})
	if s.Refused(err, diag.Failed, "another run of scaffold is at work here"); diag.Of(err)[0].Code != diag.Locked {
		t.Errorf("code %q", diag.Of(err)[0].Code)
	}
	reading, err := Open(s.Dir, Access{ReadOnly: true}, Edges{}) // beside the other one
	s.Must(err)
	if content, ok := reading.Blob(s.Git("rev-parse", "HEAD:app/a")); !ok || string(content) != "a\n" {
		t.Errorf("the blob is %q, %v", content, ok)
	}
	if _, ok := reading.Blob("0123456789012345678901234567890123456789"); ok {
		t.Error("a blob that is not there was read")
	}
	reading.Close()
	c.Close()
	s.Write(".git/scaffold/journal.json", "{}")
	_, err = Open(s.Dir, Access{}, Edges{})
	s.Refused(err, diag.Failed, "it is of another version of scaffold")
	s.Remove(".git/scaffold/journal.json")
	s.open().Close() // the lock was not kept

	outside := t.TempDir()
	_, err = Open(outside, Access{}, Edges{})
	s.Refused(err, diag.Usage, "not in a git repository")
	c, err = Open(outside, Access{NoCommit: true}, Edges{})
	s.Must(err)
	if _, ok := c.Blob("x"); ok || c.Git != nil || c.Interrupted() {
		t.Error("there is git where none is")
	}
	c.Close()
}

func TestAbsent(t *testing.T) {
	dir := t.TempDir()
	if c := Absent(dir, Edges{}); c.Disk == nil || c.Folder != "." {
		t.Errorf("a folder that is there is %+v", c)
	}
	if c := Absent(filepath.Join(dir, "new"), Edges{}); c.Disk != nil {
		t.Errorf("a folder that is not there is %+v", c)
	}
}

func TestFolderIn(t *testing.T) {
	s := newSite(t)
	c := s.open()
	for dir, want := range map[string]string{s.Dir: ".", s.Path("app"): "app"} {
		got, err := FolderIn(c.Git, dir)
		s.Must(err)
		s.Same("folder", got, want)
	}
	s.Must(os.Symlink(s.Path("app"), filepath.Join(s.top, "link")))
	got, err := FolderIn(c.Git, filepath.Join(s.top, "link"))
	s.Must(err)
	s.Same("folder", got, "app")
	_, err = FolderIn(c.Git, s.top)
	s.Refused(err, diag.Failed, "is outside its git worktree")
	_, err = FolderIn(c.Git, s.Path("nowhere"))
	s.Refused(err, diag.Failed, "can't be resolved")
}

// TestNotes: of a person's own edits, those that the commit takes along in files
// that are written are named.
func TestNotes(t *testing.T) {
	s := newSite(t)
	s.Write("app/scaffold.hcl", "old\n")
	s.Write("app/"+lock.Filename, "old\n")
	s.Git("add", "-A")
	s.Git("commit", "-qm", "more")
	s.Write("app/a", "mine\n")
	s.Write("app/scaffold.hcl", "mine\n")
	s.Write("other/x", "mine\n")
	c := s.open()
	p := &plan.Plan{Actions: []plan.Action{write("app/a", "A\n"), write("app/b", "B\n"), write("app/"+lock.Filename, "new\n")}}
	notes, err := c.Notes(p, Delivery{Commit: true})
	s.Must(err)
	taken := "the commit takes along edits that were not committed yet: app/a"
	same(t, "notes", notes, []string{taken})
	p.Actions = append(p.Actions, write("app/scaffold.hcl", "new\n"))
	notes, err = c.Notes(p, Delivery{Commit: true})
	s.Must(err)
	same(t, "notes", notes, []string{taken + ", app/scaffold.hcl"})
	notes, err = c.Notes(p, Delivery{})
	s.Must(err)
	same(t, "notes", notes, nil)
}
