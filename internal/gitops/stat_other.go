//go:build !linux && !darwin

package gitops

import "io/fs"

// statOf returns what the index keeps of a file. What is not known here stays
// zero; git then compares the content once and fills it in.
func statOf(info fs.FileInfo) statData {
	return statData{changed: info.ModTime(), modified: info.ModTime(), size: uint32(info.Size())}
}
