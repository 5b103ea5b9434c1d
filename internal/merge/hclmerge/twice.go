package hclmerge

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// What Terraform takes once in a module, such as a resource's address or a local
// value. A merge of two sides that have it once must not have it twice.

// definitions counts what a file defines.
func definitions(g *hcltree.Group) map[string]int {
	out := make(map[string]int, len(g.Items))
	for _, it := range g.Items {
		for name := range definedBy(it) {
			out[name]++
		}
	}
	return out
}

// definedBy yields what a top-level item defines.
func definedBy(it *hcltree.Item) iter.Seq[string] {
	return func(yield func(string) bool) {
		if name := address(it); name != "" {
			yield(name)
		}
		if it == nil || it.Type != "locals" || it.Body == nil {
			return
		}
		for _, inner := range it.Body.Items {
			if inner.Kind == hcltree.ItemAttribute && !yield("local."+inner.Key) {
				return
			}
		}
	}
}

// doubles returns the side that adds here what the other adds elsewhere, or nil.
func (m *merger) doubles(s triple) *hcltree.Item {
	if len(m.twice) == 0 || m.depth > 1 {
		return nil
	}
	for side, other := range map[int]int{ours: theirs, theirs: ours} {
		there := slices.AppendSeq(slices.Collect(definedBy(s.of[base])), definedBy(s.of[other]))
		for name := range definedBy(s.of[side]) {
			if m.twice[name] && !slices.Contains(there, name) {
				return s.of[side]
			}
		}
	}
	return nil
}

// address names a block that may be there only once; "" for others.
func address(it *hcltree.Item) string {
	switch {
	case it == nil || it.Kind != hcltree.ItemBlock || len(it.Labels) == 0:
		return ""
	case it.Type == "provider" || it.Type == "mock_provider": // told apart by an alias
		return strings.TrimSpace(nameOf(it, 0) + " " + it.Identity())
	}
	return nameOf(it, 0)
}

// moreThanOnce returns in order what is there more than once.
func moreThanOnce(counts map[string]int) []string {
	var out []string
	for name, n := range counts {
		if n > 1 {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// doubled returns what a result has more often than the sides, and in order what it
// has more than once.
func doubled(result, ours, theirs map[string]int) (made map[string]bool, there []string) {
	there = moreThanOnce(result)
	made = map[string]bool{}
	for _, name := range there {
		made[name] = result[name] > ours[name] && result[name] > theirs[name]
	}
	maps.DeleteFunc(made, func(_ string, more bool) bool { return !more })
	return made, there
}

func (f *versions) doubled() (made map[string]bool, there []string) {
	return doubled(definitions(f.result.Group), definitions(f.file[ours].Group), definitions(f.file[theirs].Group))
}

// definedTwice returns what a side alone defines more than once.
func definedTwice(src string) []string {
	f, err := hcltree.Parse(src)
	if err != nil {
		return moreThanOnce(redefined(src))
	}
	if twice := moreThanOnce(definitions(f.Group)); len(twice) > 0 || parses(src) {
		return twice
	}
	return moreThanOnce(redefined(src))
}

// redefined counts the attributes that a text sets after they are set. Such a text is
// no HCL.
func redefined(src string) map[string]int {
	_, diags := hclsyntax.ParseConfig([]byte(src), "", hcl.InitialPos)
	out := map[string]int{}
	for _, d := range diags {
		if d.Summary == "Attribute redefined" && d.Subject != nil {
			name := src[d.Subject.Start.Byte:d.Subject.End.Byte]
			out[name] = max(out[name], 1) + 1
		}
	}
	return out
}
