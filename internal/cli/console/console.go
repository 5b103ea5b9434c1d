// Package console is what a command talks to: streams, the form of its output,
// whom it may ask, and how errors end.
//
// A Console is made for each run of the program. Commands print results through
// Text or Printer, whichever Machine says, and return errors; Fail, which the
// program's main function calls, prints those and gives the exit code (exit.go
// has the table).
package console

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// The values of --output. Markdown is for the commands that carry
// MarkdownAnnotation.
const (
	Text     = "text"
	JSON     = "json"
	Lines    = "jsonl"
	Markdown = "markdown"
)

// MarkdownAnnotation marks commands that print Markdown as well.
const MarkdownAnnotation = "scaffold/markdown"

// Console is one run's side towards its user. The fields below Streams are the
// global flags.
type Console struct {
	Streams
	Output  string // text, json, jsonl or markdown
	NoInput bool   // nobody is asked
	Quiet   bool   // errors and notes only
	Verbose bool   // every file

	// Answered says that a person said yes to this run, and can answer what other
	// programs ask.
	Answered bool

	command string // that runs, as results name it
	begun   bool   // the first line was printed
	events  sync.Mutex
}

// Shown is the error of a command whose problems were printed with its result.
type Shown struct{ Code int }

// Error implements error; nobody reads it.
func (*Shown) Error() string { return "shown" }

// ForPeople returns the printer of text.
func (c *Console) ForPeople() report.Text {
	color := c.Terminal && c.Getenv("NO_COLOR") == "" && c.Getenv("TERM") != "dumb"
	return report.Text{Out: c.Out, Err: c.Err, Color: color, Terminal: c.Terminal, Quiet: c.Quiet, Verbose: c.Verbose}
}

// Machine tells whether a program reads what the command prints: then standard
// output carries JSON and nothing else.
func (c *Console) Machine() bool { return c.Output == JSON || c.Output == Lines }

// ForPrograms returns the printer of JSON.
func (c *Console) ForPrograms() report.JSON {
	return report.JSON{Out: c.Out, Lines: c.Output == Lines}
}

// Begin is what every command does first: it checks --output and prints the
// first line of a run.
func (c *Console) Begin(cmd *cobra.Command) error {
	switch c.Output {
	case Text, JSON, Lines:
	case Markdown:
		if cmd.Annotations[MarkdownAnnotation] == "" {
			c.Output = Text
			return diag.Usagef("%s prints no Markdown", cmd.CommandPath()).WithHint("give --output text, json or jsonl")
		}
	default:
		bad := c.Output
		c.Output = Text
		return diag.Usagef("--output %q is none of text, json and jsonl", bad)
	}
	c.command = CommandOf(cmd)
	c.started(c.command)
	return nil
}

// CommandOf is a command's name as results say it, such as "pack list".
func CommandOf(cmd *cobra.Command) string {
	_, name, _ := strings.Cut(cmd.CommandPath(), " ")
	return name
}

// started begins the lines of a run, once.
func (c *Console) started(command string) {
	if c.Output == Lines && !c.begun {
		c.ForPrograms().Start(command)
	}
	c.begun = true
}

// Event prints a line about the run while it goes on.
func (c *Console) Event(print func(report.JSON)) {
	if c.Output != Lines {
		return
	}
	c.events.Lock()
	defer c.events.Unlock()
	print(c.ForPrograms())
}

// Fail prints what went wrong in a command and returns its exit code.
func (c *Console) Fail(command string, err error) int {
	if err == nil {
		return ExitOK
	}
	if shown, ok := errors.AsType[*Shown](err); ok {
		return shown.Code
	}
	list := diag.Of(err)
	if c.Machine() {
		c.started(command)
		c.ForPrograms().Problems(command, list)
	} else {
		c.ForPeople().Problems(list)
	}
	return ExitCode(list)
}

// Print tells a person one sentence, the result of a command that has no other.
func (c *Console) Print(line string) {
	if c.Machine() {
		c.ForPrograms().Result(report.Result{Command: c.command, Notes: []string{line}}, nil)
	} else if !c.Quiet {
		fmt.Fprintln(c.Out, line)
	}
}

// Document prints a text that is a command's result, such as a page or a script.
func (c *Console) Document(command, text string) error {
	if c.Machine() {
		c.started(command)
		c.ForPrograms().Document(command, text)
		return nil
	}
	_, err := fmt.Fprint(c.Out, c.ForPeople().Harmless(text))
	return err
}

// ShowResult prints what a run did or would do, and turns conflicts and what
// failed into the exit code.
func (c *Console) ShowResult(r report.Result) error {
	conflicts := report.Conflicts(r.Plan)
	switch {
	case c.Machine():
		c.ForPrograms().Result(r, slices.Concat(conflicts, r.Failed, r.Noted))
	case len(conflicts) > 0:
		c.ForPeople().Problems(conflicts)
	default:
		c.ForPeople().Result(r)
		c.ForPeople().Problems(r.Failed)
	}
	for _, list := range []diag.List{conflicts, r.Failed, r.Noted} {
		if len(list) > 0 {
			return &Shown{ExitCode(list)}
		}
	}
	return nil
}
