package flags

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// InputsOf marks a command whose flags come from a pack's inputs: its annotation
// of this name is the pack's name. The flags of inputs carry it, too, with the
// input's name.
const InputsOf = "scaffold/inputs"

// AddInputs gives cmd a flag for each input of its pack that has no flag yet.
func AddInputs(cmd *cobra.Command, p *pack.Pack) {
	cmd.SetUsageFunc(usage)
	for _, in := range p.Inputs {
		name := pack.Flag(in.Name)
		if cmd.Flags().Lookup(name) != nil || cmd.Root().PersistentFlags().Lookup(name) != nil {
			continue // reached by --set
		}
		f := cmd.Flags().VarPF(&inputFlag{input: in}, name, "", describe(in))
		f.Annotations = map[string][]string{InputsOf: {in.Name}}
		if in.Type == cty.Bool {
			f.NoOptDefVal = "true"
		}
	}
}

// InputOf is the name of the input that a flag is of; empty for other flags.
func InputOf(f *pflag.Flag) string {
	if of := f.Annotations[InputsOf]; len(of) > 0 {
		return of[0]
	}
	return ""
}

// Input is the input that a flag is of; nil for other flags.
func Input(f *pflag.Flag) *pack.Input {
	if value, ok := f.Value.(*inputFlag); ok {
		return value.input
	}
	return nil
}

func describe(in *pack.Input) string {
	text := diag.Quoted(in.Description)
	if in.StoredIn == "tfvars" {
		text += " (terraform.tfvars)"
	}
	if len(in.Choices) > 0 {
		names := make([]string, len(in.Choices))
		for i, c := range in.Choices {
			names[i] = strings.Trim(expr.LiteralLine(c), `"`)
		}
		text += ": " + strings.Join(names, ", ")
	}
	if hidden := map[string]bool{"": true, "null": true, "[]": true, "{}": true}; !hidden[in.DefaultText] && len(in.DefaultText) < 40 {
		text += " (default " + in.DefaultText + ")"
	}
	return text
}

// inputFlag is the flag of one input; it may be given several times for lists.
type inputFlag struct {
	input *pack.Input
	texts []string
}

func (f *inputFlag) String() string     { return "" }
func (f *inputFlag) Set(s string) error { f.texts = append(f.texts, s); return nil }

// Type is what help shows behind the flag's name.
func (f *inputFlag) Type() string {
	switch {
	case f.input.Type.IsPrimitiveType():
		return strings.ReplaceAll(f.input.Type.FriendlyName(), "bool", "")
	case f.input.IsList():
		return "list"
	}
	return "expression"
}

// Assignments are what the input flags of cmd say.
func Assignments(cmd *cobra.Command) []change.Assignment {
	var out []change.Assignment
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		value, ok := f.Value.(*inputFlag)
		if !ok || !f.Changed {
			return
		}
		text := value.texts[len(value.texts)-1]
		if value.input.IsList() && len(value.texts) > 1 {
			text = strings.Join(value.texts, ",")
		}
		out = append(out, change.Assignment{Name: value.input.Name, Text: text, Typed: true})
	})
	return out
}

// Given are all that the command line says of inputs: their flags, then --set.
func Given(cmd *cobra.Command) ([]change.Assignment, error) {
	texts, _ := cmd.Flags().GetStringArray("set")
	sets, mistakes := ReadSets(texts)
	return append(Assignments(cmd), sets...), mistakes.Err()
}

// usageWidth is where help wraps the description of a flag, in characters.
const usageWidth = 110

// usage prints the usage of a command whose flags are partly a pack's inputs:
// these come first, under a title of their own.
func usage(cmd *cobra.Command) error {
	inputs := pflag.NewFlagSet("inputs", pflag.ContinueOnError)
	others := pflag.NewFlagSet("flags", pflag.ContinueOnError)
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if InputOf(f) != "" {
			inputs.AddFlag(f)
		} else if cmd.InheritedFlags().Lookup(f.Name) == nil {
			others.AddFlag(f)
		}
	})
	out := cmd.OutOrStderr()
	fmt.Fprintf(out, "Usage:\n  %s\n\nExamples:\n%s\n", cmd.UseLine(), cmd.Example)
	for _, section := range []struct {
		title string
		flags *pflag.FlagSet
	}{{"Inputs", inputs}, {"Flags", others}, {"Global flags", cmd.InheritedFlags()}} {
		if section.flags.HasAvailableFlags() {
			fmt.Fprintf(out, "\n%s:\n%s", section.title, section.flags.FlagUsagesWrapped(usageWidth))
		}
	}
	return nil
}

// TellWays says of each missing value how the command line takes it: by a flag
// where the command has one for it, else by --set. subject is the one unit whose
// inputs the command's flags are.
func TellWays(cmd *cobra.Command, subject string, list diag.List) {
	for _, p := range list {
		in := p.Input
		if in == nil || in.Flag != "" || in.Set != "" || in.Unit == "." {
			continue
		}
		flag := pack.Flag(in.Name)
		f := cmd.Flags().Lookup(flag)
		switch {
		case f != nil && InputOf(f) != "" && in.Unit == subject:
			in.Flag, in.Set = "--"+flag, in.Name
		case cmd.Flags().Lookup("set") == nil: // a command that sets no inputs
		case in.Unit != subject || cmd.Annotations[InputsOf] == "":
			in.Other, in.Set = true, in.Unit+"."+in.Name
		default:
			in.Set = in.Name
		}
	}
}
