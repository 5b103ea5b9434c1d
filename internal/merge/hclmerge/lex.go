package hclmerge

import (
	"strings"

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
	if out == nil {
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

// relex returns the tokens of a text that is mostly like l: what both begin and
// end with keeps its tokens, only the middle is lexed. (A change that holds an
// asterisk may open or end a comment that reaches further.)
func (l *lexed) relex(src string) (*lexed, bool) {
	prefix := commonPrefix(l.src, src)
	if prefix == len(src) && prefix == len(l.src) {
		return l, true
	}
	suffix := commonSuffix(l.src[prefix:], src[prefix:])
	head, tail := l.lastResume(prefix), l.firstResume(len(l.src)-suffix)
	if head < 0 || tail < head || strings.Contains(src[prefix:len(src)-suffix], "*") {
		return lex(src)
	}
	from, to := l.offset(head), l.offset(tail)
	shift := len(src) - len(l.src)
	if to+shift < from {
		return lex(src)
	}
	out := make([]token, 0, len(l.tokens)+16)
	out, ok := scan(src[from:to+shift], from, append(out, l.tokens[:head]...))
	if middle := src[from : to+shift]; !ok || middle != "" && !strings.HasSuffix(middle, "\n") {
		return lex(src)
	}
	n := &lexed{src: src, tokens: out}
	if !n.findResumes() {
		return lex(src)
	}
	for _, t := range l.tokens[tail:] {
		n.tokens = append(n.tokens, token{t.kind, t.start + shift, t.end + shift})
	}
	n.resume = n.resume[:0]
	return n, n.findResumes()
}

// offset is where a token starts; behind the last, the end.
func (l *lexed) offset(i int) int {
	if i == len(l.tokens) {
		return len(l.src)
	}
	if i == 0 {
		return 0
	}
	return l.tokens[i-1].end // behind the newline, so that indentation is lexed anew
}

// lastResume returns the last resumable token that starts within n bytes.
func (l *lexed) lastResume(n int) int {
	at := -1
	for _, i := range l.resume {
		if l.offset(i) > n {
			break
		}
		at = i
	}
	return at
}

// firstResume returns the first resumable token from offset n on.
func (l *lexed) firstResume(n int) int {
	for _, i := range l.resume {
		if i > 0 && l.offset(i) >= n {
			return i
		}
	}
	return len(l.tokens)
}

func commonPrefix(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for i+32 <= n && a[i:i+32] == b[i:i+32] {
		i += 32
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

func commonSuffix(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for i+32 <= n && a[len(a)-i-32:len(a)-i] == b[len(b)-i-32:len(b)-i] {
		i += 32
	}
	for i < n && a[len(a)-1-i] == b[len(b)-1-i] {
		i++
	}
	return i
}
