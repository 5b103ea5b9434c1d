package hclmerge

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// token is one token; offsets are bytes from 0.
type token struct {
	kind       hclsyntax.TokenType
	start, end int
}

// lexed is a file in tokens.
type lexed struct {
	src    string
	tokens []token
	// resume are the indexes of tokens that start a line outside all brackets:
	// there the lexer is in the state in which it begins a file.
	resume []int
	chunks map[string][]chunk // by first line
	// known are the top-level items by their first token, for files that share
	// them; shared are, by token, the first tokens of chunks of origin.
	known  map[int]known
	origin *lexed
	shared map[int]chunk
}

// known is a top-level item that was parsed before.
type known struct {
	item *item
	to   int // the token behind it
}

// lex returns the file's tokens; ok is false when some are invalid.
func lex(src string) (*lexed, bool) {
	tokens, ok := scan(src, 0, nil)
	l := &lexed{src: src, tokens: tokens}
	balanced := l.findResumes()
	return l, ok && balanced
}

// scan appends the tokens of src, whose first byte has the offset, without EOF.
func scan(src string, offset int, out []token) ([]token, bool) {
	tokens, diags := hclsyntax.LexConfig([]byte(src), "", hcl.InitialPos)
	if cap(out) == 0 {
		out = make([]token, 0, len(tokens))
	}
	for _, t := range tokens {
		if t.Type != hclsyntax.TokenEOF {
			out = append(out, token{t.Type, t.Range.Start.Byte + offset, t.Range.End.Byte + offset})
		}
	}
	return out, !diags.HasErrors()
}

// findResumes fills resume, and tells whether all brackets are closed.
func (l *lexed) findResumes() bool {
	depth := 0
	l.resume = append(l.resume, 0)
	for i, t := range l.tokens {
		depth += nesting(t.kind)
		if depth < 0 {
			return false
		}
		if depth == 0 && l.src[t.end-1:t.end] == "\n" && i+1 < len(l.tokens) {
			l.resume = append(l.resume, i+1)
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
