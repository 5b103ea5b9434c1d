package packsource

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// object is one of a pack file.
type object struct {
	kind    plumbing.ObjectType
	content []byte
}

// objects are those of a pack file, by their ids.
type objects map[plumbing.Hash]object

// unpacker reads a pack file. go-git's parser inflates before anybody can see
// how large an object says it is, so its scanner is used alone.
type unpacker struct {
	byID     objects
	byOffset map[int64]object
	waiting  []delta // their base comes later in the file
	left     int64   // bytes that may still come of it
}

// delta is an object given by its difference from another.
type delta struct {
	base    plumbing.Hash
	offset  int64
	content []byte
}

var errBroken = errors.New("the server sent a broken pack file")

// unpack reads all objects of a pack file into memory, within bounds.
func unpack(r io.Reader) (objects, error) {
	scanner := packfile.NewScanner(r)
	_, count, err := scanner.Header()
	if err != nil {
		return nil, err
	}
	if count > maxObjects {
		return nil, errTooLarge
	}
	u := &unpacker{byID: objects{}, byOffset: map[int64]object{}, left: maxUnpacked}
	for range count {
		if err := u.next(scanner); err != nil {
			return nil, err
		}
	}
	if _, err := scanner.Checksum(); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return u.byID, u.settle()
}

func (u *unpacker) next(scanner *packfile.Scanner) error {
	header, err := scanner.NextObjectHeader()
	if err != nil {
		return err
	}
	if header.Length < 0 || header.Length > u.left {
		return errTooLarge
	}
	var content bytes.Buffer // the scanner stops where it gets larger than it says
	if _, _, err := scanner.NextObject(&content); err != nil {
		return err
	}
	if int64(content.Len()) != header.Length {
		return errBroken
	}
	switch header.Type {
	case plumbing.OFSDeltaObject:
		base, ok := u.byOffset[header.OffsetReference]
		if !ok {
			return errBroken
		}
		return u.patch(base, header.Offset, content.Bytes())
	case plumbing.REFDeltaObject:
		base, ok := u.byID[header.Reference]
		if !ok {
			u.left -= header.Length
			u.waiting = append(u.waiting, delta{header.Reference, header.Offset, content.Bytes()})
			return nil
		}
		return u.patch(base, header.Offset, content.Bytes())
	}
	return u.add(object{header.Type, content.Bytes()}, header.Offset)
}

// add keeps an object.
func (u *unpacker) add(o object, offset int64) error {
	if u.left -= int64(len(o.content)); u.left < 0 {
		return errTooLarge
	}
	u.byID[plumbing.ComputeHash(o.kind, o.content)] = o
	u.byOffset[offset] = o
	return nil
}

// patch makes an object of its base. How large it gets stands in the delta.
func (u *unpacker) patch(base object, offset int64, change []byte) error {
	size, ok := patchedSize(change)
	if !ok {
		return errBroken
	}
	if size > u.left {
		return errTooLarge
	}
	content, err := packfile.PatchDelta(base.content, change)
	if err != nil {
		return fmt.Errorf("%w: %w", errBroken, err)
	}
	return u.add(object{base.kind, content}, offset)
}

// settle makes the objects whose base came later than they did.
func (u *unpacker) settle() error {
	for len(u.waiting) > 0 {
		var still []delta
		for _, d := range u.waiting {
			base, ok := u.byID[d.base]
			if !ok {
				still = append(still, d)
				continue
			}
			if err := u.patch(base, d.offset, d.content); err != nil {
				return err
			}
		}
		if len(still) == len(u.waiting) {
			return errBroken
		}
		u.waiting = still
	}
	return nil
}

// patchedSize is the second number of a delta, the size of its result.
func patchedSize(change []byte) (int64, bool) {
	rest := change
	var size int64
	for range 2 {
		size = 0
		for shift := 0; ; shift += 7 {
			if len(rest) == 0 || shift > 56 {
				return 0, false
			}
			b := rest[0]
			rest = rest[1:]
			size |= int64(b&0x7f) << shift
			if b < 0x80 {
				break
			}
		}
	}
	return size, true
}
