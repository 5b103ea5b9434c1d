// Package cmddoc describes commands: Man returns a command's manual page,
// Markdown one page about all. Both are made from the commands themselves, for
// the reference and for `scaffold docs`.
//
// cobra's own generator is not used: it goes by way of Markdown, which takes
// <angle brackets> for HTML and drops them, and linking it slows every start.
package cmddoc

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// inputsAnnotation marks the flags that are a pack's inputs, and the commands
// that have such flags.
const inputsAnnotation = "scaffold/inputs"

// Pages are the commands that have a manual page: root and all below it that
// are not hidden.
func Pages(root *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{root}
	for _, cmd := range root.Commands() {
		if !cmd.Hidden {
			all = append(all, Pages(cmd)...)
		}
	}
	return all
}

// PageName is the name of a command's manual page, without the section.
func PageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// Man is the manual page of a command, in section 1. It bears no date, so that
// the same version makes the same bytes.
func Man(cmd *cobra.Command, version string) string {
	var b strings.Builder
	name := PageName(cmd)
	fmt.Fprintf(&b, ".TH %q 1 \"\" %q scaffold\n", strings.ToUpper(name), "scaffold "+version)
	b.WriteString(".SH NAME\n" + roff(name) + ` \- ` + roff(cmd.Short) + "\n")
	b.WriteString(".SH SYNOPSIS\n.B " + roff(cmd.UseLine()) + "\n")
	if cmd.Long != "" {
		b.WriteString(".SH DESCRIPTION\n" + strings.ReplaceAll(roff(cmd.Long), "\n\n", "\n.PP\n") + "\n")
	}
	section(&b, "COMMANDS", commands(cmd))
	section(&b, "INPUTS", options(cmd.LocalNonPersistentFlags(), true))
	section(&b, "OPTIONS", options(cmd.LocalNonPersistentFlags(), false))
	section(&b, "OPTIONS OF EVERY COMMAND", options(cmd.Root().PersistentFlags(), false))
	if cmd.Example != "" {
		section(&b, "EXAMPLES", ".nf\n"+roff(cmd.Example)+"\n.fi\n")
	}
	section(&b, "SEE ALSO", related(cmd))
	return b.String()
}

func section(b *strings.Builder, title, body string) {
	if body != "" {
		b.WriteString(".SH " + title + "\n" + body)
	}
}

// commands lists the commands right below cmd.
func commands(cmd *cobra.Command) string {
	text := ""
	for _, sub := range cmd.Commands() {
		if !sub.Hidden {
			text += ".TP\n.B " + roff(sub.Name()) + "\n" + roff(sub.Short) + "\n"
		}
	}
	return text
}

// options lists flags: those of a pack's inputs, or the others.
func options(flags *pflag.FlagSet, inputs bool) string {
	var b strings.Builder
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || (f.Annotations[inputsAnnotation] != nil) != inputs {
			return
		}
		b.WriteString(".TP\n")
		if f.Shorthand != "" {
			fmt.Fprintf(&b, `\fB\-%s\fR, `, f.Shorthand)
		}
		fmt.Fprintf(&b, `\fB\-\-%s\fR`, roff(f.Name))
		if kind := f.Value.Type(); kind != "bool" && kind != "" {
			fmt.Fprintf(&b, ` \fI%s\fR`, roff(kind))
		}
		b.WriteString("\n" + roff(f.Usage))
		if value := f.DefValue; value != "" && value != "false" && value != "[]" && value != "true" {
			b.WriteString(" (default " + roff(value) + ")")
		}
		b.WriteString("\n")
	})
	return b.String()
}

// related names the pages of the command above and of those below.
func related(cmd *cobra.Command) string {
	var pages []string
	if cmd.HasParent() {
		pages = append(pages, PageName(cmd.Parent()))
	}
	for _, sub := range cmd.Commands() {
		if !sub.Hidden {
			pages = append(pages, PageName(sub))
		}
	}
	if len(pages) == 0 {
		return ""
	}
	for i, page := range pages {
		pages[i] = `\fB` + roff(page) + `\fR(1)`
	}
	return strings.Join(pages, ",\n") + "\n"
}

// roff is text in which nothing is markup: no line is a request, hyphens and
// quotes can be copied into a shell, and every letter is one that troff reads
// without being told an encoding.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`).Replace(s)
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '.' && (i == 0 || s[i-1] == '\n'):
			b.WriteString(`\&.`)
		case r > 126:
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
