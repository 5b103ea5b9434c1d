package object

import (
	"bytes"
	"sort"
	"strconv"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// File modes of git's trees and index.
const (
	ModeFile       = 0o100644
	ModeExecutable = 0o100755
	ModeSymlink    = 0o120000
	ModeTree       = 0o040000
	ModeSubmodule  = 0o160000
	ModeKind       = 0o170000 // the bits that say file, link, tree or submodule
)

// Entry is one line of a tree object. Mode 0 is none.
type Entry struct {
	Name string
	Mode uint32
	ID   ID
}

// sortKey is what git sorts a tree by: a folder's name as if it ended in "/".
func (e Entry) sortKey() string {
	if e.Mode == ModeTree {
		return e.Name + "/"
	}
	return e.Name
}

// decodeTree reads a tree object: "mode name\0" and 20 bytes of id, repeated.
func decodeTree(data []byte) ([]Entry, error) {
	var entries []Entry
	for len(data) > 0 {
		space, end := bytes.IndexByte(data, ' '), bytes.IndexByte(data, 0)
		if space < 0 || end < space || len(data) < end+21 {
			return nil, diag.Failedf("a git tree is damaged")
		}
		mode, err := strconv.ParseUint(string(data[:space]), 8, 32)
		if err != nil {
			return nil, diag.Failedf("a git tree is damaged: %v", err)
		}
		entries = append(entries, Entry{
			Name: string(data[space+1 : end]), Mode: uint32(mode), ID: ID(data[end+1 : end+21]),
		})
		data = data[end+21:]
	}
	return entries, nil
}

func encodeTree(entries []Entry) []byte {
	var b bytes.Buffer
	for _, e := range entries {
		b.WriteString(strconv.FormatUint(uint64(e.Mode), 8) + " " + e.Name + "\x00")
		b.Write(e.ID[:])
	}
	return b.Bytes()
}

// Trees reads tree objects, each once.
type Trees struct {
	store *Store
	seen  map[ID][]Entry
}

// NewTrees reads the trees of a store.
func NewTrees(s *Store) *Trees { return &Trees{store: s, seen: map[ID][]Entry{}} }

// Entries returns the lines of a tree; the zero id is the empty tree.
func (t *Trees) Entries(id ID) ([]Entry, error) {
	if id.IsZero() {
		return nil, nil
	}
	if known, ok := t.seen[id]; ok {
		return known, nil
	}
	data, err := t.store.Read(Tree, id)
	if err != nil {
		return nil, err
	}
	entries, err := decodeTree(data)
	if err == nil {
		t.seen[id] = entries
	}
	return entries, err
}

// Find returns what stands at path below the tree root; mode 0 is nothing.
func (t *Trees) Find(root ID, path string) (Entry, error) {
	at := Entry{Mode: ModeTree, ID: root}
	for name := range strings.SplitSeq(path, "/") {
		if at.Mode != ModeTree {
			return Entry{}, nil
		}
		entries, err := t.Entries(at.ID)
		if err != nil {
			return Entry{}, err
		}
		i := findEntry(entries, name)
		if i < 0 {
			return Entry{}, nil
		}
		at = entries[i]
	}
	return at, nil
}

// findEntry returns the position of name, or -1. Trees are sorted with folders
// as "name/", so a name has two places it may stand at.
func findEntry(entries []Entry, name string) int {
	for _, key := range []string{name, name + "/"} {
		i := sort.Search(len(entries), func(i int) bool { return entries[i].sortKey() >= key })
		if i < len(entries) && entries[i].Name == name {
			return i
		}
	}
	return -1
}
