// Package bench holds the benchmarks of "Speed we build for" in the design.
//
// Each runs scaffold's real binary and a peer in turn, several times, and
// reports the ratio of the medians: machines are noisy, ratios less so. The
// peers are programs of their own, so that both sides pay for a process:
// barecobra is a cobra program with one command, bareloop writes or hashes the
// same files in a plain loop. `make bench` runs them all.
package bench
