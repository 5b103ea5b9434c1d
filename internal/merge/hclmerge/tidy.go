package hclmerge

import "github.com/hashicorp/hcl/v2/hclwrite"

// tidy formats what was put together from two sides, if being formatted is what
// the three-way merge of being formatted gives.
func tidy(s string, sides [3]string) string {
	var is [3]bool
	for i, raw := range sides {
		is[i] = isFormatted(raw)
	}
	want := is[ours]
	if is[ours] == is[base] || sides[base] == "" {
		want = is[theirs]
	}
	if sides[base] == "" {
		want = is[ours] && is[theirs]
	}
	if !want {
		return s
	}
	return string(hclwrite.Format([]byte(s)))
}

func isFormatted(s string) bool { return string(hclwrite.Format([]byte(s))) == s }
