package cli

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/forge/forgetest"
)

// hub is a GitHub with acme/infra, and a clone of it, for one test.
type hub struct {
	t      *testing.T
	server *forgetest.Server
	home   string
	infra  string
}

// newHub makes one. The remote is found by its address, which git takes for a
// folder by the clone's own configuration.
func newHub(t *testing.T) *hub {
	t.Helper()
	h := &hub{t: t, infra: copyOfRepository(t)}
	h.home = filepath.Dir(h.infra)
	config := filepath.Join(h.home, "gitconfig")
	err := os.WriteFile(config, nil, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if h.server, err = newForge(filepath.Join(h.home, "github"), config, "github.com"); err != nil {
		t.Fatal(err)
	}
	h.server.Start()
	t.Cleanup(h.server.Close)
	h.server.Add("acme", "infra")
	h.git(h.infra, "config", "include.path", config)
	h.git(h.infra, "remote", "add", "origin", "https://github.com/acme/infra.git")
	h.git(h.infra, "push", "-q", "-u", "origin", "main")
	h.server.Forget()
	return h
}

func (h *hub) git(dir string, args ...string) string {
	h.t.Helper()
	out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput()
	if err != nil {
		h.t.Fatalf("git %v: %s", args, out)
	}
	return strings.TrimSpace(string(out))
}

// run runs scaffold and returns what it printed, without the token anywhere.
func (h *hub) run(args ...string) (string, int) {
	h.t.Helper()
	var out bytes.Buffer
	env := map[string]string{"GITHUB_TOKEN": forgetest.Token, "GITHUB_API_URL": h.server.URL()}
	code := Main(args, Streams{
		In: strings.NewReader(""), Out: &out, Err: &out, Dir: h.home,
		Getenv: func(name string) string {
			if v, ok := env[name]; ok {
				return v
			}
			return os.Getenv(name)
		},
		Forge: forge.Config{Backoff: time.Millisecond, Patience: 100 * time.Millisecond},
	})
	if strings.Contains(out.String(), forgetest.Token) {
		h.t.Errorf("the token is shown:\n%s", out.String())
	}
	return out.String(), code
}

// despite runs the command while a request fails, and then again if it must: it
// must not when only one request failed.
func (h *hub) despite(n int, f failing, args ...string) {
	h.t.Helper()
	h.server.Fault = f.at(n)
	first, code := h.run(args...)
	if code == console.ExitOK {
		return
	}
	if !f.forever {
		h.t.Errorf("one failure ends the run with %d:\n%s", code, first)
	}
	h.server.Fault = nil
	if out, code := h.run(args...); code != console.ExitOK {
		h.t.Fatalf("after a failure:\n%s\nthe same command ends with %d:\n%s", first, code, out)
	}
}

// failing is a request that fails in one way, once or from then on.
type failing struct {
	name    string
	fault   forgetest.Fault
	forever bool
}

var failures = []failing{
	{"500", forgetest.Broken, true},
	{"answers lost", forgetest.Lost, true},
	{"one answer lost", forgetest.Lost, false},
	{"one answer cut off", forgetest.Cut, false},
	{"one 429", forgetest.Limited, false},
}

func (f failing) at(n int) func(int, *http.Request) forgetest.Fault {
	return func(i int, _ *http.Request) forgetest.Fault {
		if i == n || (f.forever && i > n) {
			return f.fault
		}
		return forgetest.None
	}
}

// Whatever request fails, and however, the same command run again ends as if
// nothing had happened: one pull request, one of everything.
func TestPullRequestAfterAnyFailure(t *testing.T) {
	command := []string{"generate", "alpha", "--set", "port=9090", "--pr", "-C", "infra"}
	whole := newHub(t)
	if out, code := whole.run(command...); code != console.ExitOK {
		t.Fatalf("exit %d:\n%s", code, out)
	}
	want, requests := whole.server.Dump(), whole.server.Requests()
	if len(requests) < 8 {
		t.Fatalf("only %v", requests)
	}
	for n, request := range requests {
		ways := failures
		if strings.HasPrefix(request, "GET ") {
			ways = failures[n%len(failures):][:1] // a read that fails does no harm
		}
		for _, f := range ways {
			t.Run(fmt.Sprintf("%d %s", n, f.name), func(t *testing.T) {
				t.Parallel()
				h := newHub(t)
				h.despite(n, f, command...)
				if got := h.server.Dump(); got != want {
					t.Errorf("GitHub has\n%s\nand should have\n%s", got, want)
				}
				if got := h.git(h.infra, "rev-list", "--count", "origin/main..origin/scaffold/generate-alpha"); got != "1" {
					t.Errorf("the branch has %s commits", got)
				}
			})
		}
	}
}

// The same for the repository of an application.
func TestCreateRepositoryAfterAnyFailure(t *testing.T) {
	command := []string{"app-repo", "alpha", "--runtime", "go", "--create-repository", "-C", "infra", "-q"}
	prepare := func(t *testing.T) *hub {
		h := newHub(t)
		global := filepath.Join(h.home, "gitconfig")
		h.git(h.home, "init", "-q", "-b", "main", filepath.Join(h.home, "alpha")) // an empty clone, so that it can have a configuration
		h.git(filepath.Join(h.home, "alpha"), "config", "include.path", global)
		return h
	}
	whole := prepare(t)
	if out, code := whole.run(command...); code != console.ExitOK {
		t.Fatalf("exit %d:\n%s", code, out)
	}
	want, requests := whole.server.Dump(), whole.server.Requests()
	spec := "layers/04-applications/alpha/scaffold.hcl"
	for n, request := range requests {
		f := failures[2] // a write that is done without an answer is the dangerous one
		if strings.HasPrefix(request, "GET ") {
			if f = failures[n%2]; n%3 > 0 {
				continue // a read that fails does no harm
			}
		}
		t.Run(fmt.Sprintf("%d %s", n, f.name), func(t *testing.T) {
			t.Parallel()
			h := prepare(t)
			h.despite(n, f, command...)
			if got := h.server.Dump(); got != want {
				t.Errorf("GitHub has\n%s\nand should have\n%s", got, want)
			}
			if a, b := h.git(h.infra, "show", "HEAD:"+spec), whole.git(whole.infra, "show", "HEAD:"+spec); a != b {
				t.Errorf("the service's spec is\n%s\nand should be\n%s", a, b)
			}
			if got := h.git(filepath.Join(h.home, "alpha"), "rev-parse", "origin/main", "HEAD"); len(strings.Fields(got)) != 2 || strings.Fields(got)[0] != strings.Fields(got)[1] {
				t.Errorf("what is pushed is not what is here: %s", got)
			}
		})
	}
}

// A kill at any moment: the same command again ends in one commit, pushed, and
// one pull request of it.
func TestPullRequestAfterAKill(t *testing.T) {
	binary := executable(t)
	for _, after := range []time.Duration{-time.Microsecond, -3 * time.Millisecond, -10 * time.Millisecond, -30 * time.Millisecond, -60 * time.Millisecond, 150 * time.Millisecond, 250 * time.Millisecond} {
		t.Run(after.String(), func(t *testing.T) {
			h := newHub(t)
			t.Setenv("GITHUB_TOKEN", forgetest.Token)
			t.Setenv("GITHUB_API_URL", h.server.URL())
			args := []string{"service", "shop", "--pr"}
			process(t, binary, h.infra, after, args...)
			if out, code := process(t, binary, h.infra, 0, args...); code != console.ExitOK {
				t.Fatalf("exit %d:\n%s", code, out)
			}
			h.server.With("acme/infra", func(r *forgetest.Repository) {
				if len(r.Pulls) != 1 || len(r.Pulls[0].Labels) != 1 || len(r.Pulls[0].Teams) == 0 {
					t.Errorf("pull requests: %+v", r.Pulls)
				}
			})
			if got := h.git(h.infra, "log", "--format=%s", "origin/main..origin/scaffold/service-shop"); got != "feat: add shop infrastructure" {
				t.Errorf("pushed: %s", got)
			}
			if got := h.git(h.infra, "status", "--porcelain"); got != "" {
				t.Errorf("left behind: %s", got)
			}
		})
	}
}
