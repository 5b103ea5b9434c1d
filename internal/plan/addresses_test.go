package plan

import (
	"strings"
	"testing"
)

func TestLost(t *testing.T) {
	before := "resource \"a\" \"b\" {\n}\nmodule \"m\" {\n  source = \"x\"\n}\ndata \"a\" \"d\" {\n}\n"
	for after, want := range map[string]string{
		before:                               "",
		"module \"m\" {\n source = \"y\"\n}": "a.b",
		"":                                   "a.b module.m",
		"module \"m\" {\n}\nresource \"a\" \"c\" {\n}\nmoved {\n from = a.b\n to = a.c\n}\n": "",
		"module \"m\" {\n}\nmoved {\n from = a.b\n to = a.c\n}\n":                            "a.b",
		"removed {\n from = a.b\n lifecycle {\n destroy = false\n }\n}\nmodule \"m\" {\n}\n": "",
	} {
		t.Run(after, func(t *testing.T) {
			got := strings.Join(Lost(map[string][]byte{"main.tf": []byte(before)}, map[string][]byte{"other.tf": []byte(after)}), " ")
			if got != want {
				t.Errorf("after %q, %q is lost, want %q", after, got, want)
			}
		})
	}
	if got := Lost(nil, nil); got != nil {
		t.Errorf("nothing loses %v", got)
	}
}
