package hclmerge

import "github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"

// A merge must change nothing when it is made again: what was put together from
// two sides has the changes of both. Names and equal things tell as much by
// themselves; what was paired because it looks alike may look otherwise the second
// time.

// merged returns the side that has all that the other changed, as after an earlier
// merge. A clean result that says what a side does is as good, and may have
// the other's layout. Of what one side doesn't have it can't be told whether it was
// made from what is gone.
func (f *versions) merged(clean bool) (side string, ok bool) {
	b, o, t := f.file[base], f.file[ours], f.file[theirs]
	switch {
	case !clean && f.gone:
	case clean && (f.result.Hash == o.Hash || f.result.Hash == t.Hash):
	case has(b, o, t):
		return o.Raw, true
	case has(b, t, o):
		return t.Raw, true
	}
	return "", false
}

// settled tells whether merging a side into the result again leaves it as it is.
func (f *versions) settled() bool {
	for _, side := range []int{theirs, ours} {
		again := versionsOf(f.file[base], f.result, f.file[side])
		s, conflicts, ok := again.combine(Options{}, fine)
		if ok && len(conflicts) == 0 && s == f.result.Raw {
			continue
		}
		if whole, found := again.merged(ok && len(conflicts) == 0); !found || whole != f.result.Raw {
			return false
		}
	}
	return true
}

// has tells whether one side has all that another changed: no less of what that
// added, no more of what it took away, and the changes can be taken out of it and put
// back.
func has(base, one, other *hcltree.File) bool {
	counts := map[uint64][3]int{}
	for i, file := range []*hcltree.File{base, one, other} {
		for _, leaf := range file.Leaves() {
			n := counts[leaf]
			n[i]++
			counts[leaf] = n
		}
	}
	for _, n := range counts {
		if n[2] > n[0] && n[1] < n[2] || n[2] < n[0] && n[1] > n[2] {
			return false
		}
	}
	without, ok := mergeClean(other, one, base)
	if !ok {
		return false
	}
	restored, ok := mergeClean(base, without, other)
	return ok && restored.Hash == one.Hash
}

// versionsOf are three versions that were read before.
func versionsOf(b, o, t *hcltree.File) *versions {
	return &versions{src: [3]string{b.Raw, o.Raw, t.Raw}, file: [3]*hcltree.File{b, o, t}}
}

// mergeClean merges three files; ok is false if they conflict.
func mergeClean(b, o, t *hcltree.File) (*hcltree.File, bool) {
	f := versionsOf(b, o, t)
	_, conflicts, ok := f.combine(Options{}, fine)
	return f.result, ok && len(conflicts) == 0
}
