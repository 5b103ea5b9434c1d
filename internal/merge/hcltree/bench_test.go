package hcltree

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

// service is one of the files of a repository, of 25 lines for each n.
func service(n int) string {
	var b strings.Builder
	for i := range n {
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
	return b.String()
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

// What ParseVersion brings, and what of that comes from the shared items. An
// edit stands in one block of eight.
func BenchmarkParseVersion(b *testing.B) {
	src := service(8)
	edited := strings.Replace(src, "desired_count   = 1\n", "desired_count   = 3\n", 1)
	for name, parse := range map[string]func(f *File) (*File, error){
		"with": func(f *File) (*File, error) { return f.ParseVersion(edited) },
		"with-tokens-alone": func(f *File) (*File, error) {
			v, _ := f.tokensOf(edited)
			return parseTokens(edited, v.tokens, nil)
		},
		"without": func(*File) (*File, error) { return Parse(edited) },
	} {
		b.Run(name, func(b *testing.B) {
			f, err := Parse(src)
			if err != nil {
				b.Fatal(err)
			}
			loop(b, func() {
				f.chunks = nil // indexing f is part of the price
				if _, err := parse(f); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// What the cache of facts brings where each of a file's 24 blocks is compared
// with each of another's.
func BenchmarkFacts(b *testing.B) {
	one, err1 := Parse(service(12))
	other, err2 := Parse(service(12))
	if err1 != nil || err2 != nil {
		b.Fatal(err1, err2)
	}
	for name, facts := range map[string]func(it *Item) *facts{"with": (*Item).known, "without": (*Item).findFacts} {
		b.Run(name, func(b *testing.B) {
			loop(b, func() {
				for _, x := range one.Items {
					x.facts = nil
				}
				for _, y := range other.Items {
					y.facts = nil
				}
				for _, x := range one.Items {
					for _, y := range other.Items {
						_, _ = facts(x), facts(y)
					}
				}
			})
		})
	}
}
