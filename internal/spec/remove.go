package spec

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// RemoveLayer returns the root file without a layer's block and the comment that
// stands on it.
func RemoveLayer(filename string, src []byte, layer string) ([]byte, error) {
	f, err := parse(filename, src)
	if err != nil {
		return nil, err
	}
	for _, b := range f.body.Blocks {
		if b.Type != "layer" || len(b.Labels) != 1 || b.Labels[0] != layer {
			continue
		}
		from, to := f.lineStart(b.TypeRange.Start.Byte), f.lineEnd(b.CloseBraceRange.End.Byte)
		for from > 0 {
			above := f.lineStart(from - 1)
			line := strings.TrimSpace(string(f.src[above:from]))
			if !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "//") {
				break
			}
			from = above
		}
		if to < len(f.src) && f.src[to] == '\n' && (from == 0 || strings.TrimSpace(string(f.src[f.lineStart(from-1):from])) == "") {
			to++ // one of the two empty lines
		}
		out := splice(f.src, from, to, "")
		root, err := ParseRoot(filename, out)
		if err == nil && !slices.ContainsFunc(root.Layers, func(l Layer) bool { return l.Name == layer }) {
			return out, nil
		}
	}
	return nil, diag.Failedf("the block of layer %q can't be taken out of %s safely", layer, filename).
		WithHint("take it out by hand, and every depends_on that names it")
}

// lineStart is where the line of a byte begins.
func (f *file) lineStart(at int) int {
	return strings.LastIndexByte(string(f.src[:at]), '\n') + 1
}
