package cli

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
	atTerminal := func(ci string) *global {
		return &global{
			Streams: Streams{Terminal: true, InTerminal: true, ErrTerminal: true, Getenv: func(string) string { return ci }}, output: "text",
		}
	}
	for ci, want := range map[string]bool{"": true, "false": true, "0": true, "1": false, "true": false, "True": false, "woodpecker": false} {
		if got := atTerminal(ci).interactive(); got != want {
			t.Errorf("with CI=%q it is %v", ci, got)
		}
	}
	for name, c := range map[string]struct {
		change   func(*global)
		attended bool
	}{
		"stdin":      {func(g *global) { g.InTerminal = false }, false},
		"stdout":     {func(g *global) { g.Terminal = false }, true},
		"stderr":     {func(g *global) { g.ErrTerminal = false }, true},
		"--no-input": {func(g *global) { g.noInput = true }, false},
		"--quiet":    {func(g *global) { g.quiet = true }, true},
		"--output":   {func(g *global) { g.output = "json" }, true},
	} {
		g := atTerminal("")
		if c.change(g); g.interactive() || g.attended() != c.attended {
			t.Errorf("%s: interactive %v, attended %v", name, g.interactive(), g.attended())
		}
	}
}
