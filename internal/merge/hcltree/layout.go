package hcltree

import "strings"

// Rows tells whether the group's items stand on rows of their own.
func (g *Group) Rows() bool {
	if len(g.Items) == 0 {
		return strings.Contains(g.Open+g.Close, "\n")
	}
	for _, it := range g.Items {
		if it.OwnRow || it.EOL != "" {
			return true
		}
	}
	return strings.Contains(g.Open, "\n")
}

// ClosesRow tells whether the closing bracket begins a row.
func (g *Group) ClosesRow() bool {
	if n := len(g.Items); n > 0 {
		return g.Items[n-1].EOL != "" || g.Items[n-1].Kind == ItemComment
	}
	return strings.Contains(g.Open+g.Close, "\n")
}

// Layout tells how the group is laid out around its items: its brackets, and
// whether commas and newlines follow the last item. Two that are equal look alike.
func (g *Group) Layout() [3]string {
	last := ""
	for i := len(g.Items) - 1; i >= 0; i-- {
		if g.Items[i].Kind != ItemComment {
			last = strings.TrimSpace(g.Items[i].Comma)
			break
		}
	}
	if g.Rows() {
		last += "\n"
	}
	return [3]string{g.Open, g.Close, last}
}

// SplitCore returns what stands around the core, and the core.
func (e *Expr) SplitCore() (before string, core *Expr, after string) {
	for e.Core() != e {
		g := e.Parts[0].Group
		before += e.Parts[0].Gap + g.Open
		after = g.Close + after
		e = g.Inner
	}
	return before, e, after
}

// Layout is the value's text without what its groups hold.
func (e *Expr) Layout() string {
	before, core, after := e.SplitCore()
	for _, p := range core.Parts {
		before += p.Gap + p.Text + "\x00"
	}
	return before + after
}

// EndsInHeredoc tells of values behind which a comma needs a line of its own.
func (e *Expr) EndsInHeredoc() bool {
	if e == nil || len(e.Parts) == 0 {
		return false
	}
	g := e.Parts[len(e.Parts)-1].Group
	return g != nil && g.Kind == GroupHeredoc
}
