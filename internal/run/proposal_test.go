package run

import (
	"errors"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// branch makes a branch with one commit here, and pushes it where pushed is set.
// Where it is merged, trunk on the remote has it.
func (s *site) branch(name string, pushed, merged bool) {
	s.T.Helper()
	s.Git("switch", "-qc", name)
	s.Write("app/"+strings.ReplaceAll(name, "/", "-"), "x\n")
	s.Git("add", "-A")
	s.Git("commit", "-qm", "feat: "+name)
	if pushed {
		s.Git("push", "-q", "origin", name)
	}
	if merged {
		s.Git("push", "-q", "origin", name+":trunk")
	}
	s.Git("switch", "-q", "trunk")
}

// pulled adds a pull request of a branch as it stands here.
func (s *site) pulled(branch string, open, merged bool) {
	s.hub.add(forge.PullRequest{Branch: branch, Base: "trunk", Tip: s.Git("rev-parse", branch), Open: open, Merged: merged, Author: "ada"})
}

// TestProposalBranch: on which branch a pull request is made, by the branch that
// is checked out, --branch, and what there is on the remote.
func TestProposalBranch(t *testing.T) {
	for name, test := range map[string]struct {
		before   func(s *site)
		branch   string // --branch
		base     string // --base
		want     string // the branch
		made     bool   // by the commit
		switched bool
		open     int // the pull request that is updated
		refused  string
	}{
		"on the trunk": {want: "scaffold/app", made: true},
		"on no branch": {before: func(s *site) { s.Git("switch", "-q", "--detach") }, want: "scaffold/app", made: true},
		"named":        {branch: "feature", want: "feature", made: true},
		"on a branch": {
			before: func(s *site) { s.branch("mine", false, false); s.Git("switch", "-q", "mine") },
			want:   "mine", switched: true,
		},
		"on a branch, another named": {
			before: func(s *site) { s.branch("mine", false, false); s.Git("switch", "-q", "mine") },
			branch: "feature", want: "feature", made: true,
		},
		"of an earlier run": {
			before: func(s *site) { s.branch("scaffold/app", true, false); s.pulled("scaffold/app", true, false) },
			want:   "scaffold/app", switched: true, open: 1,
		},
		"of an earlier run that was not pushed": {
			before: func(s *site) { s.branch("scaffold/app", false, false) },
			want:   "scaffold/app", switched: true,
		},
		"on the remote alone": {
			before: func(s *site) {
				s.branch("scaffold/app", true, false)
				s.pulled("scaffold/app", true, false)
				s.Git("branch", "-qD", "scaffold/app")
			},
			want: "scaffold/app", switched: true, open: 1,
		},
		"merged": {
			before: func(s *site) { s.branch("scaffold/app", true, false); s.pulled("scaffold/app", false, true) },
			want:   "scaffold/app-2", made: true,
		},
		"closed twice": {
			before: func(s *site) {
				s.branch("scaffold/app", true, false)
				s.pulled("scaffold/app", false, false)
				s.branch("scaffold/app-2", true, false)
				s.pulled("scaffold/app-2", false, false)
			},
			want: "scaffold/app-3", made: true,
		},
		"merged, and on the base as it was": {
			before: func(s *site) {
				s.branch("scaffold/app", true, true)
				s.pulled("scaffold/app", false, true)
				s.Git("pull", "-q")
			},
			want: "scaffold/app", switched: true,
		},
		"closed, and worked on since": {
			before: func(s *site) {
				s.branch("scaffold/app", true, false)
				s.pulled("scaffold/app", false, false)
				s.Git("switch", "-q", "scaffold/app")
				s.Git("commit", "-qm", "more", "--allow-empty")
				s.Git("push", "-q", "origin", "scaffold/app")
				s.Git("switch", "-q", "trunk")
			},
			want: "scaffold/app", switched: true,
		},
		"named, and merged": {
			before: func(s *site) { s.branch("mine", true, false); s.pulled("mine", false, true) },
			branch: "mine", refused: "the pull request #1 of the branch mine is merged already",
		},
		"checked out, and closed": {
			before: func(s *site) {
				s.branch("mine", true, false)
				s.pulled("mine", false, false)
				s.Git("switch", "-q", "mine")
			},
			refused: "the pull request #1 of the branch mine is closed already",
		},
		"named as the base":        {branch: "trunk", refused: "--branch names trunk, into which the pull request is to be merged"},
		"a base that is not there": {base: "release", refused: "the remote origin has no branch release to merge into"},
		"into another base": {
			before: func(s *site) {
				s.branch("release", true, false)
				s.branch("scaffold/app", true, false)
				s.pulled("scaffold/app", true, false)
			},
			base: "release", want: "scaffold/app", switched: true,
		},
		"no remote":                {before: func(s *site) { s.Git("remote", "remove", "origin") }, refused: "there is no remote origin to push to"},
		"a remote that is no hub":  {before: func(s *site) { s.Git("remote", "set-url", "origin", "../remote.git") }, refused: "is no repository on GitHub"},
		"no client":                {before: func(s *site) { s.noHub = diag.Usagef("there is no token") }, refused: "there is no token"},
		"no default branch":        {before: func(s *site) { s.hub.fails["default branch"] = diag.Failedf("no answer") }, refused: "no answer"},
		"no list of pull requests": {before: func(s *site) { s.hub.fails["pull requests"] = diag.Failedf("no answer") }, refused: "no answer"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			if test.before != nil {
				test.before(s)
			}
			before := s.Git("branch", "--show-current")
			c := s.open()
			d := Delivery{Commit: true, Branch: test.branch, Pull: &Pull{Base: test.base, Topic: "scaffold/app"}}
			switched, _, err := c.Propose(t.Context(), &d, false, false)
			if test.refused != "" {
				if err == nil || !strings.Contains(err.Error(), test.refused) {
					t.Fatalf("want %q, got %v", test.refused, err)
				}
				s.Same("branch", s.Git("branch", "--show-current"), before)
				return
			}
			s.Must(err)
			p := d.Proposal
			open := 0
			if p.open != nil {
				open = p.open.Number
			}
			if p.Branch != test.want || p.NewBranch != test.made || switched != test.switched || p.Resumed != test.switched || open != test.open {
				t.Errorf("branch %s, made %v, switched %v, resumed %v, open %d", p.Branch, p.NewBranch, switched, p.Resumed, open)
			}
			if switched {
				before = test.want
			}
			s.Same("branch", s.Git("branch", "--show-current"), before)
		})
	}
}

// TestProposalInADryRun: nothing is switched, and without a token nothing is asked.
func TestProposalInADryRun(t *testing.T) {
	s := newSite(t)
	s.branch("scaffold/app", true, false)
	s.pulled("scaffold/app", true, false)
	propose := func(c *Checkout) (*Proposal, []string) {
		d := Delivery{Commit: true, Pull: &Pull{Topic: "scaffold/app"}}
		switched, notes, err := c.Propose(t.Context(), &d, true, true)
		s.Must(err)
		if switched {
			t.Error("a dry run switched the branch")
		}
		return d.Proposal, notes
	}
	c := s.open()
	p, notes := propose(c)
	same(t, "notes", notes, []string{"the branch scaffold/app is there already and gets another commit; this plan is made from what is checked out"})
	if got := p.Planned(); got.Action != "update" || got.Number != 1 || got.Base != "trunk" || got.Branch != "scaffold/app" {
		t.Errorf("planned is %+v", got)
	}
	c.edges.GitHub = func(forge.Address, bool) (PullRequests, error) { return nil, nil }
	if p, _ = propose(c); p.Planned().Action != "either" || !p.NewBranch || p.Branch != "scaffold/app" || p.Base != "trunk" {
		t.Errorf("planned is %+v", p) // git knows the base without a server
	}
	s.Git("switch", "-qc", "mine")
	if p, _ = propose(c); p.Planned().Action != "either" || p.NewBranch || p.Branch != "mine" {
		t.Errorf("planned is %+v", p)
	}
	s.Git("switch", "-q", "trunk")
	if (*Proposal)(nil).Planned() != nil || (*Proposal)(nil).Ours(Delivery{}) {
		t.Error("no proposal is one")
	}
	s.hub.pulls = nil
	s.Git("push", "-q", "origin", ":scaffold/app")
	s.Git("branch", "-qD", "scaffold/app")
	c.edges = s.edges()
	p, _ = propose(c)
	if got := p.Planned(); got.Action != "create" {
		t.Errorf("planned is %+v", got)
	}
}

// owned commits and pushes a CODEOWNERS file.
func (s *site) owned(lines string) {
	s.T.Helper()
	s.Write("CODEOWNERS", lines)
	s.Git("add", "-A")
	s.Git("commit", "-qm", "docs: owners")
	s.Git("push", "-q")
}

// TestProposed: what a run does with the pull request, run after run.
func TestProposed(t *testing.T) {
	s := newSite(t)
	s.owned("* @bob @ada @acme/platform\n")
	propose := func(actions ...plan.Action) *plan.Result {
		t.Helper()
		s.hub.called = nil
		c := s.open()
		defer c.Close()
		d := Delivery{Commit: true, Pull: &Pull{Topic: "scaffold/app", Labels: []string{"infra"}}}
		_, _, err := c.Propose(t.Context(), &d, false, false)
		s.Must(err)
		j := job(s.part("feat: "+strings.Repeat("long ", 60), actions...))
		j.Delivery = d
		results, err := c.Do(t.Context(), j)
		s.Must(err)
		if len(results[0].Failed) > 0 {
			t.Errorf("failed: %v", results[0].Failed)
		}
		return results[0]
	}
	r := propose(write("app/a", "A\n"))
	if p := r.Pull; p == nil || p.Number != 1 || p.Action != "created" || p.URL == "" || p.Base != "trunk" || !r.Commit.Pushed {
		t.Fatalf("the pull request is %+v, the commit %+v", p, r.Commit)
	}
	pull := s.hub.pulls[0]
	if n := len([]rune(pull.Title)); n != maxTitle || !strings.HasSuffix(pull.Title, "…") {
		t.Errorf("the title has %d characters: %s", n, pull.Title)
	}
	s.Same("body", pull.Body, "ours: M app/a tip "+s.Git("rev-parse", "HEAD"))
	same(t, "labels", pull.Labels, []string{"infra"})
	same(t, "asked", s.hub.asked, []string{"bob", "platform"})

	r = propose(write("app/new", "new\n"))
	if p := r.Pull; p.Action != "updated" || p.Number != 1 {
		t.Errorf("the pull request is %+v", p)
	}
	s.Same("body", pull.Body, "ours: A app/new, M app/a tip "+s.Git("rev-parse", "HEAD"))
	same(t, "asked", s.hub.asked, []string{"bob", "platform"})

	r = propose() // all is there
	if p := r.Pull; p.Action != "unchanged" || r.Commit != nil {
		t.Errorf("the pull request is %+v, the commit %+v", p, r.Commit)
	}
	for _, call := range s.hub.called {
		if call == "open" || call == "edit" || call == "ask" {
			t.Errorf("it wrote: %v", s.hub.called)
		}
	}
	if len(s.hub.pulls) != 1 {
		t.Errorf("there are %d pull requests", len(s.hub.pulls))
	}
}

// TestProposalThatFails: what is committed stays, the failure is told, and the
// same command goes on from there.
func TestProposalThatFails(t *testing.T) {
	for _, call := range []string{"open", "label", "reviewed", "ask"} {
		t.Run(call, func(t *testing.T) {
			s := newSite(t)
			s.owned("* @bob\n")
			good := s.copied(t)
			good.Must(good.asCommand("abc", delivered["parts, proposed"]))
			s.hub.fails[call] = errors.New("no answer")
			err := s.asCommand("abc", delivered["parts, proposed"])
			list := diag.Of(err)
			if len(list) == 0 {
				t.Fatal("nothing failed")
			}
			for _, p := range list {
				if !strings.Contains(p.Error(), "no answer") || !strings.Contains(p.Error(), "what is committed stays; the same command goes on from here") {
					t.Errorf("it says: %v", p)
				}
			}
			s.Same("commits", s.Git("rev-list", "--count", "trunk..HEAD"), "2")
			s.finished()
			delete(s.hub.fails, call)
			s.Must(s.asCommand("abc", delivered["parts, proposed"]))
			s.finished()
			got, want := s.hub.pulls[0], good.hub.pulls[0]
			s.Same("labels", strings.Join(got.Labels, " "), strings.Join(want.Labels, " "))
			s.Same("reviewers", strings.Join(got.Users, " "), strings.Join(want.Users, " "))
			if len(s.hub.pulls) != 1 {
				t.Errorf("there are %d pull requests", len(s.hub.pulls))
			}
		})
	}
}
