package cli

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// helpOf is a command's help as a value.
func helpOf(cmd *cobra.Command) report.Help {
	h := report.Help{Of: commandOf(cmd), Usage: cmd.UseLine(), Short: cmd.Short, Long: cmd.Long, Example: cmd.Example}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			h.Commands = append(h.Commands, report.HelpCommand{Name: commandOf(sub), Short: sub.Short})
		}
	}
	add := func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		flag := report.HelpFlag{Name: f.Name, Shorthand: f.Shorthand, Type: f.Value.Type(), Default: f.DefValue, Description: f.Usage}
		if input := f.Annotations[inputsAnnotation]; len(input) > 0 {
			flag.Input = input[0]
		}
		h.Flags = append(h.Flags, flag)
	}
	cmd.LocalFlags().VisitAll(add)
	cmd.InheritedFlags().VisitAll(add)
	return h
}
