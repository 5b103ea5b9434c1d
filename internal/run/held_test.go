package run

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// held leaves a run that waits for the conflict in app/a: the first of two parts,
// the second of which is not begun.
func held(t *testing.T, change func(d *Delivery)) *site {
	t.Helper()
	s := newSite(t)
	j := job(s.part("feat: one", write("app/new", "new\n"), conflict("app/a")), s.part("feat: two", write("other/x", "X\n")))
	if change != nil {
		change(&j.Delivery)
	}
	results, err := s.do(j)
	s.Must(err)
	if len(results) != 1 || results[0].Commit != nil || len(results[0].Plan.Of(plan.Conflict)) != 1 {
		t.Fatalf("the results are %+v", results)
	}
	return s
}

func TestHeld(t *testing.T) {
	s := held(t, nil)
	s.Status(" M app/a|?? app/new")
	s.Same("remote", s.remote("rev-parse", "trunk"), s.Git("rev-parse", "HEAD"))
	for _, change := range []string{"abc", "other"} {
		c := s.open()
		_, more, err := c.Recover(t.Context(), change, Delivery{Commit: true})
		c.Close()
		s.Refused(err, diag.Conflict, "a run left conflicts in app/a: scaffold generate app")
		if diag.Of(err)[0].Code != diag.Unresolved || more {
			t.Errorf("code %q, more %v", diag.Of(err)[0].Code, more)
		}
	}
}

func TestHeldWithMarkers(t *testing.T) {
	s := held(t, nil)
	before := s.state()
	_, err := s.goOn()
	s.Refused(err, diag.Conflict, "app/a still holds conflict markers")
	if p := diag.Of(err)[0]; p.Range == nil || p.Range.Start.Line != 1 || p.Code != diag.Unresolved {
		t.Errorf("it is at %v, code %q", p.Range, p.Code)
	}
	s.Same("state", s.state(), before)
	if !s.interrupted() {
		t.Error("the run does not wait any more")
	}
}

// TestHeldWithMarkersElsewhere: what git left in another file of the run meanwhile is
// not committed either.
func TestHeldWithMarkersElsewhere(t *testing.T) {
	s := held(t, nil)
	s.Write("app/a", "both\n")
	s.Write("app/new", s.Read("app/new")+"<<<<<<< Updated upstream\na\n=======\nb\n>>>>>>> Stashed changes\n")
	_, err := s.goOn()
	s.Refused(err, diag.Conflict, "app/new still holds conflict markers")
}

// TestHeldAndResolved: what remained is done, pull request and workspaces, too.
func TestHeldAndResolved(t *testing.T) {
	for name, test := range map[string]struct {
		change  func(d *Delivery)
		resolve func(s *site)
		files   string // of the commit
		branch  string
	}{
		"edited":              {nil, func(s *site) { s.Write("app/a", "both\n") }, "M app/a|A app/new", "trunk"},
		"taken back":          {nil, func(s *site) { s.Git("checkout", "-q", "app/a") }, "A app/new", "trunk"},
		"deleted":             {nil, func(s *site) { s.Remove("app/a") }, "D app/a|A app/new", "trunk"},
		"staged":              {nil, func(s *site) { s.Write("app/a", "both\n"); s.Git("add", "-A") }, "M app/a|A app/new", "trunk"},
		"on a new branch":     {func(d *Delivery) { d.Branch = "feature" }, func(s *site) { s.Write("app/a", "both\n") }, "M app/a|A app/new", "feature"},
		"on it already":       {func(d *Delivery) { d.Branch = "feature" }, func(s *site) { s.Git("switch", "-qc", "feature"); s.Write("app/a", "both\n") }, "M app/a|A app/new", "feature"},
		"with all that comes": {func(d *Delivery) { d.Push, d.Workspaces = true, &[]string{"app"} }, func(s *site) { s.Write("app/a", "both\n") }, "M app/a|A app/new", "trunk"},
	} {
		t.Run(name, func(t *testing.T) {
			s := held(t, test.change)
			test.resolve(s)
			results, err := s.goOn()
			s.Must(err)
			if len(results) != 1 {
				t.Fatalf("there are %d results", len(results))
			}
			r := results[0]
			if r.Commit == nil || r.Commit.Branch != test.branch || r.Commit.Message != "feat: one" || len(r.Plan.Actions) > 0 {
				t.Errorf("the result is %+v", r)
			}
			s.Committed(test.files)
			s.Status("")
			s.finished()
			if len(s.workspaces) > 0 != (name == "with all that comes") || r.Commit.Pushed != (name == "with all that comes") {
				t.Errorf("workspaces %v, commit %+v", s.workspaces, r.Commit)
			}
			_, err = s.goOn()
			s.Refused(err, diag.Usage, "no run was interrupted here")
		})
	}
}

// TestHeldAndProposed: --continue pushes and opens the pull request.
func TestHeldAndProposed(t *testing.T) {
	s := newSite(t)
	c := s.open()
	d := Delivery{Commit: true, Pull: &Pull{Topic: "scaffold/app"}}
	_, _, err := c.Propose(t.Context(), &d, false, false)
	s.Must(err)
	j := job(s.part("feat: one", conflict("app/a")))
	j.Delivery = d
	_, err = c.Do(t.Context(), j)
	s.Must(err)
	c.Close()
	if len(s.hub.pulls) > 0 {
		t.Error("a pull request with conflicts was opened")
	}
	s.Write("app/a", "both\n")
	results, err := s.goOn()
	s.Must(err)
	if p := results[0].Pull; p == nil || p.Action != "created" || p.Branch != "scaffold/app" || p.Base != "trunk" || !results[0].Commit.Pushed {
		t.Errorf("the pull request is %+v", p)
	}
	s.Same("remote", s.remote("rev-parse", "scaffold/app"), s.Git("rev-parse", "HEAD"))
	s.finished()
}

// TestHeldElsewhere: on another branch the run is refused, and waits.
func TestHeldElsewhere(t *testing.T) {
	for name, leave := range map[string]struct {
		do   func(s *site)
		want string
	}{
		"another branch": {func(s *site) { s.Git("switch", "-qc", "other") }, "was begun on the branch trunk, and the branch other is checked out"},
		"no branch":      {func(s *site) { s.Git("switch", "-q", "--detach") }, "was begun on the branch trunk, and no branch is checked out"},
	} {
		t.Run(name, func(t *testing.T) {
			s := held(t, nil)
			s.Git("stash", "-q")
			leave.do(s)
			before := s.state()
			_, err := s.goOn()
			s.Refused(err, diag.Failed, leave.want)
			s.Same("state", s.state(), before)
			s.Git("switch", "-q", "trunk")
			s.Git("stash", "pop", "-q")
			s.Write("app/a", "both\n")
			_, err = s.goOn()
			s.Must(err)
			s.Status("")
		})
	}
}

// TestHeldInALaterPart: the branch that the first part made is where it waits.
func TestHeldInALaterPart(t *testing.T) {
	s := newSite(t)
	j := job(s.part("feat: one", write("app/new", "new\n")), s.part("feat: two", conflict("app/a")))
	j.Delivery.Branch = "feature"
	results, err := s.do(j)
	s.Must(err)
	if len(results) != 2 || results[0].Commit == nil || results[1].Commit != nil {
		t.Fatalf("the results are %+v", results)
	}
	s.Git("switch", "-q", "trunk")
	_, err = s.goOn()
	s.Refused(err, diag.Conflict, "still holds conflict markers")
	s.Write("app/a", "both\n")
	_, err = s.goOn()
	s.Refused(err, diag.Failed, "was begun on the branch feature, and the branch trunk is checked out")
	s.Git("switch", "-q", "feature")
	_, err = s.goOn()
	s.Must(err)
	s.Same("commits", s.Git("log", "--format=%s"), "feat: two\nfeat: one\nfirst")
	s.Status("")
	s.finished()
}

// TestHeldAndCommittedByHand: plain git does as well; --continue does what remains.
func TestHeldAndCommittedByHand(t *testing.T) {
	s := held(t, func(d *Delivery) { d.Push = true })
	s.Write("app/a", "both\n")
	s.Git("add", "-A")
	s.Git("commit", "-qm", "chore: by hand")
	results, err := s.goOn()
	s.Must(err)
	if c := results[0].Commit; c == nil || c.Message != "chore: by hand" || c.Hash != s.Git("rev-parse", "HEAD") || !c.Pushed {
		t.Errorf("the commit is %+v", c)
	}
	s.Same("commit", s.Git("log", "-1", "--format=%s"), "chore: by hand")
	s.Same("remote", s.remote("rev-parse", "trunk"), s.Git("rev-parse", "HEAD"))
	s.finished()
}

// TestMoved: a clone that was moved can be continued and undone.
func TestMoved(t *testing.T) {
	for _, way := range []string{"continue", "abort"} {
		s := held(t, nil)
		there := filepath.Join(s.top, "renamed")
		s.Must(os.Rename(s.Dir, there))
		s.Dir = there
		s.Write("app/a", "both\n")
		if way == "continue" {
			_, err := s.goOn()
			s.Must(err)
			s.Committed("M app/a|A app/new")
			s.Status("")
		} else {
			changed, err := s.abort()
			s.Must(err)
			if len(changed) != 1 || changed[0] != "app/a" {
				t.Errorf("left alone: %v", changed)
			}
			s.Status(" M app/a")
		}
		s.finished()
	}
}

// TestTwoFolders: two repositories in one worktree share a journal, and each says
// where the other's run waits.
func TestTwoFolders(t *testing.T) {
	s := newSite(t)
	for _, name := range []string{"one", "two"} {
		s.Must(os.Mkdir(s.Path(name), 0o755))
	}
	in := func(name string) *site {
		other := *s
		sandbox := *s.Sandbox
		sandbox.Dir = s.Path(name)
		other.Sandbox = &sandbox
		return &other
	}
	one, two := in("one"), in("two")
	one.done(job(one.part("feat: one", write("a", "a\n"))))
	s.Committed("A one/a")
	_, err := one.do(job(one.part("feat: more", conflict("a"))))
	s.Must(err)
	for name, do := range map[string]func() error{
		"recover": func() error {
			c := two.open()
			defer c.Close()
			_, _, err := c.Recover(t.Context(), "abc", Delivery{Commit: true})
			return err
		},
		"continue": func() error { _, err := two.goOn(); return err },
		"abort":    func() error { _, err := two.abort(); return err },
	} {
		err := do()
		s.Refused(err, diag.Failed, "a run was interrupted in "+s.Path("one")+", which is in the same git repository")
		if diag.Of(err)[0].Code != diag.Interrupted {
			t.Errorf("%s: code %q", name, diag.Of(err)[0].Code)
		}
	}
	_, err = one.abort()
	s.Must(err)
	s.Status("")
	two.done(job(two.part("feat: two", write("b", "b\n"))))
	s.Committed("A two/b")
}
