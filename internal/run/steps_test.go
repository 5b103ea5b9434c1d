package run

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// TestOrder: the steps are those that the package speaks of, for each part.
func TestOrder(t *testing.T) {
	e := &execution{job: job(Part{}, Part{})}
	var names []string
	for _, s := range e.steps() {
		names = append(names, s.name)
	}
	part := []string{"begin", "write", "commit", "put in place", "push", "pull request", "next part"}
	same(t, "steps", names, slices.Concat(part, part, []string{"workspaces", "last", "end"}))
	e.part = 1
	if len(e.steps()) != len(part)+3 {
		t.Error("a run goes on with a part that was done")
	}
}

// TestResults: what a run says of each part.
func TestResults(t *testing.T) {
	s := newSite(t)
	j := job(s.someParts()...)
	j.Diff = true
	j.Delivery.Push, j.Delivery.Workspaces = true, &[]string{"app"}
	j.Last = func(_ context.Context, r *plan.Result) error {
		r.Notes = append(r.Notes, "last of all")
		return nil
	}
	results, err := s.do(j)
	s.Must(err)
	if len(results) != 2 {
		t.Fatalf("there are %d results", len(results))
	}
	for i, want := range []struct {
		message, diff string
		files         int
		notes, done   []string
	}{
		{"feat: one", "3 files", 3, []string{"a note on feat: one"}, nil},
		{"feat: two", "2 files", 2, []string{"a note on feat: two", "last of all"}, []string{"made workspaces"}},
	} {
		r := results[i]
		hash := s.Git("rev-parse", []string{"HEAD~1", "HEAD"}[i])
		if c := r.Commit; c == nil || c.Hash != hash || c.Branch != "trunk" || c.Message != want.message || c.Files != want.files || !c.Pushed {
			t.Errorf("the commit is %+v", r.Commit)
		}
		if r.Command != "generate" || r.Root != s.Dir || r.Plan != j.Parts[i].Plan || string(r.Diff) != want.diff || r.DryRun || r.Pull != nil {
			t.Errorf("the result is %+v", r)
		}
		same(t, "notes", r.Notes, want.notes)
		same(t, "done", r.Done, want.done)
		same(t, "next", r.Next, []string{"look at " + want.message})
		if len(r.Failed)+len(r.Noted) > 0 {
			t.Errorf("it failed: %v, %v", r.Failed, r.Noted)
		}
	}
	if len(s.committed) != 2 || s.committed[1].Message != "feat: two" {
		t.Errorf("told of %+v", s.committed)
	}
	same(t, "workspaces", s.workspaces, []string{"app"})
	s.Status("")
	s.finished()
	s.Same("remote", s.remote("rev-parse", "trunk"), s.Git("rev-parse", "HEAD"))
	s.Same("mode", s.Git("ls-files", "-s", "app/tool")[:6], "100755")
}

// TestNothingToWrite: a plan that writes nothing makes no commit and no journal.
func TestNothingToWrite(t *testing.T) {
	s := newSite(t)
	before := s.state()
	r := s.done(job(s.part("feat: none", write("app/a", "a\n"))))
	if r.Commit != nil || len(r.Notes) != 1 || r.Plan.Unchanged != 1 {
		t.Errorf("the result is %+v", r)
	}
	s.Same("state", s.state(), before)
	s.finished()
}

// TestUnwrittenConflicts: where conflicts are not to be written, nothing is.
func TestUnwrittenConflicts(t *testing.T) {
	s := newSite(t)
	before := s.state()
	p := s.part("feat: one", write("app/new", "new\n"))
	p.Plan.Actions = append(p.Plan.Actions, plan.Action{Kind: plan.Conflict, Path: "app/a"})
	r := s.done(job(p, s.part("feat: two", write("other/x", "X\n"))))
	if r.Commit != nil || len(r.Plan.Of(plan.Conflict)) != 1 {
		t.Errorf("the result is %+v", r)
	}
	s.Same("state", s.state(), before)
	s.finished()
}

// TestDelivery: each field of a Delivery and what it does to the commit.
func TestDelivery(t *testing.T) {
	on, off := true, false
	hook := func(s *site) { s.Script(".git/hooks/pre-commit", "echo refused; exit 1\n") }
	for name, test := range map[string]struct {
		before  func(s *site)
		change  func(d *Delivery)
		branch  string // afterwards; trunk where empty
		subject string // of the last commit; "feat: one" where empty
		failed  string
		status  string
	}{
		"as it is":                {},
		"not committed":           {change: func(d *Delivery) { d.Commit = false }, subject: "first", status: " M app/a|?? app/new"},
		"a message":               {change: func(d *Delivery) { d.Message = "fix: mine" }, subject: "fix: mine"},
		"a branch":                {change: func(d *Delivery) { d.Branch = "feature" }, branch: "feature"},
		"a branch that is there":  {before: func(s *site) { s.Git("branch", "feature") }, change: func(d *Delivery) { d.Branch = "feature" }, subject: "first", failed: "feature exists already"},
		"a hook refuses":          {before: hook, subject: "first", failed: "refused", status: " M app/a|?? app/new"},
		"a hook is skipped":       {before: hook, change: func(d *Delivery) { d.NoVerify = true }},
		"signing without a key":   {before: func(s *site) { s.Git("config", "gpg.program", "false") }, change: func(d *Delivery) { d.Sign = &on }, subject: "first", failed: "sign", status: " M app/a|?? app/new"},
		"not signed all the same": {before: func(s *site) { s.Git("config", "commit.gpgsign", "true"); s.Git("config", "gpg.program", "false") }, change: func(d *Delivery) { d.Sign = &off }},
		"what else is staged":     {before: func(s *site) { s.Write("other/x", "mine\n"); s.Git("add", "-A") }, status: "M  other/x"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			if test.before != nil {
				test.before(s)
			}
			j := job(s.part("feat: one", write("app/a", "A\n"), write("app/new", "new\n")))
			if test.change != nil {
				test.change(&j.Delivery)
			}
			_, err := s.do(j)
			if test.failed == "" {
				s.Must(err)
			} else if err == nil || !strings.Contains(err.Error(), test.failed) {
				t.Errorf("want %q, got %v", test.failed, err)
			}
			s.Same("branch", s.Git("branch", "--show-current"), cmp.Or(test.branch, "trunk"))
			s.Same("commit", s.Git("log", "-1", "--format=%s"), cmp.Or(test.subject, "feat: one"))
			s.Status(test.status)
			if test.failed == "" || test.status == "" {
				s.finished()
			}
		})
	}
}

// TestFailedCommit: the same command, whatever it says of message, hooks and
// signing, and --continue commit what is written, with what a person made of it
// since; --abort undoes it; another command leaves it; a person's own commit ends
// it.
func TestFailedCommit(t *testing.T) {
	failed := func(t *testing.T) *site {
		s := newSite(t)
		s.Script(".git/hooks/pre-commit", "echo refused; exit 1\n")
		j := job(s.part("feat: one", write("app/a", "A\n"), write("app/new", "new\n")))
		j.Change = "abc.how"
		_, err := s.do(j)
		s.Refused(err, diag.Failed, "refused")
		s.Status(" M app/a|?? app/new")
		return s
	}
	recover := func(s *site, change string, d Delivery) (bool, error) {
		c := s.open()
		defer c.Close()
		_, more, err := c.Recover(t.Context(), change, d)
		return more, err
	}
	mended := func(s *site) { s.Remove(".git/hooks/pre-commit") }
	for name, test := range map[string]struct {
		do      func(s *site) error
		subject string
		status  string
		open    bool // the run can still be continued
	}{
		"the same command": {do: func(s *site) error { mended(s); _, err := recover(s, "abc.how", Delivery{Commit: true}); return err }, subject: "feat: one"},
		"without hooks":    {do: func(s *site) error { _, err := recover(s, "abc.other", Delivery{NoVerify: true}); return err }, subject: "feat: one"},
		"with another message": {do: func(s *site) error {
			mended(s)
			_, err := recover(s, "abc.x", Delivery{Message: "fix: mine"})
			return err
		}, subject: "fix: mine"},
		"it fails again": {do: func(s *site) error {
			_, err := recover(s, "abc.how", Delivery{Commit: true})
			s.Refused(err, diag.Failed, "refused")
			return nil
		}, subject: "first", status: " M app/a|?? app/new", open: true},
		"continued":               {do: func(s *site) error { mended(s); _, err := s.goOn(); return err }, subject: "feat: one"},
		"continued after an edit": {do: func(s *site) error { mended(s); s.Write("app/new", "mine\n"); _, err := s.goOn(); return err }, subject: "feat: one"},
		"another command": {do: func(s *site) error {
			more, err := recover(s, "xyz.how", Delivery{Commit: true})
			if !more {
				t.Error("another command is refused")
			}
			return err
		}, subject: "first", status: " M app/a|?? app/new"},
		"committed by git": {do: func(s *site) error {
			mended(s)
			s.Git("add", "-A")
			s.Git("commit", "-qm", "by hand")
			more, err := recover(s, "abc.how", Delivery{Commit: true})
			if !more {
				t.Error("the command does not go on")
			}
			return err
		}, subject: "by hand"},
		"put back by a person": {do: func(s *site) error {
			mended(s)
			s.Git("checkout", "-q", ".")
			s.Git("clean", "-qfd")
			more, err := recover(s, "abc.how", Delivery{Commit: true})
			if !more {
				t.Error("the command does not begin anew")
			}
			return err
		}, subject: "first"},
		"aborted": {do: func(s *site) error {
			c := s.open()
			defer c.Close()
			left, err := c.Abort()
			if len(left) > 0 {
				t.Errorf("left alone: %v", left)
			}
			return err
		}, subject: "first"},
	} {
		t.Run(name, func(t *testing.T) {
			s := failed(t)
			s.Must(test.do(s))
			s.Same("commit", s.Git("log", "-1", "--format=%s"), test.subject)
			s.Status(test.status)
			if s.interrupted() != test.open {
				t.Errorf("the run can be continued: %v", !test.open)
			}
		})
	}
}

// TestFailuresAfterTheCommit: each is told, none hides another, and what is
// committed stays.
func TestFailuresAfterTheCommit(t *testing.T) {
	s := newSite(t)
	s.Git("config", "--unset", "url.../remote.git.insteadOf")
	s.Git("remote", "set-url", "origin", s.top+"/nowhere.git")
	s.noWorkspaces = diag.List{diag.Failedf("no answer"), diag.Failedf("no plan")}
	j := job(s.someParts()...)
	j.Delivery.Push, j.Delivery.Workspaces = true, &[]string{"app", "web"}
	j.Last = func(context.Context, *plan.Result) error { return errors.New("the end is bad") }
	c := s.open()
	c.edges.Note = func(p *diag.Problem) string { return "note: " + p.Summary }
	results, err := c.Do(t.Context(), j)
	c.Close()
	s.Must(err)
	first, second := results[0], results[1]
	if len(first.Failed) != 1 || len(first.Noted) > 0 || first.Commit.Pushed {
		t.Errorf("the first part: %+v", first)
	}
	s.Refused(first.Failed[0], diag.Failed, "trunk could not be pushed to origin; the commit is made")
	if len(second.Failed) != 2 || !strings.Contains(second.Failed[0].Error(), "could not be pushed") || !strings.Contains(second.Failed[1].Error(), "the end is bad") {
		t.Errorf("failed: %v", second.Failed)
	}
	if len(second.Noted) != 2 {
		t.Errorf("noted: %v", second.Noted)
	}
	same(t, "notes", second.Notes, []string{"a note on feat: two", "workspaces: note: no answer", "workspaces: note: no plan"})
	same(t, "next", second.Next, []string{"look at feat: two", "make the workspaces with `scaffold workspaces apply app web` when that is mended"})
	s.Same("commits", s.Git("rev-list", "--count", "HEAD"), "3")
	s.Status("")
	s.finished()
}

// TestNoTokenForWorkspaces is no failure: the person is told what to run.
func TestNoTokenForWorkspaces(t *testing.T) {
	s := newSite(t)
	s.noWorkspaces = diag.Usagef("there is no token").WithCode(diag.NoToken)
	j := job(s.someParts()[0])
	j.Delivery.Workspaces = &[]string{}
	r := s.done(j)
	if len(r.Failed)+len(r.Noted) > 0 {
		t.Errorf("it failed: %+v", r)
	}
	same(t, "next", r.Next, []string{"look at feat: one", "make the workspaces with `scaffold workspaces apply`, as there is no token"})
	same(t, "workspaces", s.workspaces, []string{""})
}

// TestWriteThatFails: all files are put back, and no journal stays.
func TestWriteThatFails(t *testing.T) {
	s := newSite(t)
	before := s.state()
	j := job(s.part("feat: one", write("app/a", "A\n"), write("new", ""), write("new/below", "")))
	_, err := s.do(j)
	if err == nil {
		t.Fatal("a file below a file was written")
	}
	s.Same("state", s.state(), before)
	s.finished()
}

// stopping is a context that ends when it was asked n times.
type stopping struct {
	context.Context
	n *int
}

func (c stopping) Err() error {
	if *c.n--; *c.n < 0 {
		return context.Canceled
	}
	return nil
}

// TestStopped: Ctrl-C at any moment undoes what is not committed, or leaves the
// run to be continued.
func TestStopped(t *testing.T) {
	first := newSite(t)
	undisturbed := first.copied(t)
	undisturbed.done(job(undisturbed.someParts()...))
	want := undisturbed.state()
	seen := map[string]bool{}
	for n := 0; ; n++ {
		s := first.copied(t)
		c := s.open()
		asked := n
		results, err := c.Do(stopping{t.Context(), &asked}, job(s.someParts()...))
		c.Close()
		if err == nil {
			break
		}
		summary := diag.Of(err)[0].Summary
		seen[summary] = true
		commits := s.Git("rev-list", "--count", "HEAD")
		if got := []string{"1", "2", "3"}[len(results)]; got != commits {
			t.Errorf("%d: %s commits, and results of %d", n, commits, len(results))
		}
		if !s.interrupted() {
			s.Status("")
			continue
		}
		_, err = s.goOn()
		s.Must(err)
		s.Same("state", s.state(), want)
		s.finished()
	}
	for _, summary := range []string{"stopped; nothing was changed", "stopped; what is committed stays", "stopped in the middle of the run"} {
		if !seen[summary] {
			t.Errorf("never said: %s; but %v", summary, seen)
		}
	}
}
