package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// TestResume: whatever call fails, and whether it was carried out or not, the
// run says so, does what does not hang on it, and the next one does the rest.
func TestResume(t *testing.T) {
	d := shop(t)
	whole := &cloud{}
	reconcile(t, whole, d, nil)
	for n, call := range whole.calls {
		t.Run("not carried out: "+call, func(t *testing.T) {
			c := &cloud{fails: func(_ int, name string) error {
				if name == call {
					return errDown
				}
				return nil
			}}
			_, result, err := try(c, d, nil)
			if err == nil || !strings.Contains(err.Error(), "the server is down") || result.Stopped {
				t.Errorf("%+v, %v", result, err)
			}
			c.fails = nil
			reconcile(t, c, d, nil)
			same(t, "the server", c.dump(), whole.dump())
		})
		t.Run("its answer lost: "+call, func(t *testing.T) {
			c := &cloud{loses: func(m int, _ string) bool { return m == n }}
			_, _, _ = try(c, d, nil) // it may see that it is there
			c.loses = nil
			reconcile(t, c, d, nil)
			same(t, "the server", c.dump(), whole.dump())
		})
	}
}

// TestLostAnswers: what the server shows to be there was no failure.
func TestLostAnswers(t *testing.T) {
	d := shop(t)
	c := &cloud{loses: func(_ int, call string) bool { return strings.HasPrefix(call, "create ") }}
	_, result, err := try(c, d, nil)
	if err != nil || result.Done != result.All {
		t.Fatalf("%+v, %v", result, err)
	}
	whole := &cloud{}
	reconcile(t, whole, d, nil)
	same(t, "the server", c.dump(), whole.dump())
}

// TestFailuresAreNamed, each with what was tried; the rest is done.
func TestFailuresAreNamed(t *testing.T) {
	c := &cloud{fails: func(_ int, call string) error {
		if strings.Contains(call, "run trigger") {
			return errDown
		}
		return nil
	}}
	_, result, err := try(c, shop(t), nil)
	want := "create run trigger aws-base-dev → aws-shop-dev: the server is down\n" +
		"create run trigger aws-base-dev → aws-till-dev: the server is down\n" +
		"create run trigger aws-shop-dev → aws-till-dev: the server is down"
	if err == nil || err.Error() != want || result.Done != result.All-3 {
		t.Errorf("%+v: %v", result, err)
	}
	for _, call := range c.calls {
		if call == "describe workspace aws-shop-dev" || call == "describe workspace aws-till-dev" {
			t.Errorf("%s, although not all that hangs on it is there: the next plan would not look", call)
		}
	}
}

// TestDescriptionComesLast: it says that all is in order, so it is not written
// before it is, not even where it is itself what changes.
func TestDescriptionComesLast(t *testing.T) {
	d := shop(t)
	c := made(t, d)
	s := c.find("aws-shop-dev")
	s.Settings[Description], s.Settings[AutoApply], s.Triggers = "mine", "false", nil
	c.fails = func(_ int, call string) error {
		if strings.Contains(call, "run trigger") {
			return errDown
		}
		return nil
	}
	if _, _, err := try(c, d, nil); err == nil || s.Settings[Description] != "mine" || s.Settings[AutoApply] != "true" {
		t.Errorf("%v, and the settings are %v", err, s.Settings)
	}
}

// TestGivesUp: a server that does not work at all is not asked for everything.
func TestGivesUp(t *testing.T) {
	units := []string{"base:"}
	for i := range 50 {
		units = append(units, fmt.Sprintf("s%02d: base", i))
	}
	d := desired(t, root, units...)
	c := &cloud{fails: func(n int, _ string) error {
		if n > 0 { // the project is made
			return errDown
		}
		return nil
	}}
	_, result, err := try(c, d, nil)
	if failed := len(diag.Of(err)); failed != maxFailures || len(c.calls) != 1+maxFailures || result.Done != 1 {
		t.Errorf("%d failures by %d calls, %+v", failed, len(c.calls), result)
	}
}

// TestNoWorkspaceInAnotherProject: without its project it would end up there.
func TestNoWorkspaceInAnotherProject(t *testing.T) {
	c := &cloud{fails: func(_ int, call string) error {
		if call == "create project dev" {
			return errDown
		}
		return nil
	}}
	_, _, err := try(c, desired(t, root, "base:"), nil)
	if err == nil || err.Error() != "create project dev: the server is down" || len(c.spaces) > 0 {
		t.Errorf("%v, and %d workspaces", err, len(c.spaces))
	}
}

// TestStopped: requests in flight are finished, and no further one is sent.
func TestStopped(t *testing.T) {
	d := shop(t)
	whole := &cloud{}
	reconcile(t, whole, d, nil)
	for after := 1; after < len(whole.calls); after += 3 {
		c := &cloud{}
		ctx, cancel := context.WithCancel(t.Context())
		var told []string
		r := &Reconciler{Client: c, Desired: d, Workers: 1, Progress: func(done, all int, what string) {
			told = append(told, fmt.Sprintf("%d of %d: %s", done, all, what))
		}}
		p, err := r.Plan(ctx)
		if err != nil {
			t.Fatal(err)
		}
		c.fails = func(n int, _ string) error {
			if n == after {
				cancel()
			}
			return nil
		}
		result, err := r.Apply(ctx, p)
		if err != nil || !result.Stopped || len(c.calls) != after+1 {
			t.Errorf("stopped in call %d: %d calls, %+v, %v", after, len(c.calls), result, err)
		}
		if first := fmt.Sprintf("1 of %d: project dev", result.All); len(told) == 0 || told[0] != first {
			t.Errorf("told %q, not %q first", told, first)
		}
		reconcile(t, c, d, nil)
		same(t, fmt.Sprintf("stopped in call %d, the server", after), c.dump(), whole.dump())
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (&Reconciler{Client: whole, Desired: d, Refresh: true}).Plan(ended); err != context.Canceled {
		t.Errorf("a plan that is stopped: %v", err)
	}
}

// TestNotListedYet: a workspace that the lists leave out is taken over, once
// making it fails.
func TestNotListedYet(t *testing.T) {
	d := shop(t)
	c := made(t, d)
	want := c.dump()
	c.unseen = []string{"aws-shop-dev"}
	shop := c.find("aws-shop-dev")
	shop.Triggers, shop.Settings[AutoApply] = nil, "false"
	reconcile(t, c, d, nil)
	c.unseen = nil
	same(t, "the server", c.dump(), want)
	if slices.Contains(c.calls, "create variable COLOR on aws-shop-dev") {
		t.Error("what hangs on it was not looked at")
	}
	if left := planned(t, c, d, nil); left != "" {
		t.Errorf("left over: %s", left)
	}
}

// TestOthersWorkspaceNotListedYet stays the other repository's.
func TestOthersWorkspaceNotListedYet(t *testing.T) {
	d := shop(t)
	c := made(t, d)
	c.unseen = []string{"aws-shop-dev"}
	c.find("aws-shop-dev").Bindings["repository"] = "acme/other"
	before := c.find("aws-shop-dev").Settings[Description]
	_, _, err := try(c, d, nil)
	if err == nil || !strings.Contains(err.Error(), "belongs to the repository acme/other") || c.find("aws-shop-dev").Settings[Description] != before {
		t.Errorf("%v", err)
	}
}

// TestNotificationsMadeTwice: of two that runs at the same time made, the older
// stays.
func TestNotificationsMadeTwice(t *testing.T) {
	d := shop(t)
	c := made(t, d)
	want := c.dump()
	s := c.find("aws-shop-dev")
	twin := s.Notifications[0]
	twin.ID, twin.Created = "a-twin", twin.Created.AddDate(0, 0, 1)
	s.Notifications = slices.Insert(s.Notifications, 0, twin)
	c.find("aws-till-dev").Notifications = nil
	reconcile(t, c, d, func(r *Reconciler) { r.Refresh = true })
	same(t, "the server", c.dump(), want)
	if s := c.find("aws-shop-dev"); len(s.Notifications) != 1 || s.Notifications[0].ID == "a-twin" {
		t.Errorf("%+v stayed", s.Notifications)
	}
}

// TestTwinMadeMeanwhile: another run made the notification between our plan and
// our request.
func TestTwinMadeMeanwhile(t *testing.T) {
	d := shop(t)
	c := &cloud{}
	c.fails = func(_ int, call string) error {
		if call == "create notification scaffold: slack on aws-shop-dev" {
			s := c.find("aws-shop-dev")
			s.Notifications = append(s.Notifications, Notification{ID: "nc-0", Name: "scaffold: slack", Kind: "slack", Triggers: []string{"run:completed", "run:errored", "run:needs_attention"}})
		}
		return nil
	}
	reconcile(t, c, d, nil)
	if s := c.find("aws-shop-dev"); len(s.Notifications) != 1 {
		t.Errorf("%d notifications", len(s.Notifications))
	}
}
