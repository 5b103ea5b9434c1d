// Package ask asks a person for what a command line leaves open.
//
// Asking makes a command ask: Questions say what (init.go, layer.go and so on, a
// file a command), the answers become arguments, and the command runs with them.
// So nothing behind the questions knows of them, and the same command line does
// the same without any.
package ask

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt/terminal"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// Questions ask for what a command line leaves open, by a's methods. They run
// again whenever the person goes back, so they only note what was answered.
type Questions func(a *Asker) error

// Preview is what a run would do, computed and not done.
type Preview struct {
	Result plan.Result
	report.Outlook
}

// Program is what asking needs of the program.
type Program struct {
	Terminal *console.Console
	Place    *workplace.Workplace
	Args     []string // of this run
	// CommandAt is where the command stands in args.
	CommandAt func(args []string) int
	// Plan computes what a run with the arguments would do.
	Plan func(args []string) (*Preview, error)
	// Rerun runs the program with the arguments, and returns its exit code.
	Rerun func(args []string) int
}

// Asker is one interview before a run: what is answered becomes arguments, and
// the run is that of the command line that says the same.
type Asker struct {
	program Program
	cmd     *cobra.Command
	given   []string // positional arguments of the command line
	person  interview.Person

	// What was answered; see reset.
	positional []string
	flags      []string
	units      []*interview.Unit
	workspaces []string

	kept map[string]any // what questions computed once, by a key
}

// Asking lets a command ask a person for what is missing. Where nobody can
// answer, nothing changes.
func Asking(p Program, cmd *cobra.Command, ask Questions) *cobra.Command {
	run, args := cmd.RunE, cmd.Args
	cmd.Args = func(cmd *cobra.Command, given []string) error {
		if p.asks(cmd) && len(given) == 0 {
			return nil
		}
		if args == nil {
			return nil
		}
		return args(cmd, given)
	}
	cmd.RunE = func(cmd *cobra.Command, given []string) error {
		if !p.asks(cmd) {
			return run(cmd, given)
		}
		a := &Asker{program: p, cmd: cmd, given: given, kept: map[string]any{}}
		answered, err := a.converse(ask)
		if errors.Is(err, errNothingToAsk) {
			return run(cmd, given)
		}
		if err != nil {
			return err
		}
		return a.rerun(answered)
	}
	return cmd
}

// errNothingToAsk ends questions that the command line answers already.
var errNothingToAsk = errors.New("nothing to ask")

// errAnswered ends questions when the answers so far are the run, which writes
// nothing.
var errAnswered = errors.New("nothing more to ask")

// asks tells whether the run may ask: there is a person, the run is no rest of
// another one, and no --spec says what the unit is.
func (p Program) asks(cmd *cobra.Command) bool {
	for _, name := range []string{"continue", "abort", "spec"} {
		if f := cmd.Flags().Lookup(name); f != nil && f.Changed {
			return false
		}
	}
	return p.Terminal.Interactive()
}

// converse asks everything and returns the arguments of the run.
func (a *Asker) converse(ask Questions) ([]string, error) {
	session := a.program.session()
	defer session.Close()
	a.person = interview.Person{Interview: prompt.NewInterview(session), Now: time.Now}
	err := a.person.Run(func() error {
		a.reset()
		err := ask(a)
		switch {
		case errors.Is(err, errAnswered):
			return nil
		case err != nil:
			return a.mistake(err)
		}
		return a.review()
	})
	if errors.Is(err, prompt.ErrAborted) {
		return nil, diag.Failedf("broken off: nothing was written")
	}
	return a.arguments(), err
}

// mistake shows what is wrong with the answers so far and goes back to the last
// of them. What no answer caused ends the questions.
func (a *Asker) mistake(err error) error {
	list := diag.Of(err)
	if errors.Is(err, prompt.ErrBack) || errors.Is(err, prompt.ErrAborted) || errors.Is(err, errNothingToAsk) || len(list) == 0 || list[0].Kind != diag.Usage {
		return err
	}
	back := a.person.Back()
	if !errors.Is(back, prompt.ErrBack) {
		return err
	}
	var out bytes.Buffer
	text := a.program.Terminal.ForPeople()
	text.Err = &out
	text.Problems(list)
	a.person.Interview.Tell(strings.TrimRight(out.String(), "\n"))
	return back
}

// session is what asks: plain lines where ACCESSIBLE is set or the terminal
// can't draw, forms elsewhere.
func (p Program) session() prompt.Session {
	switch {
	case p.Terminal.Asks != nil:
		return p.Terminal.Asks()
	case p.Terminal.Getenv("ACCESSIBLE") != "" || p.Terminal.Getenv("TERM") == "dumb":
		return prompt.NewLines(p.Terminal.In, p.Terminal.Err)
	}
	return terminal.New(p.Terminal.In, p.Terminal.Err)
}

func (a *Asker) reset() {
	a.positional, a.flags, a.workspaces = nil, nil, nil
	a.units = nil
}

// keep returns what compute gave for the key the first time: questions run again
// when the person goes back, and reading a repository again would show.
func keep[T any](a *Asker, key string, compute func() (T, error)) (T, error) {
	if v, ok := a.kept[key].(T); ok {
		return v, nil
	}
	v, err := compute()
	if err == nil {
		a.kept[key] = v
	}
	return v, err
}

// about adds a unit whose inputs are asked for. What was said of it before is
// forgotten, as the questions run again.
func (a *Asker) about(u *interview.Unit) {
	u.Reset()
	a.units = append(a.units, u)
}

// arguments is the command line that says what was answered: the one given,
// with the answers behind the command's name and what is named.
func (a *Asker) arguments() []string {
	at := a.program.CommandAt(a.program.Args) + 1
	for at < len(a.program.Args) && !strings.HasPrefix(a.program.Args[at], "-") {
		at++
	}
	answers := slices.Concat(a.positional, a.flags)
	for _, u := range a.units {
		answers = append(answers, u.Args(func(in *pack.Input) bool {
			f := a.cmd.Flags().Lookup(pack.Flag(in.Name))
			return f != nil && flags.InputOf(f) != ""
		})...)
	}
	return slices.Concat(a.program.Args[:at], answers, []string{"--no-input"}, a.program.Args[at:])
}

// rerun runs the command with all arguments, and says what they were.
func (a *Asker) rerun(args []string) error {
	code := a.program.Rerun(args)
	a.program.Terminal.ForPeople().Equivalent("scaffold " + interview.Shell(args)) // when it failed, too: the answers are in it
	if code != console.ExitOK {
		return &console.Shown{Code: code}
	}
	return nil
}

// review shows what would be done and lets the person do it, change something
// first, or leave.
func (a *Asker) review() error {
	dry, _ := a.cmd.Flags().GetBool("dry-run")
	return a.person.Review(a.units, dry, a.show)
}

// show prints the plan of the run, or what is wrong with it; it tells whether
// the run can be done. Nothing is planned for answers that were given before.
func (a *Asker) show() bool {
	if !a.person.Live() {
		return true
	}
	var out bytes.Buffer
	text := a.program.Terminal.ForPeople()
	text.Out, text.Err, text.Verbose = &out, &out, false
	planned, err := a.program.Plan(a.arguments())
	if err != nil {
		text.Problems(diag.Of(err))
		a.person.Show(strings.TrimRight(out.String(), "\n"))
		return false
	}
	text.Preview(planned.Result)
	planned.Workspaces = a.workspaces
	planned.Estimates = interview.Estimates(a.units)
	text.Outlook(planned.Outlook)
	a.person.Show(strings.TrimRight(out.String(), "\n"))
	return true
}
