package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// The values of --output. markdown is for the commands that carry
// markdownAnnotation.
const (
	outputText     = "text"
	outputJSON     = "json"
	outputLines    = "jsonl"
	outputMarkdown = "markdown"
)

// machine tells whether a program reads what the command prints: then standard
// output carries JSON and nothing else.
func (g *global) machine() bool { return g.output == outputJSON || g.output == outputLines }

func (g *global) printer() report.JSON {
	return report.JSON{Out: g.Out, Lines: g.output == outputLines}
}

// askedOutput is the output that args ask for, where a program is to read it;
// for errors that come before flags are parsed.
func askedOutput(args []string) string {
	for i, a := range args {
		value, ok := strings.CutPrefix(a, "--output=")
		if a == "--output" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if ok && (value == outputJSON || value == outputLines) {
			return value
		}
	}
	return outputText
}

// checkOutput is what every command does first.
func (g *global) checkOutput(cmd *cobra.Command) error {
	if g.forced != "" {
		g.output = g.forced
	}
	switch g.output {
	case outputText, outputJSON, outputLines:
	case outputMarkdown:
		if cmd.Annotations[markdownAnnotation] == "" {
			g.output = outputText
			return diag.Usagef("%s prints no Markdown", cmd.CommandPath()).WithHint("give --output text, json or jsonl")
		}
	default:
		bad := g.output
		g.output = outputText
		return diag.Usagef("--output %q is none of text, json and jsonl", bad)
	}
	g.cmd = cmd
	g.started(commandOf(cmd))
	return nil
}

// commandOf is a command's name as results say it, such as "pack list".
func commandOf(cmd *cobra.Command) string {
	_, name, _ := strings.Cut(cmd.CommandPath(), " ")
	return name
}

// started begins the lines of a run, once.
func (g *global) started(command string) {
	if g.output == outputLines && !g.begun {
		g.printer().Start(command)
	}
	g.begun = true
}

// event prints a line about the run while it goes on.
func (g *global) event(print func(report.JSON)) {
	if g.output != outputLines {
		return
	}
	g.events.Lock()
	defer g.events.Unlock()
	print(g.printer())
}

// fail prints an error and returns its exit code.
func (g *global) fail(cmd *cobra.Command, command string, err error) int {
	list := diag.Of(err)
	g.tellMissing(cmd, list)
	if g.machine() {
		g.started(command)
		g.printer().Problems(command, list)
	} else {
		g.text().Problems(list)
	}
	return exitCode(list)
}

// failWith prints what a run did before it failed, and why.
func (g *global) failWith(r report.Result, list diag.List) error {
	g.tellMissing(g.cmd, list)
	g.printer().Result(r, list)
	return &shownError{exitCode(list)}
}

// print tells a person one sentence, the result of a command that has no other.
func (g *global) print(line string) {
	if g.machine() {
		g.printer().Result(report.Result{Command: commandOf(g.cmd), Notes: []string{line}}, nil)
	} else if !g.quiet {
		fmt.Fprintln(g.Out, line)
	}
}

// document prints a text that is a command's result, such as a page or a script.
func (g *global) document(command, text string) error {
	if g.machine() {
		g.started(command)
		g.printer().Document(command, text)
		return nil
	}
	_, err := fmt.Fprint(g.Out, text)
	return err
}

// help is cobra's, or the same as JSON, for programs that look for flags.
func (g *global) help(text func(*cobra.Command, []string)) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) {
		if !g.machine() {
			text(cmd, args)
			return
		}
		cmd.InitDefaultHelpFlag()
		g.started("help")
		g.printer().Help(helpOf(cmd))
	}
}

// code is the exit code of a command's error, which it prints.
func (g *global) code(cmd *cobra.Command, err error) int {
	if err == nil {
		return ExitOK
	}
	if shown, ok := errors.AsType[*shownError](err); ok {
		return shown.code
	}
	return g.fail(cmd, commandOf(cmd), err)
}
