package plan

import (
	"io/fs"

	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Bit is what becomes of a file's executable bit.
type Bit int

// The bits of an action. A new file without one is not executable.
const (
	BitKept Bit = iota // as it is on disk
	BitSet
	BitCleared
)

// BitOf is the bit of a file that is to be executable, or not.
func BitOf(executable bool) Bit {
	if executable {
		return BitSet
	}
	return BitCleared
}

// aLink stands for the blob id of a link in place of a file: it is no render.
const aLink = "link"

// onDisk is what stands at a path.
type onDisk struct {
	id         string // the git blob id of a file; aLink; empty where there is none
	content    []byte // of a file; never nil then
	executable bool
}

// lookAt looks at a path, a link unfollowed. A folder is no file.
func lookAt(disk fs.FS, name repo.Path) onDisk {
	if disk == nil {
		return onDisk{}
	}
	info, err := fs.Lstat(disk, string(name))
	switch {
	case err != nil || info.IsDir():
		return onDisk{}
	case !info.Mode().IsRegular():
		return onDisk{id: aLink}
	}
	content, ok := readFile(disk, name)
	if !ok {
		return onDisk{}
	}
	if content == nil {
		content = []byte{}
	}
	return onDisk{id: lock.BlobID(content), content: content, executable: info.Mode()&0o100 != 0}
}
