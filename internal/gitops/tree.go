package gitops

import (
	"bytes"
	"sort"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// File modes of git's trees and index.
const (
	modeFile       = 0o100644
	modeExecutable = 0o100755
	modeSymlink    = 0o120000
	modeTree       = 0o040000
	modeSubmodule  = 0o160000
	modeKind       = 0o170000 // the bits that say file, link, tree or submodule
)

// treeEntry is one line of a tree object.
type treeEntry struct {
	name string
	mode uint32
	id   objectID
}

// sortKey is what git sorts a tree by: a folder's name as if it ended in "/".
func (e treeEntry) sortKey() string {
	if e.mode == modeTree {
		return e.name + "/"
	}
	return e.name
}

// decodeTree reads a tree object: "mode name\0" and 20 bytes of id, repeated.
func decodeTree(data []byte) ([]treeEntry, error) {
	var entries []treeEntry
	for len(data) > 0 {
		space, end := bytes.IndexByte(data, ' '), bytes.IndexByte(data, 0)
		if space < 0 || end < space || len(data) < end+21 {
			return nil, diag.Failedf("a git tree is damaged")
		}
		mode, err := strconv.ParseUint(string(data[:space]), 8, 32)
		if err != nil {
			return nil, diag.Failedf("a git tree is damaged: %v", err)
		}
		entries = append(entries, treeEntry{
			name: string(data[space+1 : end]), mode: uint32(mode), id: objectID(data[end+1 : end+21]),
		})
		data = data[end+21:]
	}
	return entries, nil
}

func encodeTree(entries []treeEntry) []byte {
	var b bytes.Buffer
	for _, e := range entries {
		b.WriteString(strconv.FormatUint(uint64(e.mode), 8) + " " + e.name + "\x00")
		b.Write(e.id[:])
	}
	return b.Bytes()
}

// trees reads tree objects, each once.
type trees struct {
	store *store
	seen  map[objectID][]treeEntry
}

func newTrees(s *store) *trees { return &trees{store: s, seen: map[objectID][]treeEntry{}} }

// entries returns the lines of a tree; the zero id is the empty tree.
func (t *trees) entries(id objectID) ([]treeEntry, error) {
	if id.IsZero() {
		return nil, nil
	}
	if known, ok := t.seen[id]; ok {
		return known, nil
	}
	data, err := t.store.read(plumbing.TreeObject, id)
	if err != nil {
		return nil, err
	}
	entries, err := decodeTree(data)
	if err == nil {
		t.seen[id] = entries
	}
	return entries, err
}

// find returns what stands at path below the tree root; mode 0 is nothing.
func (t *trees) find(root objectID, path string) (treeEntry, error) {
	at := treeEntry{mode: modeTree, id: root}
	for name := range strings.SplitSeq(path, "/") {
		if at.mode != modeTree {
			return treeEntry{}, nil
		}
		entries, err := t.entries(at.id)
		if err != nil {
			return treeEntry{}, err
		}
		i := findEntry(entries, name)
		if i < 0 {
			return treeEntry{}, nil
		}
		at = entries[i]
	}
	return at, nil
}

// findEntry returns the position of name, or -1. Trees are sorted with folders
// as "name/", so a name has two places it may stand at.
func findEntry(entries []treeEntry, name string) int {
	for _, key := range []string{name, name + "/"} {
		i := sort.Search(len(entries), func(i int) bool { return entries[i].sortKey() >= key })
		if i < len(entries) && entries[i].name == name {
			return i
		}
	}
	return -1
}
