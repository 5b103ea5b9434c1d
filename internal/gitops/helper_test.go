package gitops

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// TestMain takes the user's and the machine's git configuration, and what a
// surrounding git set, out of every test.
//
// It is the entry of the child processes that the tests kill, too.
func TestMain(m *testing.M) {
	home, err := os.MkdirTemp("", "gitops-home-")
	if err != nil {
		panic(err)
	}
	for _, name := range localVariables {
		os.Unsetenv(name)
	}
	for _, role := range []string{"AUTHOR", "COMMITTER"} {
		for _, what := range []string{"NAME", "EMAIL", "DATE"} {
			os.Unsetenv("GIT_" + role + "_" + what)
		}
	}
	global := filepath.Join(home, ".gitconfig")
	config := "[user]\n\tname = Ada Example\n\temail = ada@example.com\n[init]\n\tdefaultBranch = trunk\n" +
		"[protocol \"file\"]\n\tallow = always\n[gc]\n\tauto = 0\n[advice]\n\tdetachedHead = false\n"
	if err := os.WriteFile(global, []byte(config), 0o600); err != nil {
		panic(err)
	}
	for name, value := range map[string]string{
		"HOME": home, "XDG_CONFIG_HOME": filepath.Join(home, "xdg"), "GIT_CONFIG_GLOBAL": global,
		"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "", "LC_ALL": "C", "GIT_CEILING_DIRECTORIES": os.TempDir(),
		"GNUPGHOME": filepath.Join(home, "gnupg"), "SSH_AUTH_SOCK": "",
	} {
		os.Setenv(name, value)
	}
	os.Unsetenv("GIT_CONFIG_COUNT")
	if os.Getenv(childVariable) != "" {
		os.Exit(commitAsChild())
	}
	code := m.Run()
	os.RemoveAll(home)
	os.Exit(code)
}

// realGit is found before a test empties PATH.
var realGit, _ = exec.LookPath("git")

// sandbox is a repository for one test, driven by the real git.
type sandbox struct {
	t   testing.TB
	dir string
}

// newSandbox makes a repository with one commit: README, app/a, app/b, other/x.
func newSandbox(t testing.TB) *sandbox {
	s := newEmptySandbox(t)
	s.write("README", "readme\n")
	s.write("app/a", "a\n")
	s.write("app/b", "b\n")
	s.write("other/x", "x\n")
	s.git("add", ".")
	s.git("commit", "-qm", "first")
	return s
}

func newEmptySandbox(t testing.TB) *sandbox {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &sandbox{t, dir}
	s.git("init", "-q")
	return s
}

// at is a sandbox for another folder.
func (s *sandbox) at(dir string) *sandbox { return &sandbox{s.t, dir} }

func (s *sandbox) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *sandbox) write(name, content string) {
	s.t.Helper()
	s.must(os.MkdirAll(filepath.Dir(s.path(name)), 0o755))
	s.must(os.WriteFile(s.path(name), []byte(content), 0o644))
}

func (s *sandbox) read(name string) string {
	s.t.Helper()
	data, err := os.ReadFile(s.path(name))
	s.must(err)
	return string(data)
}

func (s *sandbox) script(name, body string) {
	s.t.Helper()
	s.write(name, "#!/bin/sh\n"+body)
	s.must(os.Chmod(s.path(name), 0o755))
}

func (s *sandbox) remove(name string) { s.t.Helper(); s.must(os.RemoveAll(s.path(name))) }

func (s *sandbox) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// try runs git and returns what it printed.
func (s *sandbox) try(args ...string) (string, error) {
	cmd := exec.Command(realGit, args...)
	cmd.Dir = s.dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// git runs git, which must succeed, and returns what it printed, trimmed.
func (s *sandbox) git(args ...string) string {
	s.t.Helper()
	out, err := s.try(args...)
	if err != nil {
		s.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimRight(out, "\n")
}

func (s *sandbox) open() *Repository {
	s.t.Helper()
	r, err := Open(s.dir)
	s.must(err)
	return r
}

// request is a plain request for paths.
func request(paths ...string) Request {
	return Request{Paths: paths, Message: "feat: add files"}
}

// commit commits req, which must succeed, and checks what holds after every
// commit: git finds no damage, no lock or temporary file is left.
func (s *sandbox) commit(req Request) Result {
	s.t.Helper()
	r := s.open()
	s.must(r.Ready(req))
	result, err := r.Commit(context.Background(), req)
	s.must(err)
	s.sound()
	if head := s.git("rev-parse", "HEAD"); result.Hash != "" && head != result.Hash {
		s.t.Errorf("HEAD is %s, Commit reported %s", head, result.Hash)
	}
	return result
}

// sound checks the repository with git fsck and for leftovers.
func (s *sandbox) sound() {
	s.t.Helper()
	if out := s.git("fsck", "--strict", "--no-dangling"); strings.Contains(out, "error") || strings.Contains(out, "warning") {
		s.t.Errorf("git fsck: %s", out)
	}
	gitDir := s.git("rev-parse", "--absolute-git-dir")
	common := s.git("rev-parse", "--path-format=absolute", "--git-common-dir")
	for _, dir := range []string{gitDir, common} {
		s.must(filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
			name := filepath.Base(path)
			if strings.HasSuffix(name, ".lock") || strings.HasPrefix(name, "scaffold-") || strings.HasPrefix(name, "tmp_obj") {
				s.t.Errorf("left behind: %s", path)
			}
			return err
		}))
	}
}

func (s *sandbox) same(what, got, want string) {
	s.t.Helper()
	if got != want {
		s.t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

// status checks `git status --porcelain`, lines separated by "|".
func (s *sandbox) status(want string) {
	s.t.Helper()
	s.same("git status", strings.ReplaceAll(s.git("status", "--porcelain", "-uall"), "\n", "|"), want)
}

// committed checks the names and states of the last commit's files.
func (s *sandbox) committed(want string) {
	s.t.Helper()
	got := s.git("log", "-1", "--root", "--no-renames", "--name-status", "--format=")
	s.same("files of the commit", strings.ReplaceAll(strings.ReplaceAll(got, "\n", "|"), "\t", " "), want)
}

// refused checks that err is a problem of this kind whose text contains part.
func (s *sandbox) refused(err error, kind diag.Kind, part string) {
	s.t.Helper()
	p, ok := errors.AsType[*diag.Problem](err)
	if !ok {
		s.t.Fatalf("want a problem with %q, got %v", part, err)
	}
	if p.Kind != kind || !strings.Contains(p.Error(), part) {
		s.t.Errorf("want a %s problem with %q, got %s: %s", kind, part, p.Kind, p.Error())
	}
}

// readyRefuses checks that Ready and Commit both refuse req and nothing moves.
func (s *sandbox) readyRefuses(req Request, kind diag.Kind, part string) {
	s.t.Helper()
	before, _ := s.try("rev-parse", "HEAD")
	status, _ := s.try("status", "--porcelain")
	s.refused(s.open().Ready(req), kind, part)
	_, err := s.open().Commit(context.Background(), req)
	s.refused(err, kind, part)
	after, _ := s.try("rev-parse", "HEAD")
	statusAfter, _ := s.try("status", "--porcelain")
	s.same("HEAD", after, before)
	s.same("status", statusAfter, status)
}
