package hclmerge_test

// pos is a node with its parent, in the copy and in the original.
type pos struct {
	parent, node *mnode
	index        int
}

// positions lists all nodes below root.
func positions(root *mnode) []pos {
	var out []pos
	var walk func(n *mnode)
	walk = func(n *mnode) {
		for i, k := range n.kids {
			out = append(out, pos{n, k, i})
			walk(k)
		}
	}
	walk(root)
	return out
}

// edit changes a copy of root in n places and returns it.
func (g *maker) edit(root *mnode, n int) *mnode {
	c := root.clone()
	for range n {
		all := positions(c)
		if len(all) == 0 {
			return c
		}
		g.editAt(c, all[g.IntN(len(all))])
	}
	return c
}

func (g *maker) editAt(root *mnode, p pos) {
	switch g.IntN(10) {
	case 0, 1, 2:
		g.change(p.node)
	case 3:
		p.parent.kids = append(p.parent.kids[:p.index:p.index], p.parent.kids[p.index+1:]...)
		if p.node.kind == mBlock && g.IntN(4) == 0 { // commented out
			p.parent.insert(p.index, &mnode{kind: mComment, value: "a = " + g.token()})
		}
	case 4:
		p.parent.insert(p.index+g.IntN(2), g.sibling(p))
	case 5:
		if p.node.kind != mComment && p.parent.shape == 0 {
			p.node.lead = g.token()
		}
	case 6:
		if p.parent.shape == 0 { // order means something in lists
			g.Shuffle(len(p.parent.kids), func(i, j int) {
				p.parent.kids[i], p.parent.kids[j] = p.parent.kids[j], p.parent.kids[i]
			})
		}
	case 7:
		if len(p.node.labels) > 1 {
			p.node.labels[1] = g.token()
		}
	case 8:
		root.kids = append(root.kids, g.block(true))
	case 9:
		if p.node.kind == mBlock {
			p.node.kids = append(p.node.kids, g.attr("a_"))
		}
	}
}

func (n *mnode) insert(at int, k *mnode) {
	n.kids = append(n.kids[:at:at], append([]*mnode{k}, n.kids[at:]...)...)
}

// sibling is something that may stand beside a node.
func (g *maker) sibling(p pos) *mnode {
	switch p.parent.shape {
	case 'o', 'j':
		return &mnode{kind: mAttr, name: "k_" + g.token(), value: g.scalar()}
	case 'l':
		return &mnode{kind: mAttr, value: g.scalar()}
	}
	if p.node.kind == mAttr && g.IntN(2) == 0 {
		return g.attr("a_")
	}
	return g.block(p.parent.name == "")
}

func (g *maker) change(n *mnode) {
	switch {
	case n.shape == 'h' && len(n.lines) > 0:
		i := g.IntN(len(n.lines))
		switch g.IntN(3) {
		case 0:
			n.lines[i] = "line " + g.token()
		case 1:
			n.lines = append(n.lines[:i:i], n.lines[i+1:]...)
		case 2:
			n.lines = append(n.lines[:i:i], append([]string{"line " + g.token()}, n.lines[i:]...)...)
		}
	case n.kind == mComment:
		n.value = g.token()
	case n.kind == mAttr && n.shape == 0:
		n.value = g.scalar()
		if g.IntN(6) == 0 {
			g.fill(n, 1)
			if n.shape != 0 {
				n.value = ""
			}
		}
	case n.kind == mAttr && g.IntN(6) == 0:
		n.shape, n.kids, n.lines, n.value = 0, nil, nil, g.scalar()
	}
}
