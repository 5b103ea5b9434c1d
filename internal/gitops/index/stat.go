package index

import (
	"encoding/binary"
	"time"
)

// Stat is what the index remembers of a file, so that git need not read it
// again. Numbers are cut to 32 bits, as git cuts them.
type Stat struct {
	changed, modified time.Time
	dev, ino          uint32
	uid, gid          uint32
	size              uint32 // bytes on disk
}

// encode returns the first 40 bytes of an index entry.
func (s Stat) encode(mode uint32) []byte {
	b := make([]byte, 0, sizeExtended)
	for _, n := range []uint32{
		uint32(s.changed.Unix()), uint32(s.changed.Nanosecond()),
		uint32(s.modified.Unix()), uint32(s.modified.Nanosecond()),
		s.dev, s.ino, mode, s.uid, s.gid, s.size,
	} {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return b
}

// decodeStat reads the stat data of an index entry.
func decodeStat(fixed []byte) Stat {
	n := func(i int) uint32 { return binary.BigEndian.Uint32(fixed[4*i:]) }
	return Stat{
		changed:  time.Unix(int64(n(0)), int64(n(1))),
		modified: time.Unix(int64(n(2)), int64(n(3))),
		dev:      n(4), ino: n(5), uid: n(7), gid: n(8), size: n(9),
	}
}
