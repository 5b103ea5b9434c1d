package index

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

func FuzzParseIndex(f *testing.F) {
	s := gittest.New(f)
	s.Git("write-tree")
	f.Add([]byte(s.Read(".git/index")))
	s.Git("update-index", "--index-version", "4")
	f.Add([]byte(s.Read(".git/index")))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > sizeChecksum { // a right checksum, or nothing else is reached
			data = gittest.WithChecksum(data)
		}
		x, err := parse(data)
		if err != nil {
			return
		}
		changes := []Change{deletion("app/a"), addition("new", object.ID{})}
		again, err := parse(x.Splice(changes))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if _, ok := again.Entry("new"); !ok {
			t.Fatal("the new entry is missing")
		}
	})
}
