package index

import "github.com/seed-3f5c2e52/scaffold/internal/gitops/object"

// Change is what a commit does to one path, in the index and in its trees.
type Change struct {
	object.Change
	Stat Stat // of the file the blob was read from
}

// InTrees is what changes are to a commit's trees.
func InTrees(changes []Change) []object.Change {
	out := make([]object.Change, len(changes))
	for i, c := range changes {
		out[i] = c.Change
	}
	return out
}

// Diff returns the entries of after that before does not have, as
// changes; those that are gone as deletions.
func Diff(before, after *File) map[string]Change {
	changed := map[string]Change{}
	for _, e := range before.entries {
		changed[string(e.name)] = Change{Change: object.Change{Path: string(e.name)}}
	}
	for _, e := range after.entries {
		if old, ok := before.Entry(string(e.name)); ok && old.ID() == e.ID() && old.Mode() == e.Mode() {
			delete(changed, string(e.name))
			continue
		}
		changed[string(e.name)] = Change{
			Change: object.Change{Path: string(e.name), Mode: e.Mode(), ID: e.ID()},
			Stat:   decodeStat(e.fixed),
		}
	}
	return changed
}
