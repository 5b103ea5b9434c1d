package diag

import "github.com/agext/levenshtein"

// farthest is how many letters what was meant may differ from what was written.
const farthest = 2

// Closest returns the one of some names that was probably meant by what somebody
// wrote; "" where none is near. Of several as near as each other it is the first.
func Closest(written string, names []string) string {
	return Within(farthest, written, names)
}

// Within is Closest where what was meant may differ in so many letters only.
func Within(letters int, written string, names []string) string {
	best, distance := "", letters+1
	for _, name := range names {
		if d := levenshtein.Distance(written, name, nil); d < distance {
			best, distance = name, d
		}
	}
	return best
}
