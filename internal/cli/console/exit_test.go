package console

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func TestExitCode(t *testing.T) {
	for kind, want := range map[diag.Kind]int{diag.Failed: 1, diag.Usage: 2, diag.Conflict: 3, diag.Pending: 4} {
		if got := ExitCode(diag.List{{Kind: kind}, {Kind: diag.Failed}}); got != want {
			t.Errorf("%s exits %d", kind, got)
		}
	}
	if ExitCode(nil) != 0 {
		t.Error("no problem exits otherwise than 0")
	}
}
