package hclmerge

import (
	"fmt"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// enter adds an item to the path of what is being merged, until the returned
// function is called.
func (m *merger) enter(it *hcltree.Item, index int) func() {
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
func nameOf(it *hcltree.Item, index int) string {
	switch it.Kind {
	case hcltree.ItemComment:
		return "comment"
	case hcltree.ItemAttribute, hcltree.ItemEntry:
		return strings.TrimSpace(strings.Trim(it.Key, "\x00"))
	case hcltree.ItemElement:
		if id := it.Identity(); id != "" {
			return "[" + id + "]"
		}
		return fmt.Sprintf("item %d", index+1)
	}
	name := it.Type
	for _, label := range it.Labels {
		name += ` "` + label + `"`
	}
	if len(it.Labels) == 0 {
		if id := it.Identity(); id != "" {
			name += " [" + id + "]"
		}
	}
	return name
}
