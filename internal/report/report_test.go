package report

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

func samplePlan() *plan.Plan {
	return &plan.Plan{
		Units: []string{"alpha"}, Unchanged: 3, Notices: []string{"two\nlines"},
		Addresses: plan.Addresses{Added: []string{"x: a.b"}, Removed: []string{"x: c.d"}},
		Actions: []plan.Action{
			{Kind: plan.Create, Path: "u/scaffold.hcl", Reason: "new", Content: []byte("new\n")},
			{Kind: plan.Create, Path: "u/environments/dev/a/b.tf", Reason: "new"},
			{Kind: plan.Create, Path: "u/environments/dev/c.tf", Reason: "new"},
			{Kind: plan.Update, Path: "u/README.md", Reason: "changed", Content: []byte("b\n")},
			{Kind: plan.Delete, Path: "u/old.tf", Reason: "gone"},
			{Kind: plan.Keep, Path: "u/kept.tf", Reason: "edited"},
			{Kind: plan.Create, Path: "top", Reason: "new"},
		},
	}
}

func TestTextResult(t *testing.T) {
	var out, errs bytes.Buffer
	Text{Out: &out, Err: &errs}.Result(Result{Plan: samplePlan(), Notes: []string{"n"}, Next: []string{"push"}, Commit: &Commit{Hash: "0123456789", Branch: "main", Message: "feat: x\n\nbody", Files: 1}})
	for _, want := range []string{"update    u/README.md  changed", "delete    u/old.tf  gone", "keep      u/kept.tf  edited", "create    top", "adds      x: a.b", "destroys  x: c.d", "Committed 0123456 on main: feat: x (1 file)", "next: push"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, out.String())
		}
	}
	if errs.String() != "note: two\n      lines\nnote: n\n" {
		t.Errorf("the notes are %q", errs.String())
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Error("colors without a terminal")
	}
	out.Reset()
	Text{Out: &out, Err: &errs, Color: true, Verbose: true}.Result(Result{Plan: samplePlan(), DryRun: true})
	if !strings.Contains(out.String(), "\x1b[32m") || !strings.Contains(out.String(), "u/environments/dev/a/b.tf") || !strings.Contains(out.String(), "Nothing was written (--dry-run)") {
		t.Errorf("verbose:\n%s", out.String())
	}
	out.Reset()
	Text{Out: &out, Err: &errs, Quiet: true}.Result(Result{Plan: samplePlan(), Next: []string{"push"}, Done: []string{"d"}, Pull: &plan.PullRequest{Number: 1}})
	if out.Len() > 0 || strings.Contains(errs.String(), "note: d\n") {
		t.Errorf("quiet: %q, %q", out.String(), errs.String())
	}
	Text{Out: io.Discard, Err: &errs}.Result(Result{Plan: samplePlan(), Done: []string{"d"}})
	if !strings.HasSuffix(errs.String(), "note: d\n") {
		t.Errorf("what was done besides: %q", errs.String())
	}
	Text{Out: &out, Err: &errs, Quiet: true}.Result(Result{Plan: samplePlan(), DryRun: true, Diff: []byte("--- a\n")})
	if out.String() != "--- a\n\n" {
		t.Errorf("quiet, with a diff: %q", out.String())
	}
	out.Reset()
	Text{Out: &out, Err: &errs}.Result(Result{Plan: &plan.Plan{Unchanged: 1}})
	if out.String() != "Nothing to do: all 1 file are as rendered.\n" && !strings.HasPrefix(out.String(), "Nothing to do") {
		t.Errorf("nothing: %q", out.String())
	}
}

func at(line, column, endLine, endColumn int) hcl.Range {
	return hcl.Range{Filename: "a.hcl", Start: hcl.Pos{Line: line, Column: column}, End: hcl.Pos{Line: endLine, Column: endColumn}}
}

func TestTextProblems(t *testing.T) {
	var errs bytes.Buffer
	src := []byte("one\ntwo \x1b[31m\u202e\tx\nthree\nfour\nfive\nsix\n")
	Text{Err: &errs}.Problems(diag.List{
		diag.Usagef("first").At(at(2, 1, 2, 4), src).WithHint("do\nthis"),
		diag.Usagef("long").At(at(1, 1, 6, 2), src),
		diag.Usagef("ends at a line's start").At(at(1, 1, 2, 1), src),
		diag.Usagef("nowhere"),
		diag.Usagef("past the end").At(at(99, 1, 99, 1), src),
		diag.Usagef("without source").At(at(1, 1, 1, 1), nil),
	})
	want := `error: first
  at a.hcl:2
     2 │ two \u001b[31m\u202e  x
  hint: do
  this

error: long
  at a.hcl:1
     1 │ one
     2 │ two \u001b[31m\u202e  x
     3 │ three
     4 │ four

error: ends at a line's start
  at a.hcl:1
     1 │ one

error: nowhere

error: past the end
  at a.hcl:99

error: without source
  at a.hcl:1
`
	if errs.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", errs.String(), want)
	}
}

// TestHostileSummary: what a problem or a path says can't steer a terminal.
func TestHostileSummary(t *testing.T) {
	var errs bytes.Buffer
	Text{Err: &errs, Out: &errs}.Problems(diag.List{diag.Usagef("bad \x1b[2J\u202e").WithHint("\x1b]0;x\a")})
	if strings.ContainsAny(errs.String(), "\x1b\a\u202e") {
		t.Errorf("printed %q", errs.String())
	}
}

func TestJSON(t *testing.T) {
	var out bytes.Buffer
	JSON{Out: &out}.Result(Result{Command: "service", Plan: samplePlan(), DryRun: true, Notes: []string{"n"}, Diff: []byte("<d>")}, diag.List{
		{Kind: diag.Conflict, Summary: "s", Hint: "h"}, diag.Usagef("x").At(at(1, 2, 3, 4), nil),
	})
	var got struct {
		Version   int
		Command   string
		DryRun    bool `json:"dry_run"`
		Units     []string
		Actions   []map[string]string
		Unchanged int
		Addresses map[string][]string
		Notes     []string
		Commit    any
		Commits   []any
		Diff      string
		Problems  []struct {
			Kind, Summary, Hint string
			Range               *struct {
				File        string
				StartLine   int `json:"start_line"`
				StartColumn int `json:"start_column"`
				EndLine     int `json:"end_line"`
				EndColumn   int `json:"end_column"`
			}
		}
	}
	decoder := json.NewDecoder(&out)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got.Version != 1 || got.Command != "service" || !got.DryRun || len(got.Actions) != 7 || got.Unchanged != 3 || len(got.Notes) != 2 || got.Diff != "<d>" || got.Commit != nil {
		t.Errorf("got %+v", got)
	}
	if a := got.Actions[0]; a["action"] != "create" || a["path"] != "u/scaffold.hcl" || a["reason"] != "new" || len(a) != 3 {
		t.Errorf("an action is %v", a)
	}
	if r := got.Problems[1].Range; r == nil || r.File != "a.hcl" || r.StartLine != 1 || r.StartColumn != 2 || r.EndLine != 3 || r.EndColumn != 4 {
		t.Errorf("a range is %+v", r)
	}
	if got.Problems[0].Kind != "conflict" || got.Problems[0].Hint != "h" {
		t.Errorf("a problem is %+v", got.Problems[0])
	}
	out.Reset()
	JSON{Out: &out}.Problems("x", nil)
	for _, empty := range []string{`"units": []`, `"actions": []`, `"problems": []`, `"notes": []`, `"added": []`, `"commit": null`, `"commits": []`} {
		if !strings.Contains(out.String(), empty) {
			t.Errorf("an empty result lacks %s:\n%s", empty, out.String())
		}
	}
}

func TestDiff(t *testing.T) {
	disk := fstest.MapFS{"u/README.md": {Data: []byte("a\n")}, "u/old.tf": {Data: []byte("x\n")}}
	got := string(Diff(samplePlan(), disk))
	for _, want := range []string{"--- /dev/null\n+++ b/u/scaffold.hcl\n@@ -0,0 +1 @@\n+new\n", "--- a/u/README.md\n+++ b/u/README.md\n@@ -1 +1 @@\n-a\n+b\n", "--- a/u/old.tf\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("the diff lacks\n%s\nit is\n%s", want, got)
		}
	}
	if got := string(Diff(samplePlan(), nil)); !strings.Contains(got, "--- /dev/null\n+++ b/u/README.md") {
		t.Errorf("without a disk:\n%s", got)
	}
}

// A diff does nothing to a terminal, and is what git applies elsewhere.
func TestDiffIsHarmless(t *testing.T) {
	p := samplePlan()
	p.Actions[0].Content = []byte("a\x1b[31m\r\nb\r\n")
	for _, terminal := range []bool{true, false} {
		var out bytes.Buffer
		Text{Out: &out, Err: &out, Terminal: terminal}.Result(Result{Plan: p, Diff: Diff(p, nil)})
		if raw := strings.Contains(out.String(), "+a\x1b[31m\r\n+b\r\n"); raw == terminal || terminal != strings.Contains(out.String(), "+a\\u001b[31m\n+b\n") {
			t.Errorf("terminal %v:\n%q", terminal, out.String())
		}
	}
}

func TestConflicts(t *testing.T) {
	p := samplePlan()
	p.Actions = append(p.Actions, plan.Action{Kind: plan.Conflict, Path: "u/c.tf", Reason: "edited", Content: []byte("a\n<<<<<<< yours\n"), Clashes: []plan.Clash{{What: "port", Line: 2}}})
	list := Conflicts(p)
	if len(list) != 1 || list[0].Kind != diag.Conflict || list[0].Summary != "u/c.tf: edited: port" || list[0].Range.Start.Line != 2 || !strings.Contains(list[0].Hint, "--continue") {
		t.Errorf("conflicts are %v", list)
	}
}

// Names come from locks and from users' Terraform files; they steer no terminal.
func TestNamesSteerNoTerminal(t *testing.T) {
	const hostile = "a\x1b[2Jb\u202e"
	var out, errs bytes.Buffer
	text := Text{Out: &out, Err: &errs}
	text.Result(Result{
		Plan: &plan.Plan{
			Actions:   []plan.Action{{Kind: plan.Keep, Path: hostile, Reason: hostile}, {Kind: plan.Create, Path: hostile + "/b/c"}},
			Addresses: plan.Addresses{Added: []string{hostile}, Removed: []string{hostile}},
		},
		Commit: &Commit{Hash: "0123456789", Branch: hostile, Message: hostile}, Next: []string{hostile},
	})
	text.Problems(diag.List{diag.Usagef("x").At(hcl.Range{Filename: hostile}, nil)})
	if all := out.String() + errs.String(); strings.ContainsAny(all, "\x1b\u202e") {
		t.Errorf("%q", all)
	}
}
