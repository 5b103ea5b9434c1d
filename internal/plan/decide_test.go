package plan

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// outcomes are what can happen to a file, by the words of the table below.
var outcomes = map[string]struct {
	kind   Kind
	reason string
}{
	"new":      {Create, "new"},
	"seed":     {Create, "new; yours from now on"},
	"restored": {Create, "restored"},
	"changed":  {Update, "the template or its inputs changed"},
	"reset":    {Update, "reset to what the template says"},
	"both":     {Merge, "edited by hand, and the template or its inputs changed"},
	"there":    {Merge, "a file of that name was already there"},
	"gone":     {Delete, "the pack no longer has it"},
	"edited":   {Keep, "the pack no longer has it, but it was edited by hand; delete it when you don't need it"},
	"missed":   {Keep, "deleted by hand; the template has changed since"},
	"link":     {Keep, "replaced by a link; the template has changed since"},
	"linked":   {Keep, "a link stands in its place; delete it, and bring the file by --restore"},
	"same":     {Unchanged, "as rendered"},
	"deleted":  {Unchanged, "deleted by hand"},
	"ours":     {Unchanged, "edited by hand, the template is unchanged"},
	"yours":    {Unchanged, "created once, yours since"},
	"no":       {Unchanged, "not rendered"},
}

// decisions is the whole table: the last render (base), the disk (ours), this
// render (theirs), - where there is none, equal letters for equal bytes, and link
// for a link in its place; then what happens to the file as it is, to one that the pack seeds once, and
// to either when a person asks to reset or restore it, or both.
const decisions = `
base ours theirs  plain    once    reset    once+reset  restore   once+restore  reset+restore  once+reset+restore
-    -    -       no       yours   no       yours       no        yours         no             yours
-    -    x       new      seed    reset    reset       restored  restored      reset          reset
-    x    -       no       yours   no       yours       no        yours         no             yours
-    x    x       same     yours   same     yours       same      yours         same           yours
-    x    y       there    yours   reset    reset       there     yours         reset          reset
x    -    -       same     yours   same     yours       same      yours         same           yours
x    -    x       deleted  yours   reset    reset       restored  restored      reset          reset
x    -    y       missed   yours   reset    reset       restored  restored      reset          reset
x    x    -       gone     yours   gone     yours       gone      yours         gone           yours
x    x    x       same     yours   same     yours       same      yours         same           yours
x    x    y       changed  yours   reset    reset       changed   yours         reset          reset
x    y    -       edited   yours   edited   yours       edited    yours         edited         yours
x    y    x       ours     yours   reset    reset       ours      yours         reset          reset
x    y    y       same     yours   same     yours       same      yours         same           yours
x    y    z       both     yours   reset    reset       both      yours         reset          reset
-    link x       linked   yours   reset    reset       linked    yours         reset          reset
x    link -       edited   yours   edited   yours       edited    yours         edited         yours
x    link x       ours     yours   reset    reset       ours      yours         reset          reset
x    link y       link     yours   reset    reset       link      yours         reset          reset
`

// TestDecide compares decide with the table, which is design.md's "Regeneration:
// the rules". Every kind and reason stands in it.
func TestDecide(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(decisions), "\n")
	columns := strings.Fields(lines[0])[3:]
	unused := maps.Clone(outcomes)
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		for i, column := range columns {
			want := outcomes[cells[3+i]]
			delete(unused, cells[3+i])
			t.Run(strings.Join(cells[:3], "")+" "+column, func(t *testing.T) {
				s := state{
					base: blob(cells[0]), ours: blob(cells[1]), theirs: blob(cells[2]),
					seedOnce: strings.Contains(column, "once"), reset: strings.Contains(column, "reset"), restore: strings.Contains(column, "restore"),
				}
				if kind, reason := decide(s); kind != want.kind || reason != want.reason {
					t.Errorf("%s (%s), want %s (%s)", kind, reason, want.kind, want.reason)
				}
			})
		}
	}
	if len(unused) > 0 {
		t.Errorf("never in the table: %v", unused)
	}
}

// blob is the id that a letter of the table stands for.
func blob(letter string) string { return strings.Trim(letter, "-") }

// TestBits: who changed the executable bit since the last render has his way, and
// a bit that a person changed is an edit.
func TestBits(t *testing.T) {
	for _, c := range []struct {
		files      string // base, ours, theirs
		bits       string // the same: x for executable
		executable bool
		edited     bool
	}{
		{"aab", "---", false, false},
		{"aab", "x--", false, true},
		{"aab", "-x-", true, true},
		{"aab", "--x", true, false},
		{"aab", "xx-", false, false},
		{"aab", "x-x", false, true},
		{"aab", "-xx", true, true},
		{"aab", "xxx", true, false},
		{"-ab", "---", false, true},
		{"-ab", "-x-", true, true},
		{"-ab", "--x", true, true},
		{"-ab", "-xx", true, true},
		{"a-b", "x-x", true, true},
		{"a-b", "x--", false, true},
		{"--b", "--x", true, false},
	} {
		id := func(i int) string { return blob(c.files[i : i+1]) }
		s := state{base: id(0), ours: id(1), theirs: id(2), bits: bits{c.bits[0] == 'x', c.bits[1] == 'x', c.bits[2] == 'x'}}
		if s.executable() != c.executable || s.edited() != c.edited {
			t.Errorf("%s %s: executable %v, edited %v", c.files, c.bits, s.executable(), s.edited())
		}
		if s.reset = true; s.executable() != s.bits.theirs {
			t.Errorf("%s %s: reset is executable %v", c.files, c.bits, s.executable())
		}
	}
}

// TestDecisionsAreComplete: each way in which three files can be there, and
// equal or not, has its row, and each kind of action that is decided its place.
// A move and a conflict are made of a decision later, in files.go.
func TestDecisionsAreComplete(t *testing.T) {
	rows := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(decisions), "\n")[1:] {
		rows[strings.Join(strings.Fields(line)[:3], "")]++
	}
	for n := range 4 * 4 * 4 {
		way := letters("-abc"[n%4], "-abc"[n/4%4], "-abc"[n/16])
		if rows[way] != 1 {
			t.Errorf("%s stands in the table %d times", way, rows[way])
		}
	}
	var kinds []Kind
	for _, o := range outcomes {
		kinds = append(kinds, o.kind)
	}
	declared := kindsOf(t)
	for _, kind := range declared {
		if later := kind == Move || kind == Conflict || kind == TakeAlong; later == slices.Contains(kinds, kind) {
			t.Errorf("%s: in the table %v", kind, !later)
		}
	}
	if len(declared) < 8 {
		t.Errorf("only %v are read from plan.go", declared)
	}
}

// letters names ids by their first appearance: x, y, z, and - for none.
func letters(ids ...byte) string {
	names, out := map[byte]byte{'-': '-'}, ""
	for _, id := range ids {
		if names[id] == 0 {
			names[id] = "xyz"[len(names)-1]
		}
		out += string(names[id])
	}
	return out
}

// kindsOf are the kinds that plan.go declares.
func kindsOf(t *testing.T) []Kind {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "plan.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []Kind
	ast.Inspect(f, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && fmt.Sprint(v.Type) == "Kind" {
			text, _ := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			out = append(out, Kind(text))
		}
		return true
	})
	return out
}
