package run

import (
	"slices"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// killedBefore does the first of someParts, and kills it at the moment of that
// name.
func (s *site) killedBefore(name string) {
	s.T.Helper()
	s.killedDoing(name, func(s *site) error { _, err := s.do(job(s.someParts()[0])); return err })
}

// killedDoing kills what do does at the moment of that name.
func (s *site) killedDoing(name string, do func(*site) error) {
	s.T.Helper()
	tried := s.copied(s.T)
	tried.moments = &moments{kill: -1}
	s.Must(do(tried))
	k := slices.Index(tried.moments.names, name)
	if k < 0 {
		s.T.Fatalf("there is no moment %q among %q", name, tried.moments.names)
	}
	s.killedAt(k, func() error { return do(s) })
}

// committedAndKilled leaves a run whose commit is made, and whose journal is
// there still.
func committedAndKilled(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	s.killedBefore("sync")
	return s
}

// TestAbortAfterTheCommit: git tells whether the part was committed, whatever
// people did with its files since.
func TestAbortAfterTheCommit(t *testing.T) {
	first := committedAndKilled(t)
	commit := first.Git("rev-parse", "--short=7", "HEAD")
	for name, since := range map[string]func(s *site){
		"nothing since":           func(*site) {},
		"a file edited":           func(s *site) { s.Write("app/a", "mine\n") },
		"a file deleted":          func(s *site) { s.Remove("app/new") },
		"an edit committed":       func(s *site) { s.Write("app/a", "mine\n"); s.Git("commit", "-qam", "docs: mine") },
		"another branch made":     func(s *site) { s.Git("switch", "-qc", "other") },
		"an edit staged":          func(s *site) { s.Write("app/a", "mine\n"); s.Git("add", "-A") },
		"a commit that undoes it": func(s *site) { s.Git("revert", "--no-edit", "HEAD") },
	} {
		t.Run(name, func(t *testing.T) {
			s := first.copied(t)
			since(s)
			before := s.state()
			_, err := s.abort()
			s.Refused(err, diag.Failed, "the run had made its commit already: "+commit)
			s.Same("hint", diag.Of(err)[0].Hint, "it is finished; to take it back, run `git revert "+commit+"`")
			s.finished()
			s.Same("state", s.state(), before)
		})
	}
}

// TestAbortLeavesWhatAPersonStaged: what the run only takes along is not its own.
func TestAbortLeavesWhatAPersonStaged(t *testing.T) {
	s := newSite(t)
	s.Script(".git/hooks/pre-commit", "exit 1\n")
	s.Write("other/x", "mine\n")
	s.Git("add", "other/x")
	p := s.part("feat: one", write("app/a", "A\n"))
	p.Plan.Actions = append(p.Plan.Actions, plan.Action{Kind: plan.TakeAlong, Path: "other/x"}, plan.Action{Kind: plan.TakeAlong, Path: "app/none"})
	_, err := s.do(job(p))
	s.Refused(err, diag.Failed, "pre-commit")
	c := s.open()
	defer c.Close()
	left, err := c.Abort()
	s.Must(err)
	if len(left) > 0 {
		t.Errorf("left alone: %v", left)
	}
	s.Status("M  other/x")
}

// TestAbortWhatAPersonCommitted: conflicts were resolved and committed by plain
// git, and work went on.
func TestAbortWhatAPersonCommitted(t *testing.T) {
	s := newSite(t)
	results, err := s.do(job(s.part("feat: one", write("app/new", "new\n"), conflict("app/a"))))
	s.Must(err)
	if len(results) != 1 || !s.interrupted() {
		t.Fatal("no conflict is held")
	}
	s.Write("app/a", "resolved\n")
	s.Git("add", "-A")
	s.Git("commit", "-qm", "chore: resolved")
	commit := s.Git("rev-parse", "--short=7", "HEAD")
	s.Write("app/a", "resolved, and more\n")
	before := s.state()
	_, err = s.abort()
	s.Refused(err, diag.Failed, "the run had made its commit already: "+commit)
	s.Same("state", s.state(), before)
}

// TestAbortAfterAnotherCommit: a commit of something else is none of the run's.
func TestAbortAfterAnotherCommit(t *testing.T) {
	s := newSite(t)
	s.killedBefore("wrote app/new")
	s.Write("README", "more\n")
	s.Git("commit", "-qm", "docs: more", "README")
	_, err := s.abort()
	s.Must(err)
	s.finished()
	s.Status("")
	s.Same("README", s.Read("README"), "more\n")
}

// TestAbortUnstages: a run that was killed between the index and the branch has
// staged its files; that is taken back, and so are its locks.
func TestAbortUnstages(t *testing.T) {
	s := newSite(t)
	s.killedBefore("wrote app/new")
	s.Git("add", "-A")
	s.Write("other/x", "mine\n")
	s.Git("add", "other/x")
	dead := lockfile.Mark(1 << 22) // no process has this number
	for _, name := range []string{"index", "HEAD", "refs/heads/trunk"} {
		s.Write(".git/"+name+".lock", dead)
	}
	changed, err := s.abort()
	s.Must(err)
	if len(changed) > 0 {
		t.Errorf("left alone: %v", changed)
	}
	s.finished()
	s.Status("M  other/x")
}

// TestAbortBesideGit: while git itself is at work nothing is put back.
func TestAbortBesideGit(t *testing.T) {
	s := newSite(t)
	s.killedBefore("wrote app/new")
	s.Write(".git/index.lock", "")
	before := s.seen()
	_, err := s.abort()
	s.Refused(err, diag.Failed, "index.lock exists")
	s.Same("everything", s.seen(), before)
	s.Remove(".git/index.lock")
	_, err = s.abort()
	s.Must(err)
	s.Status("")
}

// TestAbortOfALaterPart: what the parts before it committed stays.
func TestAbortOfALaterPart(t *testing.T) {
	for name, since := range map[string]struct {
		do   func(s *site)
		want string // git status
	}{
		"nothing since": {func(*site) {}, ""},
		"edited":        {func(s *site) { s.Write("other/x", "mine\n") }, " M other/x"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			results, err := s.do(job(s.part("feat: one", write("app/a", "A\n")), s.part("feat: two", write("other/x", "X\n"), conflict("app/b"))))
			s.Must(err)
			if len(results) != 2 {
				t.Fatalf("there are %d results", len(results))
			}
			since.do(s)
			_, err = s.abort()
			s.Must(err)
			s.finished()
			s.Status(since.want)
			s.Same("commit", s.Git("log", "-1", "--format=%s"), "feat: one")
		})
	}
}

// TestAbortOfEditsThatEqualTheCommit: a later part that puts a file back to what
// HEAD has was not committed for that.
func TestAbortOfEditsThatEqualTheCommit(t *testing.T) {
	s := newSite(t)
	s.Write("other/x", "an hour of work\n")
	parts := []Part{s.part("feat: one", write("app/a", "A\n")), s.part("feat: two", write("other/x", "x\n"))}
	var made int
	for k := 0; k < 80; k++ {
		tried := s.copied(t)
		tried.killedAt(k, func() error { _, err := tried.do(job(parts...)); return err })
		if tried.Read("other/x") == "x\n" {
			made = k
			break
		}
	}
	s.killedAt(made, func() error { _, err := s.do(job(parts...)); return err })
	_, err := s.abort()
	s.Must(err)
	s.Same("other/x", s.Read("other/x"), "an hour of work\n")
}

// TestAbortLeavesTheBranch: the branch that a run made for a commit which was never
// made goes, and HEAD is where it was.
func TestAbortLeavesTheBranch(t *testing.T) {
	s := newSite(t)
	before := s.state()
	s.killedDoing("wrote app/new", func(s *site) error {
		j := job(s.someParts()[0])
		j.Delivery.Branch = "feature"
		_, err := s.do(j)
		return err
	})
	s.Git("switch", "-qc", "feature") // as the commit does
	_, err := s.abort()
	s.Must(err)
	s.finished()
	s.Same("state", s.state(), before)
	s.Same("branches", s.Git("branch", "--format=%(refname:short)"), "trunk")
}

// TestAbortThatWasKilled: what is half undone can't go on, only be undone.
func TestAbortThatWasKilled(t *testing.T) {
	s := newSite(t)
	before := s.state()
	s.killedBefore("wrote app/new")
	s.killedAt(0, func() error { _, err := s.abort(); return err })
	for _, do := range []func() error{
		func() error { _, err := s.goOn(); return err },
		func() error { return s.asCommand("abc", delivered["not committed"]) },
	} {
		s.Refused(do(), diag.Failed, "a run was being undone here")
	}
	_, err := s.abort()
	s.Must(err)
	s.finished()
	s.Same("state", s.state(), before)
}
