package hcltree

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// token is one token; offsets are bytes from 0, the end exclusive.
type token struct {
	kind       hclsyntax.TokenType
	start, end int
}

// lex returns the tokens of a file; ok is false when some are invalid, or when
// brackets are left open.
func lex(src string) (tokens []token, ok bool) {
	tokens, ok = scan(src, 0, nil)
	return tokens, ok && balanced(tokens)
}

// scan appends the tokens of src, whose first byte has the offset, without EOF.
func scan(src string, offset int, out []token) ([]token, bool) {
	tokens, diags := hclsyntax.LexConfig([]byte(src), "", hcl.InitialPos)
	out = slices.Grow(out, len(tokens))
	for _, t := range tokens {
		if t.Type != hclsyntax.TokenEOF {
			out = append(out, token{t.Type, t.Range.Start.Byte + offset, t.Range.End.Byte + offset})
		}
	}
	return out, !diags.HasErrors()
}

// balanced tells whether each bracket is closed, and none that is not open. What is
// nested deeper than anybody writes counts as broken, too.
func balanced(tokens []token) bool {
	depth := 0
	for _, t := range tokens {
		if depth += nesting(t.kind); depth < 0 || depth > limits.MaxDepth {
			return false
		}
	}
	return depth == 0
}

// nesting is 1 for tokens that open something, -1 for those that close it.
func nesting(k hclsyntax.TokenType) int {
	switch k {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote,
		hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
		return 1
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
		hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
		return -1
	}
	return 0
}
