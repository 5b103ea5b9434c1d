package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/cli"
)

// commandsPage documents every command with its own flags; flags that come from
// a pack's inputs are on that pack's page.
func commandsPage() (string, error) {
	root, err := cli.Tree()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("# Commands\n\n" + root.Long + "\n\n")
	b.WriteString("Flags of every command:\n\n" + flagTable(root.PersistentFlags()))
	for _, cmd := range root.Commands() {
		if cmd.Hidden {
			continue
		}
		b.WriteString("\n" + commandSection(cmd))
		for _, sub := range cmd.Commands() {
			b.WriteString("\n" + commandSection(sub))
		}
	}
	return b.String(), nil
}

func commandSection(cmd *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", cmd.CommandPath())
	b.WriteString(sentence(cmd.Short) + "\n\n")
	b.WriteString(fence("text", cmd.UseLine()))
	if cmd.Long != "" {
		b.WriteString("\n" + words(cmd.Long) + "\n")
	}
	if cmd.Example != "" {
		b.WriteString("\n" + fence("text", cmd.Example))
	}
	if table := flagTable(cmd.LocalNonPersistentFlags()); table != "" {
		b.WriteString("\n" + table)
	}
	if pack := cmd.Annotations["scaffold/inputs"]; pack != "" {
		fmt.Fprintf(&b, "\nEvery input of [the pack %s](pack-%s.md) is a flag as well: `exposure` is `--exposure`, `desired_count` is `--desired-count`.\n", pack, pack)
	}
	return b.String()
}

func flagTable(flags *pflag.FlagSet) string {
	t := newTable("flag", "default", "what it does")
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
		t.row(code(name), code(value), words(f.Usage))
	})
	if rows == 0 {
		return ""
	}
	return t.String()
}
