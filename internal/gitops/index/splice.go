package index

import (
	"bytes"
	"crypto/sha1" // git's checksum
	"encoding/binary"
	"slices"
	"strings"
	"time"
)

// Splice returns the bytes of the index x with changes applied. Entries of
// other paths are copied as they are, flags, stat data and all.
func (x *File) Splice(changes []Change) []byte {
	w := writer{version: x.version}
	w.b.Grow(len(x.Data) + 256*len(changes) + 1024)
	w.header()
	sorted := slices.SortedFunc(slices.Values(changes), func(a, b Change) int {
		return strings.Compare(a.Path, b.Path)
	})
	for _, old := range x.entries {
		for len(sorted) > 0 && sorted[0].Path < string(old.name) {
			w.change(sorted[0], nil)
			sorted = sorted[1:]
		}
		if len(sorted) > 0 && sorted[0].Path == string(old.name) {
			w.change(sorted[0], &old)
			sorted = sorted[1:]
			continue
		}
		w.copy(x.smudge(old))
	}
	for _, c := range sorted {
		w.change(c, nil)
	}
	w.extensions(x.extensions, changes)
	return w.finish(x.noChecksum)
}

// SplicedTime is the time that the file with Splice's bytes must get. It is a
// nanosecond younger than the old one, not as young as it is: git takes entries
// as young as the index for unsure and compares content, and so it must go on
// doing for files that were edited in that moment. Ours are younger, so git
// looks at them once.
func (x *File) SplicedTime() time.Time {
	if x.Data != nil && x.Modified.Nanosecond() < 999_999_999 {
		return x.Modified.Add(time.Nanosecond)
	}
	return x.Modified
}

// smudge sets the size of an entry to 0 if its file changed in the very
// nanosecond the index was written: by SplicedTime, entries that git had to
// compare by content stay so (a hidden edit would be the cost), but these would
// fall off that edge. To git, size 0 means "compare the content".
func (x *File) smudge(e Entry) Entry {
	if x.Modified.IsZero() ||
		int64(binary.BigEndian.Uint32(e.fixed[8:])) != x.Modified.Unix() ||
		int(binary.BigEndian.Uint32(e.fixed[12:])) != x.Modified.Nanosecond() {
		return e
	}
	if e.raw == nil {
		e.fixed = slices.Clone(e.fixed)
	} else {
		e.raw = slices.Clone(e.raw)
		e.fixed = e.raw[:len(e.fixed)]
	}
	binary.BigEndian.PutUint32(e.fixed[36:], 0)
	return e
}

// writer builds the bytes of an index.
type writer struct {
	b       bytes.Buffer
	version uint32
	count   uint32
	last    []byte // the last name written, for version 4
}

func (w *writer) header() {
	w.b.WriteString("DIRC")
	w.b.Write(binary.BigEndian.AppendUint32(nil, w.version))
	w.b.Write(make([]byte, 4)) // the count, known at the end
}

// copy writes an entry of the old index.
func (w *writer) copy(e Entry) {
	w.count++
	if e.raw != nil {
		w.b.Write(e.raw)
		return
	}
	w.b.Write(e.fixed)
	w.name(e.name, len(e.fixed))
}

// change writes the entry of a changed path, if it still has one. An
// assume-unchanged mark of the old entry stays; other marks say that the path
// was not there, which it is now.
func (w *writer) change(c Change, old *Entry) {
	if c.Mode == 0 {
		return
	}
	flags := uint16(min(len(c.Path), flagNameLength))
	if old != nil {
		flags |= old.flags() & flagAssumeUnchanged
	}
	w.count++
	fixed := c.Stat.encode(c.Mode)
	fixed = append(fixed, c.ID[:]...)
	w.b.Write(binary.BigEndian.AppendUint16(fixed, flags))
	w.name([]byte(c.Path), sizeFixed)
}

// name ends an entry whose first fixed bytes are written.
func (w *writer) name(name []byte, fixed int) {
	if w.version == 4 {
		common := 0
		for common < len(name) && common < len(w.last) && name[common] == w.last[common] {
			common++
		}
		w.b.Write(encodeStrip(len(w.last) - common))
		w.b.Write(name[common:])
		w.b.WriteByte(0)
		w.last = name
		return
	}
	w.b.Write(name)
	size := fixed + len(name)
	w.b.Write(make([]byte, (size+8)&^7-size))
}

// finish writes count and checksum and returns the file.
func (w *writer) finish(noChecksum bool) []byte {
	binary.BigEndian.PutUint32(w.b.Bytes()[8:], w.count)
	sum := [sizeChecksum]byte{}
	if !noChecksum {
		sum = sha1.Sum(w.b.Bytes()) // git's checksum
	}
	w.b.Write(sum[:])
	return w.b.Bytes()
}
