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
	s.Git("clone", "-q", "--bare", ".", bare)
	s.Git("remote", "add", "origin", bare)
	clone := filepath.Join(t.TempDir(), "clone")
	s.Git("clone", "-q", bare, clone)
	return s, s.at(clone)
}

func (s *sandbox) commitFile(name, content string) string {
	s.T.Helper()
	s.Write(name, content)
	s.Git("add", name)
	s.Git("commit", "-qm", name)
	return strings.TrimSpace(s.Git("rev-parse", "HEAD"))
}

func TestSwitchToABranchOfTheRemote(t *testing.T) {
	s, other := withRemote(t)
	start := s.open().HeadCommit()
	other.Git("switch", "-q", "-c", "topic")
	first := other.commitFile("app/c", "c\n")
	other.Git("push", "-q", "origin", "topic")

	tips, err := s.open().RemoteTips(t.Context(), "origin", "topic", "trunk", "none")
	s.Must(err)
	if !maps.Equal(tips, map[string]string{"topic": first, "trunk": start}) {
		t.Errorf("tips: %v", tips)
	}
	s.Write("app/a", "mine\n") // not committed, and not in the way
	s.Must(s.open().SwitchTo(t.Context(), "topic", "origin", true, start))
	if got := s.open().HeadCommit(); got != first {
		t.Errorf("HEAD is %s", got)
	}
	if got := s.Git("status", "--porcelain"); strings.TrimSpace(got) != "M app/a" {
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
	other.Git("push", "-q", "origin", "topic")
	s.Must(s.open().SwitchTo(t.Context(), "topic", "origin", true, ""))
	if got := s.open().HeadCommit(); got != second {
		t.Errorf("HEAD is %s", got)
	}

	// and what is here more stays
	third := s.commitFile("app/e", "e\n")
	s.Must(s.open().SwitchTo(t.Context(), "topic", "origin", true, ""))
	if got := s.open().HeadCommit(); got != third {
		t.Errorf("HEAD is %s", got)
	}

	// both have more: a person decides
	other.commitFile("app/f", "f\n")
	other.Git("push", "-q", "origin", "topic")
	s.Refused(s.open().SwitchTo(t.Context(), "topic", "origin", true, ""), diag.Failed, "went different ways")
}

func TestSwitchToMovesABranchThatHoldsNothingElse(t *testing.T) {
	s, _ := withRemote(t)
	s.Git("branch", "topic")
	newer := s.commitFile("app/c", "c\n")
	s.Must(s.open().SwitchTo(t.Context(), "topic", "origin", false, newer))
	if got := s.open().HeadCommit(); got != newer {
		t.Errorf("HEAD is %s", got)
	}
	s.Git("switch", "-q", "trunk")
	s.Git("switch", "-q", "-c", "other", "HEAD~1")
	own := s.commitFile("app/x", "x\n")
	s.Git("switch", "-q", "trunk")
	s.Must(s.open().SwitchTo(t.Context(), "other", "origin", false, newer))
	if got := s.open().HeadCommit(); got != own {
		t.Errorf("a branch with a commit of its own moved to %s", got)
	}
}

func TestSwitchToKeepsWhatIsNotCommitted(t *testing.T) {
	s, other := withRemote(t)
	other.Git("switch", "-q", "-c", "topic")
	other.commitFile("app/a", "theirs\n")
	other.Git("push", "-q", "origin", "topic")
	s.Write("app/a", "mine\n")
	s.Refused(s.open().SwitchTo(t.Context(), "topic", "origin", true, ""), diag.Failed, "can't switch to topic")
	if got := s.Git("rev-parse", "--abbrev-ref", "HEAD"); strings.TrimSpace(got) != "trunk" {
		t.Errorf("HEAD is %s", got)
	}
	if got := s.Git("diff", "--name-only"); strings.TrimSpace(got) != "app/a" {
		t.Errorf("changed: %s", got)
	}
}

func TestAddRemote(t *testing.T) {
	s := newSandbox(t)
	r := s.open()
	s.Must(r.AddRemote("origin", "https://github.com/acme/x.git"))
	s.Must(r.AddRemote("origin", "https://github.com/acme/x.git"))
	s.Must(s.open().AddRemote("origin", "https://github.com/acme/x.git"))
	s.Refused(s.open().AddRemote("origin", "https://github.com/acme/y.git"), diag.Failed, "another repository")
	s.Git("config", "url./srv/.insteadOf", "https://github.com/")
	urls, err := s.open().RemoteURLs("origin")
	s.Must(err)
	if strings.Join(urls, " ") != "/srv/acme/x.git https://github.com/acme/x.git" {
		t.Errorf("%v", urls)
	}
}

// The user's ssh program is used, whatever was asked of the repository before.
func TestRemoteBehindAnOwnSSHProgram(t *testing.T) {
	s := newSandbox(t)
	s.Script("ssh", "echo the own program >&2; exit 1\n")
	s.Git("config", "core.sshCommand", s.Path("ssh"))
	_, err := s.open().RemoteTips(t.Context(), "ssh://git@example.invalid/x.git", "trunk")
	s.Refused(err, diag.Failed, "could not be read")
	if !strings.Contains(err.Error(), "the own program") {
		t.Errorf("another program ran: %v", err)
	}
}
