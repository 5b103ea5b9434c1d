// Package mergebench is what the benchmarks of the merge packages share: call
// Services for a file, and Loop in place of b.Loop. It is for tests alone.
package mergebench

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Services is a formatted file of n services, 25 lines each, as a repository has
// them.
func Services(n int) string {
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
	return strings.TrimSuffix(b.String(), "\n")
}

// Loop measures f as b.Loop does, and reports its processor time beside the
// clock's: on a busy machine that says more.
func Loop(b *testing.B, f func()) {
	start := processorTime()
	for b.Loop() {
		f()
	}
	b.ReportMetric(float64(processorTime()-start)/float64(b.N), "cpu-ns/op")
}

// processorTime is that of all of this process.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
