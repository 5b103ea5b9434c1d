package render

import (
	"crypto/sha256"
	"sync"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// layoutCache keeps how HCL is laid out once it was parsed and formatted.
//
// A rendered file is mostly the same text as that of the next environment or
// service; only quoted values differ. Parsing and formatting it again and again
// would be the largest part of a run. So the output of quoting helpers is
// marked, and what is parsed and formatted, once a run, is the skeleton: the
// output with a hole for each value. That is sound where the value can change
// neither layout nor validity. The first is seen in its line: nothing behind it
// is aligned, or it stands in a comment of its own line; everywhere else the
// value stays in the skeleton. The second is seen in the parsed skeleton, see
// holesHold.
//
// layOut is the one way to it; without it every file is parsed and formatted
// with its values in it, and comes out the same. BenchmarkLayoutCache shows what
// it brings.
type layoutCache struct {
	off     bool     // for that benchmark
	layouts sync.Map // sha256 of a skeleton → *layout
}

// layout is a skeleton parsed and formatted once, whoever asks first.
type layout struct {
	once      sync.Once
	formatted []byte // nil when the skeleton can't speak for what fills it
}

// layOut formats output whose skeleton is known to be valid whatever fills it;
// false for any other, which must be parsed whole.
func (c *layoutCache) layOut(target string, s Content) (Content, bool) {
	if c.off {
		return Content{}, false
	}
	entry, _ := c.layouts.LoadOrStore(sha256.Sum256(s.text), &layout{})
	l := entry.(*layout)
	l.once.Do(func() {
		if _, diags := limits.ParseHCL(s.text, target); !diags.HasErrors() && holesHold(s.text) {
			l.formatted = hclwrite.Format(s.text)
		}
	})
	if l.formatted == nil {
		return Content{}, false
	}
	return s.in(l.formatted), true
}
