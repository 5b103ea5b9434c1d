package tfc_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/tfc"
	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

func refreshed(r *workspace.Reconciler) { r.Refresh = true }

// lacking is a server that knows a part of the API.
func lacking(t *testing.T) *tfetest.Server {
	s := start(t)
	s.Lacking = true
	return s
}

// TestStateThatCantBeGranted: where a server has no remote-state consumers, the
// state of what is read is open to all, also that of the workspace which is made
// first, when nothing is known yet; nothing could be read otherwise.
func TestStateThatCantBeGranted(t *testing.T) {
	s := lacking(t)
	d := derive(t, repository(3, rootFile+production))
	p, err := reconcile(s, d, nil)
	if err != nil {
		t.Fatal(err)
	}
	dump := s.Dump()
	for name, open := range map[string]string{
		"aws-foundation-dev": "true", "aws-service-000-dev": "true", "aws-service-001-production": "true",
		"aws-service-002-dev": "false", // nobody reads it
	} {
		if !strings.Contains(dump, "workspace "+name+" global-remote-state "+open+"\n") {
			t.Errorf("%s is not open: %s\n%s", name, open, dump)
		}
	}
	if n := d.Opened(p.Features); n != 6 {
		t.Errorf("%d are said to be open", n)
	}
	if left := titles(plan(t, s, d, nil)); left != "" {
		t.Errorf("left over:\n%s", left)
	}
	// What others read, which the code does not know, stays as it is.
	s.With("aws-service-002-dev", func(w *tfetest.Workspace) { w.Settings["global-remote-state"] = true })
	if left := titles(plan(t, s, d, nil)); left != "" {
		t.Errorf("what nobody here reads is closed:\n%s", left)
	}
	s.With("aws-foundation-dev", func(w *tfetest.Workspace) { w.Settings["global-remote-state"] = false })
	if left := titles(plan(t, s, d, nil)); left != "update workspace aws-foundation-dev [global-remote-state: false → true]" {
		t.Errorf("the plan has\n%s", left)
	}
}

// TestForbiddenGrants: a token that may not see who reads a state opens none.
func TestForbiddenGrants(t *testing.T) {
	s := start(t)
	d := derive(t, repository(2, rootFile+production))
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	s.Fault = func(_ int, r *http.Request) tfetest.Fault {
		if strings.HasSuffix(r.URL.Path, "/remote-state-consumers") {
			return tfetest.Denied
		}
		return tfetest.None
	}
	p := plan(t, s, d, nil)
	if len(p.Changes) > 0 || p.Features.Has(workspace.Consumers) || d.Opened(p.Features) != 0 {
		t.Errorf("%d open, and the plan has\n%s", d.Opened(p.Features), titles(p))
	}
}

// TestWhatSeemsToLack: a workspace that goes away while the server is looked at,
// and a proxy's 404, open nobody's state.
func TestWhatSeemsToLack(t *testing.T) {
	s := start(t)
	d := derive(t, repository(2, rootFile+"environment \"dev\" {}\n"))
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	once := true
	s.Fault = func(_ int, r *http.Request) tfetest.Fault {
		if once && strings.HasSuffix(r.URL.Path, "/remote-state-consumers") {
			once = false
			return tfetest.Missing
		}
		return tfetest.None
	}
	if p := plan(t, s, d, nil); len(p.Changes) > 0 || !p.Features.Has(workspace.Consumers) {
		t.Errorf("after one 404 the plan has\n%s", titles(p))
	}
	client, err := connect(s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Features(t.Context(), "ws-gone"); err == nil || !strings.Contains(err.Error(), "went away") {
		t.Errorf("by a workspace that is gone: %v", err)
	}
	if f, err := client.Features(t.Context(), ""); err != nil || len(f.Lacks) > 0 {
		t.Errorf("then %+v, %v", f, err)
	}
}

// TestFirstRunsWithoutOutputs: a list with outputs fails as long as a workspace
// has no state; each is asked then.
func TestFirstRunsWithoutOutputs(t *testing.T) {
	s := lacking(t)
	d := derive(t, repository(1, rootFile+"environment \"dev\" {}\n"))
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	s.With("aws-foundation-dev", func(w *tfetest.Workspace) {
		w.HasState, w.Outputs["live"], w.Runs = true, false, []tfetest.Run{{ID: "run-1", Status: "applied"}}
	})
	client, err := connect(s)
	if err != nil {
		t.Fatal(err)
	}
	runs, err := (&workspace.Reconciler{Client: client, Desired: d}).FirstRuns(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, r := range runs {
		told = append(told, r.Workspace+": "+r.Reason)
	}
	if got := strings.Join(told, "\n"); got != "aws-foundation-dev: its service was not live when it was last applied\naws-service-000-dev: its first run" {
		t.Errorf("the runs are\n%s", got)
	}
}

// TestRecipientsThatAreForgotten are no drift.
func TestRecipientsThatAreForgotten(t *testing.T) {
	s := lacking(t)
	d := derive(t, repository(2, rootFile+production+extras))
	client, err := connect(s)
	if err != nil {
		t.Fatal(err)
	}
	r := &workspace.Reconciler{Client: client, Desired: d}
	p, err := r.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	result, err := r.Apply(t.Context(), p)
	if err != nil || !strings.Contains(strings.Join(result.Ignored, " "), workspace.Recipients) {
		t.Fatalf("%+v, %v", result, err)
	}
	if drift := titles(plan(t, s, d, refreshed)); drift != "" {
		t.Errorf("drift for ever:\n%s", drift)
	}
}

// TestCountsOfWhatThereIs: what the server turns out to lack is not counted.
func TestCountsOfWhatThereIs(t *testing.T) {
	s := lacking(t)
	client, err := connect(s)
	if err != nil {
		t.Fatal(err)
	}
	last := 0
	r := &workspace.Reconciler{
		Client: client, Desired: derive(t, repository(3, rootFile+production+extras)),
		Progress: func(_, all int, _ string) { last = all },
	}
	p, err := r.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if result, err := r.Apply(t.Context(), p); err != nil || result.Done != result.All || last != result.All || result.All >= len(p.Changes) {
		t.Errorf("%+v of %d planned, told %d, %v", result, len(p.Changes), last, err)
	}
}

// TestByHandOnWhatHangs: what somebody changed of variables and notifications.
func TestByHandOnWhatHangs(t *testing.T) {
	s := start(t)
	d := derive(t, repository(2, rootFile+"environment \"dev\" {}\n"+extras))
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	want := s.Dump()
	s.Variables("aws-service-000-dev", func(v map[string]any) { v["hcl"] = true })
	s.Notifications("aws-service-000-dev", func(n map[string]any) {
		n["enabled"] = n["destination-type"] == "slack"
	})
	s.Notifications("aws-foundation-dev", func(n map[string]any) { n["enabled"] = false })
	s.Notify("aws-foundation-dev", map[string]any{
		"name": "scaffold: slack", "destination-type": "slack", "enabled": true, "url": "https://hooks.example.com/a-secret-path",
		"triggers": []any{"run:completed", "run:errored", "run:needs_attention"},
	})
	if all := titles(plan(t, s, d, refreshed)); all != `remove notification scaffold: slack on aws-foundation-dev
update notification scaffold: email on aws-foundation-dev [enabled: false → true]
update variable COLOR on aws-service-000-dev [hcl: true → false]
update notification scaffold: email on aws-service-000-dev [enabled: false → true]` {
		t.Errorf("the plan has\n%s", all)
	}
	if _, err := reconcile(s, d, refreshed); err != nil {
		t.Fatal(err)
	}
	if got := s.Dump(); got != want {
		t.Errorf("put back, the server differs:\n%s", difference(got, want))
	}
}

// TestSourcesWithoutNames: a list of run triggers may leave out whose they are.
func TestSourcesWithoutNames(t *testing.T) {
	s := start(t)
	if _, err := reconcile(s, derive(t, repository(3, rootFile+"environment \"dev\" {}\n")), nil); err != nil {
		t.Fatal(err)
	}
	s.Terse = true
	s.Link("aws-service-002-dev", "aws-service-000-dev")
	all := titles(plan(t, s, derive(t, repository(2, rootFile+"environment \"dev\" {}\n")), func(r *workspace.Reconciler) { r.Refresh, r.Prune = true, true }))
	if all != `remove state grant aws-foundation-dev → aws-service-002-dev
remove run trigger aws-service-002-dev → aws-service-000-dev
remove state grant aws-service-001-dev → aws-service-002-dev` {
		t.Errorf("the plan has\n%s", all)
	}
}

// TestErrorsThatHelp: what a person may do about what the network or the server says.
func TestErrorsThatHelp(t *testing.T) {
	s := start(t)
	for _, c := range []struct {
		name       string
		config     func(*tfc.Config)
		fault      tfetest.Fault
		want, hint string
	}{
		{"no rights", nil, tfetest.Denied, "the token may not do this (forbidden)", "docs/terraform-cloud.md"},
		{"an unknown authority", func(c *tfc.Config) { c.Transport = http.DefaultTransport }, tfetest.None, "unknown authority", "SSL_CERT_FILE"},
		{"nobody listens", func(c *tfc.Config) { c.Hostname, c.Transport = "127.0.0.1:1", http.DefaultTransport }, tfetest.None, "connection refused", "hostname in scaffold.hcl"},
		{"a broken server", nil, tfetest.Broken, "the server says 500 Internal Server Error", ""},
		{"a token of two lines", func(c *tfc.Config) { c.Token = "a\nb" }, tfetest.None, "the token for ", "TFE_TOKEN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.Fault = func(int, *http.Request) tfetest.Fault { return c.fault }
			defer func() { s.Fault = nil }()
			with := config(s)
			if c.config != nil {
				c.config(&with)
			}
			client, err := tfc.New(t.Context(), with)
			if err == nil {
				_, err = client.Projects(t.Context())
			}
			told := diag.Of(err)
			if len(told) != 1 || !strings.Contains(told[0].Summary, c.want) || !strings.Contains(told[0].Hint, c.hint) || strings.Contains(told[0].Summary, "/api/v2") {
				t.Errorf("it says %v, and %+v", err, told)
			}
		})
	}
}

// TestServerThatGoesAway: that it does not answer any more is said once.
func TestServerThatGoesAway(t *testing.T) {
	for _, fault := range []tfetest.Fault{tfetest.Reset, tfetest.Broken} {
		d := thirty(t)
		s := start(t)
		client, err := connect(s)
		if err != nil {
			t.Fatal(err)
		}
		r := &workspace.Reconciler{Client: client, Desired: d}
		p, err := r.Plan(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		from := len(s.Requests()) + 60
		s.Fault = func(n int, _ *http.Request) tfetest.Fault {
			if n >= from {
				return fault
			}
			return tfetest.None
		}
		result, err := r.Apply(t.Context(), p)
		if told := diag.Of(err); len(told) != 1 || result.Done == 0 || result.Done == result.All {
			t.Errorf("it says %v, %+v", err, result)
		}
		if _, err = r.Plan(t.Context()); len(diag.Of(err)) != 1 {
			t.Errorf("a plan says %v", err)
		}
	}
}

// TestLostAnswersAreNoErrors: what was carried out and not answered is no failure,
// on any server.
func TestLostAnswersAreNoErrors(t *testing.T) {
	d := derive(t, repository(2, rootFile+"environment \"dev\" {}\n"+extras))
	for name, lacks := range map[string]bool{"Terraform Cloud": false, "a server that lacks much": true} {
		t.Run(name, func(t *testing.T) {
			whole := start(t)
			whole.Lacking = lacks
			if _, err := reconcile(whole, d, nil); err != nil {
				t.Fatal(err)
			}
			for k := range whole.Requests() {
				s := start(t)
				s.Lacking = lacks
				s.Fault = func(n int, _ *http.Request) tfetest.Fault {
					if n == k {
						return tfetest.Lost
					}
					return tfetest.None
				}
				if _, err := reconcile(s, d, nil); err != nil {
					t.Errorf("request %d, %s: %v", k, s.Requests()[k], err)
				}
				if got, want := s.Dump(), whole.Dump(); got != want {
					t.Errorf("request %d, %s: the server differs\n%s", k, s.Requests()[k], difference(got, want))
				}
			}
		})
	}
}

// TestOneCauseOneError: what hangs on something that could not be made is not
// tried, as that was told.
func TestOneCauseOneError(t *testing.T) {
	d := derive(t, repository(2, rootFile+production+extras))
	for what, lacks := range map[string]bool{"/workspaces": true, "/projects": false, "/varsets": true} {
		s := start(t)
		s.Lacking = lacks
		refused := 0
		s.Fault = func(_ int, r *http.Request) tfetest.Fault {
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/organizations/acme"+what) && (what != "/workspaces" || refused == 0) {
				refused++
				return tfetest.Denied
			}
			return tfetest.None
		}
		_, err := reconcile(s, d, nil)
		if told := diag.Of(err); len(told) != refused || refused == 0 {
			t.Errorf("%d of %s refused, and it says\n%v", refused, what, err)
		}
	}
}
