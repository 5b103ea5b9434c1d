package hclmerge

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// Whether a file is HCL is for hclsyntax to say, and takes longer than all the
// rest. So ours alone is checked as a whole, on another core; of the other files
// only the top-level items that ours doesn't have. A file is valid if its items
// are, as each ends with its line, and no attribute is set twice, which the
// parser sees to.

// check starts the check of ours.
func (f *versions) check(ours string) {
	done := make(chan bool, 1)
	go func() { done <- parses(ours) }()
	known, valid := false, false
	f.oursValid = func() bool {
		if !known {
			known, valid = true, <-done
		}
		return valid
	}
}

// valid tells whether the three versions are HCL.
func (f *versions) valid() bool {
	if f.checked {
		return f.isValid
	}
	f.inOurs = make(map[string]bool, len(f.file[ours].Items))
	for _, it := range f.file[ours].Items {
		f.inOurs[it.Raw] = true
	}
	f.checked = true
	f.isValid = f.othersValid(f.file[base].Items) && f.othersValid(f.file[theirs].Items) && f.oursValid()
	return f.isValid
}

// resultValid tells whether the result, which has no conflicts in it, is HCL.
func (f *versions) resultValid() bool { return f.othersValid(f.result.Items) }

// othersValid tells whether the items that ours doesn't have are HCL.
func (f *versions) othersValid(items []*hcltree.Item) bool {
	for _, it := range items {
		if it.Kind != hcltree.ItemComment && !f.inOurs[it.Raw] && !parses(it.Source()) {
			return false
		}
	}
	return true
}

func parses(s string) bool {
	_, diags := hclsyntax.ParseConfig([]byte(s), "", hcl.InitialPos)
	return !diags.HasErrors()
}

// restore gives the result its form. A heredoc at the end of a file needs its
// newline.
func (f *versions) restore(form linemerge.Form, s string, clean bool) []byte {
	if clean && !form.FinalNewline && !parses(strings.TrimSuffix(s, "\n")) {
		form.FinalNewline = true
	}
	return form.Restore(s)
}
