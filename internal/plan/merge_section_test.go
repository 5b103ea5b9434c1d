package plan

import (
	"slices"
	"strings"
	"testing"
)

func TestSectionsMergeAsSets(t *testing.T) {
	file := func(lines ...string) string {
		return "* @a\n# scaffold: begin services\n" + strings.Join(append(lines, ""), "\n") + "# scaffold: end services\n# mine\n"
	}
	edited := func(text string) string { return strings.Replace(text, "@a", "@z", 1) }
	for name, c := range map[string]struct{ base, ours, theirs, want string }{
		"both add":           {file("b"), file("a", "b"), file("b", "c"), file("a", "b", "c")},
		"one removes":        {file("a", "b"), file("b"), file("a", "b", "c"), file("b", "c")},
		"both add the same":  {file(), file("a"), file("a"), file("a")},
		"and an edit around": {file("b"), edited(file("a", "b")), file("b", "c"), edited(file("a", "b", "c"))},
	} {
		t.Run(name, func(t *testing.T) {
			got, clashes, _ := MergeFile("CODEOWNERS", []byte(c.base), []byte(c.ours), []byte(c.theirs), Markers, renderNames)
			if len(clashes) > 0 || string(got) != c.want {
				t.Errorf("%v\n%s", clashes, got)
			}
		})
	}
}

// What stands around the section is text like any other: there the two edits of
// its second line conflict, and nothing else does.
func TestTextAroundSectionsConflicts(t *testing.T) {
	file := func(owner, line string) string {
		return "# who\n* " + owner + "\n# scaffold: begin services\n" + line + "\n# scaffold: end services\n"
	}
	got, clashes, _ := MergeFile("CODEOWNERS", []byte(file("@a", "b")), []byte(file("@o", "c")), []byte(file("@t", "d")), Markers, renderNames)
	want := "# who\n<<<<<<< yours\n* @o\n||||||| last rendered\n* @a\n=======\n* @t\n>>>>>>> rendered now\n" +
		"# scaffold: begin services\nc\nd\n# scaffold: end services\n"
	if string(got) != want {
		t.Errorf("have\n%s\nwant\n%s", got, want)
	}
	if !slices.Equal(clashes, []Clash{{Line: 2}}) {
		t.Errorf("clashes %+v", clashes)
	}
}

func TestWhatIsNoSection(t *testing.T) {
	const one = "# scaffold: begin x\na\n# scaffold: end x\n"
	if s, ok := sectionOf(one); !ok || !slices.Equal(s.lines, []string{"a\n"}) {
		t.Errorf("%v %q, not the one line", ok, s.lines)
	}
	for name, text := range map[string]string{
		"no end":      "# scaffold: begin x\na\n",
		"two":         one + one,
		"upside down": "# scaffold: end x\n# scaffold: begin x\n",
		"in a line":   "x # scaffold: begin s\n# scaffold: end s\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, ok := sectionOf(text); ok {
				t.Errorf("%q is a section", text)
			}
		})
	}
}

// TestDataStaysValid: a merge by lines that would break a data file is a
// conflict of the whole file; any other conflict is of the lines it is about. Each
// case says which it is, and where.
func TestDataStaysValid(t *testing.T) {
	const added, addedTwice = "a: 1\nb: 2\nc: 3\nd: 1\n", "d: 2\na: 1\nb: 2\nc: 3\n"
	whole := []Clash{{What: "the whole file: merged line by line it would not be valid", Line: 1}}
	for name, c := range map[string]struct {
		file, base, ours, theirs string
		side                     Side
		want                     string
		clashes                  []Clash
	}{
		"JSON that stays valid": {
			file: "x.json", base: "[\n  1,\n  2,\n  3,\n  4,\n  5\n]\n", side: Markers,
			ours: "[\n  1,\n  2,\n  3,\n  4\n]\n", theirs: "[\n  2,\n  3,\n  4,\n  5\n]\n",
			want: "[\n  2,\n  3,\n  4\n]\n",
		},
		"members added to JSON beside the same one": {
			file: "x.json", base: "{\n  \"a\": 1\n}\n", side: Markers,
			ours: "{\n  \"b\": 2,\n  \"a\": 1\n}\n", theirs: "{\n  \"a\": 1,\n  \"c\": 3\n}\n",
			want: "{\n<<<<<<< yours\n  \"b\": 2,\n  \"a\": 1\n||||||| last rendered\n  \"a\": 1\n=======\n" +
				"  \"a\": 1,\n  \"c\": 3\n>>>>>>> rendered now\n}\n",
			clashes: []Clash{{Line: 2}},
		},
		"lines added to YAML, for theirs": {
			file: "x.yaml", base: "a: 1\n", ours: "a: 1\nb:\n  - 1\n", theirs: "a: 1\nb:\n", side: Theirs,
			want: "a: 1\nb:\n", clashes: []Clash{{Line: 3}},
		},
		"a key that both gave to YAML": {
			file: "x.yaml", base: "a: 1\nb: 2\nc: 3\n", ours: added, theirs: addedTwice, side: Markers,
			want:    "<<<<<<< yours\n" + added + "||||||| last rendered\na: 1\nb: 2\nc: 3\n=======\n" + addedTwice + ">>>>>>> rendered now\n",
			clashes: whole,
		},
		"the same for ours": {
			file: "x.yml", base: "a: 1\nb: 2\nc: 3\n", ours: added, theirs: addedTwice, side: Ours, want: added, clashes: whole,
		},
		"the same for theirs": {
			file: "x.yml", base: "a: 1\nb: 2\nc: 3\n", ours: added, theirs: addedTwice, side: Theirs, want: addedTwice, clashes: whole,
		},
		"the same in a text, of which nothing is known": {
			file: "x.txt", base: "a: 1\nb: 2\nc: 3\n", ours: added, theirs: addedTwice, side: Markers, want: "d: 2\n" + added,
		},
		"YAML that was invalid on one side": {
			file: "x.yaml", base: "a: 1\nb: 2\nc: 3\n", ours: "a: [\nb: 2\nc: 3\n", theirs: "a: 1\nb: 2\nc: 4\n", side: Markers,
			want: "a: [\nb: 2\nc: 4\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, clashes, _ := MergeFile(c.file, []byte(c.base), []byte(c.ours), []byte(c.theirs), c.side, renderNames)
			if string(got) != c.want {
				t.Errorf("have\n%s\nwant\n%s", got, c.want)
			}
			if !slices.Equal(clashes, c.clashes) {
				t.Errorf("clashes %+v, want %+v", clashes, c.clashes)
			}
		})
	}
}
