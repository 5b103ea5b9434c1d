package hclmerge

import (
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// A fast path: to have each file parsed takes longer than all the rest of a merge.
// So ours alone is parsed as a whole, on another core while the trees are
// merged; of the other files, and of the result, only the top-level items that
// ours doesn't have. That says the same as parseAll, as a file is valid if its items
// are, as each ends with its line, and no attribute is set twice, which hcltree
// sees to. BenchmarkValidity shows what both halves bring.

// start begins a check of ours, and returns what waits for its end.
type start func(check func() bool) (wait func() bool)

// onAnotherCore checks at once, beside the merge.
func onAnotherCore(check func() bool) (wait func() bool) {
	done := make(chan bool, 1)
	go func() { done <- check() }()
	return sync.OnceValue(func() bool { return <-done })
}

// parseOnce is parseAll, without parsing what is the same twice.
func parseOnce(begin start) judge {
	return func(f *versions) validity {
		oursValid := begin(func() bool { return parses(f.src[ours]) })
		inOurs := sync.OnceValue(func() map[string]bool {
			out := make(map[string]bool, len(f.file[ours].Items))
			for _, it := range f.file[ours].Items {
				out[it.Raw] = true
			}
			return out
		})
		newItemsValid := func(file *hcltree.File) bool {
			for _, it := range file.Items {
				if it.Kind != hcltree.ItemComment && !inOurs()[it.Raw] && !parses(it.Source()) {
					return false
				}
			}
			return true
		}
		return validity{
			versions: sync.OnceValue(func() bool {
				return newItemsValid(f.file[base]) && newItemsValid(f.file[theirs]) && oursValid()
			}),
			result: func() bool { return newItemsValid(f.result) },
		}
	}
}
