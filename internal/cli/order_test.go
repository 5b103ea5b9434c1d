package cli

import (
	"testing"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// The same mistakes are told in the same order, however often they are made.
func TestMistakesHaveAnOrder(t *testing.T) {
	var wrong []assignment
	p, err := (&global{}).packs("").Get(spec.PackRef{Name: servicePack})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"port", "uses", "cpu", "memory"} {
		wrong = append(wrong, assignment{name: name, text: "{ a = {} }", raw: true})
	}
	contradiction := func() error {
		cmd := &cobra.Command{}
		w := &writeFlags{}
		w.add(cmd, false)
		if err := cmd.ParseFlags([]string{"--no-commit", "--branch=b", "--message=m", "--push", "--sign", "--no-verify"}); err != nil {
			t.Fatal(err)
		}
		return w.check(cmd)
	}
	for range 30 {
		if err := contradiction(); err == nil || err.Error() != "--branch and --no-commit contradict each other (leave one of them out)" {
			t.Fatal(err)
		}
	}
	_, first := resolve(p, wrong, []string{"dev"})
	if first == nil {
		t.Fatal("nothing is wrong")
	}
	for range 30 {
		if _, err := resolve(p, wrong, []string{"dev"}); err == nil || err.Error() != first.Error() {
			t.Fatalf("first\n%s\nthen\n%s", first, err)
		}
	}
}
