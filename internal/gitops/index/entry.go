package index

import (
	"bytes"
	"encoding/binary"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// Bits of an index entry's flags and extended flags.
const (
	flagAssumeUnchanged = 0x8000
	flagExtended        = 0x4000
	flagStage           = 0x3000
	flagNameLength      = 0x0fff
	flagSkipWorktree    = 0x4000 // extended
	flagIntent          = 0x2000 // git add --intent-to-add
)

// Sizes in bytes: of an entry up to its name, of the file's header and checksum.
const (
	sizeFixed    = 62
	sizeExtended = 64
	sizeHeader   = 12
	sizeChecksum = 20
)

// Entry is one entry of the index, as slices of the file's bytes.
type Entry struct {
	name  []byte
	fixed []byte // stat data, id and flags: sizeFixed or sizeExtended bytes
	raw   []byte // the whole entry with padding; nil in version 4
}

// Mode is the file mode, one of package object's.
func (e Entry) Mode() uint32 { return binary.BigEndian.Uint32(e.fixed[24:]) }

// ID is the blob, or a submodule's commit.
func (e Entry) ID() object.ID { return object.ID(e.fixed[40:60]) }

func (e Entry) flags() uint16 { return binary.BigEndian.Uint16(e.fixed[60:]) }
func (e Entry) stage() uint16 { return e.flags() & flagStage }

// SkipsWorktree tells an entry that a sparse checkout left out.
func (e Entry) SkipsWorktree() bool {
	return len(e.fixed) == sizeExtended && binary.BigEndian.Uint16(e.fixed[62:])&flagSkipWorktree != 0
}

// IsIntent tells an entry that says no more than that the file will be added.
func (e Entry) IsIntent() bool {
	return len(e.fixed) == sizeExtended && binary.BigEndian.Uint16(e.fixed[62:])&flagIntent != 0
}

// parseEntry reads the entry at the start of data; size 0 says that it is
// damaged. In version 4 a name is given by how much of the last one it keeps.
func parseEntry(data []byte, version uint32, last []byte) (entry Entry, size int) {
	if len(data) < sizeExtended {
		return entry, 0
	}
	fixed := sizeFixed
	if binary.BigEndian.Uint16(data[60:])&flagExtended != 0 {
		fixed = sizeExtended
	}
	entry.fixed = data[:fixed:fixed]
	size = fixed
	var kept []byte
	if version == 4 {
		strip, used := decodeStrip(data[size:])
		if used == 0 || strip > len(last) {
			return entry, 0
		}
		kept, size = last[:len(last)-strip], size+used
	}
	end := bytes.IndexByte(data[size:], 0)
	if end < 0 {
		return entry, 0
	}
	entry.name = data[size : size+end : size+end]
	if version == 4 {
		entry.name = append(kept[:len(kept):len(kept)], entry.name...)
		return entry, size + end + 1
	}
	size = (size + end + 8) &^ 7 // one to eight NULs, to a multiple of eight
	if size > len(data) {
		return entry, 0
	}
	entry.raw = data[:size:size]
	return entry, size
}
