package tfc_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// thirty is a repository of 30 workspaces, with everything that may hang on them.
func thirty(t *testing.T) *workspace.Desired {
	return derive(t, repository(9, rootFile+production+"environment \"staging\" {}\n"+extras))
}

// TestFaults fails every request of a reconcile, one a run, runs it again, and
// finds what a run without faults leaves, and nothing twice. The kind of fault
// goes round; with SCAFFOLD_FAULTS=all every request fails in every way, which
// takes a quarter of an hour.
func TestFaults(t *testing.T) {
	d := thirty(t)
	want, requests := faultless(t, d)
	kinds := slices.Sorted(maps.Keys(tfetest.Faults))
	var wg sync.WaitGroup
	limit := make(chan struct{}, 4)
	runs := 0
	for k := range requests {
		tried := []string{kinds[k%len(kinds)]}
		switch {
		case os.Getenv("SCAFFOLD_FAULTS") == "all":
			tried = kinds
		case testing.Short() && k%17 > 0:
			continue
		}
		for _, kind := range tried {
			runs++
			limit <- struct{}{}
			wg.Go(func() {
				defer func() { <-limit }()
				faulty(t, d, k, kind, want)
			})
		}
	}
	wg.Wait()
	t.Logf("%d runs, each with one failed request of %d", runs, requests)
}

// faultless is the end state without faults, and how many requests it takes.
func faultless(t *testing.T, d *workspace.Desired) (string, int) {
	s := start(t)
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	return s.Dump(), len(s.Requests())
}

func faulty(t *testing.T, d *workspace.Desired, k int, kind, want string) {
	s := &tfetest.Server{Members: []string{"ada@example.com"}, Teams: []string{"platform", "shop"}}
	s.Start()
	defer s.Close()
	s.RateLimit = ""
	s.Fault = func(n int, _ *http.Request) tfetest.Fault {
		if n == k {
			return tfetest.Faults[kind]
		}
		return tfetest.None
	}
	timeout := 10 * time.Second
	if kind == "timeout" {
		timeout = 500 * time.Millisecond
	}
	if client, err := patient(s, timeout); err == nil {
		_, _ = through(client, d, nil) // may fail
	}
	s.Fault = nil
	if _, err := reconcile(s, d, nil); err != nil {
		t.Errorf("request %d, %s: the second run fails: %v", k, kind, err)
		return
	}
	if got := s.Dump(); got != want {
		t.Errorf("request %d (%s), %s: the end state differs\n%s", k, s.Requests()[k], kind, difference(got, want))
	}
}

// TestPersistentFaults: a server that fails for a while, not for one request.
func TestPersistentFaults(t *testing.T) {
	d := thirty(t)
	want, requests := faultless(t, d)
	for k := 3; k < requests; k += 23 {
		s := start(t)
		s.Fault = func(n int, _ *http.Request) tfetest.Fault {
			if n >= k {
				return tfetest.Broken
			}
			return tfetest.None
		}
		if _, err := reconcile(s, d, nil); err == nil {
			t.Errorf("all requests from %d on fail, and the run does not say so", k)
		}
		s.Fault = nil
		if _, err := reconcile(s, d, nil); err != nil {
			t.Errorf("from request %d on: %v", k, err)
		} else if got := s.Dump(); got != want {
			t.Errorf("from request %d on: the end state differs\n%s", k, difference(got, want))
		}
	}
}

// TestTwoAtOnce: two reconciles at the same time, and lists that lag behind.
func TestTwoAtOnce(t *testing.T) {
	d := thirty(t)
	want, _ := faultless(t, d)
	for round := range 5 {
		s := start(t)
		s.Lag = round * 10
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i := range errs {
			wg.Go(func() { _, errs[i] = reconcile(s, d, nil) })
		}
		wg.Wait()
		s.Lag = 0
		for _, err := range errs {
			if err != nil {
				t.Errorf("lag %d: %v", round*10, err)
			}
		}
		if _, err := reconcile(s, d, nil); err != nil {
			t.Fatal(err)
		}
		if got := s.Dump(); got != want {
			t.Errorf("lag %d: the end state differs\n%s", round*10, difference(got, want))
		}
	}
}

// TestStop: a stopped run finishes what is in flight, sends nothing more, and
// the next run does the rest.
func TestStop(t *testing.T) {
	d := thirty(t)
	want, _ := faultless(t, d)
	s := start(t)
	client, err := connect(s)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := &workspace.Reconciler{Client: client, Desired: d, Progress: func(done, _ int, _ string) {
		if done == 20 {
			cancel()
		}
	}}
	p, err := r.Plan(ctx)
	if err != nil {
		t.Fatal(err)
	}
	result, err := r.Apply(ctx, p)
	if err != nil || !result.Stopped || result.Done < 20 || result.Done > 20+8 || result.All != len(p.Changes) {
		t.Errorf("stopped after 20: %+v, %v", result, err)
	}
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	if got := s.Dump(); got != want {
		t.Errorf("the end state differs\n%s", difference(got, want))
	}
}

// TestCanceled: whatever a client was asked when its context ended, the error
// says that by its cause, and not in words.
func TestCanceled(t *testing.T) {
	d := thirty(t)
	s := start(t)
	if _, err := reconcile(s, d, nil); err != nil {
		t.Fatal(err)
	}
	client, err := connect(s)
	if err != nil {
		t.Fatal(err)
	}
	all, err := client.Workspaces(t.Context(), false)
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	id, r := all[0].ID, &workspace.Reconciler{Client: client, Desired: d}
	change := workspace.Change{Action: workspace.Create, Kind: workspace.KindProject, Name: "x"}
	for name, ask := range map[string]func() error{
		"features":   func() error { _, err := client.Features(ctx, id); return err },
		"projects":   func() error { _, err := client.Projects(ctx); return err },
		"workspaces": func() error { _, err := client.Workspaces(ctx, true); return err },
		"find":       func() error { _, err := client.Find(ctx, "x"); return err },
		"wiring":     func() error { _, err := client.Wiring(ctx, id, workspace.Features{Probed: true}); return err },
		"shared": func() error {
			_, err := client.Shared(ctx, func(workspace.Set) bool { return true }, nil, workspace.Features{})
			return err
		},
		"carry":   func() error { _, err := client.Carry(ctx, change, workspace.IDs{}, workspace.Features{}); return err },
		"status":  func() error { return client.Status(ctx, &workspace.Actual{ID: id}, true) },
		"managed": func() error { _, err := client.Managed(ctx, &workspace.Actual{ID: id}); return err },
		"queue":   func() error { return client.Queue(ctx, id, "x") },
		"delete":  func() error { return client.Delete(ctx, id) },
		"a plan":  func() error { _, err := r.Plan(ctx); return err },
		"runs":    func() error { _, err := r.FirstRuns(ctx); return err },
	} {
		t.Run(name, func(t *testing.T) {
			err := ask()
			if !errors.Is(err, context.Canceled) || !errors.Is(diag.While("x", err), context.Canceled) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestManyWorkspaces: what is unchanged costs requests by the page, and they
// keep the rate.
func TestManyWorkspaces(t *testing.T) {
	if testing.Short() {
		t.Skip("makes 3,000 workspaces")
	}
	d := derive(t, repository(999, rootFile+production+"environment \"staging\" {}\n"))
	if len(d.Workspaces) != 3000 {
		t.Fatal(len(d.Workspaces))
	}
	s := start(t)
	if _, err := reconcile(s, d, func(r *workspace.Reconciler) { r.Workers = 16 }); err != nil {
		t.Fatal(err)
	}
	made := len(s.Requests())
	s.Forget()
	if p := plan(t, s, d, nil); len(p.Changes) > 0 || p.Unchanged != 3000 {
		t.Errorf("%d unchanged, %d changes", p.Unchanged, len(p.Changes))
	}
	pages, fixed := 3000/100, 16
	if got := len(s.Requests()); got > pages+fixed {
		t.Errorf("a plan of 3,000 unchanged workspaces takes %d requests", got)
	}
	t.Logf("made with %d requests, planned unchanged with %d", made, len(s.Requests()))
}

// difference are the lines that only one of two dumps has.
func difference(got, want string) string {
	var b strings.Builder
	for _, line := range strings.Split(got, "\n") {
		if !strings.Contains(want, line+"\n") {
			b.WriteString("+ " + line + "\n")
		}
	}
	for _, line := range strings.Split(want, "\n") {
		if !strings.Contains(got, line+"\n") {
			b.WriteString("- " + line + "\n")
		}
	}
	if b.Len() == 0 {
		return "something is there twice:\n" + got
	}
	return b.String()
}
