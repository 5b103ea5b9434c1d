package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// writeFlags are the flags of every command that writes.
type writeFlags struct {
	dryRun, diff     bool
	commit, noCommit bool
	branch, message  string
	push, noVerify   bool
	sign             bool
	signed           bool // --sign was given
	environments     []string
	set              []string
	specName         string
	resume, abort    bool
	allowDestroy     []string
	detailed         bool
	conflict         string
	reset, restore   []string
	upgrade          bool // render with the version that the spec wants
	workspaces       bool
	pr               pullRequestFlags
}

// add gives cmd the flags. inputs says whether the command takes inputs.
func (w *writeFlags) add(cmd *cobra.Command, inputs bool) {
	f := cmd.Flags()
	f.BoolVar(&w.dryRun, "dry-run", false, "show what would change, write nothing")
	f.BoolVar(&w.diff, "diff", false, "show the changes as a unified diff")
	f.BoolVar(&w.commit, "commit", true, "commit what was written")
	f.BoolVar(&w.noCommit, "no-commit", false, "write the files, commit nothing")
	f.StringVar(&w.branch, "branch", "", "make this branch at HEAD, switch to it and commit there")
	f.StringVarP(&w.message, "message", "m", "", "the commit message")
	f.BoolVar(&w.push, "push", false, "push the branch after the commit; never by force")
	w.pr.add(f)
	f.BoolVar(&w.sign, "sign", false, "sign the commit, or not with --sign=false (default: git's configuration)")
	f.BoolVar(&w.noVerify, "no-verify", false, "skip git's pre-commit and commit-msg hooks")
	f.BoolVar(&w.resume, "continue", false, "finish the run that was interrupted here")
	f.BoolVar(&w.abort, "abort", false, "undo the run that was interrupted here, byte for byte")
	if inputs {
		f.StringArrayVar(&w.set, "set", nil, "[ENV:]name=VALUE: set an input, for one environment or all; VALUE is HCL unless the input is text")
	}
}

// addUnitFlags gives cmd the flags of commands that render existing units.
func (w *writeFlags) addUnitFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&w.environments, "env", nil, "render these environments only; the others stay pending")
	f.StringVar(&w.specName, "spec", "", "read inputs from this HCL or JSON file, - for standard input")
	f.StringArrayVar(&w.allowDestroy, "allow-destroy", nil, "let this Terraform address vanish, so that the next apply destroys it")
}

// check refuses flags that contradict each other.
func (w *writeFlags) check(cmd *cobra.Command) error {
	w.signed = cmd.Flags().Changed("sign")
	committing := w.commit && !w.noCommit
	for _, flag := range []struct {
		name  string
		given bool
	}{
		{"branch", w.branch != ""}, {"message", w.message != ""}, {"push", w.push}, {"pr", w.pr.on}, {"sign", w.signed}, {"no-verify", w.noVerify},
	} {
		if flag.given && !committing {
			return diag.Usagef("--%s and --no-commit contradict each other", flag.name).WithHint("leave one of them out")
		}
	}
	if w.resume && w.abort {
		return diag.Usagef("--continue and --abort contradict each other")
	}
	if _, err := w.side(); err != nil {
		return err
	}
	if err := w.pr.check(cmd, w.environments); err != nil {
		return err
	}
	w.push = w.push || w.pr.on
	w.commit = committing
	return nil
}

// assignments parses every --set.
func (w *writeFlags) assignments() ([]assignment, error) {
	var out []assignment
	var list diag.List
	for _, text := range w.set {
		a, err := parseSet(text)
		list = list.Append(err)
		out = append(out, a)
	}
	return out, list.Err()
}

// list splits comma-separated names.
func list(text string) []string {
	var out []string
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}
