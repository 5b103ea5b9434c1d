package cli

import (
	"errors"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
)

// showResults prints what a run did, or would do. Programs get one result of
// several commits, also when a later one failed: what is committed stays.
func showResults(p *program, w *flags.Write, results []*plan.Result, err error) error {
	if len(results) == 0 {
		return err
	}
	var shown error
	if p.terminal.Machine() {
		shown = showForPrograms(p, results, diag.Of(err))
	} else {
		for _, r := range results {
			shown = errors.Join(shown, p.terminal.ShowResult(*r))
		}
		shown = errors.Join(shown, err)
	}
	if last := results[len(results)-1]; shown == nil && w.Detailed && w.DryRun && len(last.Plan.Writes()) > 0 {
		return &console.Shown{Code: console.ExitPending}
	}
	return shown
}

// showForPrograms prints one result of all, and why the run ended.
func showForPrograms(p *program, results []*plan.Result, failed diag.List) error {
	all := *results[0]
	if len(results) > 1 {
		all = plan.Result{Command: all.Command, Plan: &plan.Plan{}}
		for _, r := range results {
			all.Add(*r)
		}
	}
	all.Failed = append(all.Failed, failed...)
	return p.terminal.ShowResult(all)
}

// abort undoes the interrupted run, and says what it left alone.
func abort(p *program, c *run.Checkout) error {
	left, err := c.Abort()
	if err != nil {
		return err
	}
	p.terminal.Print(report.Restored(left))
	return nil
}
