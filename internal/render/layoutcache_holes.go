package render

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// holesHold tells whether every hole of a skeleton that parses stands where no
// value can change what is around it: within a quoted string, in a comment of
// one line, or as a number of its own. In a heredoc a value may be its end, in
// a block comment close it, behind \u finish the escape.
func holesHold(skeleton []byte) bool {
	wanted := countHoles(skeleton)
	if wanted == 0 {
		return true
	}
	tokens, _ := hclsyntax.LexConfig(skeleton, "", hcl.InitialPos) // it parses
	for _, t := range tokens {
		if tokenHolds(t) {
			wanted -= countHoles(t.Bytes)
		}
	}
	return wanted == 0
}

func countHoles(text []byte) int {
	return bytes.Count(text, []byte(hole)) + bytes.Count(text, []byte(numberHole))
}

func tokenHolds(t hclsyntax.Token) bool {
	switch t.Type {
	case hclsyntax.TokenQuotedLit:
		return !bytes.Contains(bytes.ToLower(t.Bytes), []byte(`\u`))
	case hclsyntax.TokenComment:
		return !bytes.HasPrefix(t.Bytes, []byte("/*"))
	case hclsyntax.TokenNumberLit:
		return string(t.Bytes) == numberHole
	}
	return false
}
