package index

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// CheckMerged refuses an index with conflicts: a commit would need decisions
// that are not ours.
func (x *File) CheckMerged() error {
	for _, e := range x.entries {
		if e.stage() != 0 {
			return diag.Usagef("%s has a conflict that is not resolved", e.name).
				WithHint("resolve it and `git add` it, or give the merge up")
		}
	}
	return nil
}

// CheckPaths refuses to add paths that would push entries of other paths out
// of the index: a file where a folder is, and the other way round. Entries in
// removed do not count.
func (x *File) CheckPaths(paths []string, removed map[string]bool) error {
	for _, path := range paths {
		if old, ok := x.Entry(path); ok && old.Mode() == object.ModeSubmodule {
			return diag.Usagef("%s is a submodule", path).WithHint("run scaffold inside it")
		}
		if err := x.checkAbove(path, removed); err != nil {
			return err
		}
		i, _ := x.find(path + "/")
		for ; i < len(x.entries) && strings.HasPrefix(string(x.entries[i].name), path+"/"); i++ {
			if !removed[string(x.entries[i].name)] {
				return object.ErrInTheWay(path, "it is a folder with other files in git's index")
			}
		}
	}
	return nil
}

// checkAbove refuses path if one of its folders is a file in the index.
func (x *File) checkAbove(path string, removed map[string]bool) error {
	for at := strings.IndexByte(path, '/'); at >= 0; {
		above := path[:at]
		if e, ok := x.Entry(above); ok && !removed[above] {
			if e.Mode() == object.ModeSubmodule {
				return diag.Usagef("%s is inside the submodule %s", path, above).WithHint("run scaffold inside it")
			}
			return object.ErrInTheWay(path, above+" is a file in git's index")
		}
		next := strings.IndexByte(path[at+1:], '/')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return nil
}

// CheckCase refuses paths that differ from an entry by case alone, where the
// file system takes both for one file (core.ignoreCase).
func (x *File) CheckCase(paths []string) error {
	folded := make(map[string]string, len(paths))
	for _, path := range paths {
		folded[strings.ToLower(path)] = path
	}
	for _, e := range x.entries {
		path, ok := folded[strings.ToLower(string(e.name))]
		if ok && path != string(e.name) {
			return diag.Usagef("%s and %s differ by case only, and this file system takes them for one file", path, e.name).
				WithHint("rename one with `git mv`")
		}
	}
	return nil
}
