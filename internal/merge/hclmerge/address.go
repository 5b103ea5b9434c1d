package hclmerge

import (
	"fmt"
	"strings"
)

// enter adds an item to the path of what is being merged, until the returned
// function is called.
func (m *merger) enter(it *item, index int) func() {
	if index == sole {
		return func() {}
	}
	m.path = append(m.path, nameOf(it, index))
	return func() { m.path = m.path[:len(m.path)-1] }
}

// address is the path of what is being merged, in words.
func (m *merger) address(what string) string {
	path := m.path
	if what != "" {
		path = append(path[:len(path):len(path)], what)
	}
	return strings.Join(path, " › ")
}

// nameOf names an item among its neighbours; index counts from 0.
func nameOf(it *item, index int) string {
	switch it.kind {
	case itemComment:
		return "comment"
	case itemAttribute, itemEntry:
		return strings.TrimSpace(strings.Trim(it.key, "\x00"))
	case itemElement:
		if id := it.known().identity; id != "" {
			return "[" + id + "]"
		}
		return fmt.Sprintf("item %d", index+1)
	}
	name := it.typ
	for _, label := range it.labels {
		name += ` "` + label + `"`
	}
	if len(it.labels) == 0 {
		if id := it.known().identity; id != "" {
			name += " [" + id + "]"
		}
	}
	return name
}
