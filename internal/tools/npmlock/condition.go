package main

import (
	"math/bits"
	"slices"
	"strings"
)

// set is a set of combinations: bit c is on when combination c is in it.
type set uint8

// condition is an expression of templates that is true in just these of the
// combinations within.
func condition(in, within set) string {
	for _, chosen := range choices() {
		var some, all set
		for c := range 1 << len(features) {
			if c&chosen != 0 {
				some |= 1 << c
			}
			if c&chosen == chosen {
				all |= 1 << c
			}
		}
		switch in {
		case some & within:
			return call("or", terms(chosen, chosen))
		case all & within:
			return call("and", terms(chosen, chosen))
		}
	}
	var exact []string
	for c := range 1 << len(features) {
		if in>>c&1 == 1 {
			exact = append(exact, "("+call("and", terms(c, 1<<len(features)-1))+")")
		}
	}
	return call("or", exact)
}

// choices are all combinations with a feature in them, those with few first.
func choices() []int {
	var out []int
	for c := 1; c < 1<<len(features); c++ {
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b int) int {
		return bits.OnesCount(uint(a)) - bits.OnesCount(uint(b))
	})
	return out
}

// terms says of each feature in the mask whether it is on in a combination.
func terms(combination, mask int) []string {
	var out []string
	for i, feature := range features {
		switch {
		case mask>>i&1 == 0:
		case combination>>i&1 == 1:
			out = append(out, "."+feature)
		default:
			out = append(out, "(not ."+feature+")")
		}
	}
	return out
}

func call(function string, arguments []string) string {
	if len(arguments) == 1 {
		return arguments[0]
	}
	return function + " " + strings.Join(arguments, " ")
}
