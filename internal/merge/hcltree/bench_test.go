package hcltree

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/mergebench"
)

// What ParseVersion brings, and what of that comes from the shared items. An
// edit stands in one block of eight.
func BenchmarkParseVersion(b *testing.B) {
	src := mergebench.Services(8)
	edited := strings.Replace(src, "desired_count   = 1\n", "desired_count   = 3\n", 1)
	for name, parse := range map[string]func(f *File) (*File, error){
		"with": func(f *File) (*File, error) { return f.ParseVersion(edited) },
		"with-tokens-alone": func(f *File) (*File, error) {
			v, _ := f.tokensOf(edited)
			return parseTokens(edited, v.tokens, nil)
		},
		"without": func(*File) (*File, error) { return Parse(edited) },
	} {
		b.Run(name, func(b *testing.B) {
			f, err := Parse(src)
			if err != nil {
				b.Fatal(err)
			}
			mergebench.Loop(b, func() {
				f.chunks = nil // indexing f is part of the price
				if _, err := parse(f); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// What the cache of facts brings where each of a file's 24 blocks is compared
// with each of another's.
func BenchmarkFacts(b *testing.B) {
	one, err1 := Parse(mergebench.Services(12))
	other, err2 := Parse(mergebench.Services(12))
	if err1 != nil || err2 != nil {
		b.Fatal(err1, err2)
	}
	for name, facts := range map[string]func(it *Item) *facts{"with": (*Item).known, "without": (*Item).findFacts} {
		b.Run(name, func(b *testing.B) {
			mergebench.Loop(b, func() {
				for _, x := range one.Items {
					x.facts = nil
				}
				for _, y := range other.Items {
					y.facts = nil
				}
				for _, x := range one.Items {
					for _, y := range other.Items {
						_, _ = facts(x), facts(y)
					}
				}
			})
		})
	}
}
