package index

import (
	"encoding/binary"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Extensions that are written back. The others describe entries by position,
// cache what git can find again (untracked cache, file system monitor), or are
// not known here; git takes them as optional, that is what their upper-case
// first letter means.
const (
	extCacheTree   = "TREE" // ids of folders that equal a tree object
	extResolveUndo = "REUC" // how conflicts were resolved
)

// parseExtensions reads what follows the entries. One with a lower-case name
// changes the meaning of the entries, so it is refused.
func (x *File) parseExtensions(data []byte) error {
	for len(data) > 0 {
		if len(data) < 8 {
			return errIndex("an extension is cut off")
		}
		name, size := string(data[:4]), int(binary.BigEndian.Uint32(data[4:]))
		if size > len(data)-8 {
			return errIndex("an extension is cut off")
		}
		switch {
		case name == "link":
			return diag.Usagef("git's index is split (core.splitIndex)").
				WithHint("git update-index --no-split-index")
		case name == "sdir":
			return diag.Usagef("git's index is sparse (index.sparse)").
				WithHint("git sparse-checkout reapply --no-sparse-index")
		case name[0] < 'A' || name[0] > 'Z':
			return diag.Usagef("git's index has the extension %q, which scaffold does not know", name).
				WithHint("commit with git itself and pass --no-commit")
		}
		x.extensions = append(x.extensions, extension{name, data[8 : 8+size]})
		data = data[8+size:]
	}
	return nil
}

// extensions writes those extensions that still hold after changes.
func (w *writer) extensions(all []extension, changes []Change) {
	for _, e := range all {
		data := e.data
		switch e.name {
		case extResolveUndo:
		case extCacheTree:
			root, rest := parseCacheTree(data)
			if root == nil || len(rest) > 0 {
				continue // git builds it again
			}
			for _, c := range changes {
				root.invalidate(c.Path)
			}
			data = root.append(nil)
		default:
			continue
		}
		w.b.WriteString(e.name)
		w.b.Write(binary.BigEndian.AppendUint32(nil, uint32(len(data))))
		w.b.Write(data)
	}
}
