package gittest

import (
	"crypto/sha1" // git's checksum
	"encoding/binary"
	"slices"
)

// DamagedIndexes are indexes that nobody may write on, made from a good one, by
// what was done to it.
func DamagedIndexes(good []byte) map[string][]byte {
	flipped, version9 := slices.Clone(good), slices.Clone(good)
	flipped[len(flipped)/2] ^= 1
	version9[7] = 9
	return map[string][]byte{
		"a flipped bit":    flipped,
		"cut off":          slices.Clone(good[:len(good)/2]),
		"empty":            {},
		"another program":  append([]byte("JUNK"), good[4:]...),
		"unknown and sure": WithExtension(good, "mine"),
		"version 9":        version9,
	}
}

// WithExtension adds an extension to the bytes of an index.
func WithExtension(index []byte, name string) []byte {
	body := slices.Clone(index[:len(index)-sha1.Size])
	body = append(body, name...)
	body = binary.BigEndian.AppendUint32(body, 3)
	body = append(body, "abc"...)
	return WithChecksum(append(body, make([]byte, sha1.Size)...))
}

// WithChecksum returns the bytes of an index with the right checksum.
func WithChecksum(index []byte) []byte {
	body := slices.Clone(index[:len(index)-sha1.Size])
	sum := sha1.Sum(body) // git's checksum
	return append(body, sum[:]...)
}
