package change

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// TestResetAndRestore: a file is named as seen from the root, or from the folder
// at hand.
func TestResetAndRestore(t *testing.T) {
	for name, c := range map[string]struct {
		file FileName
		want string // what is told; empty when the file is found
	}{
		"from the root":           {FileName{Written: alphaMain, Here: alphaMain}, ""},
		"from a folder":           {FileName{Written: "main.tf", Here: alphaMain}, ""},
		"from a folder beside":    {FileName{Written: "../dev/main.tf", Here: alphaMain}, ""},
		"from the root elsewhere": {FileName{Written: alphaMain, Here: "layers/" + alphaMain}, ""},
		"untidy":                  {FileName{Written: "./" + alphaMain, Here: alphaMain}, ""},
		"none":                    {FileName{Written: "main.tf", Here: "layers/main.tf"}, `names "main.tf", which no unit has (give a file's path, seen from here or from the repository's root)`},
		"outside":                 {FileName{Written: "../x", Here: "../x"}, `names "../x", which no unit has (give a file's path, seen from here or from the repository's root)`},
		"a spec":                  {FileName{Written: alphaSpec, Here: alphaSpec}, `names "` + alphaSpec + `", which no unit has (give a file's path, seen from here or from the repository's root)`},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t, "alpha")
			rendered := w.text(alphaMain)
			w.files[alphaMain] = []byte(rendered + "# mine\n")
			reset := Options{Reset: []FileName{c.file}}
			if c.want != "" {
				same(t, "told", w.fails(Generate{}, reset), []string{"--reset " + c.want})
				same(t, "told", w.fails(Generate{}, Options{Restore: []FileName{c.file}}), []string{"--restore " + c.want})
				return
			}
			w.carryOut(w.plan(Generate{}, reset).Plan)
			if got := w.text(alphaMain); got != rendered {
				t.Errorf("reset, it is\n%s", got)
			}
			delete(w.files, alphaMain)
			if p := w.plan(Generate{}, Options{}); len(p.Plan.Writes()) > 0 {
				t.Errorf("without --restore: %q", actions(p.Plan, ""))
			}
			w.carryOut(w.plan(Generate{}, Options{Restore: []FileName{c.file}}).Plan)
			if got := w.text(alphaMain); got != rendered {
				t.Errorf("restored, it is\n%s", got)
			}
		})
	}
}

// TestEveryWrongFileIsTold: of all names of a flag at once.
func TestEveryWrongFileIsTold(t *testing.T) {
	got := founded(t).fails(Generate{}, Options{Reset: []FileName{{Written: "a", Here: "a"}, {Written: "/etc/passwd"}, {Written: "b", Here: "b"}}})
	if len(got) != 3 || !strings.Contains(got[0], `"a"`) || !strings.Contains(got[1], "/etc/passwd") || !strings.Contains(got[2], `"b"`) {
		t.Errorf("told is %q", got)
	}
}

// TestConflictSides: what becomes of a conflict is an option of any change.
func TestConflictSides(t *testing.T) {
	for side, want := range map[plan.Side]string{plan.Markers: "<<<<<<<", plan.Ours: "port  = 7", plan.Theirs: "port  = 9000"} {
		t.Run(string(side), func(t *testing.T) {
			w := founded(t, "alpha")
			w.edit(alphaMain, "port  = 8080", "port  = 7")
			w.carryOut(w.plan(Generate{Units: []string{"alpha"}, Set: typed("port=9000")}, Options{Conflicts: side}).Plan)
			if text := w.text(alphaMain); !strings.Contains(text, want) {
				t.Errorf("it is\n%s", text)
			}
		})
	}
}
