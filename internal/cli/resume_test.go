//go:build unix

package cli

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// A run that is continued prints what the one who continues it asked for, not
// what the killed command had asked for.
func TestContinueSpeaksToWhoAsks(t *testing.T) {
	binary, dir := executable(t), copyOfRepository(t)
	script(t, filepath.Join(dir, ".git/hooks/pre-commit"), "test -e .git/killed && exit 0\ntouch .git/killed\nkill -9 $PPID\nsleep 1\n")
	if out, code := process(t, binary, dir, 0, "service", "orders"); code != -1 {
		t.Fatalf("exit code %d\n%s", code, out)
	}
	out, code := process(t, binary, dir, 0, "generate", "--continue", "--output", "jsonl")
	if code != 0 {
		t.Fatalf("exit code %d\n%s", code, out)
	}
	var last struct {
		Type, Command string
		Commit        struct{ Message string }
	}
	starts := 0
	for line := range strings.Lines(out) {
		last.Type = ""
		if err := json.Unmarshal([]byte(line), &last); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if last.Type == "start" {
			starts++
		}
	}
	if starts != 1 || last.Type != "result" || last.Command != "service" || last.Commit.Message != "feat: add orders infrastructure" {
		t.Errorf("%d starts, and at last %+v:\n%s", starts, last, out)
	}
}
