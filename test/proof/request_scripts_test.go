package proof

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/forge/forgetest"
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// requestScripts is a copy of the golden repository, hosted on an emulated
// GitHub, in which its scripts run with the real program. Three programs stand
// before it: `scaffold` notes what it was called with; `gh` does, too, and says
// what the test tells it to; `go` knows of the release that the test made.
type requestScripts struct {
	t          *testing.T
	dir        string // the repository
	home       string // the programs, and their notes
	permission string
	env        []string // further variables for the scripts
	github     *forgetest.Server
}

const (
	scaffoldBefore = `#!/usr/bin/env bash
printf '%s\0' "$@" >>"$NOTES/scaffold"
exec "$NOTES/bin/scaffold-real" "$@"
`
	// The newest release, where the test has one.
	goBefore = `#!/usr/bin/env bash
[[ "$*" == "list -m -json github.com/seed-3f5c2e52/scaffold@latest" ]] && cat "$NOTES/release" 2>/dev/null
`
	ghBefore = `#!/usr/bin/env bash
printf '%s\n' "$@" >>"$NOTES/gh"
if [[ $2 == */permission ]]; then
	[[ -n $PERMISSION ]] || exit 1
	echo "$PERMISSION"
fi
`
)

// builtProgram is the program, read once.
var builtProgram = sync.OnceValues(func() ([]byte, error) { return project.Program("HOME=" + originalHome) })

func newRequestScripts(t *testing.T) *requestScripts {
	t.Helper()
	needTool(t, "jq")
	r := &requestScripts{t: t, dir: filepath.Join(t.TempDir(), "infrastructure"), home: t.TempDir(), permission: "write"}
	if err := os.CopyFS(r.dir, os.DirFS(readGolden(t))); err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(r.home, "bin")
	program, err := builtProgram()
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(bin, "scaffold-real"), program, 0o755)
	writeFile(t, filepath.Join(bin, "scaffold"), []byte(scaffoldBefore), 0o755)
	writeFile(t, filepath.Join(bin, "gh"), []byte(ghBefore), 0o755)
	writeFile(t, filepath.Join(bin, "go"), []byte(goBefore), 0o755)
	r.host()
	return r
}

// host pushes the repository to an emulated GitHub.
func (r *requestScripts) host() {
	r.t.Helper()
	hosted := filepath.Join(r.t.TempDir(), "github")
	bare := filepath.Join(hosted, "acme", "infrastructure.git")
	r.github = &forgetest.Server{Git: func(string, string) string { return bare }}
	r.github.Start()
	r.t.Cleanup(r.github.Close)
	r.github.Add("acme", "infrastructure")
	git(r.t, r.dir, "init", "-q", "--bare", "-b", "main", bare)
	git(r.t, r.dir, "config", "url.file://"+filepath.ToSlash(hosted)+"/.insteadOf", "https://github.com/")
	git(r.t, r.dir, "remote", "add", "origin", "https://github.com/acme/infrastructure.git")
	git(r.t, r.dir, "push", "-q", "-u", "origin", "main")
}

// squash merges a branch's pull request as GitHub does, and comes back to main.
func (r *requestScripts) squash(branch string) {
	r.t.Helper()
	tip := git(r.t, r.dir, "rev-parse", branch)
	git(r.t, r.dir, "switch", "-q", "main")
	git(r.t, r.dir, "merge", "-q", "--squash", branch)
	git(r.t, r.dir, "commit", "-qm", "merge "+branch)
	git(r.t, r.dir, "push", "-q")
	r.github.With("acme/infrastructure", func(g *forgetest.Repository) {
		for _, p := range g.Pulls {
			if p.Branch == branch && p.Open {
				p.Open, p.Merged, p.ClosedTip = false, true, tip
			}
		}
	})
}

// open is how many pull requests are open, and from which branch the last is.
func (r *requestScripts) open() (n int, branch string) {
	r.github.With("acme/infrastructure", func(g *forgetest.Repository) {
		for _, p := range g.Pulls {
			if p.Open {
				n, branch = n+1, p.Branch
			}
		}
	})
	return n, branch
}

// run executes one of the repository's scripts and returns its exit code.
func (r *requestScripts) run(script string, args ...string) (string, int) {
	r.t.Helper()
	cmd := exec.Command(filepath.Join(r.dir, ".github", "scripts", script), args...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "PATH="+filepath.Join(r.home, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"), "NOTES="+r.home,
		"PERMISSION="+r.permission, "GITHUB_EVENT_PATH="+filepath.Join(r.home, "event.json"), "GITHUB_REPOSITORY=acme/infrastructure",
		"GITHUB_OUTPUT="+filepath.Join(r.home, "output"), "GITHUB_EVENT_NAME="+r.event(), "GITHUB_SERVER_URL=https://github.com", "GITHUB_RUN_ID=1",
		"GITHUB_API_URL="+r.github.URL(), "GITHUB_TOKEN="+forgetest.Token)
	cmd.Env = append(cmd.Env, r.env...)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		r.t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// event is the name of the event that the test wrote.
func (r *requestScripts) event() string {
	if strings.Contains(r.note("event.json"), `"issue"`) {
		return "issues"
	}
	return "workflow_dispatch"
}

func (r *requestScripts) note(name string) string {
	text, _ := os.ReadFile(filepath.Join(r.home, name)) // what was not called noted nothing
	return string(text)
}

// ask writes the event and forgets earlier ones.
func (r *requestScripts) ask(event map[string]any) {
	r.t.Helper()
	for _, name := range []string{"scaffold", "gh", "output"} {
		_ = os.Remove(filepath.Join(r.home, name))
	}
	_ = os.Remove(filepath.Join(r.dir, "answer.md"))
	text, err := json.Marshal(event)
	if err != nil {
		r.t.Fatal(err)
	}
	writeFile(r.t, filepath.Join(r.home, "event.json"), text, 0o644)
}

func (r *requestScripts) answer() string {
	text, _ := os.ReadFile(filepath.Join(r.dir, "answer.md"))
	return string(text)
}
