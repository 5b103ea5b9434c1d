package hclmerge_test

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hclmerge"
)

// The oracle knows nothing of how the merge works: it counts tokens in texts.

var tokenPattern = regexp.MustCompile(`\bt\d+z\b|_t\d+z\b`)

// counted returns how often each token stands in a text.
func counted(s string) map[string]int {
	out := map[string]int{}
	for _, t := range tokenPattern.FindAllString(s, -1) {
		out[t]++
	}
	return out
}

// outside returns a text without its conflicts, and the conflicts.
func outside(s string) (rest, inside string) {
	depth := false
	var a, b strings.Builder
	for line := range strings.SplitAfterSeq(s, "\n") {
		switch {
		case strings.HasPrefix(line, "<<<<<<< "):
			depth = true
		case strings.HasPrefix(line, ">>>>>>> "):
			depth = false
		case depth:
			b.WriteString(line)
		default:
			a.WriteString(line)
		}
	}
	return a.String(), b.String()
}

// lost tells what is wrong with a result: a token that one side added and the
// other doesn't have must be there once, one that a side deleted and the other
// left alone must not. Every token stands for one leaf.
func lost(base, ours, theirs, result string) error {
	rest, inside := outside(result)
	b, o, t, r, c := counted(base), counted(ours), counted(theirs), counted(rest), counted(inside)
	all := map[string]bool{}
	for _, m := range []map[string]int{b, o, t, r} {
		for k := range m {
			all[k] = true
		}
	}
	for k := range all {
		if c[k] > 0 {
			if r[k] > 0 && max(b[k], o[k], t[k]) == 1 && r[k] > 1 {
				return fmt.Errorf("%s stands %d times beside a conflict", k, r[k])
			}
			continue
		}
		want := o[k] + t[k] - b[k]
		if o[k] == t[k] {
			want = o[k]
		}
		if r[k] != want {
			return fmt.Errorf("%s: base %d, ours %d, theirs %d, result %d", k, b[k], o[k], t[k], r[k])
		}
	}
	return nil
}

func parses(s string) error {
	_, diags := hclsyntax.ParseConfig([]byte(s), "", hcl.InitialPos)
	if diags.HasErrors() {
		return diags
	}
	return nil
}

func merge(b, o, t string, options hclmerge.Options) hclmerge.Result {
	return hclmerge.Merge([]byte(b), []byte(o), []byte(t), options)
}

// laws checks everything that must hold of any merge of three files that parse.
func laws(b, o, t string) error {
	r := merge(b, o, t, hclmerge.Options{})
	result := string(r.Content)
	if r.Lines {
		return fmt.Errorf("merged by lines")
	}
	if len(r.Conflicts) == 0 {
		if err := parses(result); err != nil {
			return fmt.Errorf("the result doesn't parse: %w", err)
		}
		if err := misplaced(b, o, t, result); err != nil {
			return err
		}
		again := merge(b, result, t, hclmerge.Options{})
		if string(again.Content) != result {
			return fmt.Errorf("merging theirs again gives\n%s", again.Content)
		}
	}
	for _, c := range r.Conflicts {
		lines := strings.SplitAfter(result, "\n")
		if c.Line < 1 || c.Line > len(lines) || !strings.HasPrefix(lines[c.Line-1], "<<<<<<< ours") {
			return fmt.Errorf("no conflict on line %d: %s", c.Line, c.Address)
		}
	}
	for _, side := range []hclmerge.Resolution{hclmerge.Ours, hclmerge.Theirs} {
		chosen := merge(b, o, t, hclmerge.Options{Conflict: side})
		if err := parses(string(chosen.Content)); err != nil {
			return fmt.Errorf("choosing side %d doesn't parse: %w\n%s", side, err, chosen.Content)
		}
	}
	swapped := merge(b, t, o, hclmerge.Options{})
	if len(swapped.Conflicts) != len(r.Conflicts) {
		return fmt.Errorf("%d conflicts, swapped %d:\n%s", len(r.Conflicts), len(swapped.Conflicts), swapped.Content)
	}
	if x, y := sortedLines(result), sortedLines(string(swapped.Content)); len(r.Conflicts) == 0 && x != y {
		return fmt.Errorf("swapped it is not the same:\n%s", swapped.Content)
	}
	return lost(b, o, t, result)
}

// sortedLines is a text's tokens, in no order.
func sortedLines(s string) string { return sortedCounts(counted(s)) }

// sortedCounts writes a map down; fmt sorts its keys.
func sortedCounts(m map[string]int) string { return fmt.Sprint(m) }
