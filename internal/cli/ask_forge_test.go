package cli

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/forge/forgetest"
)

// At a terminal the summary names the branch and the pull request, and a second
// run for an application's repository goes on without a question.
func TestAskWithGitHub(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	env := []string{"GITHUB_TOKEN=" + forgetest.Token, "GITHUB_API_URL=" + h.server.URL(), "ACCESSIBLE=1"}
	x := open(t, h.infra, 120, 90, append(env, "GITHUB_TOKEN="), "service", "shop", "--port", "9090", "--pr")
	x.See("there is no token for github.com")
	x.See("What now?") // before, not after it was to be written
	x = open(t, h.infra, 120, 90, env, "service", "shop", "--port", "9090", "--pr")
	x.See("Commit on the branch scaffold/service-shop, with a pull request: feat: add shop infrastructure")
	x.See("1. Yes, write it")
	if len(h.server.Writes()) > 0 {
		t.Errorf("before the answer it wrote %v", h.server.Writes())
	}
	x.press("1\r")
	if code := x.exit(); code != console.ExitOK {
		t.Fatalf("exit %d\n%s", code, x.Text())
	}
	h.server.With("acme/infra", func(r *forgetest.Repository) {
		if len(r.Pulls) != 1 {
			t.Errorf("%d pull requests", len(r.Pulls))
		}
	})
	h.git(h.infra, "switch", "-q", "main")
	h.git(h.home, "init", "-q", "-b", "main", "alpha")
	h.git(h.home+"/alpha", "config", "include.path", h.home+"/gitconfig")
	if out, code := h.run("app-repo", "alpha", "--runtime", "go", "--create-repository", "-C", "infra"); code != console.ExitOK {
		t.Fatalf("exit %d:\n%s", code, out)
	}
	x = open(t, h.infra, 120, 90, env, "app-repo", "alpha", "--create-repository")
	x.See("Nothing to do: all")
	if code := x.exit(); code != console.ExitOK {
		t.Fatalf("exit %d\n%s", code, x.Text())
	}
}
