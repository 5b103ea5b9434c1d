package cli

import (
	"io"

	"github.com/spf13/cobra"
)

// Tree returns all commands, those of packs with a flag for each input, for the
// reference documentation. The built-in packs are read; nothing is run.
func Tree() (*cobra.Command, error) {
	g := &global{output: "text", Streams: Streams{Out: io.Discard, Err: io.Discard, Dir: "/", Getenv: func(string) string { return "" }}}
	root := newRoot(g)
	for _, cmd := range root.Commands() {
		if err := addInputFlags(root, g, []string{cmd.Name()}); err != nil {
			return nil, err
		}
	}
	return root, nil
}
