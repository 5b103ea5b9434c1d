package console

import (
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/term"

	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
)

// Streams are what a command reads from and writes to, and what it may ask of
// its surroundings. Tests hand in buffers.
type Streams struct {
	In          io.Reader
	Out, Err    io.Writer
	Dir         string // the working directory
	Getenv      func(string) string
	Terminal    bool // Out is a terminal
	InTerminal  bool // In is a terminal
	ErrTerminal bool // Err is a terminal

	// Asks makes what asks the questions; nil means forms at the terminal, or
	// plain lines where the environment wants them.
	Asks func() prompt.Session

	// Forge is how patient the client of GitHub is; tests are not.
	Forge forge.Config
}

// System returns the process's own streams. One whose reader is gone, as in
// `scaffold … | head`, fails to be written: it does not kill a run in its middle.
func System() Streams {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // not ignored: hooks would inherit that
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Dir: dir, Getenv: os.Getenv,
		Terminal: isTerminal(os.Stdout), InTerminal: isTerminal(os.Stdin), ErrTerminal: isTerminal(os.Stderr),
	}
}

// isTerminal asks the system: /dev/null is a character device, too.
func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// Attended tells whether a person can answer what the programs ask that scaffold
// starts, such as a passphrase: there is a terminal to type at, and nobody said
// that nothing may be asked.
func (c *Console) Attended() bool {
	return c.Answered || (c.InTerminal && !c.NoInput && !inCI(c.Getenv))
}

// Interactive tells whether scaffold itself may ask: the questions and what they
// are about are seen, too, as everything is printed, as text, at a terminal.
func (c *Console) Interactive() bool {
	return c.Attended() && !c.NoInput && c.Terminal && c.ErrTerminal && c.Output == Text && !c.Quiet
}

// inCI tells whether CI runs the command. Every CI service known sets CI, most
// to "true"; a person's shell may set it to false.
func inCI(getenv func(string) string) bool {
	switch strings.ToLower(strings.TrimSpace(getenv("CI"))) {
	case "", "0", "false", "no", "off":
		return false
	}
	return true
}
