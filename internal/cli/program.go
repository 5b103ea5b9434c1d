// Package cli is the command line: one file a command, which parses its flags
// into data and says with them what is asked of a repository (a change.Change).
//
// Main runs the program. commands.go lists the commands; writing.go is the one
// way of all that write: open, recover, plan, show or carry out. What they share
// is in folders: console (streams, output, exit codes), workplace (folders and
// repositories), flags; and commands of one kind: ask, complete, packs,
// workspaces.
package cli

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/complete"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Streams are what the program reads from and writes to.
type Streams = console.Streams

// System returns the process's own streams.
func System() Streams { return console.System() }

// program is one run of the command line.
type program struct {
	terminal *console.Console
	place    *workplace.Workplace
	args     []string // of this run
	subject  string   // NAME of the one unit whose inputs are flags here, as in `scaffold service shop --port 9090`; empty for several
	writers  map[*cobra.Command]writingCommand
	rerun    func(args []string) int // runs the command line that answers make
}

func newProgram(args []string, s Streams) *program {
	p := &program{
		terminal: &console.Console{Streams: s, Output: console.Text},
		place:    &workplace.Workplace{Dir: s.Dir, Getenv: s.Getenv, Offline: complete.Asked(args)},
		args:     args, writers: map[*cobra.Command]writingCommand{},
	}
	p.rerun, p.place.Loaded = p.runAnswers, collectAsUsual
	p.place.Version, _ = buildInfo()
	if strings.HasPrefix(p.place.Version, "v0.0.0-") {
		p.place.Version = "" // Go's name for an untagged commit, which is older than no release
	}
	p.place.Reading = func(source string) {
		if p.terminal.ErrTerminal && !p.terminal.Quiet && !p.terminal.Machine() {
			fmt.Fprintf(p.terminal.Err, "reading %s\n", diag.Visible(source))
		}
	}
	return p
}

// Main runs scaffold with the given arguments and returns its exit code.
func Main(args []string, s Streams) int {
	out := report.NewOutput(s.Out, syscall.EPIPE)
	s.Out = out
	p := newProgram(args, s)
	return p.terminal.Printed(out, p.main())
}

func (p *program) main() int {
	collectLess(0)
	root := p.root()
	root.InitDefaultHelpCmd() // addInputs looks commands up before cobra would add it
	root.SetArgs(p.args)
	p.parseGlobals(p.args)
	if complete.Asked(p.args) {
		p.terminal.Output = console.Text  // what is typed so far may be half of a word
		_ = p.addInputs(root, p.args[1:]) // args[0] is cobra's own command; a pack that can't be read offers no flags
		complete.Add(root, p.place)
	} else if err := p.addInputs(root, p.args); err != nil {
		cmd, _, _ := root.Find(p.args)
		return p.fail(cmd, err)
	}
	cmd, err := root.ExecuteC()
	return p.fail(cmd, err)
}

// fail prints the error of a command, with how its flags take what is missing,
// and returns the exit code.
func (p *program) fail(cmd *cobra.Command, err error) int {
	if _, shown := errors.AsType[*console.Shown](err); err != nil && !shown {
		flags.TellWays(cmd, p.subject, diag.Of(err))
	}
	return p.terminal.Fail(console.CommandOf(cmd), err)
}

// addInputs gives the command that args name a flag for each input of its pack.
// Only that command's pack is read, so that others start fast.
func (p *program) addInputs(root *cobra.Command, args []string) error {
	cmd, rest, err := root.Find(args)
	if err == nil && cmd.Name() == "help" && len(rest) > 0 { // of the command that it is about
		cmd, _, err = root.Find(rest)
	}
	if err != nil || cmd.Annotations[flags.InputsOf] == "" {
		return nil
	}
	return p.addInputsTo(cmd)
}

func (p *program) addInputsTo(cmd *cobra.Command) error {
	inputs, err := p.place.Packs(p.place.Root()).Get(spec.PackRef{Name: cmd.Annotations[flags.InputsOf]})
	if err == nil {
		flags.AddInputs(cmd, inputs)
	}
	return err
}
