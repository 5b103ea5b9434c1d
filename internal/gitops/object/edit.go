package object

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Change is what a commit does to one path.
type Change struct {
	Path string
	Mode uint32 // 0 deletes the path
	ID   ID     // of the blob
}

// ErrInTheWay is the problem of a file and a folder wanting one name, where
// only one of them is ours to change.
func ErrInTheWay(path, what string) error {
	return diag.Usagef("%s cannot be committed: %s, and it is not one of the files to commit", path, what).
		WithHint("commit or remove it first")
}

// Edit returns the tree root with changes applied, writing the trees that
// changed and no other. The zero id is the empty tree.
func (t *Trees) Edit(root ID, changes []Change) (ID, error) {
	return t.editAt(root, "", changes)
}

// below is what changes hold for one name of a folder: the name itself, and
// what lies below it.
type below struct {
	self   *Change
	nested []Change
}

// editAt edits the tree of the folder prefix ("" or ending in "/"); changes
// carry whole paths.
func (t *Trees) editAt(id ID, prefix string, changes []Change) (ID, error) {
	old, err := t.Entries(id)
	if err != nil {
		return id, err
	}
	names := map[string]*below{}
	for i, c := range changes {
		name, _, isNested := strings.Cut(c.Path[len(prefix):], "/")
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
		entry := Entry{Name: name}
		at := findEntry(entries, name)
		if at >= 0 {
			entry = entries[at]
			entries = slices.Delete(entries, at, at+1)
		}
		if entry, err = t.editName(entry, prefix+name, b); err != nil {
			return id, err
		}
		if entry.Mode != 0 {
			entries = insertEntry(entries, entry)
		}
	}
	return t.writeTree(id, old, entries), nil
}

func insertEntry(entries []Entry, e Entry) []Entry {
	at, _ := slices.BinarySearchFunc(entries, e, func(a, b Entry) int {
		return strings.Compare(a.sortKey(), b.sortKey())
	})
	return slices.Insert(entries, at, e)
}

// editName decides what stands at path afterwards; mode 0 is nothing.
func (t *Trees) editName(entry Entry, path string, b *below) (Entry, error) {
	if entry.Mode == ModeSubmodule {
		return entry, diag.Usagef("%s is a submodule", path).WithHint("run scaffold inside it")
	}
	if entry.Mode != ModeTree && b.self != nil && b.self.Mode == 0 {
		entry = Entry{Name: entry.Name} // the file goes; a folder may come
	}
	if b.nested != nil {
		adds := slices.ContainsFunc(b.nested, func(c Change) bool { return c.Mode != 0 })
		if entry.Mode != 0 && entry.Mode != ModeTree {
			if adds {
				return entry, ErrInTheWay(b.nested[0].Path, path+" is a file in the last commit")
			}
			return t.replace(entry, path, b.self)
		}
		id, err := t.editAt(entry.ID, path+"/", b.nested)
		if err != nil {
			return entry, err
		}
		entry.Mode, entry.ID = ModeTree, id
		if id.IsZero() {
			entry.Mode = 0
		}
	}
	return t.replace(entry, path, b.self)
}

// replace puts the file self at path, if there is one to put.
func (t *Trees) replace(entry Entry, path string, self *Change) (Entry, error) {
	if self == nil || self.Mode == 0 {
		return entry, nil
	}
	if entry.Mode == ModeTree {
		return entry, ErrInTheWay(path, "it is a folder with other files in the last commit")
	}
	return Entry{Name: entry.Name, Mode: self.Mode, ID: self.ID}, nil
}

// writeTree stores a changed folder; an empty one is the zero id.
func (t *Trees) writeTree(id ID, old, entries []Entry) ID {
	if len(entries) == 0 {
		return ID{}
	}
	if slices.Equal(old, entries) {
		return id
	}
	id = t.store.Add(Tree, encodeTree(entries))
	t.seen[id] = entries
	return id
}
