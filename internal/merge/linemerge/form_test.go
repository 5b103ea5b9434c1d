package linemerge_test

import (
	"slices"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// A text that nobody changed comes out as it went in, whatever its form.
func TestFormsAreRestored(t *testing.T) {
	for name, src := range map[string]string{
		"plain": "a\nb\n", "no final newline": "a\nb", "CRLF": "a\r\nb\r\n", "CRLF without the last": "a\r\nb",
		"byte order mark": "\ufeffa\n", "all of it": "\ufeffa\r\nb", "mixed": "a\r\nb\n", "one LF among CRLF": "a\r\nb\nc\r\n", "one CRLF among LF": "a\nb\r\nc\n",
		"one LF at the end": "a\r\nb\r\nc\n", "two carriage returns": "a\r\r\nb\r\nc\n", "one at the end": "a\r\nb\r\nc\r", "empty": "", "only a mark": "\ufeff",
	} {
		t.Run(name, func(t *testing.T) {
			form, b, o, th := linemerge.Normalize([]byte(src), []byte(src), []byte(src))
			if b != o || o != th {
				t.Errorf("three normal forms: %q %q %q", b, o, th)
			}
			if have := string(form.Restore(o)); have != src {
				t.Errorf("%q, want %q", have, src)
			}
		})
	}
}

// Each property of the form is merged alone.
func TestNormalize(t *testing.T) {
	lf := linemerge.Form{FinalNewline: true}
	crlf := linemerge.Form{CRLF: true, FinalNewline: true}
	for _, c := range []struct {
		name, base, ours, theirs string
		want                     linemerge.Form
	}{
		{"nothing changed", "a\n", "b\n", "c\n", lf},
		{"ours changed the line ends", "a\n", "a\r\n", "c\n", crlf},
		{"theirs changed them", "a\n", "b\n", "a\r\n", crlf},
		{"ours changed them back", "a\r\n", "a\n", "c\r\n", lf},
		{"ours took the newline away", "a\n", "a", "c\n", linemerge.Form{}},
		{"each another property", "a\n", "\ufeffa\n", "c\r\n", linemerge.Form{BOM: true, CRLF: true, FinalNewline: true}},
		{"an empty base has no form", "", "a\r\n", "b\r\n", crlf},
		{"two forms without a base: one was added", "", "a\r\n", "b\n", crlf},
		{"a file that ours emptied", "a\r\n", "", "b\r\n", crlf},
		{"a file that theirs emptied", "a\n", "b\r\n", "", crlf},
		{"emptied by both", "\ufeffa\r\n", "", "", linemerge.Form{FinalNewline: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if have, _, _, _ := linemerge.Normalize([]byte(c.base), []byte(c.ours), []byte(c.theirs)); have != c.want {
				t.Errorf("%+v, want %+v", have, c.want)
			}
		})
	}
}

// A line end that only one line has is that line's own, whatever the others have,
// unless a side gave all lines another.
func TestOddLineEnds(t *testing.T) {
	for _, c := range []struct{ name, base, ours, theirs, want string }{
		{"theirs adds LF", "a\r\nx\r\ny\r\nb\r\n", "A\r\nx\r\ny\r\nb\r\n", "a\r\nx\r\ny\r\nb\r\nc\n", "A\r\nx\r\ny\r\nb\r\nc\n"},
		{"ours adds CRLF", "a\nx\ny\nb\n", "a\nx\ny\nb\nc\r\n", "A\nx\ny\nb\n", "A\nx\ny\nb\nc\r\n"},
		{"more LF than the file has lines", "a\r\nx\r\nb\r\n", "A\r\nx\r\nb\r\n", "a\r\nx\r\nb\r\n1\n2\n3\n4\n", "A\r\nx\r\nb\r\n1\n2\n3\n4\n"},
		{"base has one, and it stays", "a\r\nx\ny\r\nb\r\n", "A\r\nx\ny\r\nb\r\n", "a\r\nx\ny\r\nB\r\n", "A\r\nx\ny\r\nB\r\n"},
		{"base has one, theirs mends it", "a\r\nx\r\ny\nz\r\nb\r\n", "A\r\nx\r\ny\nz\r\nb\r\n", "a\r\nx\r\ny\r\nz\r\nb\r\n", "A\r\nx\r\ny\r\nz\r\nb\r\n"},
		{"base has one, theirs makes all LF", "a\r\nx\ny\r\nb\r\n", "A\r\nx\ny\r\nb\r\n", "a\nx\ny\nb\n", "A\nx\ny\nb\n"},
		{"ours has one, theirs makes all LF", "a\r\nx\r\ny\r\nb\r\n", "A\r\nx\n0\n\r\ny\r\nb\r\n", "a\nx\ny\nb\n", "A\nx\n0\n\ny\nb\n"},
		{"the last line's is taken away", "a\r\nx\r\nb\r\nc\n", "A\r\nx\r\nb\r\nc\n", "a\r\nx\r\nb\r\nc", "A\r\nx\r\nb\r\nc"},
		{"three texts that mix them", "a\r\nx\ny\r\nb\r\n", "a\r\n0\nx\ny\r\nb\r\n", "a\r\nx\ny\r\nb\r\n9\n", "a\r\n0\nx\ny\r\nb\r\n9\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := linemerge.Merge([]byte(c.base), []byte(c.ours), []byte(c.theirs), linemerge.Options{})
			if string(r.Content) != c.want || len(r.Conflicts) > 0 {
				t.Errorf("%d conflicts, %q, want %q", len(r.Conflicts), r.Content, c.want)
			}
			again := linemerge.Merge([]byte(c.base), r.Content, []byte(c.theirs), linemerge.Options{})
			if string(again.Content) != c.want {
				t.Errorf("theirs again: %q", again.Content)
			}
		})
	}
}

func TestSplit(t *testing.T) {
	for src, want := range map[string][]string{
		"": nil, "a": {"a"}, "a\n": {"a\n"}, "a\nb": {"a\n", "b"}, "\n\n": {"\n", "\n"}, "a\r\n": {"a\r\n"},
	} {
		t.Run(src, func(t *testing.T) {
			if have := linemerge.Split(src); !slices.Equal(have, want) {
				t.Errorf("%q, want %q", have, want)
			}
		})
	}
}

func TestUnopposed(t *testing.T) {
	for _, c := range []struct {
		name, base, ours, theirs, want string
		ok                             bool
	}{
		{"only ours", "a", "b", "a", "b", true},
		{"only theirs", "a", "a", "b", "b", true},
		{"both alike", "a", "b", "b", "b", true},
		{"nobody", "a", "a", "a", "a", true},
		{"two changes", "a", "b", "c", "", false},
		{"emptied", "a", "", "a", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			have, ok := linemerge.Unopposed([]byte(c.base), []byte(c.ours), []byte(c.theirs))
			if string(have) != c.want || ok != c.ok {
				t.Errorf("%q, %v", have, ok)
			}
		})
	}
}

func TestOptions(t *testing.T) {
	b, o, th := []string{"b\n"}, []string{"o\n"}, []string{"t\n"}
	for _, c := range []struct {
		name    string
		options linemerge.Options
		want    []string
	}{
		{"markers", linemerge.Options{}, []string{"<<<<<<< ours\n", "o\n", "||||||| base\n", "b\n", "=======\n", "t\n", ">>>>>>> theirs\n"}},
		{"names", linemerge.Options{OursName: "x", BaseName: "y", TheirsName: "z"}, []string{"<<<<<<< x\n", "o\n", "||||||| y\n", "b\n", "=======\n", "t\n", ">>>>>>> z\n"}},
		{"ours", linemerge.Options{Conflict: linemerge.Ours}, o},
		{"theirs", linemerge.Options{Conflict: linemerge.Theirs}, th},
	} {
		t.Run(c.name, func(t *testing.T) {
			if have := c.options.Lines(b, o, th); !slices.Equal(have, c.want) {
				t.Errorf("%q, want %q", have, c.want)
			}
		})
	}
}
