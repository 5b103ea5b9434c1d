package console

import (
	"os"
	"testing"

	"github.com/creack/pty"
)

func TestIsTerminal(t *testing.T) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if isTerminal(null) {
		t.Error(os.DevNull + " is taken for a terminal")
	}
	control, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer control.Close()
	defer tty.Close()
	if !isTerminal(tty) {
		t.Error("a pseudo-terminal is not taken for one")
	}
}

func TestInteractive(t *testing.T) {
	atTerminal := func(ci string) *Console {
		return &Console{
			Streams: Streams{Terminal: true, InTerminal: true, ErrTerminal: true, Getenv: func(string) string { return ci }}, Output: Text,
		}
	}
	for ci, want := range map[string]bool{"": true, "false": true, "0": true, "1": false, "true": false, "True": false, "woodpecker": false} {
		if got := atTerminal(ci).Interactive(); got != want {
			t.Errorf("with CI=%q it is %v", ci, got)
		}
	}
	for name, c := range map[string]struct {
		change   func(*Console)
		attended bool
	}{
		"stdin":      {func(g *Console) { g.InTerminal = false }, false},
		"stdout":     {func(g *Console) { g.Terminal = false }, true},
		"stderr":     {func(g *Console) { g.ErrTerminal = false }, true},
		"--no-input": {func(g *Console) { g.NoInput = true }, false},
		"--quiet":    {func(g *Console) { g.Quiet = true }, true},
		"--output":   {func(g *Console) { g.Output = "json" }, true},
	} {
		g := atTerminal("")
		if c.change(g); g.Interactive() || g.Attended() != c.attended {
			t.Errorf("%s: interactive %v, attended %v", name, g.Interactive(), g.Attended())
		}
	}
}
