package workspace

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Run says what is to become of a workspace's next run.
type Run struct {
	Workspace string
	ID        string // of the workspace
	Queue     bool
	Reason    string // why it is queued, or for what it waits
}

// finished are the states in which a run is over.
var finished = []string{
	"applied", "planned_and_finished", "planned_and_saved", "errored", "discarded", "canceled", "force_canceled", "policy_soft_failed",
}

// FirstRuns says which workspaces may get a run now: those that never had one and
// whose upstreams all have state, and services that were not live when they were
// last applied. The others wait, and are looked at again by the next call.
func (r *Reconciler) FirstRuns(ctx context.Context) ([]Run, error) {
	actual, err := r.Client.Workspaces(ctx, true)
	if err != nil {
		return nil, err
	}
	found, _, err := r.match(actual)
	if err != nil {
		return nil, err
	}
	if err := r.complete(ctx, found); err != nil {
		return nil, err
	}
	var out []Run
	for _, w := range r.Desired.Workspaces {
		if a := found[w.Name]; a != nil && r.selected(w) {
			if run, ok := next(w, a, found); ok {
				run.Workspace, run.ID = w.Name, a.ID
				out = append(out, run)
			}
		}
	}
	return out, nil
}

// complete asks one by one what the list left open.
func (r *Reconciler) complete(ctx context.Context, found map[string]*Actual) error {
	outputs := map[*Actual]bool{}
	for _, w := range r.Desired.Workspaces {
		a := found[w.Name]
		if a != nil && (a.State == Unknown || a.HadRun == Unknown || (a.HadRun == Yes && a.RunStatus == "") || (w.HasLive && a.Live == Unknown)) {
			outputs[a] = w.HasLive
		}
	}
	var ask []*Actual
	for a := range outputs {
		ask = append(ask, a)
	}
	slices.SortFunc(ask, func(a, b *Actual) int { return strings.Compare(a.Name(), b.Name()) })
	return every(ctx, r.workers(), ask, func(ctx context.Context, a *Actual) error {
		return r.Client.Status(ctx, a, outputs[a])
	})
}

// next decides about one workspace; ok is false when there is nothing to say.
func next(w *Workspace, a *Actual, found map[string]*Actual) (Run, bool) {
	var waiting []string
	for _, name := range w.Reads {
		if up := found[name]; up == nil || up.State != Yes {
			waiting = append(waiting, name)
		}
	}
	running := a.HadRun == Yes && a.RunStatus != "" && !slices.Contains(finished, a.RunStatus)
	switch {
	case running && (a.State != Yes || a.Live == No):
		return Run{Queue: false, Reason: "its run is " + strings.ReplaceAll(a.RunStatus, "_", " ")}, true
	case a.HadRun != Yes && len(waiting) > 0:
		return Run{Queue: false, Reason: "waits for the state of " + strings.Join(waiting, ", ")}, true
	case a.HadRun != Yes && a.Settings[VCSRepository] == "" && a.State != Yes:
		return Run{Queue: false, Reason: "has no connection to the repository; see github_app_installation_id in docs/terraform-cloud.md"}, true
	case a.HadRun != Yes && a.Settings[VCSRepository] == "":
		return Run{}, false
	case a.HadRun != Yes:
		return Run{Queue: true, Reason: "its first run"}, true
	case a.State != Yes && a.RunStatus == "errored":
		return Run{Queue: false, Reason: "its run failed; mend what it says and start another in Terraform Cloud"}, true
	case a.State == Yes && a.Live == No:
		return Run{Queue: true, Reason: "its service was not live when it was last applied"}, true
	}
	return Run{}, false
}

// QueueRuns starts the runs that are to be queued; the error names those that
// could not be.
func (r *Reconciler) QueueRuns(ctx context.Context, runs []Run) (queued int, err error) {
	var problems diag.List
	for _, run := range runs {
		if !run.Queue || ctx.Err() != nil || len(problems) >= maxFailures {
			continue
		}
		if err := r.Client.Queue(finishing(ctx), run.ID, "scaffold: "+run.Reason); err != nil {
			problems = append(problems, diag.While("no run was queued in "+run.Workspace, err)[0])
			if errors.Is(err, ErrUnusable) {
				break
			}
			continue
		}
		queued++
	}
	return queued, problems.Err()
}
