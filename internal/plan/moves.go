package plan

import (
	"regexp"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// renamed returns the name that a file has after the pack's moves; the same
// when none is about it. A star stands for the same text on both sides.
func renamed(moves []pack.Move, name string) string {
	for range moves { // a chain of moves ends after all of them
		next := name
		for _, m := range moves {
			if to, ok := movedBy(m, next); ok && to != next {
				next = to
				break
			}
		}
		if next == name {
			break
		}
		name = next
	}
	return name
}

func movedBy(m pack.Move, name string) (string, bool) {
	pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(m.From), `\*`, `([^/]*)`) + "$"
	re, err := regexp.Compile(pattern)
	if err != nil {
		return "", false
	}
	found := re.FindStringSubmatch(name)
	if found == nil {
		return "", false
	}
	to := m.To
	for _, text := range found[1:] {
		to = strings.Replace(to, "*", text, 1)
	}
	return to, true
}
