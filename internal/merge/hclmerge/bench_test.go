package hclmerge

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// bigFile is a formatted file of about n lines that looks like a service's.
func bigFile(n int) string {
	var b strings.Builder
	for i := 0; i*25 < n; i++ {
		fmt.Fprintf(&b, `# Service %[1]d.
resource "aws_ecs_service" "s%[1]d" {
  name            = var.name_%[1]d
  cluster         = var.cluster_arn
  desired_count   = %[1]d
  task_definition = aws_ecs_task_definition.s%[1]d.arn
  tags = merge(local.tags, {
    Name  = "service-%[1]d"
    Stage = var.stage
  })

  network_configuration {
    subnets         = var.subnet_ids
    security_groups = [aws_security_group.app.id, "sg-%[1]d"]
  }

  lifecycle {
    ignore_changes = [desired_count]
  }
}

variable "name_%[1]d" {
  type        = string
  description = "The name of service %[1]d."
}

`, i)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// threeVersions are a file of about n lines and two edits of it, which git can't
// merge.
func threeVersions(n int) (b, o, t string) {
	b = bigFile(n)
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

// cpu is the processor time of all of this process: on a busy machine it says
// more than the clock.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// loop runs f and reports its processor time beside the clock's.
func loop(b *testing.B, f func()) {
	start := cpu()
	for b.Loop() {
		f()
	}
	b.ReportMetric(float64(cpu()-start)/float64(b.N), "cpu-ns/op")
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
			loop(b, func() { mergeJudged([]byte(base), []byte(ours), []byte(theirs), Options{}, way.judge) })
		})
	}
}
