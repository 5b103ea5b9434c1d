package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// TestSummary: the last line of a run says what became of it.
func TestSummary(t *testing.T) {
	writes := func(n int) *plan.Plan {
		p := &plan.Plan{Unchanged: 4}
		for i := range n {
			p.Actions = append(p.Actions, plan.Action{Kind: plan.Create, Path: repo.Path(fmt.Sprintf("u/%d", i))})
		}
		return p
	}
	for name, c := range map[string]struct {
		r    Result
		want string
	}{
		"nothing to do":            {Result{Plan: writes(0)}, "Nothing to do: all 4 files are as rendered."},
		"a dry run":                {Result{Plan: writes(2), DryRun: true}, "Nothing was written (--dry-run). It would change 2 files; 4 unchanged."},
		"a dry run of nothing":     {Result{Plan: writes(0), DryRun: true}, "Nothing to do: all 4 files are as rendered."},
		"no commit":                {Result{Plan: writes(1)}, "Wrote 1 file. Nothing was committed."},
		"a commit":                 {Result{Plan: writes(1), Commit: &Commit{Hash: "0123456789", Branch: "main", Message: "feat: a\n\nbody", Files: 3}}, "Committed 0123456 on main: feat: a (3 files)"},
		"a commit, no branch":      {Result{Plan: writes(1), Commit: &Commit{Hash: "0123", Message: "feat: a", Files: 1}}, "Committed 0123: feat: a (1 file)"},
		"a commit of what is left": {Result{Plan: writes(0), Commit: &Commit{Hash: "0123456", Message: "x", Files: 1}}, "Committed 0123456: x (1 file)"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			Text{Out: &out, Err: &out}.Result(c.r)
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			sameText(t, lines[len(lines)-1], c.want)
		})
	}
}

// TestFolding: new files share the line of their unit, environment or pack.
func TestFolding(t *testing.T) {
	for name, c := range map[string]struct {
		paths []repo.Path
		want  string
	}{
		"a unit":                {[]repo.Path{"layers/04-a/shop/scaffold.hcl", "layers/04-a/shop/README.md"}, "  create    layers/04-a/shop/ (2 files)\n"},
		"a unit's environments": {[]repo.Path{"layers/04-a/shop/environments/dev/a.tf", "layers/04-a/shop/environments/production/a.tf", "layers/04-a/shop/x"}, "  create    layers/04-a/shop/ (3 files)\n"},
		"two units":             {[]repo.Path{"layers/04-a/b/x", "layers/04-a/c/x", "layers/04-a/b/y"}, "  create    layers/04-a/b/ (2 files)\n  create    layers/04-a/c/x\n"},
		"a vendored pack":       {[]repo.Path{".scaffold/packs/p@1.0.0/pack.hcl", ".scaffold/packs/p@1.0.0/unit/x"}, "  create    .scaffold/packs/p@1.0.0/ (2 files)\n"},
		"a folder at the root":  {[]repo.Path{".github/workflows/a.yml", ".github/CODEOWNERS"}, "  create    .github/ (2 files)\n"},
		"files at the root":     {[]repo.Path{"README.md", "Makefile"}, "  create    README.md\n  create    Makefile\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p := &plan.Plan{}
			for _, path := range c.paths {
				p.Actions = append(p.Actions, plan.Action{Kind: plan.Create, Path: path, Reason: "new"})
			}
			var out, verbose bytes.Buffer
			Text{Out: &out, Err: &out}.Preview(Result{Plan: p})
			sameText(t, out.String(), c.want)
			Text{Out: &verbose, Err: &verbose, Verbose: true}.Preview(Result{Plan: p})
			if n := strings.Count(verbose.String(), "\n"); n != len(c.paths) {
				t.Errorf("--verbose prints %d lines for %d files", n, len(c.paths))
			}
		})
	}
}

// TestPreview prints the plan and its notes, and says nothing of an end.
func TestPreview(t *testing.T) {
	var out, errs bytes.Buffer
	text := Text{Out: &out, Err: &errs}
	text.Preview(Result{Plan: &plan.Plan{
		Actions: []plan.Action{{Kind: plan.Move, Path: "u/b", Reason: "was u/a"}}, Notices: []string{"a notice"},
	}, Notes: []string{"a note"}})
	sameText(t, out.String(), "  move      u/b  was u/a\n")
	sameText(t, errs.String(), "note: a notice\nnote: a note\n")
	errs.Reset()
	text.Equivalent("scaffold service shop --set 'a=\x1b[2J'")
	sameText(t, errs.String(), "\nThe same without questions:\n  scaffold service shop --set 'a=\\u001b[2J'\n")
}

// TestPullRequest: what a run did with a pull request, or would do.
func TestPullRequest(t *testing.T) {
	for name, c := range map[string]struct {
		pull *PullRequest
		want string
	}{
		"none":         {nil, ""},
		"created":      {&PullRequest{Number: 7, URL: "https://x/7", Branch: "b", Base: "main", Action: "created"}, "Pull request #7 created: b → main https://x/7\n"},
		"unchanged":    {&PullRequest{Number: 7, URL: "https://x/7", Branch: "b", Action: "unchanged"}, "Pull request #7 unchanged: b https://x/7\n"},
		"would create": {&PullRequest{Branch: "b", Base: "main", Action: "create"}, "It would open a pull request: b → main\n"},
		"would update": {&PullRequest{Number: 7, URL: "https://x/7", Branch: "b", Base: "main", Action: "update"}, "It would update the pull request #7: b → main https://x/7\n"},
		"not known":    {&PullRequest{Branch: "b", Base: "main", Action: "either"}, "It would open or update a pull request: b → main\n"},
		"hostile":      {&PullRequest{Number: 7, URL: "\x1b]8;;x\a", Branch: "\x1b[2J", Action: "created"}, "Pull request #7 created: \\u001b[2J \\u001b]8;;x\\u0007\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			Text{Out: &out}.pullRequest(c.pull)
			sameText(t, out.String(), c.want)
		})
	}
}

// TestSteps: what is as it should be on GitHub is counted, unless all is asked for.
func TestSteps(t *testing.T) {
	steps := []Step{{Action: "create", Object: "repository acme/shop", Detail: "private"}, {Action: "unchanged", Object: "label bug", Detail: ""}, {Action: "update", Object: "branch main", Detail: "protected"}, {Action: "unchanged", Object: "label x", Detail: ""}}
	for name, c := range map[string]struct {
		text Text
		want string
	}{
		"plain":   {Text{}, "  create    GitHub: repository acme/shop  private\n  update    GitHub: branch main  protected\n  as is     GitHub: 2 settings\n"},
		"colours": {Text{Color: true}, "  \x1b[32mcreate  \x1b[0m  GitHub: repository acme/shop  private\n  \x1b[33mupdate  \x1b[0m  GitHub: branch main  protected\n  as is     GitHub: 2 settings\n"},
		"verbose": {Text{Verbose: true}, "  create    GitHub: repository acme/shop  private\n  unchanged  GitHub: label bug  \n  update    GitHub: branch main  protected\n  unchanged  GitHub: label x  \n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			c.text.Out = &out
			c.text.steps(steps)
			sameText(t, out.String(), c.want)
		})
	}
}

// TestAdd: two commits of a run are told as one.
func TestAdd(t *testing.T) {
	first := Result{
		Root: "r", Plan: &plan.Plan{Units: []string{"a"}, Unchanged: 1, Actions: []plan.Action{{Path: "a"}}, Notices: []string{"n1"}},
		Commit: &Commit{Hash: "1"}, Pull: &PullRequest{Number: 7, Action: "created"}, Notes: []string{"o1"}, Next: []string{"x1"}, Diff: []byte("d1"),
	}
	second := Result{
		Root: "s", Plan: &plan.Plan{
			Units: []string{"b"}, Unchanged: 2, Actions: []plan.Action{{Path: "b"}}, Notices: []string{"n2"},
			Addresses: plan.Addresses{Added: []string{"+"}, Removed: []string{"-"}},
		},
		Commit: &Commit{Hash: "2"}, Pull: &PullRequest{Number: 7, Action: "updated"}, GitHub: []Step{{Object: "g"}},
		Notes: []string{"o2"}, Next: []string{"x2"}, Diff: []byte("d2"), Failed: diag.List{diag.Failedf("f")},
	}
	first.Add(second)
	first.Add(Result{Root: "s", Plan: &plan.Plan{Unchanged: 4}}) // one that changed nothing
	if first.Commit.Hash != "2" || len(first.Earlier) != 1 || first.Earlier[0].Hash != "1" || first.Root != "s" {
		t.Errorf("commits: %+v behind %+v", first.Commit, first.Earlier)
	}
	if first.Pull.Action != "created" || second.Pull.Action != "updated" {
		t.Errorf("the pull request was %s, and the second says %s", first.Pull.Action, second.Pull.Action)
	}
	got := fmt.Sprintln(first.Plan.Units, first.Plan.Unchanged, len(first.Plan.Actions), first.Plan.Notices, first.Plan.Addresses, first.Notes, first.Next, string(first.Diff), len(first.GitHub), len(first.Failed))
	if want := "[a b] 7 2 [n1 n2] {[+] [-]} [o1 o2] [x1 x2] d1d2 1 1\n"; got != want {
		t.Errorf("together they are %s, want %s", got, want)
	}
}

// TestOutcome: another run reads why this one failed.
func TestOutcome(t *testing.T) {
	if err := (Outcome{}).Err(); err != nil {
		t.Errorf("without a problem: %v", err)
	}
	err := Outcome{Problems: []jsonProblem{{Summary: "100% wrong", Hint: "mend it"}, {Summary: "again"}}}.Err()
	list := diag.Of(err)
	if len(list) != 2 || list[0].Summary != "100% wrong" || list[0].Hint != "mend it" || list[1].Hint != "" || list[0].Kind != diag.Failed {
		t.Errorf("it failed with %v", list)
	}
}

// TestConflictHints: what to do about a conflict depends on whether it is in the file.
func TestConflictHints(t *testing.T) {
	for name, c := range map[string]struct {
		action plan.Action
		want   []string // summary, hint
	}{
		"with markers":    {plan.Action{Content: []byte("a\n"), Clashes: []plan.Clash{{What: "port", Line: 1}, {Line: 3}}}, []string{"u/c.tf: edited: port", "--continue", "u/c.tf: edited", "--abort"}},
		"nothing written": {plan.Action{Clashes: []plan.Clash{{What: "port", Line: 1}}}, []string{"u/c.tf: edited: port", "--conflict=markers"}},
	} {
		t.Run(name, func(t *testing.T) {
			c.action.Kind, c.action.Path, c.action.Reason = plan.Conflict, "u/c.tf", "edited"
			list := Conflicts(&plan.Plan{Actions: []plan.Action{c.action}})
			if len(list) != len(c.want)/2 {
				t.Fatalf("there are %d", len(list))
			}
			for i, p := range list {
				if p.Summary != c.want[2*i] || !strings.Contains(p.Hint, c.want[2*i+1]) || p.Range.Filename != "u/c.tf" || p.Range.Start.Line != c.action.Clashes[i].Line {
					t.Errorf("%s in line %d: %s", p.Summary, p.Range.Start.Line, p.Hint)
				}
			}
		})
	}
}

// TestRestored: what was left alone is named.
func TestRestored(t *testing.T) {
	for want, left := range map[string][]repo.Path{
		"Restored every file that the interrupted run had changed.":                                          nil,
		"Restored every file that the interrupted run had changed, but those that were changed since: a, b.": {"a", "b"},
	} {
		if got := Restored(left); got != want {
			t.Errorf("said is %q, want %q", got, want)
		}
	}
}
