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
	"maps"
	"sort"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Filename is the name of the lock in a unit's folder.
const Filename = ".scaffold.lock.hcl"

// Version is the format that Bytes writes.
const Version = 1

// Lock is one unit's lock.
type Lock struct {
	Unit   string   // the unit's name when it was rendered; empty where none is recorded
	Blocks []*Block // the unit's first, then the environments by name
}

// Block is one render.
type Block struct {
	Environment string // empty for the unit's own files
	Pack        spec.PackRef
	Digest      string
	Files       map[string]string // path relative to the unit → git blob id
	Stale       bool              // two branches' locks were merged: files may lack ids, the next run settles it

	// head is the canonical text of pack, digest, context and inputs. Two renders
	// are compared by it, and it is only parsed when a value is asked for.
	head string
}

// NewBlock returns the block of a render without files.
func NewBlock(environment string, ref spec.PackRef, digest string, context, inputs map[string]cty.Value) *Block {
	b := &Block{Environment: environment, Pack: ref, Digest: digest, Files: map[string]string{}}
	b.head = headText(ref, digest, context, inputs)
	return b
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
	return other != nil && b.head == other.head
}

// Name is the unit's name when it was rendered; fallback where none is recorded.
func (l *Lock) Name(fallback string) string {
	if l == nil || l.Unit == "" {
		return fallback
	}
	return l.Unit
}

// Same tells whether l and other hold the same blocks. A name that one of them
// does not record is no difference.
func (l *Lock) Same(other *Lock) bool {
	if len(l.Blocks) != len(other.Blocks) || l.Name(other.Unit) != other.Name(l.Unit) {
		return false
	}
	for i, b := range l.Blocks {
		o := other.Blocks[i]
		if b != o && (b.Environment != o.Environment || b.Stale != o.Stale || !b.SameRender(o) || !maps.Equal(b.Files, o.Files)) {
			return false
		}
	}
	return true
}

// Inputs returns the effective inputs of the render.
func (b *Block) Inputs() map[string]cty.Value { return b.values("inputs") }

// Context returns what the render saw besides its inputs.
func (b *Block) Context() map[string]cty.Value { return b.values("context") }

// Some returns those of both that are named: a rule over all units needs a few
// values of each, and parsing them all takes many times longer.
func (b *Block) Some(names map[string]bool) (context, inputs map[string]cty.Value) {
	var head strings.Builder
	for line := range strings.Lines(b.head) {
		value, isValue := strings.CutPrefix(line, "    ")
		if name, _, _ := strings.Cut(value, " "); !isValue && !strings.HasPrefix(line, "  pack") || isValue && names[name] || strings.HasPrefix(name, `"`) {
			head.WriteString(line)
		}
	}
	body := parsedHead(head.String())
	return object(value(body, "context")), object(value(body, "inputs"))
}

// BlobID returns the id git gives to content.
func BlobID(content []byte) string {
	h := sha1.New() //nolint:gosec // see the import
	h.Write([]byte("blob " + strconv.Itoa(len(content)) + "\x00"))
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil))
}
