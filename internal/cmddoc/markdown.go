package cmddoc

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/markdown"
)

// Markdown documents every command below root on one page, with its own flags;
// flags that come from a pack's inputs are on that pack's page, pack-NAME.md.
func Markdown(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString("# Commands\n\n" + root.Long + "\n\n")
	b.WriteString("Flags of every command:\n\n" + flagTable(root.PersistentFlags()))
	for _, cmd := range root.Commands() {
		b.WriteString(commandSections(cmd))
	}
	return b.String()
}

// commandSections describes a command and those below it.
func commandSections(cmd *cobra.Command) string {
	if cmd.Hidden {
		return ""
	}
	text := "\n" + commandSection(cmd)
	for _, sub := range cmd.Commands() {
		text += commandSections(sub)
	}
	return text
}

func commandSection(cmd *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", cmd.CommandPath())
	b.WriteString(markdown.Sentence(cmd.Short) + "\n\n")
	b.WriteString(markdown.Fence("text", cmd.UseLine()))
	if cmd.Long != "" {
		b.WriteString("\n" + markdown.Words(cmd.Long) + "\n")
	}
	if cmd.Example != "" {
		b.WriteString("\n" + markdown.Fence("text", cmd.Example))
	}
	if table := flagTable(cmd.LocalNonPersistentFlags()); table != "" {
		b.WriteString("\n" + table)
	}
	if pack := cmd.Annotations[inputsAnnotation]; pack != "" {
		fmt.Fprintf(&b, "\nEvery input of [the pack %s](pack-%s.md) is a flag as well: `exposure` is `--exposure`, `desired_count` is `--desired-count`.\n", pack, pack)
	}
	return b.String()
}

func flagTable(flags *pflag.FlagSet) string {
	t := markdown.NewTable("flag", "default", "what it does")
	rows := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if len(f.Annotations) > 0 || f.Hidden || f.Name == "help" {
			return
		}
		rows++
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if kind := f.Value.Type(); kind != "bool" {
			name += " " + kind
		}
		value := f.DefValue
		if value == "false" || value == "[]" {
			value = ""
		}
		t.Row(markdown.Code(name), markdown.Code(value), markdown.Words(f.Usage))
	})
	if rows == 0 {
		return ""
	}
	return t.String()
}
