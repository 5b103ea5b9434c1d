// Package complete offers the words that may stand at the cursor of a command
// line: commands, flags, units, environments, inputs and their values.
//
// Add gives a tree of commands its words; Shells is the command that prints the
// scripts. A completion script asks the program itself, by a hidden command of
// cobra's. Such a run answers from file names and the one or two files that the
// line is about: it parses no other unit, takes no lock, reads nothing from the
// network and has no errors, only fewer words.
package complete

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
)

// Asked tells whether a completion script runs this program.
func Asked(args []string) bool {
	return len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd)
}

// words are what may stand somewhere, each with what it is behind a tab.
type words = []cobra.Completion

// wordSource returns the words for a command line: args are the arguments
// before the cursor, typed is what stands at it.
type wordSource func(c *completer, cmd *cobra.Command, args []string, typed string) (words, cobra.ShellCompDirective)

// flagWords are the flags with known values. A flag means the same wherever a
// command has it.
var flagWords = map[string]wordSource{
	"chdir":        folders,
	"infra":        folders,
	"output-dir":   folders,
	"spec":         files,
	"reset":        files,
	"restore":      files,
	"output":       outputFormats,
	"conflict":     fixed("markers", "ours", "theirs", "abort"),
	"notify":       fixed("slack", "email=", "webhook"),
	"size":         fixed("standard", "small"),
	"visibility":   fixed("private", "internal", "public"),
	"env":          listed((*completer).environments),
	"environments": listed((*completer).environments),
	"depends-on":   listed((*completer).layers),
	"before":       single((*completer).layers),
	"to":           versions,
	"reallocate":   allocated,
	"set":          settings,
}

// argumentWords are the commands whose arguments are known, by their path.
var argumentWords = map[string]wordSource{
	"init":             folders,
	"app-repo":         first(services),
	"generate":         units,
	"upgrade":          units,
	"status":           units,
	"remove":           first(units),
	"workspaces plan":  units,
	"workspaces drift": units,
	"workspaces apply": units,
	"pack docs":        folders,
	"docs man":         folders,
	"docs markdown":    folders,
	"pack new":         folders,
	"pack test":        folders,
	"pack validate":    folders,
	"pack show":        first(single((*completer).packVersions)),
	"merge-driver":     files,
}

// Add gives every flag and argument with known words its source.
func Add(root *cobra.Command, w *workplace.Workplace) {
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	for _, cmd := range Below(root) {
		if source := argumentWords[strings.TrimPrefix(cmd.CommandPath(), "scaffold ")]; source != nil {
			cmd.ValidArgsFunction = asked(w, source)
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			source := flagWords[f.Name]
			if in := flags.Input(f); in != nil {
				source = func(c *completer, cmd *cobra.Command, args []string, typed string) (words, cobra.ShellCompDirective) {
					return c.values(cmd, c.subject(cmd, args, ""), in, typed), cobra.ShellCompDirectiveNoFileComp
				}
			}
			if source != nil {
				_ = cmd.RegisterFlagCompletionFunc(f.Name, asked(w, source)) // fails only where it is done already
			}
		})
	}
}

// Below are a command and all below it.
func Below(cmd *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{cmd}
	for _, sub := range cmd.Commands() {
		all = append(all, Below(sub)...)
	}
	return all
}

// asked is a source as cobra wants it. Only words that begin like what was typed
// are offered: not every shell sifts them.
func asked(w *workplace.Workplace, source wordSource) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		found, directive := source(newCompleter(w), cmd, args, typed)
		var kept words
		for _, word := range found {
			if text, about, _ := strings.Cut(word, "\t"); strings.HasPrefix(text, typed) {
				kept = append(kept, cobra.CompletionWithDesc(text, strings.Join(strings.Fields(about), " ")))
			}
		}
		return kept, directive
	}
}

func folders(*completer, *cobra.Command, []string, string) (words, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

func files(*completer, *cobra.Command, []string, string) (words, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

func outputFormats(_ *completer, cmd *cobra.Command, _ []string, _ string) (words, cobra.ShellCompDirective) {
	formats := words{console.Text, console.JSON, console.Lines}
	if cmd.Annotations[console.MarkdownAnnotation] != "" {
		formats = append(formats, console.Markdown)
	}
	return formats, cobra.ShellCompDirectiveNoFileComp
}

func fixed(all ...cobra.Completion) wordSource {
	return single(func(*completer) words { return all })
}

// single offers one of some words.
func single(all func(*completer) words) wordSource {
	return func(c *completer, _ *cobra.Command, _ []string, _ string) (words, cobra.ShellCompDirective) {
		return all(c), cobra.ShellCompDirectiveNoFileComp
	}
}

// listed offers words for a list with commas.
func listed(all func(*completer) words) wordSource {
	return func(c *completer, _ *cobra.Command, _ []string, typed string) (words, cobra.ShellCompDirective) {
		return inList(all(c), typed), cobra.ShellCompDirectiveNoFileComp
	}
}

// first offers words for the first argument alone.
func first(source wordSource) wordSource {
	return func(c *completer, cmd *cobra.Command, args []string, typed string) (words, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return source(c, cmd, args, typed)
	}
}

// inList puts what stands before the last comma in front of the words that are
// not in the list yet.
func inList(all words, typed string) words {
	before := typed[:strings.LastIndex(typed, ",")+1]
	taken := strings.Split(before, ",")
	var out words
	for _, w := range all {
		if text, _, _ := strings.Cut(w, "\t"); !slices.Contains(taken, text) {
			out = append(out, before+w)
		}
	}
	return out
}

// Known are the flags and the commands, by their path, that have words of their
// own.
func Known() (flagNames, commands []string) {
	return slices.Sorted(maps.Keys(flagWords)), slices.Sorted(maps.Keys(argumentWords))
}
