package console

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// Help is cobra's help, or the same as JSON, for programs that look for flags.
// inputOf tells which input of a pack a flag is of; empty for other flags.
func (c *Console) Help(text func(*cobra.Command, []string), inputOf func(*pflag.Flag) string) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) {
		if !c.Machine() {
			text(cmd, args)
			return
		}
		cmd.InitDefaultHelpFlag()
		c.started("help")
		c.ForPrograms().Help(helpOf(cmd, inputOf))
	}
}

// helpOf is a command's help as a value.
func helpOf(cmd *cobra.Command, inputOf func(*pflag.Flag) string) report.Help {
	h := report.Help{Of: CommandOf(cmd), Usage: cmd.UseLine(), Short: cmd.Short, Long: cmd.Long, Example: cmd.Example}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			h.Commands = append(h.Commands, report.HelpCommand{Name: CommandOf(sub), Short: sub.Short})
		}
	}
	add := func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		h.Flags = append(h.Flags, report.HelpFlag{
			Name: f.Name, Shorthand: f.Shorthand, Type: f.Value.Type(), Default: f.DefValue, Description: f.Usage, Input: inputOf(f),
		})
	}
	cmd.LocalFlags().VisitAll(add)
	cmd.InheritedFlags().VisitAll(add)
	return h
}
