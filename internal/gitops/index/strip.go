package index

import "slices"

// decodeStrip reads version 4's variable-length number: seven bits a byte, the
// high bit says that more follow, and each further byte adds one before the
// shift. used is 0 when data is damaged.
func decodeStrip(data []byte) (value, used int) {
	for used < len(data) && used < 5 {
		b := data[used]
		used++
		value |= int(b & 0x7f)
		if b&0x80 == 0 {
			return value, used
		}
		value = (value + 1) << 7
	}
	return 0, 0
}

func encodeStrip(value int) []byte {
	out := []byte{byte(value & 0x7f)}
	for value >>= 7; value > 0; value >>= 7 {
		value--
		out = append(out, byte(value&0x7f)|0x80)
	}
	slices.Reverse(out)
	return out
}
