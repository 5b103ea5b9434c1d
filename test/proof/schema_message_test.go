package proof

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"
)

// trimAnswer trims the one message of an answer; gRPC puts five bytes before
// it, of which four are its length.
func trimAnswer(answer []byte, fields []uint64, types []string) ([]byte, error) {
	if len(answer) < 5 || answer[0] != 0 {
		return nil, errors.New("the provider's answer is no plain message")
	}
	message, err := trimMessage(answer[5:], fields, types)
	if err != nil {
		return nil, err
	}
	return append(binary.BigEndian.AppendUint32([]byte{0}, uint32(len(message))), message...), nil
}

// trimMessage keeps of the named fields of a protobuf message, which are maps,
// the entries with these keys, and all other fields.
func trimMessage(message []byte, fields []uint64, keys []string) ([]byte, error) {
	var kept []byte
	for len(message) > 0 {
		number, value, size := readField(message)
		if size <= 0 {
			return nil, errors.New("the provider's answer is no message of fields with a length")
		}
		drop := false
		if slices.Contains(fields, number) {
			first, key, n := readField(value) // an entry's first field is its key
			if n <= 0 || first != 1 {
				return nil, errors.New("an entry of the provider's answer has no key")
			}
			_, found := slices.BinarySearch(keys, string(key))
			drop = !found
		}
		if !drop {
			kept = append(kept, message[:size]...)
		}
		message = message[size:]
	}
	return kept, nil
}

// readField reads a field with a length, the only kind there is in these
// messages, and returns how many bytes it takes; 0 if it is none.
func readField(message []byte) (number uint64, value []byte, size int) {
	const withLength = 2
	tag, n := binary.Uvarint(message)
	if n <= 0 || tag&7 != withLength {
		return 0, nil, 0
	}
	length, m := binary.Uvarint(message[n:])
	if m <= 0 || length > uint64(len(message)-n-m) {
		return 0, nil, 0
	}
	size = n + m + int(length)
	return tag >> 3, message[n+m : size], size
}

// Of a map only the named entries stay, and of everything else all does.
func TestTrimMessage(t *testing.T) {
	field := func(number byte, value string) string {
		return string([]byte{number<<3 | 2, byte(len(value))}) + value
	}
	entry := func(number byte, key string) string {
		return field(number, field(1, key)+field(2, "schema of "+key))
	}
	provider, other := field(1, "provider"), field(7, field(1, "aws_arn"))
	message := provider + entry(2, "aws_vpc") + entry(2, "aws_eks_cluster") + entry(3, "aws_eks_cluster") + entry(3, "aws_vpc") + other
	got, err := trimMessage([]byte(message), []uint64{2, 3}, []string{"aws_subnet", "aws_vpc"})
	if want := provider + entry(2, "aws_vpc") + entry(3, "aws_vpc") + other; err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
	for _, broken := range []string{"\x08\x01", field(1, "ab")[:3], field(2, "")} {
		if got, err := trimMessage([]byte(broken), []uint64{2}, nil); err == nil {
			t.Errorf("%q became %q", broken, got)
		}
	}
}
