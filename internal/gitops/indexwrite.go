package gitops

import (
	"bytes"
	"crypto/sha1" // git's checksum
	"encoding/binary"
	"slices"
	"strings"
)

// splice returns the bytes of the index x with changes applied. Entries of
// other paths are copied as they are, flags, stat data and all.
func (x *indexFile) splice(changes []change) []byte {
	w := indexWriter{version: x.version}
	w.b.Grow(len(x.data) + 256*len(changes) + 1024)
	w.header()
	sorted := slices.SortedFunc(slices.Values(changes), func(a, b change) int {
		return strings.Compare(a.path, b.path)
	})
	for _, old := range x.entries {
		for len(sorted) > 0 && sorted[0].path < string(old.name) {
			w.change(sorted[0], nil)
			sorted = sorted[1:]
		}
		if len(sorted) > 0 && sorted[0].path == string(old.name) {
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

// smudge sets the size of an entry to 0 if its file changed in the very
// nanosecond the index was written. publishIndex gives the new index the old
// one's time plus one nanosecond, so that entries git had to compare by content
// stay so (a hidden edit would be the cost); these would fall off that edge. To
// git, size 0 means "compare the content".
func (x *indexFile) smudge(e indexEntry) indexEntry {
	if x.modified.IsZero() ||
		int64(binary.BigEndian.Uint32(e.fixed[8:])) != x.modified.Unix() ||
		int(binary.BigEndian.Uint32(e.fixed[12:])) != x.modified.Nanosecond() {
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

// indexWriter builds the bytes of an index.
type indexWriter struct {
	b       bytes.Buffer
	version uint32
	count   uint32
	last    []byte // the last name written, for version 4
}

func (w *indexWriter) header() {
	w.b.WriteString("DIRC")
	w.b.Write(binary.BigEndian.AppendUint32(nil, w.version))
	w.b.Write(make([]byte, 4)) // the count, known at the end
}

// copy writes an entry of the old index.
func (w *indexWriter) copy(e indexEntry) {
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
func (w *indexWriter) change(c change, old *indexEntry) {
	if c.mode == 0 {
		return
	}
	flags := uint16(min(len(c.path), flagNameLength))
	if old != nil {
		flags |= old.flags() & flagAssumeUnchanged
	}
	w.count++
	fixed := c.stat.encode(c.mode)
	fixed = append(fixed, c.id[:]...)
	w.b.Write(binary.BigEndian.AppendUint16(fixed, flags))
	w.name([]byte(c.path), sizeFixed)
}

// name ends an entry whose first fixed bytes are written.
func (w *indexWriter) name(name []byte, fixed int) {
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
func (w *indexWriter) finish(noChecksum bool) []byte {
	binary.BigEndian.PutUint32(w.b.Bytes()[8:], w.count)
	sum := [sizeChecksum]byte{}
	if !noChecksum {
		sum = sha1.Sum(w.b.Bytes()) // git's checksum
	}
	w.b.Write(sum[:])
	return w.b.Bytes()
}

// decodeStrip reads version 4's variable-length number: seven bits a byte, the
// high bit says that more follow, and each further byte adds one before the
// shift. used is 0 when data is damaged.
func decodeStrip(data []byte) (value, used int) {
	for used < len(data) && used < 5 {
		b := data[used]
		used++
		value |= int(b & 0x7f)
		if b&0x80 == 0 {
			return value, used
		}
		value = (value + 1) << 7
	}
	return 0, 0
}

func encodeStrip(value int) []byte {
	out := []byte{byte(value & 0x7f)}
	for value >>= 7; value > 0; value >>= 7 {
		value--
		out = append(out, byte(value&0x7f)|0x80)
	}
	slices.Reverse(out)
	return out
}
