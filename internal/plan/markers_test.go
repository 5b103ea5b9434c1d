package plan

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestMarker: what goes beyond the examples is a marker, whoever wrote it.
func TestMarker(t *testing.T) {
	const example = "<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> main\n"
	for name, c := range map[string]struct {
		text     string
		examples []string
		want     int
	}{
		"empty":                   {"", nil, 0},
		"an underline is none":    {"a\n=======\n", nil, 0},
		"the first":               {"a\n<<<<<<< x\n>>>>>>> x\n", nil, 2},
		"the last alone":          {">>>>>>> x", nil, 1},
		"indented it is none":     {" <<<<<<< x\n", nil, 0},
		"an example":              {"a\n" + example, Examples([]byte(example)), 0},
		"with other line ends":    {strings.ReplaceAll(example, "\n", "\r\n"), Examples([]byte(example)), 0},
		"what is left of a merge": {example + ">>>>>>> rendered now\n", Examples([]byte(example)), 6},
		"twice":                   {example + example, Examples([]byte(example)), 6},
		"twice in the examples":   {example + example, Examples([]byte(example + example)), 0},
		"each of two has one":     {example + example, Examples([]byte(example), []byte(example)), 6},
		"another label":           {strings.Replace(example, "HEAD", "yours", 1), Examples([]byte(example)), 1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Marker([]byte(c.text), c.examples); got != c.want {
				t.Errorf("line %d, want %d", got, c.want)
			}
		})
	}
}

// TestSideTakesOwnMarkersAlone: what is shown as an example belongs to both sides.
func TestSideTakesOwnMarkersAlone(t *testing.T) {
	const example = "a = <<E\n<<<<<<< HEAD\n=======\n>>>>>>> main\nE\n"
	ours, theirs := example+"b = 1\n", example+"b = 2\n"
	merged, clashes, _ := MergeFile("x.tf", []byte(example+"b = 0\n"), []byte(ours), []byte(theirs), Markers, renderNames)
	if len(clashes) != 1 {
		t.Fatalf("%s", merged)
	}
	if got := string(side(merged, false)); got != ours {
		t.Errorf("ours is\n%s", got)
	}
	if got := string(side(merged, true)); got != theirs {
		t.Errorf("theirs is\n%s", got)
	}
}

const exampleText = "\n```text\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> main\n```\n"

// committing makes plans know what HEAD has: the files as they are now.
func (w *world) committing() {
	head := fstest.MapFS{}
	for name, f := range w.files {
		head[name] = &fstest.MapFile{Data: slices.Clone(f.Data)}
	}
	w.more = func(r *Request) {
		r.Head = head
	}
}

// TestStatusOfMarkers: what is rendered or committed is an example, what is not is a
// conflict; and so is what only scaffold writes, or breaks the file, wherever.
func TestStatusOfMarkers(t *testing.T) {
	const notes = "layers/04-applications/alpha/environments/dev/notes.md"
	const own = "<<<<<<< yours\na\n||||||| last rendered\nb\n=======\nc\n>>>>>>> rendered now\n"
	heredoc := "locals {\n  x = <<E\n<<<<<<< HEAD\n>>>>>>> main\nE\n}\n"
	for name, c := range map[string]struct {
		file, text string
		committed  bool
		want       bool
	}{
		"rendered":                  {notes, "", false, false},
		"rendered, with an edit":    {notes, "# mine\n" + exampleText, false, false},
		"rendered once, twice here": {notes, exampleText + exampleText, false, true},
		"of the user's, committed":  {notes, exampleText + exampleText, true, false},
		"scaffold's":                {notes, exampleText + own, false, true},
		"scaffold's, committed":     {notes, exampleText + own, true, true},
		"in a heredoc":              {devMain, heredoc, true, false},
		"in a heredoc, not yet":     {devMain, heredoc, false, true},
		"in code, committed":        {devMain, "<<<<<<< HEAD\nlocals {\n=======\nlocals {\n>>>>>>> main\n}\n", true, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "alpha")
			w.builder()
			w.packs["service/environment/notes.md.tmpl"] = &fstest.MapFile{Data: []byte(exampleText)}
			w.apply()
			w.committing()
			if c.text != "" {
				w.write(c.file, c.text)
			}
			if c.committed {
				w.committing()
			}
			if got := strings.Contains(w.standing("dev"), "conflict"); got != c.want {
				t.Errorf("it stands: %s", w.standing("dev"))
			}
		})
	}
}

// TestMarkersOfOthers: what an unfinished merge of somebody's left in a file is not
// written on; what is committed, or rendered, may stand.
func TestMarkersOfOthers(t *testing.T) {
	for name, c := range map[string]struct {
		ours      string
		committed bool
		want      string
	}{
		"of git":               {"# mine\n<<<<<<< HEAD\n# a\n=======\n# b\n>>>>>>> main\n", false, devMain + ":2: " + devMain + " holds conflict markers that nothing here wrote"},
		"half resolved":        {"# mine\n>>>>>>> main\n", false, devMain + ":2: " + devMain + " holds conflict markers that nothing here wrote"},
		"shown, and committed": {"# mine\nlocals {\n  x = <<E\n<<<<<<< HEAD\n>>>>>>> main\nE\n}\n", true, ""},
		"shown, not committed": {"# mine\nlocals {\n  x = <<E\n<<<<<<< HEAD\n>>>>>>> main\nE\n}\n", false, devMain + ":4: "},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "alpha")
			w.apply()
			w.committing()
			w.write(devMain, c.ours+w.text(devMain))
			if c.committed {
				w.committing()
			}
			w.write("scaffold.hcl", rootFile+"\ndefaults \"service\" {\n  owner = \"x\"\n}\n")
			p, err := w.plan()
			if c.want == "" {
				if err != nil || len(p.Of(Merge)) != 1 {
					t.Errorf("%v, %v", err, p)
				}
				return
			}
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("told is %v", err)
			}
		})
	}
}
