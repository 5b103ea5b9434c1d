package index

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// cacheTree is a folder of the TREE extension: how many entries of the index
// are below it, and the id of the tree they make. entries is -1 when not known.
type cacheTree struct {
	name     string
	entries  int
	id       []byte
	children []*cacheTree
	last     int // the child found last: changes come sorted
}

// parseCacheTree reads one folder and those below it: "name\0entries children\n",
// the id if entries is not -1, the children. It returns nil for damaged data.
func parseCacheTree(data []byte) (node *cacheTree, rest []byte) {
	end := bytes.IndexByte(data, 0)
	line := bytes.IndexByte(data, '\n')
	if end < 0 || line < end {
		return nil, nil
	}
	entries, children, _ := strings.Cut(string(data[end+1:line]), " ")
	count, errEntries := strconv.Atoi(entries)
	below, errChildren := strconv.Atoi(children)
	if errEntries != nil || errChildren != nil {
		return nil, nil
	}
	node, rest = &cacheTree{name: string(data[:end]), entries: count}, data[line+1:]
	if count >= 0 {
		if len(rest) < 20 {
			return nil, nil
		}
		node.id, rest = rest[:20], rest[20:]
	}
	for range below {
		var child *cacheTree
		if child, rest = parseCacheTree(rest); child == nil {
			return nil, nil
		}
		node.children = append(node.children, child)
	}
	return node, rest
}

// invalidate marks the folders of path as not known. A folder of the name of
// path itself is dropped: a file stands there now.
func (n *cacheTree) invalidate(path string) {
	n.entries, n.id = -1, nil
	name, rest, isNested := strings.Cut(path, "/")
	if n.last >= len(n.children) || n.children[n.last].name != name {
		n.last = slices.IndexFunc(n.children, func(child *cacheTree) bool { return child.name == name })
	}
	switch {
	case n.last < 0:
		n.last = 0
	case isNested:
		n.children[n.last].invalidate(rest)
	default:
		n.children = slices.Delete(n.children, n.last, n.last+1)
	}
}

func (n *cacheTree) append(b []byte) []byte {
	b = append(b, n.name...)
	b = append(b, 0)
	b = strconv.AppendInt(b, int64(n.entries), 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(len(n.children)), 10)
	b = append(b, '\n')
	b = append(b, n.id...)
	for _, child := range n.children {
		b = child.append(b)
	}
	return b
}
