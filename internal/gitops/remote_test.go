package gitops

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// withRemote is a sandbox whose origin is a bare repository, and another clone
// of that.
func withRemote(t *testing.T) (s, other *sandbox) {
	t.Helper()
	s = newSandbox(t)
	bare := filepath.Join(t.TempDir(), "bare.git")
	s.git("clone", "-q", "--bare", ".", bare)
	s.git("remote", "add", "origin", bare)
	clone := filepath.Join(t.TempDir(), "clone")
	s.git("clone", "-q", bare, clone)
	return s, s.at(clone)
}

func (s *sandbox) commitFile(name, content string) string {
	s.t.Helper()
	s.write(name, content)
	s.git("add", name)
	s.git("commit", "-qm", name)
	return strings.TrimSpace(s.git("rev-parse", "HEAD"))
}

func TestSwitchToABranchOfTheRemote(t *testing.T) {
	s, other := withRemote(t)
	start := s.open().HeadCommit()
	other.git("switch", "-q", "-c", "topic")
	first := other.commitFile("app/c", "c\n")
	other.git("push", "-q", "origin", "topic")

	tips, err := s.open().RemoteTips(t.Context(), "origin", "topic", "trunk", "none")
	s.must(err)
	if !maps.Equal(tips, map[string]string{"topic": first, "trunk": start}) {
		t.Errorf("tips: %v", tips)
	}
	s.write("app/a", "mine\n") // not committed, and not in the way
	s.must(s.open().SwitchTo(t.Context(), "topic", "origin", true, start))
	if got := s.open().HeadCommit(); got != first {
		t.Errorf("HEAD is %s", got)
	}
	if got := s.git("status", "--porcelain"); strings.TrimSpace(got) != "M app/a" {
		t.Errorf("status: %s", got)
	}
	paths, known := s.open().Difference(t.Context(), start, first)
	if !known || !maps.Equal(paths, map[string]string{"app/c": "A"}) {
		t.Errorf("difference: %v %t", paths, known)
	}
	if _, known := s.open().Difference(t.Context(), strings.Repeat("1", 40), first); known {
		t.Error("a commit that is not here is known")
	}

	// what the remote has more is taken over
	second := other.commitFile("app/d", "d\n")
	other.git("push", "-q", "origin", "topic")
	s.must(s.open().SwitchTo(t.Context(), "topic", "origin", true, ""))
	if got := s.open().HeadCommit(); got != second {
		t.Errorf("HEAD is %s", got)
	}

	// and what is here more stays
	third := s.commitFile("app/e", "e\n")
	s.must(s.open().SwitchTo(t.Context(), "topic", "origin", true, ""))
	if got := s.open().HeadCommit(); got != third {
		t.Errorf("HEAD is %s", got)
	}

	// both have more: a person decides
	other.commitFile("app/f", "f\n")
	other.git("push", "-q", "origin", "topic")
	s.refused(s.open().SwitchTo(t.Context(), "topic", "origin", true, ""), diag.Failed, "went different ways")
}

func TestSwitchToMovesABranchThatHoldsNothingElse(t *testing.T) {
	s, _ := withRemote(t)
	s.git("branch", "topic")
	newer := s.commitFile("app/c", "c\n")
	s.must(s.open().SwitchTo(t.Context(), "topic", "origin", false, newer))
	if got := s.open().HeadCommit(); got != newer {
		t.Errorf("HEAD is %s", got)
	}
	s.git("switch", "-q", "trunk")
	s.git("switch", "-q", "-c", "other", "HEAD~1")
	own := s.commitFile("app/x", "x\n")
	s.git("switch", "-q", "trunk")
	s.must(s.open().SwitchTo(t.Context(), "other", "origin", false, newer))
	if got := s.open().HeadCommit(); got != own {
		t.Errorf("a branch with a commit of its own moved to %s", got)
	}
}

func TestSwitchToKeepsWhatIsNotCommitted(t *testing.T) {
	s, other := withRemote(t)
	other.git("switch", "-q", "-c", "topic")
	other.commitFile("app/a", "theirs\n")
	other.git("push", "-q", "origin", "topic")
	s.write("app/a", "mine\n")
	s.refused(s.open().SwitchTo(t.Context(), "topic", "origin", true, ""), diag.Failed, "can't switch to topic")
	if got := s.git("rev-parse", "--abbrev-ref", "HEAD"); strings.TrimSpace(got) != "trunk" {
		t.Errorf("HEAD is %s", got)
	}
	if got := s.git("diff", "--name-only"); strings.TrimSpace(got) != "app/a" {
		t.Errorf("changed: %s", got)
	}
}

func TestAddRemote(t *testing.T) {
	s := newSandbox(t)
	r := s.open()
	s.must(r.AddRemote("origin", "https://github.com/acme/x.git"))
	s.must(r.AddRemote("origin", "https://github.com/acme/x.git"))
	s.must(s.open().AddRemote("origin", "https://github.com/acme/x.git"))
	s.refused(s.open().AddRemote("origin", "https://github.com/acme/y.git"), diag.Failed, "another repository")
	s.git("config", "url./srv/.insteadOf", "https://github.com/")
	urls, err := s.open().RemoteURLs("origin")
	s.must(err)
	if strings.Join(urls, " ") != "/srv/acme/x.git https://github.com/acme/x.git" {
		t.Errorf("%v", urls)
	}
}
