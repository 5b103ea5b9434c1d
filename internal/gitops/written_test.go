package gitops

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
)

// someWritten are three files of a run: one changed, one new, one deleted.
func someWritten() []Written {
	return []Written{{Path: "app/a", Content: []byte("A\n")}, {Path: "app/new", Content: []byte("new\n")}, {Path: "app/b", Gone: true}}
}

// write writes some files as a run does.
func (s *sandbox) write(files []Written) {
	s.T.Helper()
	for _, f := range files {
		if f.Gone {
			s.Remove(f.Path)
		} else {
			s.Write(f.Path, string(f.Content))
		}
	}
}

func TestCommittedSince(t *testing.T) {
	commit := func(s *sandbox) { s.Git("add", "-A"); s.Git("commit", "-qm", "more") }
	tests := map[string]struct {
		after func(s *sandbox) // the files were written
		want  string           // a revision; empty for none
	}{
		"not committed":                  {func(*sandbox) {}, ""},
		"staged":                         {func(s *sandbox) { s.Git("add", "-A") }, ""},
		"committed":                      {commit, "HEAD"},
		"committed and edited":           {func(s *sandbox) { commit(s); s.Write("app/a", "later\n"); s.Remove("app/new") }, "HEAD"},
		"committed and changed by git":   {func(s *sandbox) { commit(s); s.Write("app/a", "later\n"); commit(s) }, "HEAD~1"},
		"another commit":                 {func(s *sandbox) { s.Git("commit", "-qm", "x", "--allow-empty") }, ""},
		"committed in part":              {func(s *sandbox) { s.Git("add", "app/a", "app/new"); s.Git("commit", "-qm", "part") }, ""},
		"committed, a deletion left out": {func(s *sandbox) { s.Git("checkout", "-q", "app/b"); commit(s) }, ""},
		"edited and then committed":      {func(s *sandbox) { s.Write("app/a", "mine\n"); commit(s) }, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newSandbox(t)
			since := s.Git("rev-parse", "HEAD")
			s.write(someWritten())
			test.after(s)
			want := ""
			if test.want != "" {
				want = s.Git("rev-parse", test.want)
			}
			got, err := CommittedSince(s.open(), since, someWritten())
			s.Must(err)
			s.Same("commit", got, want)
		})
	}
}

// TestCommittedSinceNone: the first commit of a repository, and none.
func TestCommittedSinceNone(t *testing.T) {
	s := newEmptySandbox(t)
	files := []Written{{Path: "a", Content: []byte("a\n")}}
	if got, err := CommittedSince(s.open(), "", files); got != "" || err != nil {
		t.Errorf("an empty repository holds it in %q, %v", got, err)
	}
	s.write(files)
	s.Git("add", "-A")
	s.Git("commit", "-qm", "first")
	got, err := CommittedSince(s.open(), "", files)
	s.Must(err)
	s.Same("commit", got, s.Git("rev-parse", "HEAD"))
}

// TestCommittedByHand: a conflict was resolved to something that the run did not
// write.
func TestCommittedByHand(t *testing.T) {
	s := newSandbox(t)
	since := s.Git("rev-parse", "HEAD")
	files := someWritten()
	s.write(files)
	s.Write("app/a", "resolved\n")
	s.Git("add", "-A")
	s.Git("commit", "-qm", "by hand")
	files[0].Any = true
	got, err := CommittedSince(s.open(), since, files)
	s.Must(err)
	s.Same("commit", got, s.Git("rev-parse", "HEAD"))

	// Where all may be anything, a commit of something else is none of theirs.
	since = s.Git("rev-parse", "HEAD")
	s.Git("commit", "-qm", "x", "--allow-empty")
	got, err = CommittedSince(s.open(), since, files[:1])
	s.Must(err)
	s.Same("commit", got, "")
	s.Write("app/a", "resolved again\n")
	s.Git("commit", "-qam", "by hand")
	got, err = CommittedSince(s.open(), since, files[:1])
	s.Must(err)
	s.Same("commit", got, s.Git("rev-parse", "HEAD"))
}

// TestCommittedWithOtherLineEnds: git stores LF where the disk has CRLF.
func TestCommittedWithOtherLineEnds(t *testing.T) {
	s := newSandbox(t)
	s.Git("config", "core.autocrlf", "true")
	since := s.Git("rev-parse", "HEAD")
	files := []Written{{Path: "app/a", Content: []byte("A\r\n")}}
	s.write(files)
	s.Git("commit", "-qam", "x")
	got, err := CommittedSince(s.open(), since, files)
	s.Must(err)
	s.Same("commit", got, s.Git("rev-parse", "HEAD"))
}

func TestUnstage(t *testing.T) {
	tests := map[string]struct {
		stage func(s *sandbox)
		want  string // git status, the files being on disk as HEAD has them but app/new
	}{
		"nothing staged": {func(*sandbox) {}, "?? app/new"},
		"all staged":     {func(s *sandbox) { s.Git("add", "-A") }, "?? app/new"},
		"somebody's own is staged": {func(s *sandbox) {
			s.Git("add", "-A")
			s.Write("app/a", "mine\n")
			s.Write("other/x", "mine\n")
			s.Git("add", "-A")
		}, "M  app/a|M  other/x|?? app/new"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newSandbox(t)
			s.write(someWritten())
			test.stage(s)
			s.Must(Unstage(s.open(), someWritten()))
			s.Sound()
			if name == "somebody's own is staged" {
				s.Git("checkout", "-q", "HEAD", "--", "app/b")
			} else {
				s.Git("checkout", "-q", ".")
			}
			s.Status(test.want)
		})
	}
}

func TestUnstageLocks(t *testing.T) {
	s := newSandbox(t)
	s.write(someWritten())
	s.Git("add", "-A")
	dead := lockfile.Mark(1 << 22) // no process has this number
	for _, name := range []string{"index", "HEAD", "refs/heads/trunk"} {
		s.Write(".git/"+name+".lock", dead)
	}
	s.Must(Unstage(s.open(), someWritten()))
	s.Sound()
	s.Status(" M app/a| D app/b|?? app/new")

	s.Write(".git/index.lock", "")
	s.Refused(Unstage(s.open(), someWritten()), diag.Failed, "index.lock exists")
	s.Same("lock", s.Read(".git/index.lock"), "")
}
