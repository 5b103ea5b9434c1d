package cli

import (
	"cmp"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/ask"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/complete"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/packs"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// commands are all commands, in the order of the help.
func (p *program) commands() []*cobra.Command {
	return []*cobra.Command{
		// make something new
		p.asking(newInit(p), ask.Init),
		p.asking(newLayer(p), ask.Layer),
		p.asking(newService(p), ask.Service),
		p.asking(newAppRepo(p), ask.Application),
		// change and understand what is there
		newGenerate(p),
		p.asking(newUpgrade(p), ask.Upgrade),
		newStatus(p),
		newRemove(p),
		// Terraform Cloud
		p.workspaces().New(),
		// packs
		packs.New(p.terminal, p.place, newPrune(p)),
		// the program itself
		newMergeDriver(p),
		complete.Shells(p.terminal),
		newDocs(p),
		newVersion(p),
	}
}

// root is the program's command, which holds all others.
func (p *program) root() *cobra.Command {
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
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return p.terminal.Begin(cmd) },
	}
	root.SetOut(p.terminal.Out)
	root.SetErr(p.terminal.Err)
	root.SetIn(p.terminal.In)
	root.SetFlagErrorFunc(flagError)
	root.PersistentFlags().AddFlagSet(globalFlags(p.terminal, p.place))
	root.SetHelpFunc(p.terminal.Help(root.HelpFunc(), flags.InputOf))
	root.AddCommand(p.commands()...)
	return root
}

// flagError names the flag and what was probably meant.
func flagError(cmd *cobra.Command, err error) error {
	problem := diag.Usagef("%s", strings.TrimPrefix(err.Error(), "flag "))
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		return problem.WithHint("see `%s --help`", cmd.CommandPath())
	}
	var all, alike []string // short flags differ in two letters from most words
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		all = append(all, f.Name)
		if len(f.Name) > 3 && strings.HasPrefix(name, f.Name[:1]) {
			alike = append(alike, f.Name)
		}
	})
	if name == "version" {
		return problem.WithHint("run `scaffold version`")
	}
	switch best := cmp.Or(diag.Within(1, name, all), diag.Closest(name, alike)); {
	case best != "":
		return problem.WithHint("did you mean --%s?", best)
	case cmd.Flags().Lookup("set") != nil && cmd.Annotations[flags.InputsOf] == "":
		return problem.WithHint("an input of a unit is set with --set %s=VALUE; see `%s --help`", strings.ReplaceAll(name, "-", "_"), cmd.CommandPath())
	}
	return problem.WithHint("see `%s --help`", cmd.CommandPath())
}

// Tree returns all commands, those of packs with a flag for each input, for the
// reference documentation. The built-in packs are read; nothing is run.
func Tree() (*cobra.Command, error) {
	p := newProgram(nil, Streams{Out: io.Discard, Err: io.Discard, Dir: "/", Getenv: func(string) string { return "" }})
	root := p.root()
	return root, p.addAllInputs(root)
}

// addAllInputs gives every command the flags of its pack.
func (p *program) addAllInputs(root *cobra.Command) error {
	for _, cmd := range root.Commands() {
		if cmd.Annotations[flags.InputsOf] == "" {
			continue
		}
		if err := p.addInputsTo(cmd); err != nil {
			return err
		}
	}
	return nil
}
