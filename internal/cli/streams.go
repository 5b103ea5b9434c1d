package cli

import (
	"io"
	"os"
)

// Streams are what a command reads from and writes to, and what it may ask of
// its surroundings. Tests hand in buffers.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Dir      string // the working directory
	Getenv   func(string) string
	Terminal bool // Out is a terminal
}

// System returns the process's own streams.
func System() Streams {
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	info, err := os.Stdout.Stat()
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Dir: dir, Getenv: os.Getenv,
		Terminal: err == nil && info.Mode()&os.ModeCharDevice != 0,
	}
}
