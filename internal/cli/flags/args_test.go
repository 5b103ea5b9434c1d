package flags

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestArguments: how many a command takes, and what is told of others.
func TestArguments(t *testing.T) {
	cmd := &cobra.Command{Use: "service [NAME]", Run: func(*cobra.Command, []string) {}}
	(&cobra.Command{Use: "scaffold"}).AddCommand(cmd)
	for name, c := range map[string]struct {
		check cobra.PositionalArgs
		args  []string
		want  string
	}{
		"exactly one":      {Exact(1, "one name"), []string{"a"}, ""},
		"none of one":      {Exact(1, "one name"), nil, "scaffold service takes one name, 0 given (usage: scaffold service [NAME])"},
		"two of one":       {Exact(1, "one name"), []string{"a", "b"}, "scaffold service takes one name, 2 given (usage: scaffold service [NAME])"},
		"exactly none":     {Exact(0, "no arguments"), nil, ""},
		"one of none":      {Exact(0, "no arguments"), []string{"a"}, "scaffold service takes no arguments, 1 given (usage: scaffold service [NAME])"},
		"none of optional": {Optional("one name"), nil, ""},
		"one of optional":  {Optional("one name"), []string{"a"}, ""},
		"two of optional":  {Optional("one name"), []string{"a", "b"}, "scaffold service takes one name, 2 given (usage: scaffold service [NAME])"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			if err := c.check(cmd, c.args); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("told is %q, want %q", got, c.want)
			}
		})
	}
	if First(nil) != "" || First([]string{"a", "b"}) != "a" {
		t.Error("the first argument is another")
	}
}

// TestGroup: a command that holds others shows them, and refuses what it lacks.
func TestGroup(t *testing.T) {
	var out bytes.Buffer
	root := &cobra.Command{Use: "scaffold", SilenceErrors: true, SilenceUsage: true}
	packs := Group(&cobra.Command{Use: "pack", Short: "Packs"}, "see `scaffold pack --help`")
	packs.AddCommand(&cobra.Command{Use: "list", Short: "List them", Run: func(*cobra.Command, []string) {}})
	root.AddCommand(packs)
	root.SetOut(&out)
	root.SetArgs([]string{"pack"})
	if err := root.Execute(); err != nil || !strings.Contains(out.String(), "List them") {
		t.Errorf("%v, it shows\n%s", err, out.String())
	}
	root.SetArgs([]string{"pack", "lst"})
	if err := root.Execute(); err == nil || err.Error() != "there is no command \"pack lst\" (see `scaffold pack --help`)" {
		t.Errorf("told is %v", err)
	}
}
