package report

import (
	"bytes"
	"fmt"
	"io/fs"

	"github.com/aymanbagabas/go-udiff"

	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
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
		out.WriteString(modes(disk, a.Path, a.Bit, false))
		out.WriteString(udiff.Unified(from, to, before, string(a.Bytes())))
	}
	return out.Bytes()
}

// modes are the lines of a diff that tell how a file's executable bit differs
// from what is on disk; from what it should be to the disk with reverse. There are
// none for a file that is not there.
func modes(disk fs.FS, path repo.Path, bit plan.Bit, reverse bool) string {
	if disk == nil || bit == plan.BitKept {
		return ""
	}
	info, err := fs.Lstat(disk, string(path))
	if err != nil || !info.Mode().IsRegular() || (info.Mode()&0o100 != 0) == (bit == plan.BitSet) {
		return ""
	}
	from, to := "100644", "100755"
	if (bit == plan.BitSet) == reverse {
		from, to = to, from
	}
	return fmt.Sprintf("diff --git a/%s b/%s\nold mode %s\nnew mode %s\n", path, path, from, to)
}
