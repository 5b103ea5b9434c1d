//go:build !linux && !darwin

package index

import "io/fs"

// StatOf returns what the index keeps of a file. What is not known here stays
// zero; git then compares the content once and fills it in.
func StatOf(info fs.FileInfo) Stat {
	return Stat{changed: info.ModTime(), modified: info.ModTime(), size: uint32(info.Size())}
}
