package cli

import (
	"strings"
	"testing"
)

// What has words of its own exists: a flag or command of another name would be
// completed by nothing, and nobody would notice.
func TestCompletedThingsExist(t *testing.T) {
	root, err := Tree()
	if err != nil {
		t.Fatal(err)
	}
	flags, paths := map[string]bool{"chdir": true, "output": true}, map[string]bool{}
	for _, cmd := range below(root) {
		paths[strings.TrimPrefix(cmd.CommandPath(), "scaffold ")] = true
		for name := range flagWords {
			if cmd.Flags().Lookup(name) != nil {
				flags[name] = true
			}
		}
	}
	for name := range flagWords {
		if !flags[name] {
			t.Errorf("no command has the flag --%s", name)
		}
	}
	for path := range argumentWords {
		if !paths[path] {
			t.Errorf("there is no command %q", path)
		}
	}
	// Units are named by their names wherever a command takes them.
	for _, cmd := range below(root) {
		if strings.Contains(cmd.Use, "UNIT") && argumentWords[strings.TrimPrefix(cmd.CommandPath(), "scaffold ")] == nil {
			t.Errorf("%s takes units, and completes none", cmd.CommandPath())
		}
	}
}
