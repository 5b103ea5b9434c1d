package tfc_test

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

func titles(p *workspace.Plan) string {
	var lines []string
	for _, c := range p.Changes {
		line := c.Title()
		for _, f := range c.Fields {
			line += " [" + f.Name + ": " + f.Old + " → " + f.New + "]"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestReconcileFromNothing(t *testing.T) {
	s := start(t)
	d := derive(t, repository(3, rootFile+production+extras))
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	dump := s.Dump()
	for _, want := range []string{
		"workspace aws-service-001-dev in dev\n",
		"workspace aws-service-001-dev started by aws-foundation-dev\n",
		"workspace aws-service-001-dev started by aws-service-000-dev\n",
		"workspace aws-service-000-dev read by aws-service-001-dev\n",
		"workspace aws-foundation-production read by aws-service-002-production\n",
		"workspace aws-service-000-dev tag unit service-000\n",
		"workspace aws-service-000-dev variable COLOR blue\n",
		"workspace aws-service-000-dev notification scaffold: slack run:completed,run:errored,run:needs_attention\n",
		"workspace aws-service-000-dev notification scaffold: email",
		"workspace aws-service-000-production auto-apply false\n",
		"workspace aws-service-000-dev auto-apply-run-trigger true\n",
		"workspace aws-service-001-dev team team-shop write\n",
		"project production team team-platform maintain\n",
		"set common on dev\n",
		"set common variable owner platform\n",
		"of acme/infra. wired\n",
	} {
		if !strings.Contains(dump, want) {
			t.Errorf("the server lacks %q", want)
		}
	}
	if t.Failed() {
		t.Log(dump)
	}
	p := plan(t, s, d, nil)
	if len(p.Changes) > 0 || p.Unchanged != 8 {
		t.Errorf("the second plan has %d unchanged, and\n%s", p.Unchanged, titles(p))
	}
	if p := plan(t, s, d, func(r *workspace.Reconciler) { r.Refresh = true }); len(p.Changes) > 0 {
		t.Errorf("--refresh finds\n%s", titles(p))
	}
}

func TestChangesOfCode(t *testing.T) {
	s := start(t)
	if _, err := reconcile(s, derive(t, repository(3, rootFile+production+extras)), nil); err != nil {
		t.Fatal(err)
	}
	// Another version, no notifications, one service fewer, another name.
	root := strings.Replace(rootFile, `"acme/infra"`, "\"acme/infra\"\n  workspace_name = \"{unit}-{environment}\"", 1) +
		"environment \"dev\" { terraform_version = \"1.12.0\" }\nenvironment \"production\" {}\n"
	files := repository(2, root)
	for name, f := range files {
		files[name].Data = []byte(strings.ReplaceAll(string(f.Data), `"aws-`, `"`))
	}
	d := derive(t, files)
	p := plan(t, s, d, nil)
	all := titles(p)
	for _, want := range []string{
		"update workspace service-000-dev [name: aws-service-000-dev → service-000-dev] [terraform-version: 1.16.2 → 1.12.0]",
		"remove notification scaffold: slack on service-000-dev", "remove variable COLOR on service-000-dev",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the plan lacks %q:\n%s", want, all)
		}
	}
	if len(p.Orphans) != 2 || p.Orphans[0].Name != "aws-service-002-dev" || p.Count(workspace.KindWorkspace, workspace.Create) != 0 {
		t.Errorf("orphans are %v", p.Orphans)
	}
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	if p := plan(t, s, d, nil); len(p.Changes) > 0 {
		t.Errorf("left over:\n%s", titles(p))
	}
	if names := strings.Join(s.Names(), " "); names != "aws-service-002-dev aws-service-002-production foundation-dev foundation-production service-000-dev service-000-production service-001-dev service-001-production" {
		t.Errorf("workspaces are %s", names)
	}
	if dump := s.Dump(); !strings.Contains(dump, "workspace foundation-dev read by aws-service-002-dev") {
		t.Error("a grant to a workspace that the code does not know was taken away without --prune")
	}
	if _, err := reconcile(s, d, func(r *workspace.Reconciler) { r.Prune = true }); err != nil {
		t.Fatal(err)
	}
	if dump := s.Dump(); strings.Contains(dump, "read by aws-service-002-dev") || !strings.Contains(dump, "workspace aws-service-002-dev in dev") {
		t.Error("--prune takes ties away, and no workspace")
	}
}

// TestChangesByHand: settings are always compared; what hangs on a workspace is
// compared with --refresh.
func TestChangesByHand(t *testing.T) {
	s := start(t)
	d := derive(t, repository(2, rootFile+production))
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	want := s.Dump()
	s.With("aws-service-000-dev", func(w *tfetest.Workspace) { w.Untie() })
	if p := plan(t, s, d, nil); len(p.Changes) > 0 {
		t.Errorf("without --refresh the plan has\n%s", titles(p))
	}
	refresh := func(r *workspace.Reconciler) { r.Refresh = true }
	if all := titles(plan(t, s, d, refresh)); all != "create run trigger aws-foundation-dev → aws-service-000-dev\ncreate state grant aws-service-000-dev → aws-service-001-dev" {
		t.Errorf("with --refresh the plan has\n%s", all)
	}
	if _, err := reconcile(s, d, refresh); err != nil {
		t.Fatal(err)
	}
	s.With("aws-service-001-dev", func(w *tfetest.Workspace) {
		w.Settings["global-remote-state"], w.Settings["trigger-prefixes"], w.Settings["trigger-patterns"] = true, []any{"/x"}, []any{}
		w.Tags["unit"] = "somebody-elses"
		delete(w.Tags, "repository")
	})
	if all := titles(plan(t, s, d, nil)); !strings.Contains(all, "global-remote-state: true → false") || !strings.Contains(all, "trigger-prefixes: /x → ") || !strings.Contains(all, "unit=somebody-elses → ") {
		t.Errorf("the plan has\n%s", all)
	}
	s.With("aws-foundation-dev", func(w *tfetest.Workspace) { w.Settings["description"] = "mine now" })
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	if got := s.Dump(); got != want {
		t.Errorf("put back, the server differs:\n%s", difference(got, want))
	}
}

// TestMadeAgain: a workspace that was deleted and made again by hand has lost what
// hung on it, on both sides; its new ID shows that without --refresh.
func TestMadeAgain(t *testing.T) {
	s := start(t)
	d := derive(t, repository(2, rootFile+production))
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	want := s.Dump()
	s.Remove("aws-service-000-dev")
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	if got := s.Dump(); got != want {
		t.Errorf("made again, the server differs:\n%s", difference(got, want))
	}
}

func TestLackingServer(t *testing.T) {
	s := start(t)
	s.Lacking = true
	d := derive(t, repository(3, rootFile+production+extras))
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	dump := s.Dump()
	for _, want := range []string{
		"workspace aws-service-001-dev tag unit:service-001\n", "workspace aws-service-000-dev variable COLOR blue\n",
		"set common on aws-service-000-dev\n", "of acme/infra. wired\n",
	} {
		if !strings.Contains(dump, want) {
			t.Errorf("the server lacks %q:\n%s", want, dump)
		}
	}
	p := plan(t, s, d, nil)
	if len(p.Changes) > 0 || p.Unchanged != 8 {
		t.Errorf("the second plan has\n%s", titles(p))
	}
	if !p.Features.Lacks[workspace.Projects] || !p.Features.Lacks[workspace.Consumers] || p.Features.Lacks[workspace.Variables] {
		t.Errorf("it lacks %v", p.Features.Lacks)
	}
}

func TestForeignWorkspace(t *testing.T) {
	s := start(t)
	s.With("aws-service-000-dev", func(w *tfetest.Workspace) {
		w.Tags = map[string]string{"unit": "service-000", "environment": "dev", "repository": "acme/other"}
	})
	_, err := reconcile(s, derive(t, repository(1, rootFile+production)), nil)
	if err == nil || !strings.Contains(err.Error(), "belongs to the repository acme/other") {
		t.Errorf("taking over another repository's workspace: %v", err)
	}
}
