// Package flags holds the arguments and flags that several commands share, as
// data: what a command line says, checked, and nothing done about it.
//
// Write are the flags of commands that write; AddInputs gives a command a flag
// for each input of its pack, Assignments reads them; Exact and Optional are
// cobra's checks of arguments with errors that help.
package flags

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Exact wants n arguments; what says of what.
func Exact(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return diag.Usagef("%s takes %s, %d given", cmd.CommandPath(), what, len(args)).
				WithHint("usage: %s", cmd.UseLine())
		}
		return nil
	}
}

// Optional takes at most one argument. That it is missing is told together with
// everything else that is.
func Optional(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return Exact(1, what)(cmd, args)
		}
		return nil
	}
}

// First is the argument that Optional takes, or "".
func First(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// Group makes a command of one that only holds others; hint says what to write
// instead of one that it does not have.
func Group(cmd *cobra.Command, hint string) *cobra.Command {
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return diag.Usagef("there is no command %q", strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")+" "+args[0]).WithHint("%s", hint)
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	return cmd
}

// List splits comma-separated names.
func List(text string) []string {
	var out []string
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}
