package refs_test

import (
	"os"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

func TestMain(m *testing.M) { gittest.Main(m, nil) }

// open opens the sandbox's refs and objects.
func open(s *gittest.Sandbox) (refs.Refs, *object.Store) {
	s.T.Helper()
	at, err := worktree.Find(s.Dir)
	s.Must(err)
	settings, err := config.Read(at)
	s.Must(err)
	return refs.Of(at, settings), object.Open(at, false)
}

// head is where HEAD stands, as git says, too.
func head(s *gittest.Sandbox) refs.Head {
	s.T.Helper()
	r, store := open(s)
	h, err := r.Head(store)
	s.Must(err)
	if !h.ID.IsZero() {
		s.Same("commit", h.ID.String(), s.Git("rev-parse", "HEAD"))
		s.Same("tree", h.Tree.String(), s.Git("rev-parse", "HEAD^{tree}"))
	}
	s.Same("text", h.Text, s.Read(".git/HEAD"))
	return h
}

func TestHead(t *testing.T) {
	s := gittest.New(t)
	s.Same("branch", head(s).Ref, "refs/heads/trunk")
	s.Git("pack-refs", "--all")
	s.Same("packed branch", head(s).Branch(), "trunk")
	s.Git("symbolic-ref", "refs/heads/alias", "refs/heads/trunk")
	s.Git("symbolic-ref", "HEAD", "refs/heads/alias")
	s.Same("branch behind another", head(s).Ref, "refs/heads/trunk")
	s.Git("checkout", "-q", "--detach")
	s.Same("detached", head(s).Describe(), s.Git("rev-parse", "HEAD"))
	empty := gittest.NewEmpty(t)
	if h := head(empty); !h.ID.IsZero() || h.Describe() != "trunk" {
		t.Errorf("in an empty repository: %+v", h)
	}
}

func TestCurrentBranch(t *testing.T) {
	s := gittest.New(t)
	current := func(s *gittest.Sandbox, want string) {
		t.Helper()
		r, _ := open(s)
		got, err := r.CurrentBranch()
		s.Must(err)
		s.Same("current branch", got, want)
	}
	current(s, "trunk")
	s.Git("symbolic-ref", "refs/heads/alias", "refs/heads/trunk")
	s.Git("symbolic-ref", "HEAD", "refs/heads/alias")
	current(s, "alias") // as HEAD names it
	s.Git("switch", "-qc", "feature/x")
	current(s, "feature/x")
	s.Git("checkout", "-q", "--detach")
	current(s, "")
	current(gittest.NewEmpty(t), "trunk")
}

func TestDamagedHead(t *testing.T) {
	for text, part := range map[string]string{
		"nothing": "neither a branch nor a commit", "ref: refs/../config": "which is no ref", "ref: config": "which is no ref",
		"ref: refs/heads/bad": "refs/heads/bad is damaged", "ref: refs/heads/circle": "too many symbolic refs",
		strings.Repeat("1", 40): "not in this clone",
	} {
		s := gittest.New(t)
		r, store := open(s)
		s.Write(".git/refs/heads/bad", "bad\n")
		s.Write(".git/refs/heads/circle", "ref: refs/heads/circle\n")
		s.Write(".git/HEAD", text+"\n")
		_, err := r.Head(store)
		s.Refused(err, diag.Failed, part)
	}
}

func TestRead(t *testing.T) {
	s := gittest.New(t)
	s.Git("branch", "feature/x")
	s.Git("branch", "loose")
	s.Git("pack-refs", "--all")
	s.Git("commit", "-q", "--allow-empty", "-m", "second")
	s.Must(os.MkdirAll(s.Path(".git/refs/heads/feature/old"), 0o755)) // as a deleted branch leaves it
	r, _ := open(s)
	for name, want := range map[string]string{
		"refs/heads/trunk": s.Git("rev-parse", "HEAD"), "refs/heads/loose": s.Git("rev-parse", "HEAD^"),
		"refs/heads/feature/x": s.Git("rev-parse", "HEAD^"), "refs/heads/feature": "", "refs/heads/none": "", "refs/heads/trunk/x": "",
	} {
		got, err := r.Read(name)
		s.Must(err)
		s.Same(name, got, want)
	}
}

func TestLocksOfOthersAreRespected(t *testing.T) {
	s := gittest.New(t)
	r, store := open(s)
	s.Write(".git/HEAD.lock", "")
	s.Write(".git/refs/heads/new.lock", "")
	s.Refused(r.MoveHead(store, head(s), "ref: refs/heads/new\n"), diag.Failed, "HEAD.lock exists")
	s.Refused(r.Create("refs/heads/new", head(s).ID, ada), diag.Failed, "new.lock exists")
	s.Refused(r.Drop("refs/heads/new", head(s).ID), diag.Failed, "new.lock exists")
}

func TestLog(t *testing.T) {
	s := gittest.New(t)
	r, _ := open(s)
	id := head(s).ID
	s.Must(r.Log("HEAD", refs.Move{From: id, To: id, Who: ada, Why: "two\nlines"}))
	s.Same("log", s.Git("reflog", "-1", "--format=%gs|%gn <%ge>"), "two lines|Ada <ada@example.com>")
	s.Git("config", "core.logAllRefUpdates", "false")
	r, _ = open(s)
	s.Must(r.Log("refs/heads/none", refs.Move{To: id, Who: ada, Why: "new"}))
	if _, err := os.Stat(s.Path(".git/logs/refs/heads/none")); err == nil {
		t.Error("a log was begun where none is kept")
	}
	s.Must(r.Log("refs/heads/trunk", refs.Move{From: id, To: id, Who: ada, Why: "goes on"})) // one that is there
	s.Same("log", s.Git("reflog", "-1", "trunk", "--format=%gs"), "goes on")
}
