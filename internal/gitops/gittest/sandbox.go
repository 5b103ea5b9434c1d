// Package gittest makes repositories for tests, driven by the real git program.
//
// Call New first, and Main in the package's TestMain: it takes the user's and
// the machine's configuration out of the tests.
package gittest

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Sandbox is a folder for one test, mostly a repository.
type Sandbox struct {
	T   testing.TB
	Dir string
}

// New makes a repository with one commit: README, app/a, app/b, other/x.
func New(t testing.TB) *Sandbox {
	t.Helper()
	s := NewEmpty(t)
	s.Write("README", "readme\n")
	s.Write("app/a", "a\n")
	s.Write("app/b", "b\n")
	s.Write("other/x", "x\n")
	s.Git("add", ".")
	s.Git("commit", "-qm", "first")
	return s
}

// NewEmpty makes a repository without a commit.
func NewEmpty(t testing.TB) *Sandbox {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &Sandbox{t, dir}
	s.Git("init", "-q")
	return s
}

// Path is the host path of a name in the sandbox.
func (s *Sandbox) Path(name string) string { return filepath.Join(s.Dir, filepath.FromSlash(name)) }

// Write writes a file and the folders above it.
func (s *Sandbox) Write(name, content string) {
	s.T.Helper()
	s.Must(os.MkdirAll(filepath.Dir(s.Path(name)), 0o755))
	s.Must(os.WriteFile(s.Path(name), []byte(content), 0o644))
}

// Read returns a file's content.
func (s *Sandbox) Read(name string) string {
	s.T.Helper()
	data, err := os.ReadFile(s.Path(name))
	s.Must(err)
	return string(data)
}

// Script writes an executable shell script.
func (s *Sandbox) Script(name, body string) {
	s.T.Helper()
	s.Write(name, "#!/bin/sh\n"+body)
	s.Must(os.Chmod(s.Path(name), 0o755))
}

// Remove removes a file or folder.
func (s *Sandbox) Remove(name string) { s.T.Helper(); s.Must(os.RemoveAll(s.Path(name))) }

// Must ends the test if err is one.
func (s *Sandbox) Must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}

// Try runs git and returns what it printed.
func (s *Sandbox) Try(args ...string) (string, error) {
	cmd := exec.Command(git, args...)
	cmd.Dir = s.Dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// Git runs git, which must succeed, and returns what it printed, trimmed.
func (s *Sandbox) Git(args ...string) string {
	s.T.Helper()
	out, err := s.Try(args...)
	if err != nil {
		s.T.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimRight(out, "\n")
}

// Sound checks the repository with git fsck and for leftovers.
func (s *Sandbox) Sound() {
	s.T.Helper()
	if out := s.Git("fsck", "--strict", "--no-dangling"); strings.Contains(out, "error") || strings.Contains(out, "warning") {
		s.T.Errorf("git fsck: %s", out)
	}
	gitDir := s.Git("rev-parse", "--absolute-git-dir")
	common := s.Git("rev-parse", "--path-format=absolute", "--git-common-dir")
	for _, dir := range []string{gitDir, common} {
		s.Must(filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
			name := filepath.Base(path)
			if strings.HasSuffix(name, ".lock") || strings.HasPrefix(name, "scaffold-") || strings.HasPrefix(name, "tmp_obj") {
				s.T.Errorf("left behind: %s", path)
			}
			return err
		}))
	}
}

// Same checks that two texts are the same.
func (s *Sandbox) Same(what, got, want string) {
	s.T.Helper()
	if got != want {
		s.T.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

// Status checks `git status --porcelain`, lines separated by "|".
func (s *Sandbox) Status(want string) {
	s.T.Helper()
	s.Same("git status", strings.ReplaceAll(s.Git("status", "--porcelain", "-uall"), "\n", "|"), want)
}

// Committed checks the names and states of the last commit's files.
func (s *Sandbox) Committed(want string) {
	s.T.Helper()
	got := s.Git("log", "-1", "--root", "--no-renames", "--name-status", "--format=")
	s.Same("files of the commit", strings.ReplaceAll(strings.ReplaceAll(got, "\n", "|"), "\t", " "), want)
}

// Refused checks that err is a problem of this kind whose text contains part.
func (s *Sandbox) Refused(err error, kind diag.Kind, part string) {
	s.T.Helper()
	p, ok := errors.AsType[*diag.Problem](err)
	if !ok {
		s.T.Fatalf("want a problem with %q, got %v", part, err)
	}
	if p.Kind != kind || !strings.Contains(p.Error(), part) {
		s.T.Errorf("want a %s problem with %q, got %s: %s", kind, part, p.Kind, p.Error())
	}
}
