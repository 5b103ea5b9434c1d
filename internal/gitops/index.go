package gitops

import (
	"bytes"
	"crypto/sha1" // git's checksum
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"sort"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Bits of an index entry's flags and extended flags.
const (
	flagAssumeUnchanged = 0x8000
	flagExtended        = 0x4000
	flagStage           = 0x3000
	flagNameLength      = 0x0fff
	flagSkipWorktree    = 0x4000 // extended
)

// Sizes in bytes: of an entry up to its name, of the file's header and checksum.
const (
	sizeFixed    = 62
	sizeExtended = 64
	sizeHeader   = 12
	sizeChecksum = 20
)

// indexEntry is one entry of the index, as slices of the file's bytes.
type indexEntry struct {
	name  []byte
	fixed []byte // stat data, id and flags: sizeFixed or sizeExtended bytes
	raw   []byte // the whole entry with padding; nil in version 4
}

func (e indexEntry) flags() uint16 { return binary.BigEndian.Uint16(e.fixed[60:]) }
func (e indexEntry) mode() uint32  { return binary.BigEndian.Uint32(e.fixed[24:]) }
func (e indexEntry) id() objectID  { return objectID(e.fixed[40:60]) }
func (e indexEntry) stage() uint16 { return e.flags() & flagStage }

// skipsWorktree tells an entry that a sparse checkout left out.
func (e indexEntry) skipsWorktree() bool {
	return len(e.fixed) == sizeExtended && binary.BigEndian.Uint16(e.fixed[62:])&flagSkipWorktree != 0
}

// indexFile is a parsed index. Entries are sorted by name, as bytes.
type indexFile struct {
	version    uint32
	entries    []indexEntry
	extensions []extension
	noChecksum bool      // index.skipHash: twenty zeros stand for the checksum
	modified   time.Time // of the file; zero when there was none
	data       []byte    // the whole file; nil when there was none
}

type extension struct {
	name string
	data []byte
}

// readIndex reads the index at path; a missing one is empty.
func readIndex(path string) (*indexFile, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &indexFile{version: 2}, nil
	}
	if err != nil {
		return nil, diag.Failedf("cannot read git's index: %v", err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, diag.Failedf("cannot read git's index: %v", err)
	}
	x, err := parseIndex(data)
	if err != nil {
		return nil, err
	}
	x.modified = info.ModTime()
	return x, nil
}

func errIndex(what string) error {
	return diag.Failedf("git's index is damaged: %s", what).WithHint("see `git fsck` and `git status`")
}

// parseIndex reads the bytes of an index of version 2, 3 or 4.
func parseIndex(data []byte) (*indexFile, error) {
	if len(data) < sizeHeader+sizeChecksum || string(data[:4]) != "DIRC" {
		return nil, errIndex("it does not start as one")
	}
	x := &indexFile{version: binary.BigEndian.Uint32(data[4:]), data: data}
	if x.version < 2 || x.version > 4 {
		return nil, diag.Usagef("git's index has version %d, scaffold knows 2 to 4", x.version).
			WithHint("git update-index --index-version 2")
	}
	body, sum := data[:len(data)-sizeChecksum], data[len(data)-sizeChecksum:]
	if x.noChecksum = bytes.Equal(sum, make([]byte, sizeChecksum)); !x.noChecksum {
		if got := sha1.Sum(body); !bytes.Equal(got[:], sum) { // git's checksum
			return nil, errIndex("its checksum is wrong")
		}
	}
	rest, err := x.parseEntries(body[sizeHeader:], binary.BigEndian.Uint32(data[8:]))
	if err != nil {
		return nil, err
	}
	if err := x.parseExtensions(rest); err != nil {
		return nil, err
	}
	return x, x.checkOrder()
}

// checkOrder refuses entries that are not sorted; binary search relies on it. It
// comes after the extensions, as the entries of a split index need not be.
func (x *indexFile) checkOrder() error {
	var last indexEntry
	for _, entry := range x.entries {
		order := bytes.Compare(last.name, entry.name)
		if order > 0 || len(entry.name) == 0 || order == 0 && last.stage() >= entry.stage() {
			return errIndex("its entries are out of order")
		}
		last = entry
	}
	return nil
}

// parseEntries reads count entries and returns the bytes after them.
func (x *indexFile) parseEntries(data []byte, count uint32) ([]byte, error) {
	if int(count) > len(data)/sizeFixed {
		return nil, errIndex("it is too short")
	}
	x.entries = make([]indexEntry, 0, count)
	var last indexEntry
	for range count {
		entry, size := parseEntry(data, x.version, last.name)
		if size == 0 {
			return nil, errIndex("an entry is cut off")
		}
		x.entries = append(x.entries, entry)
		data, last = data[size:], entry
	}
	return data, nil
}

// parseEntry reads the entry at the start of data; size 0 says that it is
// damaged. In version 4 a name is given by how much of the last one it keeps.
func parseEntry(data []byte, version uint32, last []byte) (entry indexEntry, size int) {
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

// find returns the position of the first entry not below name, and whether it
// is name itself.
func (x *indexFile) find(name string) (int, bool) {
	i := sort.Search(len(x.entries), func(i int) bool { return string(x.entries[i].name) >= name })
	return i, i < len(x.entries) && string(x.entries[i].name) == name
}
