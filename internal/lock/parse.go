package lock

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Parse reads a lock file. filename is used in messages only.
func Parse(filename string, src []byte) (*Lock, error) {
	if l, ok := parseFast(src); ok {
		return l, nil
	}
	if l, ok := parseMarked(filename, src); ok {
		return l, nil
	}
	return parseHCL(filename, src)
}

// parseHCL reads a lock in any layout.
func parseHCL(filename string, src []byte) (*Lock, error) {
	parsed, diags := limits.ParseHCL(src, filename)
	if diags.HasErrors() {
		list := diag.FromHCL(diag.Usage, diags, map[string][]byte{filename: src})
		list[0].Hint = "the lock is written by scaffold alone; restore it with git checkout, then run generate again"
		return nil, list[:1]
	}
	body := parsed.Body.(*hclsyntax.Body)
	r := &reader{filename: filename, src: src}
	version := value(body, "lock_version")
	if version == cty.NilVal {
		return nil, r.problem(body.SrcRange, "this lock has no lock_version").
			WithHint("the lock is written by scaffold alone; restore it with git checkout, then run generate again")
	}
	if !version.RawEquals(cty.NumberIntVal(Version)) {
		return nil, r.problem(body.SrcRange, "this lock has another format than version %d", Version).
			WithHint("it was written by another version of scaffold; update scaffold")
	}
	l := &Lock{}
	if name := value(body, "unit"); text(name) {
		l.Unit = name.AsString()
	}
	for _, block := range body.Blocks {
		b, err := r.block(block)
		if err != nil {
			return nil, err
		}
		if l.Block(b.Environment) != nil {
			return nil, r.problem(block.DefRange(), "this block stands in the lock twice").
				WithHint("restore the lock with git checkout, then run generate again")
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

func value(body *hclsyntax.Body, name string) cty.Value {
	a, ok := body.Attributes[name]
	if !ok {
		return cty.NilVal
	}
	v, diags := expr.Once(a.Expr, nil)
	if diags.HasErrors() {
		return cty.NilVal
	}
	return v
}

func (r *reader) block(block *hclsyntax.Block) (*Block, error) {
	environment := ""
	switch {
	case block.Type == "render" && len(block.Labels) == 1 && block.Labels[0] == "unit":
	case block.Type == "render" && len(block.Labels) == 2 && block.Labels[0] == "environment":
		environment = block.Labels[1]
	default:
		return nil, r.problem(block.DefRange(), "a lock holds no such block")
	}
	packText, digest := value(block.Body, "pack"), value(block.Body, "pack_digest")
	if !text(packText) || !text(digest) {
		return nil, r.problem(block.DefRange(), "this block of the lock lacks its pack or pack_digest")
	}
	ref, ok := spec.ParsePackRef(packText.AsString())
	if !ok {
		return nil, r.problem(block.DefRange(), "%q is not a pack and its version", packText.AsString())
	}
	for _, name := range []string{"context", "inputs", "files"} {
		if a, ok := block.Body.Attributes[name]; ok && value(block.Body, name) == cty.NilVal {
			return nil, r.problem(a.SrcRange, "%s of a lock holds plain values only", name).WithHint("restore the lock with git checkout, then run generate again")
		}
	}
	b := NewBlock(environment, ref, digest.AsString(), object(value(block.Body, "context")), object(value(block.Body, "inputs")))
	if stale := value(block.Body, "stale"); stale != cty.NilVal {
		b.Stale = stale.RawEquals(cty.True)
	}
	for name, id := range object(value(block.Body, "files")) {
		if !text(id) {
			return nil, r.problem(block.DefRange(), "the blob id of %q is not text", name)
		}
		if !validFile(name, id.AsString()) {
			return nil, r.problem(block.DefRange(), "the lock names %q, which is no blob id of a file inside the unit", name)
		}
		b.Files[name] = id.AsString()
	}
	return b, nil
}

func text(v cty.Value) bool {
	return v != cty.NilVal && !v.IsNull() && v.IsKnown() && v.Type() == cty.String
}

func object(v cty.Value) map[string]cty.Value {
	if v == cty.NilVal || v.IsNull() || !v.CanIterateElements() || v.LengthInt() == 0 {
		return map[string]cty.Value{}
	}
	return v.AsValueMap()
}

// values parses one map of the head.
func (b *Block) values(name string) map[string]cty.Value {
	return object(value(parsedHead(b.head), name))
}

func parsedHead(text string) *hclsyntax.Body {
	parsed, diags := limits.ParseHCL([]byte(text), Filename)
	if diags.HasErrors() {
		return &hclsyntax.Body{} // a canonical head always parses
	}
	return parsed.Body.(*hclsyntax.Body)
}
