package hcltree

// IsCode tells of an ItemComment that is commented-out code.
func (it *Item) IsCode() bool {
	return it.Kind == ItemComment && len(it.Lead) > 0 && looksLikeCode(it.Lead[len(it.Lead)-1].Text)
}

// Core returns the value without parentheses or "${ }" around all of it, which
// mean nothing.
func (e *Expr) Core() *Expr {
	for len(e.Parts) == 1 && e.Parts[0].Group != nil {
		g := e.Parts[0].Group
		if g.Kind != GroupParen && g.Kind != GroupInterp {
			break
		}
		e = g.Inner
	}
	return e
}

// SoleGroup returns the group that is all of the value, or nil.
func (e *Expr) SoleGroup() *Group {
	c := e.Core()
	if len(c.Parts) == 1 {
		return c.Parts[0].Group
	}
	return nil
}

// AsGroup returns the object, list or other group that a list item is; nil if it
// is a plain value, or no list item.
func (it *Item) AsGroup() *Group {
	if it.Kind != ItemElement || it.Value.Alias != nil {
		return nil
	}
	return it.Value.SoleGroup()
}

// AsRecord returns the block or object that the item is, or nil.
func (it *Item) AsRecord() *Group {
	g := it.Body
	if g == nil && it.Value != nil {
		g = it.Value.SoleGroup()
	}
	if g == nil || g.Kind != GroupBody && g.Kind != GroupObject {
		return nil
	}
	return g
}

// HasParts tells of items whose value has groups in it.
func (it *Item) HasParts() bool {
	for _, part := range it.Value.Core().Parts {
		if part.Group != nil {
			return true
		}
	}
	return false
}

// Groups returns the groups of a value, those inside too.
func (e *Expr) Groups() []*Group { return e.groupsBelow(nil) }

// groupsBelow appends the groups of a value, those inside too.
func (e *Expr) groupsBelow(out []*Group) []*Group {
	for _, p := range e.Parts {
		if p.Group == nil {
			continue
		}
		out = append(out, p.Group)
		if p.Group.Inner != nil {
			out = p.Group.Inner.groupsBelow(out)
		}
		for _, it := range p.Group.Items {
			if it.Value != nil {
				out = it.Value.groupsBelow(out)
			}
		}
	}
	return out
}
