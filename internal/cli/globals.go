package cli

import (
	"io"
	"strings"

	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
)

// globalFlags are the flags that every command has. What they set has its default
// then.
func globalFlags(c *console.Console, w *workplace.Workplace) *pflag.FlagSet {
	f := pflag.NewFlagSet("global", pflag.ContinueOnError)
	f.StringVarP(&w.Chdir, "chdir", "C", "", "work in this folder instead of the current one")
	f.StringVar(&c.Output, "output", "text", "text, json, or jsonl: a line for each event; the workspaces commands know markdown, too")
	f.BoolVar(&c.NoInput, "no-input", false, "never ask; missing inputs are an error")
	f.BoolVarP(&c.Quiet, "quiet", "q", false, "print errors, notes and what is asked for; nothing of what was done or would be")
	f.BoolVarP(&c.Verbose, "verbose", "v", false, "print every file")
	return f
}

// parseGlobals reads the global flags out of args before cobra does: which flags
// a command has depends on the repository, and an error's form on --output. What
// it can't read cobra tells.
func (p *program) parseGlobals(args []string) {
	f := globalFlags(p.terminal, p.place)
	f.ParseErrorsAllowlist.UnknownFlags = true
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	_ = f.Parse(args)
}

// commandAt is where the command stands in args: the first of them that is
// neither a flag nor the value of a global one; -1 where there is none.
func commandAt(args []string) int {
	f := globalFlags(&console.Console{}, &workplace.Workplace{})
	for i := 0; i < len(args); i++ {
		name, valued := strings.CutPrefix(args[i], "--")
		flag := f.Lookup(name)
		if short, ok := strings.CutPrefix(args[i], "-"); !valued && ok && len(short) == 1 {
			flag = f.ShorthandLookup(short)
		}
		switch {
		case !strings.HasPrefix(args[i], "-"):
			return i
		case flag != nil && flag.NoOptDefVal == "":
			i++ // its value
		}
	}
	return -1
}
