package hclmerge

import "github.com/hashicorp/hcl/v2/hclwrite"

// formatLike formats what was put together from two sides if both are formatted;
// if one is, where base was not, as that side then formatted it.
func formatLike(s string, sides [3]string) string {
	after := string(hclwrite.Format([]byte(s)))
	if after == s {
		return s
	}
	o, t := isFormatted(sides[ours]), isFormatted(sides[theirs])
	want := o && t
	if o != t && sides[base] != "" {
		want = !isFormatted(sides[base]) // one of them has changed it
	}
	if !want {
		return s
	}
	return after
}

func isFormatted(s string) bool { return string(hclwrite.Format([]byte(s))) == s }
