package complete

import (
	"bytes"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// shells are those with a completion script, each with its writer.
var shells = []struct {
	name  string
	write func(root *cobra.Command, out io.Writer) error
}{
	{"bash", bashCompletion},
	{"zsh", (*cobra.Command).GenZshCompletion},
	{"fish", func(root *cobra.Command, out io.Writer) error { return root.GenFishCompletion(out, true) }},
	{"powershell", (*cobra.Command).GenPowerShellCompletionWithDesc},
}

// bashCompletion is cobra's script with two faults mended: bash's printf %q puts
// a backslash before commas, so nothing after the first comma of a list would
// match; and what stands before a colon would be looked for again before an
// equals sign, in vain.
func bashCompletion(root *cobra.Command, out io.Writer) error {
	var script bytes.Buffer
	if err := root.GenBashCompletionV2(&script, true); err != nil {
		return err
	}
	mended := strings.NewReplacer(
		`[[ $comp == "$cur"* ]] || continue`, `[[ $comp == "$cur"* || ${compline%%$tab*} == "$cur"* ]] || continue`,
		`    __scaffold_handle_special_char "$cur" :`, `    COMPREPLY=("${COMPREPLY[@]//\\,/,}")`+"\n"+`    __scaffold_handle_special_char "$cur" :`,
		`    __scaffold_handle_special_char "$cur" =`, `    __scaffold_handle_special_char "${cur##*:}" =`,
	).Replace(script.String())
	_, err := io.WriteString(out, mended)
	return err
}

// Shells stands in the place of cobra's own command of that name.
func Shells(c *console.Console) *cobra.Command {
	names := make([]string, len(shells))
	for i, shell := range shells {
		names[i] = shell.name
	}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print the completion script for bash, zsh, fish or powershell",
		Long: `Prints a script that lets a shell complete commands, flags, units, environments,
inputs and their values, as the repository at hand has them. Packages of scaffold
bring these scripts along; elsewhere:

bash, in ~/.bashrc, after bash-completion: source <(scaffold completion bash)

zsh, with compinit in ~/.zshrc: scaffold completion zsh > "${fpath[1]}/_scaffold"

fish: scaffold completion fish > ~/.config/fish/completions/scaffold.fish

powershell, in $PROFILE: scaffold completion powershell | Out-String | Invoke-Expression`,
		Example:   `  scaffold completion bash`,
		ValidArgs: names,
		Args:      flags.Exact(1, "one shell: bash, zsh, fish or powershell"),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, shell := range shells {
				if shell.name != args[0] {
					continue
				}
				var script strings.Builder
				if err := shell.write(cmd.Root(), &script); err != nil {
					return err
				}
				return c.Document(console.CommandOf(cmd), script.String())
			}
			return diag.Usagef("there is no completion for the shell %q", args[0]).WithHint("bash, zsh, fish or powershell")
		},
	}
}
