package cli

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// usageWidth is where help wraps the description of a flag, in characters.
const usageWidth = 110

// inputUsage prints the usage of a command whose flags are partly a pack's
// inputs: these come first, under a title of their own.
func inputUsage(cmd *cobra.Command) error {
	inputs := pflag.NewFlagSet("inputs", pflag.ContinueOnError)
	flags := pflag.NewFlagSet("flags", pflag.ContinueOnError)
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Annotations[inputsAnnotation] != nil {
			inputs.AddFlag(f)
		} else if cmd.InheritedFlags().Lookup(f.Name) == nil {
			flags.AddFlag(f)
		}
	})
	out := cmd.OutOrStderr()
	fmt.Fprintf(out, "Usage:\n  %s\n\nExamples:\n%s\n", cmd.UseLine(), cmd.Example)
	for _, section := range []struct {
		title string
		flags *pflag.FlagSet
	}{{"Inputs", inputs}, {"Flags", flags}, {"Global flags", cmd.InheritedFlags()}} {
		if section.flags.HasAvailableFlags() {
			fmt.Fprintf(out, "\n%s:\n%s", section.title, section.flags.FlagUsagesWrapped(usageWidth))
		}
	}
	return nil
}
