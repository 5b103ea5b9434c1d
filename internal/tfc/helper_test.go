package tfc_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/tfc"
	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

const rootFile = `repository {
  organization = "acme"
  vcs          = "acme/infra"
  pack         = "repository@1.0.0"
}
layer "foundation" { directory = "01-foundation" }
layer "applications" {
  directory  = "04-applications"
  depends_on = ["foundation"]
  holds      = "services"
}
terraform_cloud {
  github_app_installation_id = "ghain-1"
}
`

const production = `environment "dev" {
  run_triggers = "direct"
}
environment "production" {
  run_triggers = "direct"
}
`

const extras = `
variables "service-000" {
  env = { COLOR = "blue" }
}
variable_set "common" {
  environments = ["dev"]
  terraform    = { owner = "platform" }
}
notification "slack" {
  url_variable = "SLACK_URL"
}
notification "email" {
  addresses = ["ada@example.com"]
}
team "platform" {
  access = "maintain"
}
team "shop" {
  access = "write"
  units  = ["service-001"]
}
`

// repository is a repository of services, each of which reads the foundation and
// the service before it.
func repository(services int, root string) fstest.MapFS {
	files := fstest.MapFS{"scaffold.hcl": {Data: []byte(root)}}
	module := func(dir, unit, environment string, reads ...string) {
		var b strings.Builder
		fmt.Fprintf(&b, "terraform {\n  cloud {\n    organization = \"acme\"\n    workspaces {\n      name = \"aws-%s-%s\"\n    }\n  }\n}\n", unit, environment)
		for _, r := range reads {
			fmt.Fprintf(&b, "data \"terraform_remote_state\" \"r_%s\" {\n  backend = \"remote\"\n  config = {\n    organization = \"acme\"\n    workspaces = { name = \"aws-%s-%s\" }\n  }\n}\n", strings.ReplaceAll(r, "-", "_"), r, environment)
		}
		b.WriteString("output \"live\" {\n  value = true\n}\n")
		files[dir+"/scaffold.hcl"] = &fstest.MapFile{Data: fmt.Appendf(nil, "unit %q {\n  pack = \"blank@1.0.0\"\n}\n", unit)}
		files[dir+"/environments/"+environment+"/main.tf"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	for _, environment := range []string{"dev", "staging", "production"} {
		if !strings.Contains(root, `environment "`+environment+`"`) {
			continue
		}
		module("layers/01-foundation", "foundation", environment)
		for i := range services {
			name, reads := fmt.Sprintf("service-%03d", i), []string{"foundation"}
			if i > 0 && i%10 > 0 {
				reads = append(reads, fmt.Sprintf("service-%03d", i-1))
			}
			module("layers/04-applications/"+name, name, environment, reads...)
		}
	}
	return files
}

func derive(t *testing.T, files fstest.MapFS) *workspace.Desired {
	t.Helper()
	m, err := repo.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	d, err := workspace.Derive(workspace.Inputs{
		Model: m, Prefix: ".", Branch: "main", Project: "{environment}",
		URLs: map[string]string{"SLACK_URL": "https://hooks.example.com/a-secret-path"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func start(t *testing.T) *tfetest.Server {
	t.Helper()
	s := &tfetest.Server{Members: []string{"ada@example.com"}, Teams: []string{"platform", "shop"}}
	s.Start()
	s.RateLimit = "" // an in-process server need not be spared
	t.Cleanup(s.Close)
	return s
}

// connect waits for answers for seconds, as the machine may be busy.
func connect(s *tfetest.Server) (*tfc.Client, error) { return patient(s, 10*time.Second) }

// patient waits for answers for some time, and little between repetitions, so
// that tests of faults are quick.
func patient(s *tfetest.Server, timeout time.Duration) (*tfc.Client, error) {
	return tfc.New(context.Background(), tfc.Config{
		Hostname: s.Host(), Organization: tfetest.Organization, Token: tfetest.Token, Transport: s.Transport(),
		Timeout: timeout, Backoff: time.Millisecond, PerSecond: 1_000_000, Emails: []string{"ada@example.com"},
	})
}

// reconcile connects, plans and applies.
func reconcile(s *tfetest.Server, d *workspace.Desired, change func(*workspace.Reconciler)) (*workspace.Plan, error) {
	client, err := connect(s)
	if err != nil {
		return nil, err
	}
	return through(client, d, change)
}

// through plans and applies.
func through(client *tfc.Client, d *workspace.Desired, change func(*workspace.Reconciler)) (*workspace.Plan, error) {
	r := &workspace.Reconciler{Client: client, Desired: d}
	if change != nil {
		change(r)
	}
	p, err := r.Plan(context.Background())
	if err != nil {
		return nil, err
	}
	_, err = r.Apply(context.Background(), p)
	return p, err
}

// plan connects and plans.
func plan(t *testing.T, s *tfetest.Server, d *workspace.Desired, change func(*workspace.Reconciler)) *workspace.Plan {
	t.Helper()
	client, err := connect(s)
	if err != nil {
		t.Fatal(err)
	}
	r := &workspace.Reconciler{Client: client, Desired: d}
	if change != nil {
		change(r)
	}
	p, err := r.Plan(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return p
}
