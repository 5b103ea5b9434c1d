package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// said are decisions on runs, one a line.
func said(runs []Run) string {
	var lines []string
	for _, r := range runs {
		what := "wait"
		if r.Queue {
			what = "queue"
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s", what, r.Workspace, r.Reason))
	}
	return strings.Join(lines, "\n")
}

// TestFirstRuns goes up the layers: a workspace gets its run when all that it
// reads has state, and the next call goes on.
func TestFirstRuns(t *testing.T) {
	d := shop(t)
	c := made(t, d)
	for _, s := range c.spaces {
		s.HadRun, s.State = No, No
	}
	r := &Reconciler{Client: c, Desired: d}
	applied := func(name string, live Answer) {
		s := c.find(name)
		s.HadRun, s.RunStatus, s.State, s.Live = Yes, "applied", Yes, live
	}
	for _, step := range []struct {
		name string
		then func()
		want string
	}{
		{"nothing ran", func() {}, "queue aws-base-dev: its first run\nwait aws-shop-dev: waits for the state of aws-base-dev\nwait aws-till-dev: waits for the state of aws-base-dev, aws-shop-dev"},
		{
			"the layer is being planned", func() { c.find("aws-base-dev").HadRun, c.find("aws-base-dev").RunStatus = Yes, "planning" },
			"wait aws-base-dev: its run is planning\nwait aws-shop-dev: waits for the state of aws-base-dev\nwait aws-till-dev: waits for the state of aws-base-dev, aws-shop-dev",
		},
		{"the layer is applied", func() { applied("aws-base-dev", Yes) }, "queue aws-shop-dev: its first run\nwait aws-till-dev: waits for the state of aws-shop-dev"},
		{"a service is there, and not live", func() { applied("aws-shop-dev", No) }, "queue aws-shop-dev: its service was not live when it was last applied\nqueue aws-till-dev: its first run"},
		{"both are live", func() { applied("aws-shop-dev", Yes); applied("aws-till-dev", Yes) }, ""},
	} {
		t.Run(step.name, func(t *testing.T) {
			step.then()
			runs, err := r.FirstRuns(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			same(t, "the runs", said(runs), step.want)
		})
	}
	r.Units = []string{"base"}
	c.find("aws-base-dev").HadRun = No
	c.find("aws-shop-dev").HadRun = No
	if runs, err := r.FirstRuns(t.Context()); err != nil || said(runs) != "queue aws-base-dev: its first run" {
		t.Errorf("of one unit: %s, %v", said(runs), err)
	}
}

// silent is a server whose lists say nothing of runs and states.
type silent struct{ *cloud }

func (s silent) Workspaces(ctx context.Context, _ bool) ([]Actual, error) {
	return s.cloud.Workspaces(ctx, false)
}

// TestFirstRunsAskOneByOne what the list leaves open.
func TestFirstRunsAskOneByOne(t *testing.T) {
	d := desired(t, root, "base:", "shop: base")
	c := made(t, d)
	base := c.find("aws-base-dev")
	base.HadRun, base.RunStatus, base.State, base.Live = Yes, "applied", Yes, Yes
	shop := c.find("aws-shop-dev")
	shop.HadRun, shop.State = No, No
	r := &Reconciler{Client: silent{c}, Desired: d, Workers: 1}
	runs, err := r.FirstRuns(t.Context())
	if err != nil || said(runs) != "queue aws-shop-dev: its first run" {
		t.Errorf("%s, %v", said(runs), err)
	}
	if !slices.Equal(c.calls, []string{"ask about aws-base-dev", "ask about aws-shop-dev"}) {
		t.Errorf("calls %q", c.calls)
	}
	c.fails = func(int, string) error { return errDown }
	if _, err := r.FirstRuns(t.Context()); err == nil || !strings.Contains(err.Error(), "the server is down") {
		t.Errorf("a server that does not say: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.FirstRuns(ended); err != context.Canceled {
		t.Errorf("stopped: %v", err)
	}
}

// TestQueueRuns: what waits is not queued, what fails is named and hides nothing.
func TestQueueRuns(t *testing.T) {
	d := desired(t, root, "base:", "shop: base", "till: base")
	c := made(t, d)
	var runs []Run
	for _, s := range c.spaces {
		runs = append(runs, Run{Workspace: s.Name(), ID: s.ID, Queue: s.Name() != "aws-base-dev", Reason: "its first run"})
	}
	c.fails = func(_ int, call string) error {
		if strings.Contains(call, "shop") {
			return errDown
		}
		return nil
	}
	r := &Reconciler{Client: c, Desired: d}
	queued, err := r.QueueRuns(t.Context(), runs)
	if queued != 1 || err == nil || err.Error() != "no run was queued in aws-shop-dev: the server is down" {
		t.Errorf("%d queued, %v", queued, err)
	}
	if want := []string{"queue aws-shop-dev: scaffold: its first run", "queue aws-till-dev: scaffold: its first run"}; !slices.Equal(c.calls, want) {
		t.Errorf("calls %q", c.calls)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if queued, err := r.QueueRuns(ended, runs); queued != 0 || err != nil {
		t.Errorf("stopped, %d were queued, %v", queued, err)
	}
}
