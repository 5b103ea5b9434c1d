package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/packsource"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// connectSources lets the store of the repository at dir read what pack_source blocks
// name. A command's flags come from its pack before the repository is loaded,
// so the blocks are read here already; mistakes in the file are told later.
func (g *global) connectSources(store *pack.Store, dir string) {
	store.Remote = &packsource.Reader{Root: dir, Getenv: g.Getenv, Notify: func(source string) {
		if g.ErrTerminal && !g.quiet && !g.machine() {
			fmt.Fprintf(g.Err, "reading %s\n", source)
		}
	}}
	src, err := os.ReadFile(filepath.Join(dir, spec.Filename))
	if err != nil || !bytes.Contains(src, []byte("pack_source")) {
		return
	}
	if root, err := spec.ParseRoot(spec.Filename, src); err == nil {
		store.Sources = root.PackSources
	}
}
