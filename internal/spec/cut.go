package spec

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Written is an attribute as somebody wrote it.
type Written struct {
	Lead  []string // the comment lines that stand on it, without indentation
	Text  string   // its value, with plain line ends
	Trail string   // the comment behind it on its line; may be empty
}

// WrittenAt returns the attribute that stands at a place of a file: of a spec, or
// of one of plain assignments such as terraform.tfvars.
func WrittenAt(filename string, src []byte, at hcl.Range) (Written, error) {
	f, err := parse(filename, src)
	if err != nil {
		return Written{}, err
	}
	a, _ := attributeAt(f.body, nil, at.Start.Byte)
	if a == nil {
		return Written{}, notThere(filename, at)
	}
	text := strings.ReplaceAll(string(a.Expr.Range().SliceBytes(src)), "\r\n", "\n")
	w := Written{Text: strings.TrimRight(text, "\n"), Trail: f.trail(a)}
	from := f.lineStart(a.SrcRange.Start.Byte)
	for line := range strings.Lines(string(src[f.lead(from):from])) {
		w.Lead = append(w.Lead, strings.TrimSpace(line))
	}
	return w, nil
}

func notThere(filename string, at hcl.Range) *diag.Problem {
	return diag.Failedf("nothing is assigned in line %d of %s", at.Start.Line, filename)
}

// Cut returns a file without the attributes at some places, and without the
// comments that stand on them; everything else stays as it is. A block of inputs
// that holds nothing then goes, too.
func Cut(filename string, src []byte, places []hcl.Range) ([]byte, error) {
	places = slices.Clone(places)
	slices.SortFunc(places, func(a, b hcl.Range) int { return b.Start.Byte - a.Start.Byte })
	for _, at := range slices.Compact(places) {
		f, err := parse(filename, src)
		if err != nil {
			return nil, err
		}
		a, block := attributeAt(f.body, nil, at.Start.Byte)
		if a == nil {
			return nil, notThere(filename, at)
		}
		src = f.cut(a)
		if block == nil || (block.Type != "environment" && block.Type != "defaults") {
			continue
		}
		if f, err = parse(filename, src); err != nil {
			return nil, err
		}
		src = f.withoutEmpty(block.TypeRange.Start.Byte)
	}
	if _, err := parse(filename, src); err != nil {
		return nil, diag.Failedf("%s can't be edited safely", filename).WithHint("take the values out by hand")
	}
	return src, nil
}

// attributeAt finds the attribute that begins at a byte, and the block that holds it.
func attributeAt(body *hclsyntax.Body, in *hclsyntax.Block, start int) (*hclsyntax.Attribute, *hclsyntax.Block) {
	for _, a := range body.Attributes {
		if a.SrcRange.Start.Byte == start {
			return a, in
		}
	}
	for _, b := range body.Blocks {
		if a, block := attributeAt(b.Body, b, start); a != nil {
			return a, block
		}
	}
	return nil, nil
}

// trail is the comment behind an attribute, which ends its line.
func (f *file) trail(a *hclsyntax.Attribute) string {
	rest, _, _ := strings.Cut(string(f.src[a.SrcRange.End.Byte:]), "\n")
	if f.src[a.SrcRange.End.Byte-1] == '\n' { // a heredoc
		return ""
	}
	if rest = strings.TrimSpace(rest); isComment(rest) {
		return rest
	}
	return ""
}

func isComment(line string) bool {
	return strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//")
}

// lead is where the comment lines begin that end at the line which begins at a byte.
func (f *file) lead(at int) int {
	for at > 0 {
		above := f.lineStart(at - 1)
		if !isComment(strings.TrimSpace(string(f.src[above:at]))) {
			break
		}
		at = above
	}
	return at
}

// cut takes an attribute out: with whole lines where it stands alone on them.
func (f *file) cut(a *hclsyntax.Attribute) []byte {
	from, to := a.SrcRange.Start.Byte, a.SrcRange.End.Byte
	start := f.lineStart(from)
	end := to
	if f.src[to-1] != '\n' {
		if n := bytes.IndexByte(f.src[to:], '\n'); n >= 0 {
			end = to + n + 1
		} else {
			end = len(f.src)
		}
	}
	before, after := strings.TrimSpace(string(f.src[start:from])), strings.TrimSpace(string(f.src[to:end]))
	if before != "" || (after != "" && f.trail(a) == "") {
		return splice(f.src, from, to, "")
	}
	return f.cutLines(f.lead(start), end)
}

// cutLines takes whole lines out, and one of two empty lines around them.
func (f *file) cutLines(from, to int) []byte {
	above := from == 0 || strings.TrimSpace(string(f.src[f.lineStart(from-1):from])) == ""
	opens := from > 0 && bytes.HasSuffix(bytes.TrimRight(f.src[:from], " \t\r\n"), []byte("{")) && !above
	rest := strings.TrimLeft(string(f.src[to:]), " \t\r")
	switch {
	case (above || opens) && strings.HasPrefix(rest, "\n"):
		to += len(f.src[to:]) - len(rest) + 1
	case above && from > 0 && (rest == "" || strings.HasPrefix(rest, "}")):
		from = f.lineStart(from - 1)
	}
	return splice(f.src, from, to, "")
}

// withoutEmpty takes the block that begins at a byte out when nothing is left in
// it, and no comment stands on it.
func (f *file) withoutEmpty(start int) []byte {
	from := f.lineStart(start)
	for _, b := range append(slices.Clone(f.body.Blocks), nested(f.body)...) {
		to := f.lineEnd(b.CloseBraceRange.End.Byte)
		beside := slices.Concat(f.src[from:start], f.src[b.OpenBraceRange.End.Byte:b.CloseBraceRange.Start.Byte], f.src[b.CloseBraceRange.End.Byte:to])
		if b.TypeRange.Start.Byte == start && len(bytes.TrimSpace(beside)) == 0 && f.lead(from) == from {
			return f.cutLines(from, to)
		}
	}
	return f.src
}

func nested(body *hclsyntax.Body) hclsyntax.Blocks {
	var out hclsyntax.Blocks
	for _, b := range body.Blocks {
		out = append(out, b.Body.Blocks...)
	}
	return out
}
