package proof

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/forge/forgetest"
)

// ghAPI stands for GitHub's own program: `gh api` with what the scripts use of it.
const ghAPI = `#!/usr/bin/env bash
set -euo pipefail
[[ $1 == api ]] || exit 2
shift
request=(curl -sS --fail-with-body -H "Authorization: Bearer $GITHUB_TOKEN" -H "Accept: application/vnd.github+json" -H "X-GitHub-Api-Version: 2022-11-28")
fields='{}' silent=false
while (($#)); do
	case $1 in
		--method) request+=(-X "$2"); shift ;;
		--input) request+=(--data-binary @-); shift ;;
		--raw-field) fields=$(jq -c --arg name "${2%%=*}" --arg value "${2#*=}" '.[$name] = $value' <<<"$fields"); shift ;;
		--silent) silent=true ;;
		--paginate) ;;
		-*) exit 2 ;;
		*) path=$1 ;;
	esac
	shift
done
[[ $fields == '{}' ]] || request+=(-d "$fields")
if $silent; then "${request[@]}" "$GITHUB_API_URL/$path" >/dev/null; else "${request[@]}" "$GITHUB_API_URL/$path"; fi
`

// TestEnvironmentsAreForTheDefaultBranch runs the script that makes GitHub's
// environments: where there are none, where a workflow had GitHub make an open
// one, where people have set one up, and again.
func TestEnvironmentsAreForTheDefaultBranch(t *testing.T) {
	t.Parallel()
	defer compute()()
	needTool(t, "curl")
	r := newRequestScripts(t)
	writeFile(t, filepath.Join(r.home, "bin", "gh"), []byte(ghAPI), 0o755)
	r.github.Teams = map[string]int64{"platform": 7}
	for what, c := range map[string]struct {
		before, want forgetest.Environment
		secrets      []string
	}{
		"none":                     {want: forgetest.Environment{Custom: true, Branches: []string{"main"}}},
		"one that GitHub made":     {before: forgetest.Environment{}, secrets: []string{"TFE_TOKEN", "SLACK"}, want: forgetest.Environment{Custom: true, Branches: []string{"main"}}},
		"a person's, open":         {before: forgetest.Environment{Reviewers: []int64{7}, NoSelf: true, Wait: 5}, want: forgetest.Environment{Reviewers: []int64{7}, NoSelf: true, Wait: 5, Custom: true, Branches: []string{"main"}}},
		"for other branches, too":  {before: forgetest.Environment{Custom: true, Branches: []string{"main", "release/*", "*"}}, want: forgetest.Environment{Custom: true, Branches: []string{"main"}}},
		"as it should be":          {before: forgetest.Environment{Reviewers: []int64{7}, Custom: true, Branches: []string{"main"}}, want: forgetest.Environment{Reviewers: []int64{7}, Custom: true, Branches: []string{"main"}}},
		"closed to all by mistake": {before: forgetest.Environment{Custom: true}, want: forgetest.Environment{Custom: true, Branches: []string{"main"}}},
	} {
		t.Run(what, func(t *testing.T) {
			r.github.With("acme/infrastructure", func(g *forgetest.Repository) {
				g.Secrets, g.Environments = c.secrets, map[string]*forgetest.Environment{}
				if what != "none" {
					before := c.before
					g.Environments["terraform-cloud"] = &before
				}
			})
			for range 2 {
				out, code := r.run("install-environments.sh")
				if code != 0 || strings.Contains(out, "TFE_TOKEN is open to every branch") != slices.Contains(c.secrets, "TFE_TOKEN") || strings.Contains(out, "SLACK") {
					t.Errorf("exit %d\n%s", code, out)
				}
			}
			r.github.With("acme/infrastructure", func(g *forgetest.Repository) {
				if len(g.Environments) != 2 {
					t.Errorf("there are %d environments", len(g.Environments))
				}
				got, other := g.Environments["terraform-cloud"], g.Environments["pull-requests"]
				if got == nil || other == nil || !other.Custom || !slices.Equal(other.Branches, []string{"main"}) {
					t.Fatalf("the environments are %+v and %+v", got, other)
				}
				if got.Custom != c.want.Custom || got.Wait != c.want.Wait || got.NoSelf != c.want.NoSelf ||
					!slices.Equal(got.Branches, c.want.Branches) || !slices.Equal(got.Reviewers, c.want.Reviewers) {
					t.Errorf("the environment is %+v, want %+v", *got, c.want)
				}
			})
		})
	}
}

// TestWorkspacesOfAPullRequest shows what a pull request is told of workspaces,
// without a token and without a server.
func TestWorkspacesOfAPullRequest(t *testing.T) {
	t.Parallel()
	defer compute()()
	r := newRequestScripts(t)
	r.ask(map[string]any{})
	if out, code := r.run("workspaces.sh", "plan", "HEAD"); code != 0 || !strings.Contains(out, "leaves them as they are") {
		t.Errorf("nothing changed: exit %d\n%s", code, out)
	}
	scaffold(t, r.dir, "service", "billing", "--exposure", "internal")
	out, code := r.run("workspaces.sh", "plan", "HEAD^1")
	for _, want := range []string{"    +  aws-billing-dev\n", "    +    folder      layers/04-applications/billing/environments/dev\n"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("exit %d, without %q\n%s", code, want, out)
		}
	}
	if strings.Contains(out, "\n    -") && !strings.Contains(out, "\n    --- before") || strings.Contains(out, "+  aws-catalog-dev") {
		t.Errorf("more differs than the service:\n%s", out)
	}
	if trees := git(t, r.dir, "worktree", "list"); strings.Count(trees, "\n") != 0 {
		t.Errorf("a clone is left behind: %s", trees)
	}
	if strings.Contains(out, "Who reads") {
		t.Errorf("nobody reads a new service:\n%s", out)
	}
	// Who reads the state of what changes, and who of them an apply starts.
	layer := filepath.Join(r.dir, "layers", "01-foundation", "environments", "dev", "main.tf")
	text, err := os.ReadFile(layer)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, layer, append(text, "\n# changed\n"...), 0o644)
	git(t, r.dir, "commit", "-qam", "foundation")
	out, code = r.run("workspaces.sh", "plan", "HEAD^1")
	want := "### Who reads what changes\n\n- `aws-foundation-dev` is read by 8; its apply starts `aws-data-lake-dev`, `aws-platform-dev`, `aws-shared-services-dev`; " +
		"it starts no run of `aws-billing-dev`, `aws-catalog-dev`, `aws-pricing-dev`, `aws-mailer-dev`, `aws-shop-dev`\n"
	if code != 0 || !strings.HasSuffix(out, want) {
		t.Errorf("exit %d, without\n%s\n%s", code, want, out)
	}
	git(t, r.dir, "revert", "--no-edit", "HEAD")
	// A base that scaffold can't read is no reason against its cure.
	root := filepath.Join(r.dir, "scaffold.hcl")
	whole, err := os.ReadFile(root)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, root, []byte("broken {"), 0o644)
	git(t, r.dir, "commit", "-qam", "broken")
	if out, code := r.run("workspaces.sh", "plan", "HEAD^1"); code == 0 {
		t.Errorf("a broken root file passes:\n%s", out)
	}
	writeFile(t, root, whole, 0o644)
	git(t, r.dir, "commit", "-qam", "whole")
	if out, code := r.run("workspaces.sh", "plan", "HEAD^1"); code != 0 || !strings.Contains(out, "    +  aws-billing-dev\n") {
		t.Errorf("exit %d\n%s", code, out)
	}
	// Without a token the apply does nothing and says so.
	if out, code := r.run("workspaces.sh", "apply"); code != 0 || !strings.Contains(out, "no secret TFE_TOKEN") {
		t.Errorf("exit %d\n%s", code, out)
	}
}
