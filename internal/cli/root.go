// Package cli holds the commands: one file a command, each with an options
// struct, a newX that parses and an xRun that works.
//
// Main runs the program: it is the one place where errors become printed text
// and exit codes (exit.go). Commands that write share session.go: find the
// repository, plan, show, write, commit.
package cli

import (
	"cmp"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// global are the flags that every command has.
type global struct {
	Streams
	chdir    string
	output   string
	noInput  bool
	quiet    bool
	verbose  bool
	args     []string // the arguments of this run, for the journal
	answered bool     // a person said yes to this run, and can answer what other programs ask
	forced   string   // the output, whatever args say
	begun    bool     // the first line was printed
	events   sync.Mutex
	cmd      *cobra.Command
	unit     string // the one unit that the command is about, whose inputs its flags are

	// again runs the command line that the answers to questions make; nil is Main.
	again func(args []string, s Streams) int
	// onPlan gets a plan instead of its being shown or carried out; nil otherwise.
	onPlan func(*session, job, report.Result) error

	specs    map[string][]byte // what --spec named, read already
	store    *pack.Store       // of the repository in storeDir
	storeDir string
}

// Main runs scaffold with the given arguments and returns its exit code.
func Main(args []string, s Streams) int {
	return (&global{Streams: s, args: args}).main()
}

func (g *global) main() int {
	root := newRoot(g)
	if g.output = askedOutput(g.args); g.forced != "" {
		g.output = g.forced
	}
	root.SetArgs(g.args)
	if completing(g.args) {
		_ = addInputFlags(root, g, g.args[1:]) // a pack that can't be read offers no flags
		g.addCompletions(root)
	} else if err := addInputFlags(root, g, g.args); err != nil {
		return g.fail(root, commandName(g.args), err)
	}
	cmd, err := root.ExecuteC()
	return g.code(cmd, err)
}

// shownError says that the problems were already printed with the result.
type shownError struct{ code int }

func (*shownError) Error() string { return "shown" }

func (g *global) text() report.Text {
	color := g.Terminal && g.Getenv("NO_COLOR") == "" && g.Getenv("TERM") != "dumb"
	return report.Text{Out: g.Out, Err: g.Err, Color: color, Quiet: g.quiet, Verbose: g.verbose}
}

// commandName is the command that args name.
func commandName(args []string) string {
	if i := commandIndex(args); i >= 0 {
		return args[i]
	}
	return ""
}

// commandIndex is where the command stands in args: the first of them that is
// neither a flag nor the value of a global one; -1 where there is none.
func commandIndex(args []string) int {
	for i, a := range args {
		value := i > 0 && (args[i-1] == "-C" || args[i-1] == "--chdir" || args[i-1] == "--output")
		if !value && !strings.HasPrefix(a, "-") {
			return i
		}
	}
	return -1
}

func newRoot(g *global) *cobra.Command {
	root := &cobra.Command{
		Use:   "scaffold",
		Short: "Terraform repositories of layers and services, generated and kept up to date",
		Long: `scaffold adds services to a Terraform monorepo, one root module an environment,
wired to the layers below them, and commits them. What a unit is stands in its
scaffold.hcl; generate renders everything from there again.

Exit codes: 0 done or nothing to do · 1 failed · 2 wrong usage or input ·
3 conflicts to resolve · 4 changes pending (--detailed-exitcode, --check)`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return diag.Usagef("there is no command %q", args[0]).WithHint("see `scaffold --help`")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetOut(g.Out)
	root.SetErr(g.Err)
	root.SetIn(g.In)
	root.SetFlagErrorFunc(flagError)
	f := root.PersistentFlags()
	f.StringVarP(&g.chdir, "chdir", "C", "", "work in this folder instead of the current one")
	f.StringVar(&g.output, "output", "text", "text, json, or jsonl: a line for each event; the workspaces commands know markdown, too")
	f.BoolVar(&g.noInput, "no-input", false, "never ask; missing inputs are an error")
	f.BoolVarP(&g.quiet, "quiet", "q", false, "print errors and notes only")
	f.BoolVarP(&g.verbose, "verbose", "v", false, "print every file")
	root.SetHelpFunc(g.help(root.HelpFunc()))
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		return g.checkOutput(cmd)
	}
	root.AddCommand(g.asking(newInit(g), askInit), g.asking(newLayer(g), askLayer), g.asking(newService(g), askService),
		g.asking(newAppRepo(g), askAppRepo), newGenerate(g), g.asking(newUpgrade(g), askUpgrade), newStatus(g), newRemove(g), newWorkspaces(g), newPack(g), newMergeDriver(g), newCompletion(g), newDocs(g), newVersion(g))
	return root
}

// flagError names the flag and what was probably meant.
func flagError(cmd *cobra.Command, err error) error {
	p := diag.Usagef("%s", strings.TrimPrefix(err.Error(), "flag "))
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		return p.WithHint("see `%s --help`", cmd.CommandPath())
	}
	var all, alike []string // short flags differ in two letters from most words
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		all = append(all, f.Name)
		if len(f.Name) > 3 && strings.HasPrefix(name, f.Name[:1]) {
			alike = append(alike, f.Name)
		}
	})
	if best := cmp.Or(diag.Within(1, name, all), diag.Closest(name, alike)); best != "" {
		return p.WithHint("did you mean --%s?", best)
	}
	if cmd.Flags().Lookup("set") != nil && cmd.Annotations[inputsAnnotation] == "" {
		return p.WithHint("an input of a unit is set with --set %s=VALUE; see `%s --help`", strings.ReplaceAll(name, "-", "_"), cmd.CommandPath())
	}
	return p.WithHint("see `%s --help`", cmd.CommandPath())
}

// exactArgs is cobra's, with an error that says what is expected.
func exactArgs(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return diag.Usagef("%s takes %s, %d given", cmd.CommandPath(), what, len(args)).
				WithHint("usage: %s", cmd.UseLine())
		}
		return nil
	}
}
