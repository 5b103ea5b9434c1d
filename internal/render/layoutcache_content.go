package render

import "bytes"

// Content is the content of a file: a text, and the values that fill its holes
// in order. Files of many units share one text, so that a run over thousands
// of them stays small.
type Content struct {
	text   []byte
	values []value
}

type value struct {
	text []byte
	hole string
}

// Bytes returns the content with its holes filled.
func (c Content) Bytes() []byte {
	if len(c.values) == 0 {
		return c.text
	}
	size := len(c.text)
	for _, v := range c.values {
		size += len(v.text)
	}
	out := make([]byte, 0, size)
	text := c.text
	for _, v := range c.values {
		before, after, _ := bytes.Cut(text, []byte(v.hole))
		out = append(append(out, before...), v.text...)
		text = after
	}
	return append(out, text...)
}

// in returns the content with its values in another text with the same holes.
// They are copied, as they lie in a buffer of the whole output.
func (c Content) in(text []byte) Content {
	size := 0
	for _, v := range c.values {
		size += len(v.text)
	}
	buffer := make([]byte, 0, size)
	values := make([]value, len(c.values))
	for i, v := range c.values {
		start := len(buffer)
		buffer = append(buffer, v.text...)
		values[i] = value{buffer[start:], v.hole}
	}
	return Content{text, values}
}

// unmark takes marked output apart.
func unmark(marked []byte) Content {
	if bytes.IndexByte(marked, markOpen) < 0 {
		return Content{text: marked}
	}
	s := Content{text: make([]byte, 0, len(marked))}
	holes := !bytes.Contains(marked, []byte(hole)) && !bytes.Contains(marked, []byte(numberHole))
	for len(marked) > 0 {
		line := wholeLine(marked)
		s.add(line, holes)
		marked = marked[len(line):]
	}
	return s
}

// wholeLine is the first line of marked, newlines inside marks not counted.
func wholeLine(marked []byte) []byte {
	inside := false
	for i, c := range marked {
		switch {
		case c == markOpen:
			inside = true
		case c == markClose:
			inside = false
		case c == '\n' && !inside:
			return marked[:i+1]
		}
	}
	return marked
}

// add takes one line apart. Without holes every value stays in the text.
func (c *Content) add(line []byte, holes bool) {
	comment := bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("#")) // the whole line
	for {
		open := bytes.IndexByte(line, markOpen)
		end := open + bytes.IndexByte(line[max(open, 0):], markClose)
		if open < 0 || end < open+2 {
			break // no mark, or a control character of the text itself
		}
		kind, text, rest := line[open+1], line[open+2:end], line[end+1:]
		c.text = append(c.text, line[:open]...)
		free := holes && !layoutFollows(rest)
		switch {
		case holes && kind == markComment && comment, free && kind == markPart && len(text) > 0:
			c.cut(text, hole)
		case free && kind == markNumber:
			c.cut(text, numberHole)
		case free && kind == markValue && len(text) > 2 && text[0] == '"':
			c.text = append(c.text, '"')
			c.cut(text[1:len(text)-1], hole)
			c.text = append(c.text, '"')
		default:
			c.text = append(c.text, text...)
		}
		line = rest
	}
	c.text = append(c.text, line...)
}

// cut puts a hole in the place of a value.
func (c *Content) cut(text []byte, hole string) {
	c.text = append(c.text, hole...)
	c.values = append(c.values, value{text, hole})
}

// layoutFollows tells whether what follows on the line is laid out by the
// width of what stands before it: an assignment or a comment.
func layoutFollows(rest []byte) bool {
	return bytes.ContainsAny(rest, "=#") || bytes.Contains(rest, []byte("//")) || bytes.Contains(rest, []byte("/*"))
}
