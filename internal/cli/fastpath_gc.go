package cli

import (
	"os"
	"runtime/debug"
)

// manyUnits is from how many units on a run's memory counts for more than its
// time.
const manyUnits = 200

// collectLess trades memory for time where a run allocates a few megabytes and
// ends, and time for memory over many units. It is a fast path and nothing else:
// a small run takes a quarter less processor time with it, one of 1,000 services a
// fifth less memory (BenchmarkCollectLess in internal/tools/bench). GOGC, where it
// is set, stays.
func collectLess(units int) {
	switch {
	case os.Getenv("GOGC") != "":
	case units > manyUnits:
		debug.SetGCPercent(50)
	default:
		debug.SetGCPercent(400)
	}
}

// collectAsUsual takes back the trade of a small run where a command that only
// reads meets many units: it would take twice the memory for a tenth of the time.
func collectAsUsual(units int) {
	if os.Getenv("GOGC") == "" && units > manyUnits {
		debug.SetGCPercent(100)
	}
}
