package spec

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
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
		out := f.without(b)
		root, err := ParseRoot(filename, out)
		if err == nil && !slices.ContainsFunc(root.Layers, func(l Layer) bool { return l.Name == layer }) {
			return out, nil
		}
	}
	return nil, diag.Failedf("the block of layer %q can't be taken out of %s safely", layer, filename).
		WithHint("take it out by hand, and every depends_on that names it")
}

// without is the file without a block and the comment that stands on it.
func (f *file) without(b *hclsyntax.Block) []byte {
	from, to := f.lineStart(b.TypeRange.Start.Byte), f.lineEnd(b.CloseBraceRange.End.Byte)
	for from > 0 {
		above := f.lineStart(from - 1)
		line := strings.TrimSpace(string(f.src[above:from]))
		if !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "//") {
			break
		}
		from = above
	}
	if to == len(f.src) && from > 0 && strings.TrimSpace(string(f.src[f.lineStart(from-1):from])) == "" {
		from = f.lineStart(from - 1) // the empty line above the last block
	}
	empty := len(f.src[to:]) - len(bytes.TrimPrefix(bytes.TrimPrefix(f.src[to:], []byte("\r")), []byte("\n")))
	if empty > 0 && (from == 0 || strings.TrimSpace(string(f.src[f.lineStart(from-1):from])) == "") {
		to += empty // one of the two empty lines
	}
	return splice(f.src, from, to, "")
}

// RemoveUnit returns the root file without what it says of one unit: its
// variables, and its name in the lists of teams. The block of a team that may
// do nothing elsewhere goes whole, as without units it would be about projects.
// said are the blocks that named it.
func RemoveUnit(filename string, src []byte, unit string) (out []byte, said []string, err error) {
	unsafe := diag.Failedf("what %s says of %s can't be taken out safely", filename, unit).
		WithHint("take it out of the blocks variables and team by hand")
	out = src
	for {
		f, err := parse(filename, out)
		if err != nil {
			return nil, nil, err
		}
		b, item := f.naming(unit)
		if b == nil {
			break
		}
		said = append(said, b.Type+` "`+b.Labels[0]+`"`)
		if item == nil {
			out = f.without(b)
		} else {
			out = f.withoutItem(b.Body.Attributes["units"].Expr.(*hclsyntax.TupleConsExpr).Exprs, item)
		}
	}
	if len(said) > 0 {
		out = inStyleOf(src, out)
	}
	root, err := ParseRoot(filename, out)
	if err != nil || root.names(unit) {
		return nil, nil, unsafe
	}
	return out, said, nil
}

// naming finds a block that names a unit. item is the unit in the list of a team
// that has others, too.
func (f *file) naming(unit string) (b *hclsyntax.Block, item hclsyntax.Expression) {
	for _, b := range f.body.Blocks {
		switch units := b.Body.Attributes["units"]; {
		case len(b.Labels) != 1:
		case b.Type == "variables" && b.Labels[0] == unit:
			return b, nil
		case b.Type == "team" && units != nil:
			list, ok := units.Expr.(*hclsyntax.TupleConsExpr)
			if !ok {
				continue
			}
			i := slices.IndexFunc(list.Exprs, func(e hclsyntax.Expression) bool { return isText(e, unit) })
			if i < 0 {
				continue
			}
			if !slices.ContainsFunc(list.Exprs, func(e hclsyntax.Expression) bool { return !isText(e, unit) }) {
				return b, nil
			}
			return b, list.Exprs[i]
		}
	}
	return nil, nil
}

func isText(e hclsyntax.Expression, text string) bool {
	v, diags := expr.Once(e, nil)
	return !diags.HasErrors() && v.RawEquals(cty.StringVal(text))
}

// withoutItem is the file without an item of a list, and its comma.
func (f *file) withoutItem(items []hclsyntax.Expression, item hclsyntax.Expression) []byte {
	i := slices.Index(items, item)
	at := item.Range()
	if from, to := f.lineStart(at.Start.Byte), f.lineEnd(at.End.Byte); strings.TrimSpace(string(f.src[from:at.Start.Byte])) == "" &&
		(i == len(items)-1 || items[i+1].Range().Start.Byte >= to) && !strings.Contains(string(f.src[at.End.Byte:to]), "]") {
		return splice(f.src, from, to, "") // it has a line of its own
	}
	if i < len(items)-1 {
		return splice(f.src, at.Start.Byte, items[i+1].Range().Start.Byte, "")
	}
	return splice(f.src, items[i-1].Range().End.Byte, at.End.Byte, "")
}

// names tells whether the root file says anything of a unit.
func (r *Root) names(unit string) bool {
	return slices.ContainsFunc(r.Variables, func(v VariableSet) bool { return v.Name == unit }) ||
		slices.ContainsFunc(r.Teams, func(t Team) bool { return slices.Contains(t.Units, unit) })
}

// lineStart is where the line of a byte begins.
func (f *file) lineStart(at int) int {
	return strings.LastIndexByte(string(f.src[:at]), '\n') + 1
}
