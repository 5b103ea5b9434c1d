package proof

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// issue is the event of an issue with the answers to the form's fields, as
// GitHub writes them.
func issue(answers ...string) map[string]any {
	var body strings.Builder
	for i := 0; i < len(answers); i += 2 {
		body.WriteString("### " + answers[i] + "\r\n\r\n" + answers[i+1] + "\r\n\r\n")
	}
	return map[string]any{"sender": map[string]any{"login": "ada"}, "issue": map[string]any{"number": 12, "body": body.String()}}
}

// TestServiceRequests runs requests from the form and by hand, honest and
// hostile ones.
func TestServiceRequests(t *testing.T) {
	t.Parallel()
	defer compute()()
	r := newRequestScripts(t)

	r.ask(issue("name", "orders", "environments", "dev, staging", "owner", "checkout", "exposure", "internal", "port", "9090",
		"uses", "pricing", "inputs", "```hcl\nenable_exec = true\nenvironment \"staging\" {\n  stop_timeout = 60\n}\n```"))
	out, code := r.run("service-request.sh", "run")
	if code != 0 || r.answer() != "The pull request: https://github.example/acme/infrastructure/pull/1\n" {
		t.Fatalf("exit %d\n%s\n%s", code, out, r.answer())
	}
	if n, branch := r.open(); n != 1 || branch != "scaffold/service-orders" {
		t.Errorf("%d pull requests, from %s", n, branch)
	}
	spec := git(t, r.dir, "show", "HEAD:layers/04-applications/orders/scaffold.hcl")
	for _, want := range []string{`environments      = ["dev", "staging"]`, `owner             = "checkout"`, `exposure          = "internal"`, `port              = 9090`, `uses              = ["pricing"]`, `enable_exec       = true`, "stop_timeout = 60"} {
		if !strings.Contains(strings.Join(strings.Fields(spec), " "), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("the spec lacks %s:\n%s", want, spec)
		}
	}

	// By hand, as Backstage does.
	r.squash("scaffold/service-orders")
	r.ask(map[string]any{"inputs": map[string]any{"name": "billing", "spec": `{"exposure": "none", "environments": ["dev"], "tags": {}, "repository_ids": {}, "uses": [], "host": ""}`}})
	if out, code = r.run("service-request.sh", "run"); code != 0 || !strings.HasPrefix(r.answer(), "The pull request: ") {
		t.Fatalf("exit %d\n%s", code, out)
	}

	// A mistake is answered with the pack's words, and nothing of it is Markdown.
	git(t, r.dir, "switch", "-q", "main")
	head := git(t, r.dir, "rev-parse", "HEAD")
	r.ask(issue("name", "wrong", "port", "99999", "exposure", "_No response_"))
	if _, code = r.run("service-request.sh", "run"); code != 2 || !strings.Contains(r.answer(), "\n    ") || !strings.Contains(r.answer(), "A port is 1 to 65535.") {
		t.Errorf("exit %d\n%s", code, r.answer())
	}

	// What people write is never run, and is no option.
	for _, hostile := range []string{"$(touch pwned)", "`touch pwned`", "x; touch pwned", "--chdir=/", "-m", "../x", "@everyone", "x'\"$(touch pwned)"} {
		r.ask(issue("name", hostile))
		if _, code := r.run("service-request.sh", "run"); code != 2 || r.note("scaffold") != "" {
			t.Errorf("name %q: exit %d, scaffold ran with %q", hostile, code, r.note("scaffold"))
		}
		r.ask(issue("name", "fine", "owner", hostile, "--dry-run", "x", "host", hostile, "inputs", "owner = \""+hostile+"\""))
		if _, code := r.run("service-request.sh", "run"); code == 0 {
			git(t, r.dir, "switch", "-q", "main")
			git(t, r.dir, "branch", "-qD", "scaffold/service-fine")
		}
		if strings.Contains(r.note("scaffold"), "--dry-run") {
			t.Errorf("a field's label became an option: %q", r.note("scaffold"))
		}
		for line := range strings.Lines(r.answer()) {
			if line != "\n" && !strings.HasPrefix(line, "    ") && !strings.HasPrefix(line, "scaffold could not make it:") && !strings.HasPrefix(line, "The pull request: ") {
				t.Errorf("%q stands in the answer as Markdown: %q", hostile, line)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(r.dir, "pwned")); err == nil {
		t.Error("a request ran a command")
	}
	if now := git(t, r.dir, "rev-parse", "main"); now != head {
		t.Errorf("main moved from %s to %s", head, now)
	}
}

// TestWhoMayAsk shows who starts a request, and that everybody is answered.
func TestWhoMayAsk(t *testing.T) {
	t.Parallel()
	defer compute()()
	r := newRequestScripts(t)
	for permission, want := range map[string]string{"admin": "true", "write": "true", "triage": "false", "read": "false", "none": "false", "": "false"} {
		r.permission = permission
		r.ask(issue("name", "orders"))
		if out, code := r.run("service-request.sh", "who"); code != 0 || r.note("output") != "allowed="+want+"\n" {
			t.Errorf("permission %q: exit %d, %s\n%s", permission, code, r.note("output"), out)
		}
		if !strings.Contains(r.note("gh"), "repos/acme/infrastructure/collaborators/ada/permission") {
			t.Errorf("GitHub was not asked about ada: %s", r.note("gh"))
		}
		if _, code := r.run("service-request.sh", "answer"); code != 0 || !strings.Contains(r.note("gh"), "repos/acme/infrastructure/issues/12/comments") {
			t.Errorf("the issue got no answer: %s", r.note("gh"))
		}
		if asked := strings.Contains(r.note("gh"), "adding the label"); asked != (want == "false") {
			t.Errorf("permission %q: %s", permission, r.note("gh"))
		}
	}
	r.permission = ""
	r.ask(map[string]any{"inputs": map[string]any{"name": "orders"}})
	if _, code := r.run("service-request.sh", "who"); code != 0 || r.note("output") != "allowed=true\n" || r.note("gh") != "" {
		t.Errorf("started by hand: exit %d, %s", code, r.note("output"))
	}
}
