package gitops

import (
	"context"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
)

func TestMain(m *testing.M) { gittest.Main(m, commitAsChild) }

// sandbox is a repository for one test, which is committed to as scaffold does.
type sandbox struct{ *gittest.Sandbox }

func newSandbox(t testing.TB) *sandbox {
	t.Helper()
	return &sandbox{gittest.New(t)}
}

func newEmptySandbox(t testing.TB) *sandbox {
	t.Helper()
	return &sandbox{gittest.NewEmpty(t)}
}

// sandboxAt is a sandbox for a folder that need not be a repository yet.
func sandboxAt(t testing.TB, dir string) *sandbox {
	return &sandbox{&gittest.Sandbox{T: t, Dir: dir}}
}

// at is a sandbox for another folder.
func (s *sandbox) at(dir string) *sandbox { return sandboxAt(s.T, dir) }

func (s *sandbox) open() *Repository {
	s.T.Helper()
	r, err := Open(s.Dir)
	s.Must(err)
	return r
}

// request is a plain request for paths.
func request(paths ...string) Request {
	return Request{Paths: paths, Message: "feat: add files"}
}

// commit commits req, which must succeed, and checks what holds after every
// commit: git finds no damage, no lock or temporary file is left.
func (s *sandbox) commit(req Request) Result {
	s.T.Helper()
	r := s.open()
	s.Must(r.Ready(req))
	result, err := r.Commit(context.Background(), req)
	s.Must(err)
	s.Sound()
	if head := s.Git("rev-parse", "HEAD"); result.Hash != "" && head != result.Hash {
		s.T.Errorf("HEAD is %s, Commit reported %s", head, result.Hash)
	}
	return result
}

// readyRefuses checks that Ready and Commit both refuse req and nothing moves.
func (s *sandbox) readyRefuses(req Request, kind diag.Kind, part string) {
	s.T.Helper()
	before, _ := s.Try("rev-parse", "HEAD")
	status, _ := s.Try("status", "--porcelain")
	s.Refused(s.open().Ready(req), kind, part)
	_, err := s.open().Commit(context.Background(), req)
	s.Refused(err, kind, part)
	after, _ := s.Try("rev-parse", "HEAD")
	statusAfter, _ := s.Try("status", "--porcelain")
	s.Same("HEAD", after, before)
	s.Same("status", statusAfter, status)
}
