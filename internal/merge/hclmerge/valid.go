package hclmerge

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/limits"
	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// validity tells what is HCL. That is for hclsyntax to say: hcltree splits up what
// it can, and takes some files that are wrong inside of a value.
type validity struct {
	versions func() bool // the three versions are
	result   func() bool // so is the result, which has no conflicts in it
}

// judge makes the validity of versions that are still being read.
type judge func(f *versions) validity

// parseAll has each file parsed as a whole.
func parseAll(f *versions) validity {
	return validity{
		versions: func() bool { return parses(f.src[base]) && parses(f.src[ours]) && parses(f.src[theirs]) },
		result:   func() bool { return parses(f.result.Raw) },
	}
}

func parses(s string) bool {
	_, diags := limits.ParseHCL([]byte(s), "")
	return !diags.HasErrors()
}

// restore gives a result its form. A heredoc at the end of a file needs its
// newline.
func restore(form linemerge.Form, s string, clean bool) []byte {
	if clean && !form.FinalNewline && !parses(strings.TrimSuffix(s, "\n")) {
		form.FinalNewline = true
	}
	return form.Restore(s)
}
