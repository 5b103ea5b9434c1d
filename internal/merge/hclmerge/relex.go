package hclmerge

import "strings"

// Most of the text of three versions is the same, and lexing is the dearest part
// of a merge. So only one version is lexed as a whole; the others take over the
// tokens of the pieces that they share with it.

// chunk is a run of tokens from one resumable place to the next.
type chunk struct {
	text     string
	from, to int // tokens
}

// relex returns the tokens of a text that is mostly like l.
func (l *lexed) relex(src string) (*lexed, bool) {
	if src == l.src {
		return l, true
	}
	l.index()
	n := &lexed{src: src, tokens: make([]token, 0, len(l.tokens)+64), origin: l, shared: map[int]chunk{}}
	done := 0 // bytes lexed
	for at := 0; at < len(src); {
		c, ok := l.find(src[at:])
		if !ok {
			at += lineLength(src[at:])
			continue
		}
		if !n.lexOwn(done, at) {
			return lex(src)
		}
		shift := at - l.offset(c.from)
		n.shared[len(n.tokens)] = c
		for _, t := range l.tokens[c.from:c.to] {
			n.tokens = append(n.tokens, token{t.kind, t.start + shift, t.end + shift})
		}
		at += len(c.text)
		done = at
	}
	if !n.lexOwn(done, len(src)) {
		return lex(src)
	}
	return n, true
}

// lexOwn lexes what no chunk covers; false if the lexer would not end in the
// state in which it began. (An asterisk may open or close a comment that reaches
// further.)
func (l *lexed) lexOwn(from, to int) bool {
	if from == to {
		return true
	}
	before := len(l.tokens)
	text := l.src[from:to]
	if strings.Contains(text, "*") || to < len(l.src) && text[len(text)-1] != '\n' {
		return false
	}
	var ok bool
	l.tokens, ok = scan(text, from, l.tokens)
	depth := 0
	for _, t := range l.tokens[before:] {
		if depth += nesting(t.kind); depth < 0 {
			return false
		}
	}
	return ok && depth == 0
}

// index sorts the chunks by their first lines.
func (l *lexed) index() {
	if l.chunks != nil {
		return
	}
	l.chunks = make(map[string][]chunk, len(l.resume))
	for i, from := range l.resume {
		to := len(l.tokens)
		if i+1 < len(l.resume) {
			to = l.resume[i+1]
		}
		text := l.src[l.offset(from):l.offset(to)]
		if len(text) > 1 && strings.HasSuffix(text, "\n") {
			first := text[:lineLength(text)]
			l.chunks[first] = append(l.chunks[first], chunk{text, from, to})
		}
	}
}

// find returns a chunk with which a text begins.
func (l *lexed) find(src string) (chunk, bool) {
	for _, c := range l.chunks[src[:lineLength(src)]] {
		if strings.HasPrefix(src, c.text) {
			return c, true
		}
	}
	return chunk{}, false
}

// lineLength is the length of the first line, with its newline.
func lineLength(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i + 1
	}
	return len(s)
}

// offset is where a token's line starts; behind the last token, the end.
func (l *lexed) offset(i int) int {
	switch i {
	case 0:
		return 0
	case len(l.tokens):
		return len(l.src)
	}
	return l.tokens[i-1].end
}
