package interview

import (
	"strings"
	"testing"
)

// TestEstimatesTogether: a line for each unit that estimates something, and their sum
// where there are several.
func TestEstimatesTogether(t *testing.T) {
	one, two := about(t, priced), about(t, priced)
	one.Name, two.Name = "one", "two"
	if got := Estimates([]*Unit{one}); len(got) != 1 || got[0] != one.Estimates() {
		t.Errorf("one unit estimates %q", got)
	}
	got := Estimates([]*Unit{one, two})
	if len(got) != 3 || !strings.HasPrefix(got[0], "Estimate of one: ") || !strings.HasPrefix(got[1], "Estimate of two: ") {
		t.Fatalf("two units estimate %q", got)
	}
	if got[2] != "Estimate together: dev 20.00, production 40.00, in all 60.00 EUR a month" {
		t.Errorf("together it is %q", got[2])
	}
	if got := Estimates([]*Unit{one, about(t, shop)}); len(got) != 1 {
		t.Errorf("beside one that estimates nothing it is %q", got)
	}
	if got := Estimates(nil); len(got) != 0 {
		t.Errorf("nobody estimates %q", got)
	}
}
