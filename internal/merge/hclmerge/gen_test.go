package hclmerge_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A model of an HCL file whose every leaf holds a token of its own, such as t17,
// so that a test can tell from the text alone what became of each.

type mkind int

const (
	mBlock mkind = iota
	mAttr        // name = value
	mComment
)

// mnode is a block, attribute, entry, list item or comment.
type mnode struct {
	kind   mkind
	name   string // of an attribute or entry; the type of a block
	labels []string
	kids   []*mnode // of a block, or of an object or list
	value  string   // scalar text; "" for objects and lists
	shape  byte     // 'o' object, 'l' list, 'j' jsonencode, 'h' heredoc, 0 scalar
	lead   string   // a comment above
	trail  string   // a comment behind
	lines  []string // of a heredoc
}

func (n *mnode) clone() *mnode {
	c := *n
	c.kids = nil
	for _, k := range n.kids {
		c.kids = append(c.kids, k.clone())
	}
	c.lines = append([]string(nil), n.lines...)
	return &c
}

// maker makes random nodes; every token is new.
type maker struct {
	*rand.Rand
	next int
}

func (g *maker) token() string {
	g.next++
	return fmt.Sprintf("t%dz", g.next)
}

func (g *maker) scalar() string {
	t := g.token()
	switch g.IntN(6) {
	case 0:
		return "var." + t
	case 1:
		return `"${var.` + t + `}-x"`
	case 2:
		return `lookup(local.map, "` + t + `", null)`
	case 3:
		return "var." + t + ` ? "a" : "b"`
	case 4:
		return `[for k, v in var.` + t + ` : upper(v) if k != ""]`
	}
	return `"` + t + `"`
}

func (g *maker) file() *mnode {
	root := &mnode{kind: mBlock}
	for range 2 + g.IntN(6) {
		root.kids = append(root.kids, g.block(true))
	}
	if g.IntN(3) == 0 {
		root.kids = append(root.kids, &mnode{kind: mComment, value: g.token()})
	}
	return root
}

func (g *maker) block(top bool) *mnode {
	b := &mnode{kind: mBlock}
	switch {
	case top && g.IntN(3) > 0:
		b.name, b.labels = "resource", []string{"aws_thing", g.token()}
	case top:
		b.name, b.labels = "variable", []string{g.token()}
	case g.IntN(2) == 0:
		b.name = "setting"
	default:
		b.name = "sub_" + g.token()
	}
	if g.IntN(4) == 0 {
		b.lead = g.token()
	}
	for range 1 + g.IntN(5) {
		b.kids = append(b.kids, g.attr("a_"))
	}
	if top {
		for range g.IntN(3) {
			b.kids = append(b.kids, g.block(false))
		}
	}
	return b
}

func (g *maker) attr(prefix string) *mnode {
	a := &mnode{kind: mAttr, name: prefix + g.token()}
	switch g.IntN(9) {
	case 0:
		a.lead = g.token()
	case 1:
		a.trail = g.token()
	}
	g.fill(a, 2)
	return a
}

// fill gives the node a value, nested at most so deep.
func (g *maker) fill(a *mnode, deep int) {
	switch n := g.IntN(10); {
	case deep > 0 && n < 2:
		a.shape = "oj"[g.IntN(2)]
		for range 1 + g.IntN(4) {
			k := &mnode{kind: mAttr, name: "k_" + g.token()}
			g.fill(k, deep-1)
			a.kids = append(a.kids, k)
		}
	case deep > 0 && n < 4:
		a.shape = 'l'
		for range 1 + g.IntN(4) {
			k := &mnode{kind: mAttr}
			if g.IntN(3) == 0 {
				k.shape = 'o'
				for range 2 + g.IntN(2) {
					k.kids = append(k.kids, &mnode{kind: mAttr, name: "k_" + g.token(), value: g.scalar()})
				}
			} else {
				k.value = g.scalar()
			}
			a.kids = append(a.kids, k)
		}
	case deep == 2 && n == 4:
		a.shape = 'h'
		for range 2 + g.IntN(4) {
			a.lines = append(a.lines, "line "+g.token())
		}
	default:
		a.value = g.scalar()
	}
}

// style is how a file is written down.
type style struct {
	sloppy bool // no alignment, lists on one line, odd white space
	colon  bool // : in objects
	slash  bool // comments with //
}

func (s style) comment(t string) string {
	if s.slash {
		return "// " + t
	}
	return "# " + t
}

func (n *mnode) print(s style) string {
	var b strings.Builder
	for i, k := range n.kids {
		if i > 0 {
			b.WriteString("\n")
		}
		k.write(&b, s, "")
	}
	return b.String()
}

func (n *mnode) write(b *strings.Builder, s style, indent string) {
	if n.lead != "" {
		b.WriteString(indent + s.comment(n.lead) + "\n")
	}
	switch n.kind {
	case mComment:
		b.WriteString(indent + s.comment(n.value) + "\n")
		return
	case mAttr:
		b.WriteString(indent + n.name + " = ")
		n.writeValue(b, s, indent)
	case mBlock:
		b.WriteString(indent + n.name)
		for _, l := range n.labels {
			b.WriteString(` "` + l + `"`)
		}
		b.WriteString(" {\n")
		for i, k := range n.kids {
			if k.kind != mAttr && i > 0 {
				b.WriteString("\n")
			}
			k.write(b, s, indent+step(s))
			if k.kind == mComment && i+1 < len(n.kids) && n.kids[i+1].kind == mAttr {
				b.WriteString("\n")
			}
		}
		b.WriteString(indent + "}")
	}
	if n.trail != "" && n.shape != 'h' {
		b.WriteString(" " + s.comment(n.trail))
	}
	b.WriteString("\n")
}

func step(s style) string {
	if s.sloppy {
		return "   "
	}
	return "  "
}

func (n *mnode) writeValue(b *strings.Builder, s style, indent string) {
	in := indent + step(s)
	switch n.shape {
	case 'h':
		b.WriteString("<<EOT\n" + strings.Join(n.lines, "\n"))
		if len(n.lines) > 0 {
			b.WriteString("\n")
		}
		b.WriteString("EOT")
	case 'o', 'j':
		open, close := "{", "}"
		if n.shape == 'j' {
			open, close = "jsonencode({", "})"
		}
		if s.sloppy && n.flat() {
			b.WriteString(open)
			for i, k := range n.kids {
				if i > 0 {
					b.WriteString(",")
				}
				b.WriteString(" " + k.name + n.sign(s))
				k.writeValue(b, s, in)
			}
			b.WriteString(" " + close)
			return
		}
		b.WriteString(open + "\n")
		for _, k := range n.kids {
			b.WriteString(in + k.name + n.sign(s))
			k.writeValue(b, s, in)
			b.WriteString("\n")
		}
		b.WriteString(indent + close)
	case 'l':
		sep, end := "\n"+in, ",\n"+indent+"]"
		if s.sloppy && n.flat() || len(n.kids) == 0 {
			sep, end = " ", "]"
		}
		b.WriteString("[")
		for i, k := range n.kids {
			if i > 0 {
				b.WriteString(",")
			}
			b.WriteString(sep)
			k.writeValue(b, s, in)
		}
		b.WriteString(end)
	default:
		b.WriteString(n.value)
	}
}

func (n *mnode) sign(s style) string {
	if s.colon {
		return " : "
	}
	return " = "
}

// flat tells of a list or object without lists or objects in it.
func (n *mnode) flat() bool {
	for _, k := range n.kids {
		if k.shape != 0 {
			return false
		}
	}
	return true
}
