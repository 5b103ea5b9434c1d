package object

import (
	"bytes"
	"compress/zlib"
	"crypto/sha1" // git's checksum
	"encoding/binary"
)

// encodePack returns a pack of whole objects: a header, for each object its
// kind and size and its compressed content, a checksum.
func encodePack(objects []object) []byte {
	var b bytes.Buffer
	b.WriteString("PACK")
	b.Write(binary.BigEndian.AppendUint32(nil, 2)) // version
	b.Write(binary.BigEndian.AppendUint32(nil, uint32(len(objects))))
	compressor := zlib.NewWriter(&b)
	for _, o := range objects {
		size := len(o.content)
		head := byte(o.kind)<<4 | byte(size&0x0f) // four bits of the size, then seven a byte
		for size >>= 4; size > 0; size >>= 7 {
			b.WriteByte(head | 0x80)
			head = byte(size & 0x7f)
		}
		b.WriteByte(head)
		compressor.Reset(&b)
		// A buffer takes whatever is written.
		_, _ = compressor.Write(o.content)
		_ = compressor.Close()
	}
	sum := sha1.Sum(b.Bytes()) // git's checksum
	b.Write(sum[:])
	return b.Bytes()
}
