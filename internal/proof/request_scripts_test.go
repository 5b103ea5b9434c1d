package proof

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// requestScripts is a copy of the golden repository in which its scripts run
// with the real program. Two programs stand before it: `scaffold` commits on the
// branch that --pr would take, as there is no GitHub here, and answers as if it
// had made pull request 7; `gh` says what the test tells it to, and notes what
// it was called with.
type requestScripts struct {
	t          *testing.T
	dir        string // the repository
	home       string // the programs, and their notes
	permission string
}

const (
	scaffoldBefore = `#!/usr/bin/env bash
printf '%s\0' "$@" >>"$NOTES/scaffold"
args=() pr=false
topic=$2
if [[ $1 == upgrade ]]; then topic=$4; fi # --all --env ENVIRONMENT
for a in "$@"; do if [[ $a == --pr ]]; then pr=true args+=(--branch "scaffold/$1-$topic"); else args+=("$a"); fi; done
status=0
"$NOTES/bin/scaffold-real" "${args[@]}" >"$NOTES/out" || status=$?
if $pr && ((status == 0)); then
	jq '.pull_request = {url: "https://github.com/acme/infrastructure/pull/7"}' "$NOTES/out"
else
	cat "$NOTES/out"
fi
exit $status
`
	ghBefore = `#!/usr/bin/env bash
printf '%s\n' "$@" >>"$NOTES/gh"
if [[ $2 == */permission ]]; then
	[[ -n $PERMISSION ]] || exit 1
	echo "$PERMISSION"
fi
`
)

// builtProgram is the program, built once.
var builtProgram = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "program-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "scaffold"), "../../cmd/scaffold")
	build.Env = append(os.Environ(), "HOME="+originalHome)
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	return os.ReadFile(filepath.Join(dir, "scaffold"))
})

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
	return r
}

// run executes one of the repository's scripts and returns its exit code.
func (r *requestScripts) run(script string, args ...string) (string, int) {
	r.t.Helper()
	cmd := exec.Command(filepath.Join(r.dir, ".github", "scripts", script), args...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "PATH="+filepath.Join(r.home, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"), "NOTES="+r.home,
		"PERMISSION="+r.permission, "GITHUB_EVENT_PATH="+filepath.Join(r.home, "event.json"), "GITHUB_REPOSITORY=acme/infrastructure",
		"GITHUB_OUTPUT="+filepath.Join(r.home, "output"), "GITHUB_EVENT_NAME="+r.event(), "GITHUB_SERVER_URL=https://github.com", "GITHUB_RUN_ID=1")
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
