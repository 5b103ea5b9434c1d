package hclmerge_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hclmerge"
)

// tally is how one tool did on the corpus.
type tally struct {
	conflicts int // merges with conflicts where none is wanted
	wrong     int // clean results that are not what is wanted
	missed    int // clean results where a conflict is wanted
	time      time.Duration
}

// judge compares a tool's result with the wanted one, formatted and without
// regard to the order of lines.
func (y *tally) judge(e example, content []byte, conflict bool) {
	wanted := len(e.conflicts) > 0
	switch {
	case conflict && !wanted:
		y.conflicts++
	case !conflict && wanted:
		y.missed++
	case !conflict && unordered(shown(content)) != unordered(e.want):
		y.wrong++
	}
}

func unordered(s []byte) string {
	s = bytes.ReplaceAll(bytes.ReplaceAll(s, []byte("<no newline>"), nil), []byte("␍"), nil)
	lines := bytes.Split(hclwrite.Format(s), []byte("\n"))
	counts := map[string]int{}
	for _, l := range lines {
		if l = bytes.TrimSpace(l); len(l) > 0 {
			counts[string(l)]++
		}
	}
	return sortedCounts(counts)
}

// The corpus merged by three tools: what each gets wrong, and how long it takes.
func TestSideBySide(t *testing.T) {
	all := corpus(t)
	var own tally
	start := time.Now()
	for _, e := range all {
		r := hclmerge.Merge(e.base, e.ours, e.theirs, hclmerge.Options{})
		own.judge(e, r.Content, len(r.Conflicts) > 0)
	}
	own.time = time.Since(start)
	t.Logf("%d merges, of which %d must conflict", len(all), conflicting(all))
	t.Logf("%-15s needless conflicts %3d, wrong %3d, missed conflicts %3d, %7s a merge", "hclmerge", own.conflicts, own.wrong, own.missed, each(own.time, all))
	if own.conflicts+own.wrong+own.missed > 0 {
		t.Error("hclmerge fails its own corpus")
	}
	for _, tool := range []struct {
		name string
		args []string // with the names of the three files behind them
	}{
		{"git", []string{"merge-file", "--diff3", "--stdout", "ours.tf", "base.tf", "theirs.tf"}},
		{"mergiraf", []string{"merge", "base.tf", "ours.tf", "theirs.tf"}},
	} {
		path, err := exec.LookPath(tool.name)
		if err != nil {
			t.Logf("%-15s not installed", tool.name)
			continue
		}
		y := external(t, all, path, tool.args)
		t.Logf("%-15s needless conflicts %3d, wrong %3d, missed conflicts %3d, %7s a merge", tool.name, y.conflicts, y.wrong, y.missed, each(y.time, all))
	}
}

func conflicting(all []example) int {
	n := 0
	for _, e := range all {
		if len(e.conflicts) > 0 {
			n++
		}
	}
	return n
}

func each(d time.Duration, all []example) time.Duration {
	return (d / time.Duration(len(all))).Round(time.Microsecond)
}

// external runs a tool on every case.
func external(t *testing.T, all []example, path string, args []string) tally {
	var y tally
	dir := t.TempDir()
	for _, e := range all {
		for name, content := range map[string][]byte{"base.tf": e.base, "ours.tf": e.ours, "theirs.tf": e.theirs} {
			if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command(path, args...)
		cmd.Dir = dir
		start := time.Now()
		out, err := cmd.Output()
		y.time += time.Since(start)
		y.judge(e, out, err != nil)
	}
	return y
}
