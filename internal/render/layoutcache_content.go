package render

import (
	"bytes"
	"strconv"
	"text/template"
	"text/template/parse"
)

// A rendered file is mostly the same text as that of the next environment or
// service; only quoted values differ. Parsing and formatting it again and again
// would be the largest part of a run. So the output of quoting helpers is
// marked, and what is parsed and formatted, once a run, is the skeleton: the
// output with a hole for each value. That is sound where the value can change
// neither layout nor validity. The first is seen in its line: nothing behind it
// is aligned, or it stands in a comment of its own line; everywhere else the
// value stays in the skeleton. The second is seen in the parsed skeleton, see
// holesHold.
const (
	markOpen  = 0x01 // followed by the kind of the value
	markClose = 0x02

	markValue   = 'v' // of hcl: a whole expression
	markPart    = 'p' // of hclpart: part of a quoted string
	markComment = 'c' // of comment: part of one line
	markNumber  = 'n' // a whole number put out as it is

	// The holes: a private-use character and a number of the same make as what
	// they stand for. Text that holds one of them gets no holes.
	hole       = "\ue000"
	numberHole = "7193054286"
)

// markers are the helpers whose output is marked, each with the helper that
// marks it. Templates can't call those: their names are no identifiers there
// until the parsed template is changed.
var markers = map[string]string{"hcl": "markvalue", "hclpart": "markpart", "comment": "markcomment"}

func markFuncs() template.FuncMap {
	as := func(kind byte) func(string) string {
		return func(s string) string { return string([]byte{markOpen, kind}) + s + string([]byte{markClose}) }
	}
	number := func(v any) any {
		if n, ok := v.(int64); ok && n >= 0 {
			return as(markNumber)(strconv.FormatInt(n, 10))
		}
		return v
	}
	return template.FuncMap{"markvalue": as(markValue), "markpart": as(markPart), "markcomment": as(markComment), "marknumber": number}
}

// markActions appends the helper `mark` to every action that ends in a quoting
// helper. It works on the parsed template, so that values compared or piped on
// inside a template never carry marks.
func markActions(tree *parse.Tree, node parse.Node) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				markActions(tree, child)
			}
		}
	case *parse.ActionNode:
		markPipe(tree, n.Pipe)
	case *parse.IfNode:
		markActions(tree, n.List)
		markActions(tree, n.ElseList)
	case *parse.RangeNode:
		markActions(tree, n.List)
		markActions(tree, n.ElseList)
	case *parse.WithNode:
		markActions(tree, n.List)
		markActions(tree, n.ElseList)
	}
}

func markPipe(tree *parse.Tree, pipe *parse.PipeNode) {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) == 0 {
		return
	}
	last := pipe.Cmds[len(pipe.Cmds)-1]
	marker := ""
	switch first := last.Args[0].(type) {
	case *parse.IdentifierNode:
		marker = markers[first.Ident]
	case *parse.FieldNode:
		marker = "marknumber"
	}
	if marker == "" {
		return
	}
	pipe.Cmds = append(pipe.Cmds, &parse.CommandNode{
		NodeType: parse.NodeCommand, Pos: last.Pos,
		Args: []parse.Node{parse.NewIdentifier(marker).SetTree(tree).SetPos(last.Pos)},
	})
}

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
