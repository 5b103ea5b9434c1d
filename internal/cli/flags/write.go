package flags

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// Write are the flags of every command that writes.
type Write struct {
	DryRun, Diff    bool
	Commit          bool
	Branch, Message string
	Push, NoVerify  bool
	Sign            *bool // nil where --sign was not given
	Environments    []string
	Set             []string
	Spec            string
	Continue, Abort bool
	AllowDestroy    []string
	AllowReplace    []string
	Detailed        bool // exit 4 when changes are pending
	Conflict        string
	Reset, Restore  []string
	Workspaces      bool
	Pull            PullRequest

	noCommit, sign, check bool
}

// Add gives cmd the flags. inputs says whether the command takes inputs.
func (w *Write) Add(cmd *cobra.Command, inputs bool) {
	f := cmd.Flags()
	f.BoolVar(&w.DryRun, "dry-run", false, "show what would change, write nothing")
	f.BoolVar(&w.Diff, "diff", false, "show the changes as a unified diff")
	f.BoolVar(&w.Commit, "commit", true, "commit what was written")
	f.BoolVar(&w.noCommit, "no-commit", false, "write the files, commit nothing")
	f.StringVar(&w.Branch, "branch", "", "make this branch at HEAD, switch to it and commit there")
	f.StringVarP(&w.Message, "message", "m", "", "the commit message")
	f.BoolVar(&w.Push, "push", false, "push the branch after the commit; never by force")
	w.Pull.add(f)
	f.BoolVar(&w.sign, "sign", false, "sign the commit, or not with --sign=false (default: git's configuration)")
	f.BoolVar(&w.NoVerify, "no-verify", false, "skip git's pre-commit and commit-msg hooks")
	f.BoolVar(&w.Continue, "continue", false, "finish the run that was interrupted here")
	f.BoolVar(&w.Abort, "abort", false, "undo the run that was interrupted here, byte for byte")
	if inputs {
		f.StringArrayVar(&w.Set, "set", nil, "[ENV:]name=VALUE: set an input, for one environment or all; VALUE is HCL unless the input is text")
	}
}

// AddUnits gives cmd the flags of commands that render existing units.
func (w *Write) AddUnits(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&w.Environments, "env", nil, "render these environments only; the others stay pending")
	f.StringVar(&w.Spec, "spec", "", "read inputs from this HCL or JSON file, - for standard input")
	f.StringArrayVar(&w.AllowDestroy, "allow-destroy", nil, "let this Terraform address vanish, so that the next apply destroys it")
	f.StringArrayVar(&w.AllowReplace, "allow-replace", nil, "let this unit, or value such as region, change and leave behind what was made by the old one")
}

// AddMerge gives cmd the flags of commands that merge hand edits with what is
// rendered.
func (w *Write) AddMerge(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&w.Conflict, "conflict", string(plan.Markers), "what becomes of conflicts: markers, ours, theirs or abort")
	f.StringArrayVar(&w.Reset, "reset", nil, "take what the template says for this file, whatever was edited")
	f.StringArrayVar(&w.Restore, "restore", nil, "bring back this file, which was deleted by hand")
	f.BoolVar(&w.check, "check", false, "write nothing, and exit 4 when something would be rendered otherwise")
	f.BoolVar(&w.Detailed, "detailed-exitcode", false, "with --dry-run: exit 4 when changes are pending")
}

// AddWorkspaces gives cmd the flag that makes workspaces in the same breath.
func (w *Write) AddWorkspaces(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&w.Workspaces, "workspaces", false, "make the workspaces in Terraform Cloud, too; without a token, say what to run later")
}

// Check refuses flags that contradict each other, and settles what they mean.
func (w *Write) Check(cmd *cobra.Command) error {
	if cmd.Flags().Changed("sign") {
		w.Sign = &w.sign
	}
	if w.check {
		w.DryRun, w.Detailed = true, true
	}
	w.Commit = w.Commit && !w.noCommit && !w.check
	for _, flag := range []struct {
		name  string
		given bool
	}{
		{"branch", w.Branch != ""}, {"message", w.Message != ""}, {"push", w.Push}, {"pr", w.Pull.On}, {"sign", w.Sign != nil}, {"no-verify", w.NoVerify},
	} {
		if flag.given && !w.Commit {
			return diag.Usagef("--%s and --no-commit contradict each other", flag.name).WithHint("leave one of them out")
		}
	}
	if w.Continue && w.Abort {
		return diag.Usagef("--continue and --abort contradict each other")
	}
	if _, err := w.side(); err != nil {
		return err
	}
	if err := w.Pull.check(cmd, w.Environments); err != nil {
		return err
	}
	w.Push = w.Push || w.Pull.On
	return nil
}

// side is what --conflict says.
func (w *Write) side() (plan.Side, error) {
	if w.Conflict == "" {
		return plan.Markers, nil
	}
	if side := plan.Side(w.Conflict); slices.Contains(plan.Sides, side) {
		return side, nil
	}
	return "", diag.Usagef("--conflict %q is none of markers, ours, theirs, abort", w.Conflict)
}

// Options are what the flags say of the planning. here turns a path that a person
// wrote into one seen from the repository's root.
func (w *Write) Options(here func(name string) string) change.Options {
	side, _ := w.side() // Check has refused others
	o := change.Options{Environments: w.Environments, AllowDestroy: w.AllowDestroy, AllowReplace: w.AllowReplace, Conflicts: side}
	for _, name := range w.Reset {
		o.Reset = append(o.Reset, change.FileName{Written: name, Here: here(name)})
	}
	for _, name := range w.Restore {
		o.Restore = append(o.Restore, change.FileName{Written: name, Here: here(name)})
	}
	return o
}

// Assignments reads every --set. What can't be read is told.
func (w *Write) Assignments() ([]change.Assignment, diag.List) { return ReadSets(w.Set) }

// ReadSets reads the texts of --set.
func ReadSets(texts []string) ([]change.Assignment, diag.List) {
	var out []change.Assignment
	var mistakes diag.List
	for _, text := range texts {
		a, err := change.ParseSet(text)
		if mistakes = mistakes.Append(err); err == nil {
			out = append(out, a)
		}
	}
	return out, mistakes
}
