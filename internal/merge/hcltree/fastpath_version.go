package hcltree

import "strings"

// A fast path: most of the text of three versions of a file is the same, and
// lexing is the dearest part of a merge. So only one version is lexed and parsed
// as a whole; another takes over the tokens and top-level items of the chunks
// that it shares with it. Without it ParseVersion would be Parse.

// chunk is a run of whole lines between two places where the lexer is in the
// state in which it begins a file: outside all brackets, at the beginning of a
// line.
type chunk struct {
	text     string
	from, to int   // tokens
	item     *Item // what it holds, if that is one item
}

// chunks are those of one file, by their first lines.
type chunks map[string][]chunk

// ParseVersion returns what Parse does, for a text that is mostly like f.
func (f *File) ParseVersion(src string) (*File, error) {
	if src == f.src {
		return f, nil
	}
	v, ok := f.tokensOf(src)
	if !ok {
		return Parse(src)
	}
	return parseTokens(src, v.tokens, v.parsed)
}

// tokensOf lexes a text that is mostly like f; ok is false if it must be lexed
// alone.
func (f *File) tokensOf(src string) (v *version, ok bool) {
	f.index()
	v = &version{src: src, tokens: make([]token, 0, len(f.tokens)+64), shared: map[int]chunk{}}
	done := 0 // bytes that have tokens
	for at := 0; at < len(src); {
		c, ok := f.find(src[at:])
		if !ok {
			at += lineLength(src[at:])
			continue
		}
		if !v.lexOwn(done, at) {
			return nil, false
		}
		v.share(f, c, at)
		at += len(c.text)
		done = at
	}
	return v, v.lexOwn(done, len(src))
}

// version is a text on its way to a File.
type version struct {
	src    string
	tokens []token
	shared map[int]chunk // by its item's first token
}

// share takes over a chunk that stands at an offset of the text.
func (v *version) share(f *File, c chunk, at int) {
	if c.item != nil {
		v.shared[len(v.tokens)] = c
	}
	shift := at - f.lineStart(c.from)
	for _, t := range f.tokens[c.from:c.to] {
		v.tokens = append(v.tokens, token{t.kind, t.start + shift, t.end + shift})
	}
}

// lexOwn lexes what no chunk covers; false if the lexer would not end in the
// state in which it began. (An asterisk may open or close a comment that reaches
// further.)
func (v *version) lexOwn(from, to int) bool {
	if from == to {
		return true
	}
	before := len(v.tokens)
	text := v.src[from:to]
	if strings.Contains(text, "*") || to < len(v.src) && text[len(text)-1] != '\n' {
		return false
	}
	var ok bool
	v.tokens, ok = scan(text, from, v.tokens)
	return ok && balanced(v.tokens[before:])
}

// parsed returns the shared item that starts at a token, and how many tokens it
// has.
func (v *version) parsed(first int) (*Item, int) {
	c := v.shared[first]
	return c.item, c.to - c.from
}

// takeParsed fills in an item, but for what stands above it, if another version
// has the same.
func (p *parser) takeParsed(it *Item) bool {
	if p.parsed == nil {
		return false
	}
	same, tokens := p.parsed(p.pos)
	if same == nil {
		return false
	}
	above := *it
	*it = *same
	it.Blank, it.Lead, it.OwnRow, it.facts = above.Blank, above.Lead, above.OwnRow, nil
	p.pos += tokens
	p.at = p.tokens[p.pos-1].end
	return true
}

// index finds the chunks of f.
func (f *File) index() {
	if f.chunks != nil {
		return
	}
	f.chunks = make(chunks, len(f.Items))
	items := f.itemsByOffset()
	depth, from := 0, 0
	for i, t := range f.tokens {
		depth += nesting(t.kind)
		if depth == 0 && f.src[t.end-1] == '\n' {
			f.addChunk(from, i+1, items)
			from = i + 1
		}
	}
}

func (f *File) addChunk(from, to int, items map[int]located) {
	text := f.src[f.lineStart(from):f.lineStart(to)]
	if len(text) <= 1 || !strings.HasSuffix(text, "\n") {
		return
	}
	c := chunk{text: text, from: from, to: to}
	if in := items[f.tokens[from].start]; in.end == f.tokens[to-1].end {
		c.item = in.item
	}
	first := text[:lineLength(text)]
	f.chunks[first] = append(f.chunks[first], c)
}

// located is an item and the offset of its end.
type located struct {
	item *Item
	end  int
}

// itemsByOffset returns the top-level items by the offset of their first token.
func (f *File) itemsByOffset() map[int]located {
	out := make(map[int]located, len(f.Items))
	at := 0
	for _, it := range f.Items {
		at += len(it.Blank) + len(it.Lead.Raw()) + len(it.Indent)
		end := at + len(it.Raw) + len(it.Comma) + len(it.Trail) + len(it.EOL)
		if it.Kind != ItemComment {
			out[at] = located{it, end}
		}
		at = end
	}
	return out
}

// find returns a chunk with which a text begins.
func (f *File) find(src string) (chunk, bool) {
	for _, c := range f.chunks[src[:lineLength(src)]] {
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

// lineStart is where the line of a token starts, the first of a chunk; behind
// the last token it is the end of the file.
func (f *File) lineStart(i int) int {
	switch i {
	case 0:
		return 0
	case len(f.tokens):
		return len(f.src)
	}
	return f.tokens[i-1].end
}
