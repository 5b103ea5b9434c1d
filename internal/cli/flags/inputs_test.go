package flags

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

const packText = `pack "service" {
  version = "1.0.0"
}
input "owner" {
  type        = string
  description = "Owner"
}
input "max_count" {
  type        = number
  default     = 3
  stored_in   = "tfvars"
  description = "Most"
}
input "public" {
  type        = bool
  default     = false
  description = "Public"
}
input "names" {
  type        = list(string)
  default     = []
  description = "Names"
}
input "ports" {
  type        = list(number)
  default     = [1]
  description = "Ports"
}
input "tags" {
  type        = map(string)
  default     = {}
  description = "Tags"
}
input "size" {
  type        = string
  default     = "small"
  description = "Size"
  choices     = ["small", "large"]
}
input "branch" {
  type        = string
  default     = null
  description = "Taken by another flag"
}
input "verbose" {
  type        = bool
  default     = true
  description = "Taken by a global flag"
}
`

// command is `scaffold service`, with flags of the pack's inputs.
func command(t *testing.T) (*cobra.Command, *Write) {
	t.Helper()
	p, err := pack.Load(fstest.MapFS{"pack.hcl": {Data: []byte(packText)}}, "test")
	if err != nil {
		t.Fatal(err)
	}
	root := &cobra.Command{Use: "scaffold"}
	root.PersistentFlags().Bool("verbose", false, "say more")
	w := &Write{}
	cmd := &cobra.Command{
		Use: "service NAME", Example: "  scaffold service shop", Annotations: map[string]string{InputsOf: "service"},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	w.Add(cmd, true)
	root.AddCommand(cmd)
	AddInputs(cmd, p)
	return cmd, w
}

// said are assignments as "name=text".
func said(all []change.Assignment) []string {
	var out []string
	for _, a := range all {
		out = append(out, strings.TrimPrefix(a.Environment+":", ":")+strings.TrimPrefix(a.Unit+".", ".")+a.Name+"="+a.Text)
	}
	return out
}

// TestInputFlags: what is typed of an input is kept as text, for its type to read.
func TestInputFlags(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want []string
	}{
		"nothing":             {nil, nil},
		"a text":              {[]string{"--owner", "us"}, []string{"owner=us"}},
		"an empty text":       {[]string{"--owner="}, []string{"owner="}},
		"underscores":         {[]string{"--max-count=4"}, []string{"max_count=4"}},
		"a bool alone":        {[]string{"--public"}, []string{"public=true"}},
		"a bool with a value": {[]string{"--public=false"}, []string{"public=false"}},
		"a text twice":        {[]string{"--owner", "us", "--owner", "them"}, []string{"owner=them"}},
		"a list":              {[]string{"--names", "a,b"}, []string{"names=a,b"}},
		"a list twice":        {[]string{"--names", "a", "--names", "b,c"}, []string{"names=a,b,c"}},
		"an expression":       {[]string{"--ports", "[1, 2]"}, []string{"ports=[1, 2]"}},
		"an expression twice": {[]string{"--ports", "[1]", "--ports", "[2]"}, []string{"ports=[2]"}},
		"a map":               {[]string{"--tags", `{ a = "b" }`}, []string{`tags={ a = "b" }`}},
		"by name":             {[]string{"--size", "large", "--names", "a", "--owner", "us"}, []string{"names=a", "owner=us", "size=large"}},
		"another's flag":      {[]string{"--branch", "b"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			cmd, _ := command(t)
			if err := cmd.ParseFlags(c.args); err != nil {
				t.Fatal(err)
			}
			all := Assignments(cmd)
			if got := said(all); !slices.Equal(got, c.want) {
				t.Errorf("said is %q, want %q", got, c.want)
			}
			for _, a := range all {
				if !a.Typed || a.Unit != "" || a.Environment != "" {
					t.Errorf("it is %+v", a)
				}
			}
		})
	}
}

// TestGiven: --set follows the flags, and what can't be read of it is told.
func TestGiven(t *testing.T) {
	cmd, _ := command(t)
	if err := cmd.ParseFlags([]string{"--set", "dev:owner=them", "--set", "nothing", "--owner", "us", "--set", "=x", "--set", "shop.branch=b"}); err != nil {
		t.Fatal(err)
	}
	all, err := Given(cmd)
	if got, want := said(all), []string{"owner=us", "dev:owner=them", "shop.branch=b"}; !slices.Equal(got, want) {
		t.Errorf("given is %q, want %q", got, want)
	}
	list := diag.Of(err)
	if len(list) != 2 || list[0].Summary != `--set "nothing" has no value` || list[1].Summary != `--set "=x" has no value` {
		t.Errorf("told is %v", err)
	}
	none := &cobra.Command{}
	if all, err := Given(none); len(all) > 0 || err != nil {
		t.Errorf("a command without inputs is given %v, %v", all, err)
	}
}

// TestFlagsOfInputs: each input has a flag that knows it, but for names that are
// taken.
func TestFlagsOfInputs(t *testing.T) {
	cmd, _ := command(t)
	for flag, want := range map[string]string{
		"owner": "owner", "max-count": "max_count", "names": "names", "branch": "", "dry-run": "",
	} {
		t.Run(flag, func(t *testing.T) {
			f := cmd.Flags().Lookup(flag)
			if got := InputOf(f); got != want {
				t.Errorf("it is of %q, want %q", got, want)
			}
			if in := Input(f); (in != nil) != (want != "") || in != nil && in.Name != want {
				t.Errorf("it knows %+v", in)
			}
		})
	}
	if cmd.Flags().Lookup("verbose") != nil && InputOf(cmd.Flags().Lookup("verbose")) != "" {
		t.Error("an input took a global flag's name")
	}
	if cmd.Flags().Lookup("max_count") != nil {
		t.Error("a flag is written with an underscore")
	}
}

// TestUsage: inputs come first, under a title of their own, with what kind of
// value they take, where it is kept and what it is when nobody says.
func TestUsage(t *testing.T) {
	cmd, _ := command(t)
	var out bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	if err := cmd.Usage(); err != nil {
		t.Fatal(err)
	}
	inputs, rest, _ := strings.Cut(out.String(), "\nFlags:\n")
	own, global, found := strings.Cut(rest, "\nGlobal flags:\n")
	if !found || !strings.HasPrefix(inputs, "Usage:\n  scaffold service NAME [flags]\n\nExamples:\n  scaffold service shop\n\nInputs:\n") {
		t.Fatalf("it is\n%s", out.String())
	}
	var lines []string
	for line := range strings.SplitSeq(inputs[strings.Index(inputs, "Inputs:\n")+len("Inputs:\n"):], "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	want := []string{
		"--max-count number Most (terraform.tfvars) (default 3)", "--names list Names", "--owner string Owner",
		"--ports expression Ports (default [1])", "--public[=true] Public (default false)",
		`--size string Size: small, large (default "small")`, "--tags expression Tags",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("the inputs are\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if !strings.Contains(own, "--branch") || strings.Contains(own, "--owner") || strings.TrimSpace(global) != "--verbose   say more" {
		t.Errorf("the others are\n%s\nand\n%s", own, global)
	}
}

// TestTellWays: a missing value is told with the way in which this command takes
// it: its flag, --set, or --set with the unit's name.
func TestTellWays(t *testing.T) {
	full, _ := command(t)
	plain, none := &cobra.Command{Use: "generate"}, &cobra.Command{Use: "status"}
	(&Write{}).Add(plain, true)
	for name, c := range map[string]struct {
		cmd     *cobra.Command
		subject string
		in      diag.Input
		want    string // flag, set, other
	}{
		"its flag":             {full, "shop", diag.Input{Name: "owner", Unit: "shop"}, "--owner owner false"},
		"a unit without name":  {full, "", diag.Input{Name: "owner"}, "--owner owner false"},
		"with underscores":     {full, "shop", diag.Input{Name: "max_count", Unit: "shop"}, "--max-count max_count false"},
		"a flag that is taken": {full, "shop", diag.Input{Name: "branch", Unit: "shop"}, " branch false"},
		"an input without one": {full, "shop", diag.Input{Name: "runtime", Unit: "shop"}, " runtime false"},
		"another unit":         {full, "shop", diag.Input{Name: "owner", Unit: "cart"}, " cart.owner true"},
		"no subject":           {full, "", diag.Input{Name: "owner", Unit: "cart"}, " cart.owner true"},
		"no flags of inputs":   {plain, "", diag.Input{Name: "owner", Unit: "cart"}, " cart.owner true"},
		"nor of this one":      {plain, "cart", diag.Input{Name: "owner", Unit: "cart"}, " cart.owner true"},
		"no --set":             {none, "", diag.Input{Name: "owner", Unit: "cart"}, "  false"},
		"the repository's":     {full, "", diag.Input{Name: "owner", Unit: "."}, "  false"},
		"told already":         {full, "shop", diag.Input{Name: "owner", Unit: "shop", Flag: "--its-own"}, "--its-own  false"},
		"set already":          {full, "shop", diag.Input{Name: "owner", Unit: "shop", Set: "x.owner"}, " x.owner false"},
	} {
		t.Run(name, func(t *testing.T) {
			in := c.in
			TellWays(c.cmd, c.subject, diag.List{diag.Usagef("no input"), {Summary: "x", Input: &in}})
			if got := fmt.Sprintf("%s %s %t", in.Flag, in.Set, in.Other); got != c.want {
				t.Errorf("the way is %q, want %q", got, c.want)
			}
		})
	}
}
