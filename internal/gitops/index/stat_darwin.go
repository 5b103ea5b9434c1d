package index

import (
	"io/fs"
	"syscall"
	"time"
)

// StatOf returns what the index keeps of a file.
func StatOf(info fs.FileInfo) Stat {
	s := Stat{modified: info.ModTime(), size: uint32(info.Size())}
	if sys, ok := info.Sys().(*syscall.Stat_t); ok {
		s.changed = time.Unix(sys.Ctimespec.Sec, sys.Ctimespec.Nsec)
		s.dev, s.ino, s.uid, s.gid = uint32(sys.Dev), uint32(sys.Ino), sys.Uid, sys.Gid
	}
	return s
}
