package hclmerge_test

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A second oracle, for files whose leaves have no tokens of their own: it reads
// attributes from hclsyntax's tree, and knows nothing of the merge's.

// leaf is an attribute at an address that only one block has.
type leaf struct {
	block string // the address of its block
	value string // in tokens
}

// addressed returns the attributes by address, and how many blocks have each
// address.
func addressed(src string) (leaves map[string]leaf, blocks map[string]int) {
	leaves, blocks = map[string]leaf{}, map[string]int{}
	f, _ := hclsyntax.ParseConfig([]byte(src), "", hcl.InitialPos)
	var walk func(b *hclsyntax.Body, path string)
	walk = func(b *hclsyntax.Body, path string) {
		for name, a := range b.Attributes {
			leaves[path+" "+name] = leaf{path, tokensOf(src, a.Expr.Range())}
		}
		for _, k := range b.Blocks {
			at := path + fmt.Sprintf("/%s%q", k.Type, k.Labels)
			blocks[at]++
			walk(k.Body, at)
		}
	}
	walk(f.Body.(*hclsyntax.Body), "")
	return leaves, blocks
}

// tokensOf is the text of a range without its layout.
func tokensOf(src string, r hcl.Range) string {
	tokens, _ := hclsyntax.LexExpression([]byte(src[r.Start.Byte:r.End.Byte]), "", hcl.InitialPos)
	var out []string
	for _, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenNewline, hclsyntax.TokenComment, hclsyntax.TokenComma, hclsyntax.TokenEOF:
		default:
			out = append(out, strings.TrimSpace(string(t.Bytes)))
		}
	}
	return strings.Join(out, " ")
}

// misplaced tells what is wrong with a result without conflicts: an attribute
// that one side alone changed, added or deleted must be as that side has it.
// Addresses that several blocks have, or not all sides, are left out: blocks may
// have been renamed.
func misplaced(base, ours, theirs, result string) error {
	b, bb := addressed(base)
	o, bo := addressed(ours)
	t, bt := addressed(theirs)
	r, _ := addressed(result)
	all := map[string]string{}
	for _, leaves := range []map[string]leaf{b, o, t, r} {
		for address, l := range leaves {
			all[address] = l.block
		}
	}
	for address, block := range all {
		if !unique(block, bb, bo, bt) {
			continue
		}
		want := r[address].value
		switch {
		case o[address].value == t[address].value, t[address].value == b[address].value:
			want = o[address].value
		case o[address].value == b[address].value:
			want = t[address].value
		}
		if have := r[address].value; have != want {
			return fmt.Errorf("%s is %q, not %q", address, have, want)
		}
	}
	return nil
}

// unique tells whether each side has one block of the address, and one of each
// block around it.
func unique(block string, sides ...map[string]int) bool {
	for i := range block {
		if i == 0 || block[i] != '/' {
			continue
		}
		for _, blocks := range sides {
			if blocks[block[:i]] > 1 {
				return false
			}
		}
	}
	for _, blocks := range sides {
		if block != "" && blocks[block] != 1 {
			return false
		}
	}
	return true
}
