package spec

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// Change sets one attribute of the unit or repository block, or of one of its
// environment blocks.
type Change struct {
	Environment string // empty for the block itself
	Name        string
	Value       string // HCL source of the value

	Lead  []string // comment lines above it, where the attribute is new
	Trail string   // a comment behind it, where the attribute is new
}

// Edit returns src with the changes made. Comments, order and layout of
// everything else stay; a file that was formatted stays formatted. Bytes are
// spliced by hand because hclwrite breaks one-line blocks and files without a
// final newline.
func Edit(filename string, src []byte, changes []Change) ([]byte, error) {
	unsafe := diag.Failedf("%s can't be edited safely", filename).WithHint("make the change by hand, then run `scaffold generate`")
	before := src
	for _, c := range changes {
		f, err := parse(filename, src)
		if err != nil {
			return nil, err
		}
		if f.mainBlock() == nil {
			return nil, unsafe
		}
		src = f.set(c)
	}
	src = inStyleOf(before, src)
	f, err := parse(filename, src)
	if err != nil || !f.holds(changes) {
		return nil, unsafe
	}
	return src, nil
}

// inStyleOf returns an edited file with the line ends of the one before, and
// formatted where that was.
func inStyleOf(before, out []byte) []byte {
	if bytes.Contains(before, []byte("\r\n")) {
		out = bytes.ReplaceAll(bytes.ReplaceAll(out, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
	}
	if bytes.Equal(hclwrite.Format(before), before) {
		out = hclwrite.Format(out)
	}
	return out
}

// holds tells whether every changed attribute is there.
func (f *file) holds(changes []Change) bool {
	main := f.mainBlock()
	for _, c := range changes {
		b := main
		if c.Environment != "" {
			b = environmentBlockOf(main, c.Environment)
		}
		if b == nil || b.Body.Attributes[c.Name] == nil {
			return false
		}
	}
	return true
}

// environmentBlockOf returns the block of an environment's overrides, or nil.
func environmentBlockOf(main *hclsyntax.Block, environment string) *hclsyntax.Block {
	for _, b := range main.Body.Blocks {
		if b.Type == "environment" && len(b.Labels) == 1 && b.Labels[0] == environment {
			return b
		}
	}
	return nil
}

// Rename returns src with an attribute of the main block and of its environment
// blocks called by another name, and how often it stood there. Everything else
// stays byte for byte, but for the layout of a file that was formatted.
func Rename(filename string, src []byte, from, to string) ([]byte, int, error) {
	f, err := parse(filename, src)
	if err != nil {
		return nil, 0, err
	}
	main := f.mainBlock()
	if main == nil {
		return src, 0, nil
	}
	wasFormatted := bytes.Equal(hclwrite.Format(src), src)
	var places []hcl.Range
	for _, b := range append([]*hclsyntax.Block{main}, main.Body.Blocks...) {
		a, old := b.Body.Attributes[from]
		if _, taken := b.Body.Attributes[to]; taken && old {
			return nil, 0, f.problem(a.NameRange, "%q is called %q now, and both stand here", from, to).WithHint("leave one of them out")
		}
		if old {
			places = append(places, a.NameRange)
		}
	}
	slices.SortFunc(places, func(a, b hcl.Range) int { return b.Start.Byte - a.Start.Byte })
	for _, at := range places {
		src = splice(src, at.Start.Byte, at.End.Byte, to)
	}
	if wasFormatted {
		src = hclwrite.Format(src)
	}
	return src, len(places), nil
}

// Assign returns src, a file of plain assignments such as terraform.tfvars,
// with text added at its end on a line of its own, and with the file's line ends.
func Assign(src []byte, text string) []byte {
	if len(src) > 0 && src[len(src)-1] != '\n' {
		text = "\n" + text
	}
	if bytes.Contains(src, []byte("\r\n")) {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return append(bytes.Clone(src), text...)
}

func (f *file) set(c Change) []byte {
	main := f.mainBlock()
	if c.Environment == "" {
		return f.setIn(main, c, "  ")
	}
	if b := environmentBlockOf(main, c.Environment); b != nil {
		return f.setIn(b, c, "    ")
	}
	text := "\n  environment \"" + c.Environment + "\" {\n" + c.line("    ") + "  }\n"
	return f.insertAtEnd(main, text)
}

// mainBlock is the unit or repository block; nil when there is no block.
func (f *file) mainBlock() *hclsyntax.Block {
	for _, b := range f.body.Blocks {
		if b.Type == "unit" || b.Type == "repository" {
			return b
		}
	}
	if len(f.body.Blocks) == 0 {
		return nil
	}
	return f.body.Blocks[0]
}

// line is the attribute in lines of its own.
func (c Change) line(indent string) string {
	text := c.Name + " = " + c.Value
	if c.Trail != "" {
		text += " " + c.Trail
	}
	return indent + strings.Join(append(slices.Clone(c.Lead), text), "\n"+indent) + "\n"
}

func (f *file) setIn(b *hclsyntax.Block, c Change, indent string) []byte {
	if a, ok := b.Body.Attributes[c.Name]; ok {
		value := c.Value
		r := a.Expr.Range()
		after := f.src[r.End.Byte:]
		if r.SliceBytes(f.src)[0] == '<' && (len(after) == 0 || after[0] != '\n') {
			value += "\n" // a heredoc's range holds its last newline
		}
		return splice(f.src, r.Start.Byte, r.End.Byte, value)
	}
	line := c.line(indent)
	if b.OpenBraceRange.Start.Line == b.CloseBraceRange.Start.Line {
		return f.insertAtEnd(b, line)
	}
	at := b.OpenBraceRange.End.Byte
	for _, a := range b.Body.Attributes {
		at = max(at, a.SrcRange.End.Byte)
	}
	if f.src[at-1] != '\n' { // the range of a heredoc ends behind its line
		at = f.lineEnd(at)
	}
	return splice(f.src, at, at, line)
}

// insertAtEnd puts whole lines before the block's closing brace.
func (f *file) insertAtEnd(b *hclsyntax.Block, lines string) []byte {
	at := b.CloseBraceRange.Start.Byte
	if b.OpenBraceRange.Start.Line == b.CloseBraceRange.Start.Line {
		content := strings.TrimSpace(string(f.src[b.OpenBraceRange.End.Byte:at]))
		if content != "" {
			content = "  " + content + "\n"
		}
		return splice(f.src, b.OpenBraceRange.End.Byte, at, "\n"+content+lines)
	}
	start := bytes.LastIndexByte(f.src[:at], '\n') + 1
	return splice(f.src, start, start, lines)
}

// lineEnd returns the offset behind the newline that ends what stands before
// offset at. A comment may hold newlines of its own.
func (f *file) lineEnd(at int) int {
	tokens, _ := hclsyntax.LexConfig(f.src, f.name, hcl.InitialPos)
	for _, t := range tokens {
		newline := t.Type == hclsyntax.TokenNewline || (t.Type == hclsyntax.TokenComment && bytes.HasSuffix(t.Bytes, []byte("\n")))
		if newline && t.Range.Start.Byte >= at {
			return t.Range.End.Byte
		}
	}
	return len(f.src)
}

func splice(src []byte, from, to int, text string) []byte {
	out := make([]byte, 0, len(src)+len(text))
	out = append(out, src[:from]...)
	out = append(out, text...)
	return append(out, src[to:]...)
}

// AddLayer returns the root file with a layer block behind the last one.
func AddLayer(filename string, src []byte, l Layer) ([]byte, error) {
	f, err := parse(filename, src)
	if err != nil {
		return nil, err
	}
	at := len(f.src)
	for _, b := range f.body.Blocks {
		if b.Type == "layer" {
			at = f.lineEnd(b.CloseBraceRange.End.Byte)
		}
	}
	text := "\n" + LayerBlock(l)
	if at > 0 && f.src[at-1] != '\n' {
		text = "\n" + text
	}
	out := inStyleOf(src, splice(f.src, at, at, text))
	_, diags := limits.ParseHCL(out, filename)
	if diags.HasErrors() {
		return nil, diag.Failedf("%s can't be edited safely", filename).WithHint("add the layer block by hand")
	}
	return out, nil
}

// AddDependency returns the root file with one more name in a layer's
// depends_on.
func AddDependency(filename string, src []byte, layer, name string) ([]byte, error) {
	root, err := ParseRoot(filename, src)
	if err != nil {
		return nil, err
	}
	l, _ := root.Layer(layer)
	if slices.Contains(l.DependsOn, name) {
		return src, nil
	}
	f, err := parse(filename, src)
	if err != nil {
		return nil, err
	}
	for _, b := range f.body.Blocks {
		if b.Type == "layer" && len(b.Labels) == 1 && b.Labels[0] == layer {
			src = inStyleOf(src, f.setIn(b, Change{Name: "depends_on", Value: quoteList(append(l.DependsOn, name))}, "  "))
		}
	}
	_, err = ParseRoot(filename, src)
	return src, err
}
