package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/ask"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
)

// asking lets a command ask a person for what its command line leaves open.
func (p *program) asking(cmd *cobra.Command, questions ask.Questions) *cobra.Command {
	return ask.Asking(ask.Program{
		Terminal: p.terminal, Place: p.place, Args: p.args, CommandAt: commandAt, Plan: p.preview,
		Rerun: func(args []string) int { return p.rerun(args) },
	}, cmd, questions)
}

// runAnswers runs the command line that a person's answers make.
func (p *program) runAnswers(args []string) int {
	next := newProgram(args, p.terminal.Streams)
	next.terminal.Answered = p.terminal.Attended()
	return next.main()
}

// preview is what a run with the arguments would do. They are parsed, and nothing
// is run.
func (p *program) preview(args []string) (*ask.Preview, error) {
	next := newProgram(args, p.terminal.Streams)
	place := *p.place // the packs it has read already serve
	next.terminal.Answered, next.place = p.terminal.Answered, &place
	root := next.root()
	cmd, rest, err := root.Find(args)
	if err == nil && cmd.Annotations[flags.InputsOf] != "" {
		err = next.addInputsTo(cmd)
	}
	if err != nil {
		return nil, err
	}
	seen, err := next.previewOf(cmd, rest)
	if err != nil {
		list := diag.Of(err)
		flags.TellWays(cmd, next.subject, list)
		return nil, list
	}
	return seen, nil
}

// previewOf plans the run of a command that writes.
func (p *program) previewOf(cmd *cobra.Command, args []string) (*ask.Preview, error) {
	if err := cmd.ParseFlags(args); err != nil {
		return nil, flagError(cmd, err)
	}
	command, writes := p.writers[cmd]
	if !writes {
		return nil, diag.Usagef("scaffold %s plans nothing", strings.Join(p.args, " "))
	}
	w := command.flags
	if err := w.Check(cmd); err != nil {
		return nil, err
	}
	w.DryRun = true
	a, err := command.ask(cmd.Flags().Args())
	if err != nil {
		return nil, err
	}
	ctx, stop := console.Interruptible()
	defer stop()
	trial, closing, err := p.begin(w, a)
	if err != nil {
		return nil, err
	}
	defer closing()
	all, err := trial.plan(ctx, true)
	if err != nil {
		return nil, err
	}
	part := all.parts[0]
	if trial.delivery.Message != "" {
		part.Message = trial.delivery.Message
	}
	seen := &ask.Preview{
		Result:  plan.Result{Command: a.command, Plan: part.Plan, DryRun: true, Notes: part.Notes},
		Outlook: report.Outlook{Commit: trial.delivery.Commit, Message: run.Title(part.Message), Branch: trial.delivery.Branch, Pull: trial.delivery.Proposal.Planned(), MakesWorkspaces: w.Workspaces},
	}
	return seen, trial.in.Ready(trial.delivery, part)
}
