package cli

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// inputsAnnotation marks commands whose flags come from a pack's inputs.
const inputsAnnotation = "scaffold/inputs"

// assignment is one value that flags or --spec give to an input.
type assignment struct {
	unit        string // empty for the command's own unit
	environment string // empty for all
	name        string
	attr        spec.Attr // its value; for text of --set still unparsed, see text
	text        string
	raw         bool // text is what the user typed, to be read by the input's type
}

// addInputFlags gives the command that args name a flag for each input of its
// pack. Only that command's pack is read, so that others start fast.
func addInputFlags(root *cobra.Command, g *global, args []string) error {
	if commandName(args) == "help" { // of the command that it is about
		at := slices.Index(args, "help")
		args = slices.Delete(slices.Clone(args), at, at+1)
	}
	cmd, rest, err := root.Find(args)
	if err != nil || cmd == nil || cmd.Annotations[inputsAnnotation] == "" {
		return nil
	}
	p, err := g.packs(g.locate(rest)).Get(spec.PackRef{Name: cmd.Annotations[inputsAnnotation]})
	if err != nil {
		return err
	}
	cmd.SetUsageFunc(inputUsage)
	for _, in := range p.Inputs {
		name := pack.Flag(in.Name)
		if cmd.Flags().Lookup(name) != nil || root.PersistentFlags().Lookup(name) != nil {
			continue // reached by --set
		}
		value := &inputFlag{input: in}
		f := cmd.Flags().VarPF(value, name, "", describe(in))
		f.Annotations = map[string][]string{inputsAnnotation: {in.Name}}
		if in.Type == cty.Bool {
			f.NoOptDefVal = "true"
		}
	}
	return nil
}

func describe(in *pack.Input) string {
	text := in.Description
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
	case pack.IsTextList(f.input.Type):
		return "list"
	}
	return "expression"
}

// flagAssignments returns what the input flags of cmd say.
func flagAssignments(cmd *cobra.Command) []assignment {
	var out []assignment
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		value, ok := f.Value.(*inputFlag)
		if !ok || !f.Changed {
			return
		}
		text := value.texts[len(value.texts)-1]
		if pack.IsTextList(value.input.Type) && len(value.texts) > 1 {
			text = strings.Join(value.texts, ",")
		}
		out = append(out, assignment{name: value.input.Name, text: text, raw: true})
	})
	return out
}

// parseSet reads --set [ENV:][UNIT.]name=VALUE.
func parseSet(text string) (assignment, error) {
	key, value, ok := strings.Cut(text, "=")
	if !ok || key == "" {
		return assignment{}, diag.Usagef("--set %q has no value", text).WithHint("write --set name=value, or --set production:name=value")
	}
	a := assignment{text: value, raw: true}
	if environment, rest, found := strings.Cut(key, ":"); found {
		a.environment, key = environment, rest
	}
	if unit, rest, found := strings.Cut(key, "."); found {
		a.unit, key = unit, rest
	}
	a.name = key
	return a, nil
}

// value reads what is still text as the input does.
func (a *assignment) value(in *pack.Input) error {
	if !a.raw {
		return nil
	}
	v, problem := in.Read(a.text)
	if problem != nil {
		return problem
	}
	a.attr = spec.Attr{Value: v}
	return nil
}

// maxSpec bounds what --spec may hold, in bytes.
const maxSpec = 8 << 20

// readSpec reads what --spec names: an HCL or JSON file, or standard input. It
// is read once a run.
func (g *global) readSpec(name string) (string, []byte, error) {
	shown := name
	if name == "-" {
		shown = "<stdin>"
	}
	if src, known := g.specs[name]; known {
		return shown, src, nil
	}
	src, err := g.readSpecOnce(name)
	if err == nil {
		g.specs = map[string][]byte{name: src}
	}
	return shown, src, err
}

func (g *global) readSpecOnce(name string) ([]byte, error) {
	in := g.In
	if name == "-" && g.InTerminal {
		return nil, diag.Usagef("--spec - reads standard input, which is a terminal").WithHint("give it a pipe or a file: … | scaffold …, or scaffold … <FILE")
	}
	if name != "-" {
		f, err := os.Open(g.fromWorkingFolder(name))
		if err != nil {
			return nil, diag.Usagef("--spec %s can't be read", name).WithHint("give a file, or - for standard input")
		}
		defer f.Close()
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, maxSpec+1))
	if err != nil {
		return nil, diag.Failedf("--spec %s can't be read: %s", name, err)
	}
	if len(src) > maxSpec {
		return nil, diag.Usagef("--spec %s holds more than %d MB, which no spec needs", name, maxSpec>>20)
	}
	return src, nil
}

func (g *global) fromWorkingFolder(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(g.Dir, name)
}
