package report

import (
	"bytes"
	"io/fs"

	"github.com/aymanbagabas/go-udiff"

	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// Diff returns the plan's changes as a unified diff against disk, which may be
// nil for a repository that does not exist yet.
func Diff(p *plan.Plan, disk fs.FS) []byte {
	var out bytes.Buffer
	for _, a := range p.Writes() {
		var before string
		from, to := "a/"+string(a.Path), "b/"+string(a.Path)
		if disk != nil {
			content, err := fs.ReadFile(disk, string(a.Path))
			if before = string(content); err != nil {
				from = "/dev/null"
			}
		} else {
			from = "/dev/null"
		}
		if a.Kind == plan.Delete {
			to = "/dev/null"
		}
		out.WriteString(udiff.Unified(from, to, before, string(a.Bytes())))
	}
	return out.Bytes()
}
