// Package lock reads and writes lock files: what was last rendered of a unit.
//
// A lock holds one block for the unit and one for each environment, each with
// the pack, its digest, the context and inputs it was rendered with, and the
// git blob id of every file as rendered. From these, and the vendored pack, the
// base of a three-way merge can always be rendered again. Parse and Bytes are
// inverse; the text is canonical, so equal locks are equal bytes.
package lock

import (
	"crypto/sha1" //nolint:gosec // git names blobs by SHA-1; nothing is secured by it
	"encoding/hex"
	"sort"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Filename is the name of the lock in a unit's folder.
const Filename = ".scaffold.lock.hcl"

// Version is the format that Bytes writes.
const Version = 1

// Lock is one unit's lock.
type Lock struct {
	Blocks []*Block // the unit's first, then the environments by name
}

// Block is one render.
type Block struct {
	Environment string // empty for the unit's own files
	Pack        spec.PackRef
	Digest      string
	Context     map[string]cty.Value
	Inputs      map[string]cty.Value
	Files       map[string]string // path relative to the unit → git blob id
}

// Block returns the block of an environment ("" for the unit's own), or nil.
func (l *Lock) Block(environment string) *Block {
	if l == nil {
		return nil
	}
	for _, b := range l.Blocks {
		if b.Environment == environment {
			return b
		}
	}
	return nil
}

// Set puts b in the place of the block with the same environment, in order.
func (l *Lock) Set(b *Block) {
	for i, old := range l.Blocks {
		if old.Environment == b.Environment {
			l.Blocks[i] = b
			return
		}
	}
	l.Blocks = append(l.Blocks, b)
	sort.Slice(l.Blocks, func(i, j int) bool { return l.Blocks[i].Environment < l.Blocks[j].Environment })
}

// SameRender tells whether a and b were rendered from the same pack, context
// and inputs, so that their files must be the same.
func (b *Block) SameRender(other *Block) bool {
	return other != nil && b.head() == other.head()
}

// BlobID returns the id git gives to content.
func BlobID(content []byte) string {
	h := sha1.New() //nolint:gosec // see the import
	h.Write([]byte("blob " + strconv.Itoa(len(content)) + "\x00"))
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil))
}

// Bytes returns the lock file's text.
func (l *Lock) Bytes() []byte {
	var b strings.Builder
	b.WriteString("# Written by scaffold; do not edit. It records what was last rendered here.\n")
	b.WriteString("lock_version = " + strconv.Itoa(Version) + "\n")
	for _, block := range l.Blocks {
		b.WriteString("\n")
		if block.Environment == "" {
			b.WriteString("render \"unit\" {\n")
		} else {
			b.WriteString("render \"environment\" " + expr.LiteralLine(cty.StringVal(block.Environment)) + " {\n")
		}
		b.WriteString(block.head())
		files := make(map[string]cty.Value, len(block.Files))
		for name, id := range block.Files {
			files[name] = cty.StringVal(id)
		}
		writeMap(&b, "files      ", files)
		b.WriteString("}\n")
	}
	return []byte(b.String())
}

// head returns everything of the block but its files, as text.
func (b *Block) head() string {
	var s strings.Builder
	s.WriteString("  pack        = " + expr.LiteralLine(cty.StringVal(b.Pack.String())) + "\n")
	s.WriteString("  pack_digest = " + expr.LiteralLine(cty.StringVal(b.Digest)) + "\n")
	writeMap(&s, "context    ", b.Context)
	writeMap(&s, "inputs     ", b.Inputs)
	return s.String()
}

func writeMap(b *strings.Builder, name string, values map[string]cty.Value) {
	b.WriteString("  " + name + " = {")
	if len(values) > 0 {
		b.WriteString("\n")
	}
	names := make([]string, 0, len(values))
	width := 0
	for key := range values {
		names = append(names, key)
		width = max(width, len(quoteKey(key)))
	}
	sort.Strings(names)
	for _, key := range names {
		quoted := quoteKey(key)
		b.WriteString("    " + quoted + strings.Repeat(" ", width-len(quoted)) + " = " + expr.LiteralLine(values[key]) + "\n")
	}
	if len(values) > 0 {
		b.WriteString("  ")
	}
	b.WriteString("}\n")
}

// quoteKey leaves identifiers bare, as terraform fmt does.
func quoteKey(key string) string {
	if hclsyntax.ValidIdentifier(key) {
		return key
	}
	return expr.LiteralLine(cty.StringVal(key))
}

// Parse reads a lock file. filename is used in messages only.
func Parse(filename string, src []byte) (*Lock, error) {
	parsed, diags := hclsyntax.ParseConfig(src, filename, hcl.InitialPos)
	if diags.HasErrors() {
		list := diag.FromHCL(diag.Usage, diags, map[string][]byte{filename: src})
		list[0].Hint = "the lock is written by scaffold alone; restore it with git checkout, then run generate again"
		return nil, list[:1]
	}
	body := parsed.Body.(*hclsyntax.Body)
	r := &reader{filename: filename, src: src}
	if version := r.value(body, "lock_version"); version == cty.NilVal || !version.RawEquals(cty.NumberIntVal(Version)) {
		return nil, r.problem(body.SrcRange, "this lock has another format than version %d", Version).
			WithHint("it was written by another version of scaffold; update scaffold")
	}
	l := &Lock{}
	for _, block := range body.Blocks {
		b, err := r.block(block)
		if err != nil {
			return nil, err
		}
		l.Set(b)
	}
	return l, nil
}

type reader struct {
	filename string
	src      []byte
}

func (r *reader) problem(at hcl.Range, format string, args ...any) *diag.Problem {
	return diag.Usagef(format, args...).At(at, r.src)
}

func (r *reader) value(body *hclsyntax.Body, name string) cty.Value {
	a, ok := body.Attributes[name]
	if !ok {
		return cty.NilVal
	}
	v, diags := a.Expr.Value(nil)
	if diags.HasErrors() {
		return cty.NilVal
	}
	return v
}

func (r *reader) block(block *hclsyntax.Block) (*Block, error) {
	b := &Block{Files: map[string]string{}}
	switch {
	case block.Type == "render" && len(block.Labels) == 1 && block.Labels[0] == "unit":
	case block.Type == "render" && len(block.Labels) == 2 && block.Labels[0] == "environment":
		b.Environment = block.Labels[1]
	default:
		return nil, r.problem(block.DefRange(), "a lock holds no such block")
	}
	packText, digest := r.value(block.Body, "pack"), r.value(block.Body, "pack_digest")
	if !text(packText) || !text(digest) {
		return nil, r.problem(block.DefRange(), "this block of the lock lacks its pack or pack_digest")
	}
	ref, ok := spec.ParsePackRef(packText.AsString())
	if !ok {
		return nil, r.problem(block.DefRange(), "%q is not a pack and its version", packText.AsString())
	}
	b.Pack, b.Digest = ref, digest.AsString()
	b.Context, b.Inputs = object(r.value(block.Body, "context")), object(r.value(block.Body, "inputs"))
	for name, id := range object(r.value(block.Body, "files")) {
		if !text(id) {
			return nil, r.problem(block.DefRange(), "the blob id of %q is not text", name)
		}
		b.Files[name] = id.AsString()
	}
	return b, nil
}

func text(v cty.Value) bool {
	return v != cty.NilVal && !v.IsNull() && v.IsKnown() && v.Type() == cty.String
}

func object(v cty.Value) map[string]cty.Value {
	if v == cty.NilVal || v.IsNull() || !v.CanIterateElements() {
		return map[string]cty.Value{}
	}
	return v.AsValueMap()
}
