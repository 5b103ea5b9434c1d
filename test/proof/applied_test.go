package proof

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	// curlInFront brings what is for Terraform Cloud to the test's server, and notes
	// what stands on the command line.
	curlInFront = `#!/usr/bin/env bash
printf '%s\n' "$@" >>"$NOTES/curl"
exec "$CURL" "${@/#https:\/\/app.terraform.io/$SERVER}"
`
	// ghOfStatuses answers with the statuses of the commit, and notes the new one.
	ghOfStatuses = `#!/usr/bin/env bash
printf '%s\n' "$@" >>"$NOTES/gh"
[[ $* != *statuses\?per_page=100* ]] || cat "$NOTES/statuses.json"
`
)

// cloudRun is a workspace and its current run, as Terraform Cloud has them.
type cloudRun struct {
	name, environment, repository string
	status, at                    string
	confirmable, auto             bool
}

// page is one page of the list of workspaces.
func page(runs []cloudRun, next any) map[string]any {
	data, included := []any{}, []any{}
	for _, r := range runs {
		data = append(data, map[string]any{
			"attributes": map[string]any{
				"name": r.name, "auto-apply": r.auto, "working-directory": "layers/x/environments/" + r.environment, "vcs-repo": map[string]any{"identifier": r.repository},
			},
			"relationships": map[string]any{"current-run": map[string]any{"data": map[string]any{"id": "run-" + r.name}}},
		})
		included = append(included, map[string]any{"id": "run-" + r.name, "type": "runs", "attributes": map[string]any{
			"status": r.status, "actions": map[string]any{"is-confirmable": r.confirmable}, "status-timestamps": map[string]any{r.status + "-at": r.at},
		}})
	}
	data = append(data, map[string]any{ // one that never had a run, and no repository
		"attributes": map[string]any{"name": "empty", "vcs-repo": nil}, "relationships": map[string]any{"current-run": map[string]any{"data": nil}},
	})
	return map[string]any{"data": data, "included": included, "meta": map[string]any{"pagination": map[string]any{"next-page": next}}}
}

// polling runs the script by which the infrastructure repository's workflow finds
// what was applied.
type polling struct {
	t     *testing.T
	notes string
	asked int
	runs  func(asked int) []cloudRun // at the first asking, the second …
}

func (p *polling) run(statuses string, env ...string) (out, environments string) {
	p.t.Helper()
	needTool(p.t, "jq")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer the-token" || r.URL.Path != "/api/v2/organizations/acme/workspaces" || r.URL.Query().Get("include") != "current_run" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		var answer map[string]any
		if r.URL.Query().Get("page[number]") == "1" {
			answer = page([]cloudRun{{name: "foreign", environment: "dev", repository: "acme/other", status: "errored", at: "2026-11-30T09:00:00Z"}}, 2)
		} else {
			p.asked++
			answer = page(p.runs(p.asked), nil)
		}
		_ = json.NewEncoder(w).Encode(answer) // the script fails where it is cut off
	}))
	defer server.Close()
	p.notes = p.t.TempDir()
	curl, err := exec.LookPath("curl")
	if err != nil {
		p.t.Fatal(err)
	}
	writeFile(p.t, filepath.Join(p.notes, "bin", "curl"), []byte(curlInFront), 0o755)
	writeFile(p.t, filepath.Join(p.notes, "bin", "gh"), []byte(ghOfStatuses), 0o755)
	writeFile(p.t, filepath.Join(p.notes, "statuses.json"), []byte(statuses), 0o644)
	cmd := exec.Command(filepath.Join(readGolden(p.t), ".github", "scripts", "applied.sh"))
	cmd.Env = append(append(os.Environ(), "PATH="+filepath.Join(p.notes, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"), "NOTES="+p.notes, "CURL="+curl,
		"SERVER="+server.URL, "TFE_TOKEN=the-token", "GITHUB_REPOSITORY=acme/infrastructure", "GITHUB_SHA=abc", "GITHUB_OUTPUT="+filepath.Join(p.notes, "output"),
		"APPLIED_GRACE=0", "APPLIED_PAUSE=0", "APPLIED_MINUTES=1",
		`ENVIRONMENTS=[{"name": "dev", "region": "us-east-1", "role": "arn:aws:iam::1:role/dev-validate"}, {"name": "production", "region": "us-east-1", "role": "arn:aws:iam::2:role/production-validate"}, {"name": "staging", "region": "us-east-1", "role": "arn:aws:iam:::role/staging-validate"}]`), env...)
	text, err := cmd.CombinedOutput()
	if err != nil {
		p.t.Fatalf("%v\n%s", err, text)
	}
	result, err := os.ReadFile(filepath.Join(p.notes, "output"))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(text), strings.TrimSpace(string(result))
}

// TestAppliedAndNotValidated: which environments are validated, and why others are not.
func TestAppliedAndNotValidated(t *testing.T) {
	const ours = "acme/infrastructure"
	applied := func(name, environment, at string) cloudRun {
		return cloudRun{name: name, environment: environment, repository: ours, status: "applied", at: at, auto: true}
	}
	dev := []cloudRun{applied("aws-a-dev", "dev", "2026-11-30T10:00:00Z"), applied("aws-b-dev", "dev", "2026-11-30T11:00:00Z")}
	entry := func(failed string, again bool) string {
		return fmt.Sprintf(`environments=[{"name":"dev","region":"us-east-1","role":"arn:aws:iam::1:role/dev-validate","applied":"2026-11-30T11:00:00Z","failed":[%s],"again":%t}]`, failed, again)
	}
	status := func(state, at string) string {
		return `[{"context": "validate dev", "state": "failure", "description": "not well: 1 FAIL; applied 2026-11-30T11:00:00Z", "created_at": "2026-11-30T11:01:00Z"},` +
			`{"context": "validate dev", "state": "` + state + `", "description": "said; applied ` + at + `", "created_at": "2026-11-30T11:05:00Z"}]`
	}
	for name, c := range map[string]struct {
		runs     func(int) []cloudRun
		statuses string
		env      []string
		want     string
		says     string
		asked    int
	}{
		"applied": {
			runs: func(int) []cloudRun { return dev }, want: entry("", false), asked: 1,
			says: "- dev: is validated: its last run ended at 2026-11-30T11:00:00Z\n- production: nothing was applied yet\n- staging: nothing was applied yet\n",
		},
		"after a push": {runs: func(int) []cloudRun { return dev }, env: []string{"GITHUB_EVENT_NAME=push"}, want: entry("", false), asked: 1},
		"a run goes on": {
			runs: func(asked int) []cloudRun {
				if asked < 3 {
					return append(dev[:1:1], cloudRun{name: "aws-b-dev", environment: "dev", repository: ours, status: "applying", auto: true})
				}
				return dev
			}, want: entry("", false), asked: 3,
		},
		"a run goes on and on": {
			runs: func(int) []cloudRun {
				return append(dev[:1:1], cloudRun{name: "aws-b-dev", environment: "dev", repository: ours, status: "planning", auto: true})
			}, env: []string{"APPLIED_MINUTES=0"}, want: "environments=[]", says: "- dev: 1 runs go on, such as of `aws-b-dev`: looked at the next time\n", asked: 1,
		},
		"production waits for a person, and staging's account is not known": {
			runs: func(int) []cloudRun {
				return []cloudRun{
					applied("aws-a-production", "production", "2026-11-30T10:00:00Z"), applied("aws-a-staging", "staging", "2026-11-30T10:00:00Z"),
					{name: "aws-b-production", environment: "production", repository: ours, status: "planned", confirmable: true},
				}
			}, want: "environments=[]", asked: 1,
			says: "- production: waits for somebody to confirm `aws-b-production` in Terraform Cloud\n- staging: its AWS account is not known: name it in scaffold.hcl\n",
		},
		"a failed run": {
			runs: func(int) []cloudRun {
				return append(dev[1:2:2], cloudRun{name: "aws-c-dev", environment: "dev", repository: ours, status: "errored", at: "2026-11-30T10:30:00Z", auto: true})
			}, want: entry(`"aws-c-dev"`, false), asked: 1,
		},
		"validated since": {
			runs: func(int) []cloudRun { return dev }, statuses: status("success", "2026-11-30T11:00:00Z"), want: "environments=[]", asked: 1,
			says: "- dev: was validated since its last run ended at 2026-11-30T11:00:00Z\n",
		},
		"validated before":    {runs: func(int) []cloudRun { return dev }, statuses: status("success", "2026-11-30T10:00:00Z"), want: entry("", false), asked: 1},
		"found wanting since": {runs: func(int) []cloudRun { return dev }, statuses: status("failure", "2026-11-30T11:00:00Z"), want: entry("", true), asked: 1},
		"no token":            {runs: func(int) []cloudRun { return dev }, env: []string{"TFE_TOKEN="}, want: "environments=[]", says: "::warning::no secret TFE_TOKEN"},
	} {
		t.Run(name, func(t *testing.T) {
			p := &polling{t: t, runs: c.runs}
			if c.statuses == "" {
				c.statuses = "[]"
			}
			out, got := p.run(c.statuses, c.env...)
			if got != c.want || !strings.Contains(out, c.says) {
				t.Errorf("it is\n%s\nnot\n%s\nand says\n%s\nnot\n%s", got, c.want, out, c.says)
			}
			if p.asked != c.asked {
				t.Errorf("asked %d times, not %d", p.asked, c.asked)
			}
			if calls, _ := os.ReadFile(filepath.Join(p.notes, "curl")); strings.Contains(string(calls), "the-token") {
				t.Error("every process can read the token on the command line")
			}
		})
	}
}

// TestValidated: what comes of a validation stands in the commit's status, by which
// the next poll knows, and in the job's summary.
func TestValidated(t *testing.T) {
	needTool(t, "jq")
	for name, c := range map[string]struct {
		code, failed, again string
		says                string
		state, described    string
		passes              bool
	}{
		"well":                 {"0", "[]", "false", "ok    <b>", "success", "all is well; applied T", true},
		"not well":             {"1", "[]", "false", "FAIL  <b>", "failure", "not well: 1 FAIL; applied T", false},
		"still not well":       {"1", "[]", "true", "FAIL  <b>", "failure", "not well: 1 FAIL; applied T", true},
		"a run failed":         {"0", `["aws-x-dev", "@all"]`, "false", "ok    <b>", "failure", "not well: 2 FAIL; applied T", false},
		"AWS gives no answer":  {"3", "[]", "false", "FAIL  AWS gave no answer", "error", "nobody knows; applied T", false},
		"wrong use is no well": {"2", "[]", "false", "usage", "error", "nobody knows; applied T", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, "scripts", "validate.sh"), []byte("#!/bin/sh\necho '"+c.says+"'\nexit "+c.code+"\n"), 0o755)
			writeFile(t, filepath.Join(dir, "bin", "gh"), []byte(ghOfStatuses), 0o755)
			cmd := exec.Command(filepath.Join(readGolden(t), ".github", "scripts", "validated.sh"))
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"), "NOTES="+dir, "GITHUB_STEP_SUMMARY="+filepath.Join(dir, "summary"),
				"GITHUB_REPOSITORY=acme/infrastructure", "GITHUB_SHA=abc", "GITHUB_SERVER_URL=https://github.com", "GITHUB_RUN_ID=7",
				`ENVIRONMENT={"name": "dev", "applied": "T", "failed": `+c.failed+`, "again": `+c.again+`}`)
			out, err := cmd.CombinedOutput()
			if (err == nil) != c.passes {
				t.Errorf("%v\n%s", err, out)
			}
			told, err := os.ReadFile(filepath.Join(dir, "gh"))
			if err != nil {
				t.Fatalf("no status: %v\n%s", err, out)
			}
			for _, want := range []string{
				"repos/acme/infrastructure/statuses/abc\n", "state=" + c.state + "\n", "context=validate dev\n", "description=" + c.described + "\n",
				"target_url=https://github.com/acme/infrastructure/actions/runs/7\n",
			} {
				if !strings.Contains(string(told), want) {
					t.Errorf("the status lacks %q:\n%s", want, told)
				}
			}
			summary, err := os.ReadFile(filepath.Join(dir, "summary"))
			if err != nil || !strings.Contains(string(summary), "    "+c.says+"\n") || strings.Contains(string(summary), "@all") {
				t.Errorf("the summary is %v\n%s", err, summary)
			}
		})
	}
}
