package index

import "testing"

func TestStripNumbers(t *testing.T) {
	for _, n := range []int{0, 1, 127, 128, 129, 16383, 16511, 16512, 70000} {
		if got, used := decodeStrip(encodeStrip(n)); got != n || used != len(encodeStrip(n)) {
			t.Errorf("%d came back as %d", n, got)
		}
	}
}
