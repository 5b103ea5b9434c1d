package hcltree

import (
	"reflect"
	"slices"
	"testing"
)

// leavesOf returns the leaves of the first item of a file.
func leavesOf(t *testing.T, src string) []uint64 {
	t.Helper()
	return must(t, src).Items[0].Leaves()
}

func TestLeavesAreCounted(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      int
	}{
		{"attribute", "a = 1\n", 1},
		{"block and what is in it", "x {\n  a = 1\n  b = 2\n}\n", 3},
		{"empty block", "x {}\n", 1},
		{"comments, line by line", "# one\n# two\na = 1 # three\n", 4},
		{"list", "a = [1, 2]\n", 3},
		{"a list in a list is none itself", "a = [[1, 2]]\n", 3},
		{"object", "a = { b = 1 }\n", 2},
		{"heredoc, line by line", "a = <<E\nx\ny\nE\n", 3},
		{"for", "a = [for x in y : x]\n", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			have := leavesOf(t, c.src)
			if len(have) != c.want || !slices.IsSorted(have) {
				t.Errorf("%d leaves %v, want %d, sorted", len(have), have, c.want)
			}
		})
	}
}

// Where a leaf stands is no part of it, nor is layout; its name is.
func TestLeavesAreTheSame(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"reordered", "x {\n  a = 1\n  b = 2\n}\n", "x {\n  b = 2\n  a = 1\n}\n", true},
		{"list reordered", "a = [1, 2]\n", "a = [2, 1]\n", true},
		{"formatted", "a=[1,2]\n", "a = [\n  1,\n  2,\n]\n", true},
		{"another way to write it", "type = \"string\"\n", "type = string\n", true},
		{"another value", "a = 1\n", "a = 2\n", false},
		{"another name", "a = 1\n", "b = 1\n", false},
		{"another comment", "a = 1 # x\n", "a = 1 # y\n", false},
		{"another label", "x \"a\" {}\n", "x \"b\" {}\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if slices.Equal(leavesOf(t, c.a), leavesOf(t, c.b)) != c.same {
				t.Errorf("the same: %v", !c.same)
			}
		})
	}
}

func TestIdentity(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"name", "x {\n  name = \"web\"\n}\n", `name = "web"`},
		{"the strongest", "x {\n  key  = 1\n  name = \"web\"\n}\n", `name = "web"`},
		{"quoted key", "x = { \"Sid\" = \"Read\" }\n", `Sid = "Read"`},
		{"alias", "provider \"aws\" {\n  alias = \"east\"\n}\n", `alias = "east"`},
		{"none", "x {\n  port = 80\n}\n", ""},
		{"a group is no name", "x {\n  name = [1]\n}\n", ""},
		{"plain value", "name = 1\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if have := must(t, c.src).Items[0].Identity(); have != c.want {
				t.Errorf("%q, want %q", have, c.want)
			}
		})
	}
}

func TestEntries(t *testing.T) {
	entries := func(src string) []uint64 { return must(t, src).Items[0].Entries() }
	if have := entries("x {\n  a = 1 # one\n  b = 2\n}\n"); len(have) != 2 || !slices.Equal(have, entries("x {\n  b = 2\n  # two\n  a = 1\n}\n")) {
		t.Errorf("comments or the order change the entries %v", have)
	}
	if have := entries("a = 1\n"); have != nil {
		t.Errorf("a plain value has entries %v", have)
	}
}

func TestCommentLeaves(t *testing.T) {
	c := newComment("/*\n  one\n\n  two\n*/\n")
	if have := c.Leaves(); len(have) != 4 {
		t.Errorf("%d leaves, not one for each line with something in it", len(have))
	}
}

// What the cache keeps is what a walk through the item finds.
func TestFactsAreFoundOnce(t *testing.T) {
	for path, src := range realFiles(t) {
		f, err := Parse(src)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, it := range f.Items {
			first := it.known()
			if it.known() != first {
				t.Fatalf("%s: %q is walked through twice", path, it.Raw)
			}
			if !reflect.DeepEqual(first, it.findFacts()) {
				t.Errorf("%s: the cache has other facts of %q", path, it.Raw)
			}
		}
	}
}
