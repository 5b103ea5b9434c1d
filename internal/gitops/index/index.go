// Package index reads git's index, checks whether a commit may go ahead, and
// writes it with some paths changed.
//
// Call Read first. The Check methods refuse what a commit could not honour;
// Splice returns the new bytes, which the caller puts in place under git's lock.
// Entries of other paths keep their bytes, whatever flags they carry: that is
// what go-git's codec loses.
package index

import (
	"bytes"
	"crypto/sha1" // git's checksum
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// File is a parsed index. Entries are sorted by name, as bytes.
type File struct {
	version    uint32
	entries    []Entry
	extensions []extension
	noChecksum bool // index.skipHash: twenty zeros stand for the checksum

	// Modified is the file's time; zero when there was none.
	Modified time.Time
	// Data is the whole file; nil when there was none.
	Data []byte
}

type extension struct {
	name string
	data []byte
}

// Read reads the index at path; a missing one is empty.
func Read(path string) (*File, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &File{version: 2}, nil
	}
	if err != nil {
		return nil, diag.Failedf("cannot read git's index: %v", err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, diag.Failedf("cannot read git's index: %v", err)
	}
	x, err := parse(data)
	if err != nil {
		return nil, err
	}
	x.Modified = info.ModTime()
	return x, nil
}

func errIndex(what string) error {
	return diag.Failedf("git's index is damaged: %s", what).WithHint("see `git fsck` and `git status`")
}

// parse reads the bytes of an index of version 2, 3 or 4.
func parse(data []byte) (*File, error) {
	if len(data) < sizeHeader+sizeChecksum || string(data[:4]) != "DIRC" {
		return nil, errIndex("it does not start as one")
	}
	x := &File{version: binary.BigEndian.Uint32(data[4:]), Data: data}
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
func (x *File) checkOrder() error {
	var last Entry
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
func (x *File) parseEntries(data []byte, count uint32) ([]byte, error) {
	if int(count) > len(data)/sizeFixed {
		return nil, errIndex("it is too short")
	}
	x.entries = make([]Entry, 0, count)
	var last Entry
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

// find returns the position of the first entry not below name, and whether it
// is name itself.
func (x *File) find(name string) (int, bool) {
	i := sort.Search(len(x.entries), func(i int) bool { return string(x.entries[i].name) >= name })
	return i, i < len(x.entries) && string(x.entries[i].name) == name
}

// Entry returns the entry of path, if the index has one.
func (x *File) Entry(path string) (*Entry, bool) {
	i, ok := x.find(path)
	if !ok {
		return nil, false
	}
	return &x.entries[i], true
}

// Below returns the paths below a folder, "." for all, in order.
func (x *File) Below(folder string) []string {
	var out []string
	prefix := folder + "/"
	if folder == "." {
		prefix = ""
	}
	at, _ := x.find(prefix)
	for ; at < len(x.entries); at++ {
		name := string(x.entries[at].name)
		if !strings.HasPrefix(name, prefix) {
			break
		}
		out = append(out, name)
	}
	return out
}

// Hidden returns the paths that are marked skip-worktree, in order.
func (x *File) Hidden() []string {
	var out []string
	for _, e := range x.entries {
		if e.SkipsWorktree() && e.stage() == 0 {
			out = append(out, string(e.name))
		}
	}
	return out
}
