package flags

import (
	"testing"

	"github.com/spf13/cobra"
)

// The same contradiction is told, however often it is made.
func TestContradictionsHaveAnOrder(t *testing.T) {
	for range 30 {
		cmd, w := &cobra.Command{}, &Write{}
		w.Add(cmd, false)
		if err := cmd.ParseFlags([]string{"--no-commit", "--branch=b", "--message=m", "--push", "--sign", "--no-verify"}); err != nil {
			t.Fatal(err)
		}
		if err := w.Check(cmd); err == nil || err.Error() != "--branch and --no-commit contradict each other (leave one of them out)" {
			t.Fatal(err)
		}
	}
}
