package change

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// The same mistakes are told in the same order, however often they are made.
func TestMistakesHaveAnOrder(t *testing.T) {
	packs := &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}
	p, err := packs.Get(spec.PackRef{Name: "service"})
	if err != nil {
		t.Fatal(err)
	}
	var wrong []Assignment
	for _, name := range []string{"port", "uses", "cpu", "memory"} {
		wrong = append(wrong, Assignment{Name: name, Text: "{ a = {} }", Typed: true})
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
