package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/complete"
)

// What has words of its own exists: a flag or command of another name would be
// completed by nothing, and nobody would notice.
func TestCompletedThingsExist(t *testing.T) {
	root, err := Tree()
	if err != nil {
		t.Fatal(err)
	}
	knownFlags, knownCommands := complete.Known()
	flags, paths := map[string]bool{"chdir": true, "output": true}, map[string]bool{}
	for _, cmd := range complete.Below(root) {
		paths[strings.TrimPrefix(cmd.CommandPath(), "scaffold ")] = true
		for _, name := range knownFlags {
			if cmd.Flags().Lookup(name) != nil {
				flags[name] = true
			}
		}
	}
	for _, name := range knownFlags {
		if !flags[name] {
			t.Errorf("no command has the flag --%s", name)
		}
	}
	for _, path := range knownCommands {
		if !paths[path] {
			t.Errorf("there is no command %q", path)
		}
	}
	// Units are named by their names wherever a command takes them.
	for _, cmd := range complete.Below(root) {
		if strings.Contains(cmd.Use, "UNIT") && !slices.Contains(knownCommands, strings.TrimPrefix(cmd.CommandPath(), "scaffold ")) {
			t.Errorf("%s takes units, and completes none", cmd.CommandPath())
		}
	}
}
