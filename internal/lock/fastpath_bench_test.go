package lock

import (
	"os"
	"testing"
)

// BenchmarkFastPath reads the lock of a service with three environments by the
// fast path and as HCL.
func BenchmarkFastPath(b *testing.B) {
	src, err := os.ReadFile("../../golden/service-full/layers/04-applications/shop/" + Filename)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("with", func(b *testing.B) {
		for range b.N {
			if _, ok := parseFast(src); !ok {
				b.Fatal("the lock is not canonical")
			}
		}
	})
	b.Run("without", func(b *testing.B) {
		for range b.N {
			if _, err := parseHCL(Filename, src); err != nil {
				b.Fatal(err)
			}
		}
	})
}
