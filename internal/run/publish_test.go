package run

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// TestChanged: what the pull request lists is what the branch has and its base
// lacks; the files of the run where the history does not tell.
func TestChanged(t *testing.T) {
	s := newSite(t)
	start := s.Git("rev-parse", "HEAD")
	s.branch("mine", false, false)
	tip := s.Git("rev-parse", "mine")
	unknown := strings.Repeat("0", 39) + "1"
	for name, test := range map[string]struct{ base, start, want string }{
		"since the base":           {start, start, "map[app/mine:A]"},
		"a base that is not here":  {unknown, start, "map[app/mine:A]"},
		"no history":               {unknown, unknown, "map[app/b:D app/new:A other/x:M]"},
		"nothing that differs":     {tip, tip, "map[app/b:D app/new:A other/x:M]"},
		"nothing but of the start": {tip, start, "map[app/mine:A]"},
	} {
		t.Run(name, func(t *testing.T) {
			created := write("app/new", "")
			created.Kind = plan.Create
			p := &plan.Plan{Actions: []plan.Action{created, write("other/x", ""), {Kind: plan.Delete, Path: "app/b"}}}
			j := job(Part{Plan: p})
			j.Delivery.Proposal = &Proposal{Base: "trunk", Start: test.start, tips: map[string]string{"trunk": test.base}}
			c := s.open()
			defer c.Close()
			e := &execution{checkout: c, job: j}
			s.Same("files", fmt.Sprint((publication{e}).changed(t.Context(), tip)), test.want)
		})
	}
}

// TestPushThatArrived: a push that failed is no failure where the remote has the
// commit: a killed run's own push came first.
func TestPushThatArrived(t *testing.T) {
	s := newSite(t)
	s.Script(".git/hooks/pre-push", "git push -q --no-verify origin scaffold/app; exit 1\n")
	s.Must(s.asCommand("abc", func(c *Checkout, s *site) (Job, error) {
		j, err := delivered["parts, proposed"](c, s)
		j.Parts = j.Parts[:1]
		return j, err
	}))
	if len(s.hub.pulls) != 1 {
		t.Error("no pull request was opened")
	}
	s.Script(".git/hooks/pre-push", "exit 1\n")
	err := s.asCommand("abc", delivered["parts, proposed"])
	if err == nil || !strings.Contains(err.Error(), "scaffold/app could not be pushed") {
		t.Errorf("it says %v", err)
	}
}

// TestWorkspaceLinks: the workspaces whose root modules change are named.
func TestWorkspaceLinks(t *testing.T) {
	s := newSite(t)
	c := s.open()
	e := &execution{checkout: c, job: job(Part{})}
	changed := map[string]string{"layers/apps/orders/environments/dev/main.tf": "M", "README": "M"}
	if links := workspaceLinks(e.checkout, changed); links != nil {
		t.Errorf("what is no infrastructure has %v", links)
	}
	s.Write("scaffold.hcl", `repository {
  organization = "acme"
  vcs          = "acme/infra"
  pack         = "service@1.0.0"
}
environment "dev" {
}
environment "test" {
}
layer "apps" {
  directory = "apps"
  holds     = "services"
}
`)
	s.Write("layers/apps/orders/scaffold.hcl", "unit \"orders\" {\n  pack = \"service@1.0.0\"\n}\n")
	s.Write("layers/apps/orders/environments/dev/main.tf", "")
	s.Write("layers/apps/orders/environments/test/main.tf", "")
	links := workspaceLinks(e.checkout, changed)
	if len(links) != 1 || !strings.Contains(links[0].Name, "orders") || !strings.Contains(links[0].Name, "dev") ||
		links[0].URL != "https://app.terraform.io/app/acme/workspaces/"+links[0].Name {
		t.Errorf("the links are %v", links)
	}
}
