package cli

import (
	"errors"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
)

// showResults prints what a run did, or would do. Programs get one result of
// several commits, also when a later one failed: what is committed stays.
func (p *program) showResults(w *flags.Write, results []*plan.Result, err error) error {
	if len(results) == 0 {
		return err
	}
	var shown error
	if p.Machine() {
		shown = p.showForPrograms(results, diag.Of(err))
	} else {
		for _, r := range results {
			shown = errors.Join(shown, p.ShowResult(*r))
		}
		shown = errors.Join(shown, err)
	}
	if last := results[len(results)-1]; shown == nil && w.Detailed && w.DryRun && len(last.Plan.Writes()) > 0 {
		return &console.Shown{Code: console.ExitPending}
	}
	return shown
}

// showForPrograms prints one result of all, and why the run ended.
func (p *program) showForPrograms(results []*plan.Result, failed diag.List) error {
	all := *results[0]
	if len(results) > 1 {
		all = plan.Result{Command: all.Command, Plan: &plan.Plan{}}
		for _, r := range results {
			all.Add(*r)
		}
	}
	all.Failed = append(all.Failed, failed...)
	return p.ShowResult(all)
}

// abort undoes the interrupted run, and says what it left alone.
func (p *program) abort(c *run.Checkout) error {
	left, err := c.Abort()
	if err != nil {
		return err
	}
	if len(left) == 0 {
		p.Print("Restored every file that the interrupted run had changed.")
		return nil
	}
	names := make([]string, len(left))
	for i, name := range left {
		names[i] = string(name)
	}
	p.Print("Restored every file that the interrupted run had changed, but those that were changed since: " + strings.Join(names, ", ") + ".")
	return nil
}
