package plan

import (
	"strings"
	"testing"
)

func TestSectionsMergeAsSets(t *testing.T) {
	file := func(lines ...string) string {
		return "* @a\n# scaffold: begin services\n" + strings.Join(append(lines, ""), "\n") + "# scaffold: end services\n# mine\n"
	}
	for name, c := range map[string]struct{ base, ours, theirs, want string }{
		"both add":           {file("b"), file("a", "b"), file("b", "c"), file("a", "b", "c")},
		"one removes":        {file("a", "b"), file("b"), file("a", "b", "c"), file("b", "c")},
		"both add the same":  {file(), file("a"), file("a"), file("a")},
		"and an edit around": {file("b"), strings.Replace(file("a", "b"), "@a", "@z", 1), file("b", "c"), strings.Replace(file("a", "b", "c"), "@a", "@z", 1)},
	} {
		got, clashes := MergeFile("CODEOWNERS", []byte(c.base), []byte(c.ours), []byte(c.theirs), Markers, renderNames)
		if len(clashes) > 0 || string(got) != c.want {
			t.Errorf("%s: %v\n%s", name, clashes, got)
		}
	}
	for name, text := range map[string]string{
		"no end": "# scaffold: begin x\na\n", "two": file() + file(), "upside down": "# scaffold: end x\n# scaffold: begin x\n", "in a line": "x # scaffold: begin s\n# scaffold: end s\n",
	} {
		if _, ok := sectionOf(text); ok {
			t.Errorf("%s is a section", name)
		}
	}
}

func TestMarker(t *testing.T) {
	for text, want := range map[string]int{"": 0, "a\n=======\n": 0, "a\n<<<<<<< x\n": 2, ">>>>>>> x": 1, " <<<<<<< x\n": 0} {
		if got := Marker([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// TestDataStaysValid: a merge by lines that would break a data file is a
// conflict of the whole file.
func TestDataStaysValid(t *testing.T) {
	base := "{\n  \"a\": 1\n}\n"
	ours, theirs := "{\n  \"b\": 2,\n  \"a\": 1\n}\n", "{\n  \"a\": 1,\n  \"c\": 3\n}\n"
	got, clashes := MergeFile("x.json", []byte(base), []byte(ours), []byte(theirs), Markers, renderNames)
	if len(clashes) == 0 && !parses("x.json", got) {
		t.Errorf("invalid without a conflict:\n%s", got)
	}
	ours, theirs = "a: 1\nb:\n  - 1\n", "a: 1\nb:\n"
	got, clashes = MergeFile("x.yaml", []byte("a: 1\n"), []byte(ours), []byte(theirs), Theirs, renderNames)
	if len(clashes) == 0 || string(got) != theirs {
		t.Errorf("%v\n%s", clashes, got)
	}
}
