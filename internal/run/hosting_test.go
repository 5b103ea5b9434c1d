package run

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/forge/forgetest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// settings are those of the application repository that is hosted.
const settings = `{"repository": "acme/shop", "description": "A shop", "default_branch": "main",
	"teams": {"platform": "push", "nobody": "pull"}, "variables": {"REGION": "eu-central-1"}, "environments": {}, "rulesets": []}`

// hosted is a repository that is to be on GitHub.
type hosted struct {
	*gittest.Sandbox
	server  *forgetest.Server
	bare    string // the repository on GitHub
	hosting Hosting
}

// newHosted makes a committed repository and a GitHub that knows nothing of it.
func newHosted(t *testing.T) *hosted {
	t.Helper()
	top := t.TempDir()
	h := &hosted{Sandbox: &gittest.Sandbox{T: t, Dir: filepath.Join(top, "shop")}, bare: filepath.Join(top, "acme", "shop.git")}
	h.Write(forge.SettingsFile, settings)
	h.Git("init", "-q", "-b", "main")
	h.Git("add", "-A")
	h.Git("commit", "-qm", "first")
	h.Must(os.MkdirAll(h.bare, 0o755))
	h.Git("init", "-q", "--bare", "-b", "main", h.bare)
	h.Git("config", "url.file://"+top+"/.insteadOf", "https://github.com/")
	h.server = &forgetest.Server{Git: func(string, string) string { return h.bare }}
	h.server.Start()
	t.Cleanup(h.server.Close)
	h.hosting = Hosting{Dir: h.Dir, Shown: "shop", Visibility: "private", Host: "github.com", Client: h.client}
	return h
}

func (h *hosted) client(address forge.Address, _ bool) (*forge.Client, error) {
	return forge.New(forge.Config{
		Address: address, Access: forge.Access{API: h.server.URL() + "/", Token: forgetest.Token, Variables: "GITHUB_TOKEN"},
		Backoff: time.Millisecond, Patience: time.Second,
	})
}

// make makes the repository and returns what the result says.
func (h *hosted) make() (*forge.Repository, *plan.Result, error) {
	r := &plan.Result{}
	repository, err := h.hosting.Make(h.T.Context(), &plan.Plan{}, os.DirFS(h.Dir), r)
	return repository, r, err
}

// steps are those of a result that change something, a line each.
func steps(r *plan.Result) []string {
	out := []string{}
	for _, s := range r.GitHub {
		if s.Action != "unchanged" {
			out = append(out, s.Action+" "+s.Object+": "+s.Detail)
		}
	}
	return out
}

// allSteps are those of a new repository; where one was made before, the last may
// have nothing to do.
var allSteps = []string{
	"create repository acme/shop: private", "create access of team platform: push", "create repository: variable REGION = eu-central-1", "update default branch: main",
}

func TestHosting(t *testing.T) {
	h := newHosted(t)
	repository, r, err := h.make()
	h.Must(err)
	if repository.Name != "acme/shop" || repository.Visibility != "private" {
		t.Errorf("the repository is %+v", repository)
	}
	same(t, "steps", steps(r), allSteps)
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "no team nobody in acme") {
		t.Errorf("notes: %q", r.Notes)
	}
	head := h.Git("rev-parse", "HEAD")
	h.Same("pushed", h.Git("--git-dir", h.bare, "rev-parse", "main"), head)
	h.Same("remote", h.Git("remote", "get-url", "--all", "origin"), "file://"+filepath.Dir(filepath.Dir(h.bare))+"/acme/shop.git")

	h.server.Forget()
	_, r, err = h.make() // all is there
	h.Must(err)
	same(t, "steps once more", steps(r), nil)
	same(t, "writes", h.server.Writes(), nil)
}

// TestHostingDry: a dry run tells, and writes nothing.
func TestHostingDry(t *testing.T) {
	h := newHosted(t)
	h.hosting.DryRun = true
	repository, r, err := h.make()
	h.Must(err)
	same(t, "steps", steps(r), allSteps)
	same(t, "writes", h.server.Writes(), nil)
	if repository != nil || h.Git("remote") != "" {
		t.Errorf("it made %+v", repository)
	}
	h.hosting.Client = func(forge.Address, bool) (*forge.Client, error) { return nil, nil }
	_, r, err = h.make()
	h.Must(err)
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "without a token it is not known") {
		t.Errorf("notes: %q", r.Notes)
	}
}

// TestHostingGoesOn: what is done stays and is told, and the same again does the
// rest, wherever GitHub stopped answering.
func TestHostingGoesOn(t *testing.T) {
	for _, denied := range []string{"POST /orgs/acme/repos", "PUT /shop", "POST /variables"} {
		t.Run(denied, func(t *testing.T) {
			h := newHosted(t)
			h.server.Denied = map[string]bool{denied: true}
			_, r, err := h.make()
			if err == nil || !strings.Contains(err.Error(), "what is done stays; the same command goes on from here") {
				t.Fatalf("it says %v", err)
			}
			before := steps(r)
			h.server.Denied = nil
			_, r, err = h.make()
			h.Must(err)
			done := append(before, steps(r)...)
			same(t, "steps", done, allSteps[:len(done)])
			if len(done) < 3 {
				t.Errorf("only %q", done)
			}
			h.Same("pushed", h.Git("--git-dir", h.bare, "rev-parse", "main"), h.Git("rev-parse", "HEAD"))
		})
	}
}

// TestHostingRefused: what is there is another repository, or not as it must be.
func TestHostingRefused(t *testing.T) {
	for name, test := range map[string]struct {
		before func(h *hosted)
		want   string
	}{
		"another branch": {func(h *hosted) { h.Git("switch", "-qc", "other") }, "the branch other is checked out in shop, and the repository's default branch is main"},
		"another remote": {func(h *hosted) { h.Git("remote", "add", "origin", "https://github.com/acme/other.git") }, "the remote origin is another repository than"},
		"commits of others": {func(h *hosted) {
			h.server.Add("acme", "shop")
			tree := h.Git("--git-dir", h.bare, "hash-object", "-t", "tree", "-w", os.DevNull)
			commit := h.Git("--git-dir", h.bare, "commit-tree", tree, "-m", "theirs")
			h.Git("--git-dir", h.bare, "update-ref", "refs/heads/main", commit)
		}, "has a branch main with commits that are not here"},
		"no settings": {func(h *hosted) { h.Remove(forge.SettingsFile) }, "there is no " + forge.SettingsFile},
		"no token": {func(h *hosted) {
			h.hosting.Client = func(forge.Address, bool) (*forge.Client, error) { return nil, diag.Usagef("no token") }
		}, "no token"},
		"no server":     {func(h *hosted) { h.server.Fault = func(int, *http.Request) forgetest.Fault { return forgetest.Broken } }, "GitHub answers Internal Server Error"},
		"no repository": {func(h *hosted) { h.Remove(".git") }, "not in a git repository"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHosted(t)
			test.before(h)
			h.server.Forget()
			_, _, err := h.make()
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("want %q, got %v", test.want, err)
			}
			if name != "another remote" {
				same(t, "writes", h.server.Writes(), nil)
			}
		})
	}
}

// TestHostingCheck reads the settings as the plan leaves them, and asks for the
// client of that repository.
func TestHostingCheck(t *testing.T) {
	asked := ""
	h := Hosting{Host: "github.com", Client: func(a forge.Address, optional bool) (*forge.Client, error) {
		asked = a.String()
		return nil, nil
	}}
	planned := &plan.Plan{Actions: []plan.Action{write(forge.SettingsFile, settings)}}
	var empty fs.FS = fstest.MapFS{}
	if err := h.Check(planned, empty, true); err != nil || asked != "acme/shop" {
		t.Errorf("asked for %q, %v", asked, err)
	}
	if err := h.Check(&plan.Plan{}, empty, true); err == nil {
		t.Error("no settings are enough")
	}
}
