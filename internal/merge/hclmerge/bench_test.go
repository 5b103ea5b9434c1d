package hclmerge

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/mergebench"
)

// threeVersions are a file of about n lines and two edits of it, which git can't
// merge.
func threeVersions(n int) (b, o, t string) {
	b = mergebench.Services((n + 24) / 25)
	o = strings.Replace(b, "desired_count   = 1\n", "desired_count   = 3\n", 1)
	o = strings.Replace(o, `    Name  = "service-2"`, "    Name  = \"service-2\"\n    Team  = \"core\"", 1)
	o += "\noutput \"ours\" {\n  value = 1\n}\n"
	t = strings.Replace(b, "aws_ecs_task_definition.s1.arn", "aws_ecs_task_definition.s1.family", 1)
	t = strings.Replace(t, `    Name  = "service-2"`, "    Name  = \"service-two\"", 1)
	t += "\noutput \"theirs\" {\n  value = 1\n}\n"
	return b, o, t
}

func BenchmarkMerge(b *testing.B) {
	for _, n := range []int{50, 200, 1000, 5000, 25000} {
		base, ours, theirs := threeVersions(n)
		b.Run(fmt.Sprintf("%d-lines", n), func(b *testing.B) {
			for b.Loop() {
				if r := Merge([]byte(base), []byte(ours), []byte(theirs), Options{}); len(r.Conflicts) > 0 || r.Lines {
					b.Fatalf("conflicts: %v", r.Conflicts)
				}
			}
		})
	}
	b.Run("200-lines-git", func(b *testing.B) {
		base, ours, theirs := threeVersions(200)
		dir := b.TempDir()
		for name, content := range map[string]string{"base": base, "ours": ours, "theirs": theirs} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
				b.Fatal(err)
			}
		}
		for b.Loop() {
			cmd := exec.Command("git", "merge-file", "--diff3", "--stdout", "ours", "base", "theirs")
			cmd.Dir = dir
			_, _ = cmd.Output()
		}
	})
}

// What finding out what is HCL costs with the fast path, with half of it, and
// without.
func BenchmarkValidity(b *testing.B) {
	base, ours, theirs := threeVersions(200)
	for _, way := range []struct {
		name  string
		judge judge
	}{
		{"with", parseOnce(onAnotherCore)},
		{"with-one-core", parseOnce(sync.OnceValue[bool])},
		{"without", parseAll},
	} {
		b.Run(way.name, func(b *testing.B) {
			mergebench.Loop(b, func() { mergeJudged([]byte(base), []byte(ours), []byte(theirs), Options{}, way.judge) })
		})
	}
}
