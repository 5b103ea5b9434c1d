package lock

import (
	"bytes"
	"maps"
	"slices"

	"github.com/hashicorp/go-version"
	"github.com/zclconf/go-cty/cty"
)

// Merge puts together what two branches rendered since base, which may be nil,
// without the packs. Pack, context and inputs are merged three-way, value by
// value; what both changed differently is the newer version, or ours. Ids of
// files that differ are dropped, and the block is marked as stale: the next
// generate renders, compares and settles it. There are no conflicts.
func Merge(base, ours, theirs *Lock) *Lock {
	if base == nil {
		base = &Lock{}
	}
	out := &Lock{Unit: ours.Unit}
	if ours.Unit == base.Unit {
		out.Unit = theirs.Unit
	}
	for _, environment := range environments(ours, theirs) {
		b, o, t := base.Block(environment), ours.Block(environment), theirs.Block(environment)
		if merged := mergeBlock(b, o, t); merged != nil {
			out.Set(merged)
		}
	}
	return out
}

func environments(locks ...*Lock) []string {
	seen := map[string]bool{}
	for _, l := range locks {
		for _, b := range l.Blocks {
			seen[b.Environment] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func same(a, b *Block) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.SameRender(b) && a.Stale == b.Stale && maps.Equal(a.Files, b.Files)
}

func mergeBlock(base, ours, theirs *Block) *Block {
	switch {
	case same(ours, theirs), same(base, theirs):
		return ours
	case same(base, ours):
		return theirs
	case ours == nil: // one gave the environment up, the other went on with it
		return theirs
	case theirs == nil:
		return ours
	}
	if base == nil {
		base = &Block{Files: map[string]string{}}
	}
	from := newer(ours, theirs)
	if ours.Pack == base.Pack {
		from = theirs
	} else if theirs.Pack == base.Pack {
		from = ours
	}
	out := NewBlock(ours.Environment, from.Pack, from.Digest,
		mergeValues(base.Context(), ours.Context(), theirs.Context()), mergeValues(base.Inputs(), ours.Inputs(), theirs.Inputs()))
	out.Stale = true
	for name, id := range ours.Files {
		if theirs.Files[name] == id {
			out.Files[name] = id
		}
	}
	return out
}

// newer is the block of the higher version of the pack.
func newer(ours, theirs *Block) *Block {
	a, errA := version.NewVersion(ours.Pack.Version)
	b, errB := version.NewVersion(theirs.Pack.Version)
	if errA == nil && errB == nil && b.GreaterThan(a) {
		return theirs
	}
	return ours
}

// mergeValues merges maps key by key.
func mergeValues(base, ours, theirs map[string]cty.Value) map[string]cty.Value {
	out := map[string]cty.Value{}
	for name := range ours {
		if _, there := theirs[name]; there || !equal(base[name], ours[name]) {
			out[name] = ours[name]
		}
	}
	for name, value := range theirs {
		if _, there := ours[name]; (!there && !equal(base[name], value)) || (there && equal(base[name], ours[name])) {
			out[name] = value
		}
	}
	return out
}

func equal(a, b cty.Value) bool {
	if a == cty.NilVal || b == cty.NilVal {
		return a == cty.NilVal && b == cty.NilVal
	}
	return a.RawEquals(b)
}

// sides splits a lock that git left with conflict markers into what each side
// had; ok is false when it has none.
func sides(src []byte) (base, ours, theirs []byte, ok bool) {
	in := ""
	for line := range bytes.Lines(src) {
		switch {
		case bytes.HasPrefix(line, []byte("<<<<<<< ")):
			in, ok = "ours", true
			continue
		case bytes.HasPrefix(line, []byte("||||||| ")):
			in = "base"
			continue
		case bytes.HasPrefix(line, []byte("=======")) && in != "":
			in = "theirs"
			continue
		case bytes.HasPrefix(line, []byte(">>>>>>> ")):
			in = ""
			continue
		}
		if in == "" || in == "base" {
			base = append(base, line...)
		}
		if in == "" || in == "ours" {
			ours = append(ours, line...)
		}
		if in == "" || in == "theirs" {
			theirs = append(theirs, line...)
		}
	}
	return base, ours, theirs, ok
}

// parseMarked reads a lock with conflict markers as the merge of its sides.
func parseMarked(filename string, src []byte) (*Lock, bool) {
	base, ours, theirs, ok := sides(src)
	if !ok {
		return nil, false
	}
	merged, ok := mergeParsed(parseHCL, filename, base, ours, theirs)
	if !ok {
		return nil, false
	}
	for _, block := range merged.Blocks {
		block.Stale = true // what else git did to the files is not known
	}
	return merged, true
}

// MergeText merges three lock files' texts. An unreadable base counts as none;
// ok is false when a side can't be read.
func MergeText(base, ours, theirs []byte) (merged []byte, ok bool) {
	l, ok := mergeParsed(Parse, Filename, base, ours, theirs)
	if !ok {
		return nil, false
	}
	return l.Bytes(), true
}

// mergeParsed reads three locks and merges them, as [MergeText] says.
func mergeParsed(parse func(string, []byte) (*Lock, error), filename string, base, ours, theirs []byte) (*Lock, bool) {
	o, errO := parse(filename, ours)
	t, errT := parse(filename, theirs)
	if errO != nil || errT != nil {
		return nil, false
	}
	b, err := parse(filename, base)
	if err != nil {
		b = nil
	}
	return Merge(b, o, t), true
}
