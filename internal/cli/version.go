package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
)

// version and commit are set by `make build` through the linker.
var (
	version = ""
	commit  = ""
)

// buildInfo returns version and commit, from the linker or from the module's
// build information.
func buildInfo() (string, string) {
	v, c := version, commit
	if info, ok := debug.ReadBuildInfo(); ok {
		if v == "" && info.Main.Version != "(devel)" {
			v = info.Main.Version
		}
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" && c == "" {
				c = setting.Value
			}
		}
	}
	if v == "" {
		v = "devel"
	}
	if c == "" {
		c = "unknown"
	}
	return v, c
}

func newVersion(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version and commit",
		Args:  flags.Exact(0, "no argument"),
		RunE: func(*cobra.Command, []string) error {
			v, c := buildInfo()
			if p.Machine() {
				p.ForPrograms().ProgramVersion(v, c, runtime.Version())
				return nil
			}
			fmt.Fprintf(p.Out, "scaffold %s (commit %s, %s)\n", v, c, runtime.Version())
			return nil
		},
	}
}
