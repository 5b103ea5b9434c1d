package diag

import "testing"

func TestClosest(t *testing.T) {
	names := []string{"owner", "order", "port", "ports"}
	for written, want := range map[string]string{
		"owner": "owner", "ownr": "owner", "odner": "owner", "prot": "port", "portz": "port", "portss": "ports", "runtime": "", "": "",
	} {
		if got := Closest(written, names); got != want {
			t.Errorf("%q is taken for %q, want %q", written, got, want)
		}
	}
	if got := Within(1, "prot", names); got != "" {
		t.Errorf("two letters are within one: %q", got)
	}
	if got := Within(1, "ownr", names); got != "owner" {
		t.Errorf("one letter is not within one: %q", got)
	}
}
