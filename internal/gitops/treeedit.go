package gitops

import (
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// change is what a commit does to one path.
type change struct {
	path string
	mode uint32 // 0 deletes the path
	id   objectID
	stat statData // of the file the blob was read from
}

// errInTheWay is the problem of a file and a folder wanting one name, where
// only one of them is ours to change.
func errInTheWay(path, what string) error {
	return diag.Usagef("%s cannot be committed: %s, and it is not one of the files to commit", path, what).
		WithHint("commit or remove it first")
}

// edit returns the tree root with changes applied, writing the trees that
// changed and no other. The zero id is the empty tree.
func (t *trees) edit(root objectID, changes []change) (objectID, error) {
	return t.editAt(root, "", changes)
}

// below is what changes hold for one name of a folder: the name itself, and
// what lies below it.
type below struct {
	self   *change
	nested []change
}

// editAt edits the tree of the folder prefix ("" or ending in "/"); changes
// carry whole paths.
func (t *trees) editAt(id objectID, prefix string, changes []change) (objectID, error) {
	old, err := t.entries(id)
	if err != nil {
		return id, err
	}
	names := map[string]*below{}
	for i, c := range changes {
		name, _, isNested := strings.Cut(c.path[len(prefix):], "/")
		if names[name] == nil {
			names[name] = &below{}
		}
		if isNested {
			names[name].nested = append(names[name].nested, c)
		} else {
			names[name].self = &changes[i]
		}
	}
	entries := slices.Clone(old)
	for name, b := range names {
		entry := treeEntry{name: name}
		at := findEntry(entries, name)
		if at >= 0 {
			entry = entries[at]
			entries = slices.Delete(entries, at, at+1)
		}
		if entry, err = t.editName(entry, prefix+name, b); err != nil {
			return id, err
		}
		if entry.mode != 0 {
			entries = insertEntry(entries, entry)
		}
	}
	return t.writeTree(id, old, entries), nil
}

func insertEntry(entries []treeEntry, e treeEntry) []treeEntry {
	at, _ := slices.BinarySearchFunc(entries, e, func(a, b treeEntry) int {
		return strings.Compare(a.sortKey(), b.sortKey())
	})
	return slices.Insert(entries, at, e)
}

// editName decides what stands at path afterwards; mode 0 is nothing.
func (t *trees) editName(entry treeEntry, path string, b *below) (treeEntry, error) {
	if entry.mode == modeSubmodule {
		return entry, diag.Usagef("%s is a submodule", path).WithHint("run scaffold inside it")
	}
	if entry.mode != modeTree && b.self != nil && b.self.mode == 0 {
		entry = treeEntry{name: entry.name} // the file goes; a folder may come
	}
	if b.nested != nil {
		adds := slices.ContainsFunc(b.nested, func(c change) bool { return c.mode != 0 })
		if entry.mode != 0 && entry.mode != modeTree {
			if adds {
				return entry, errInTheWay(b.nested[0].path, path+" is a file in the last commit")
			}
			return t.replace(entry, path, b.self)
		}
		id, err := t.editAt(entry.id, path+"/", b.nested)
		if err != nil {
			return entry, err
		}
		entry.mode, entry.id = modeTree, id
		if id.IsZero() {
			entry.mode = 0
		}
	}
	return t.replace(entry, path, b.self)
}

// replace puts the file self at path, if there is one to put.
func (t *trees) replace(entry treeEntry, path string, self *change) (treeEntry, error) {
	if self == nil || self.mode == 0 {
		return entry, nil
	}
	if entry.mode == modeTree {
		return entry, errInTheWay(path, "it is a folder with other files in the last commit")
	}
	return treeEntry{name: entry.name, mode: self.mode, id: self.id}, nil
}

// writeTree stores a changed folder; an empty one is the zero id.
func (t *trees) writeTree(id objectID, old, entries []treeEntry) objectID {
	if len(entries) == 0 {
		return objectID{}
	}
	if slices.Equal(old, entries) {
		return id
	}
	id = t.store.add(plumbing.TreeObject, encodeTree(entries))
	t.seen[id] = entries
	return id
}
