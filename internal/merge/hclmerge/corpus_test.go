package hclmerge_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hclmerge"
)

var update = flag.Bool("update", false, "write what comes out into the corpus")

// example is one case of the corpus. Its comment says what it is about, and:
//
//	crlf: SIDES, bom: SIDES, no-final-newline: SIDES
//	                  what txtar can't show of the sides base, ours, theirs
//	conflict: ADDRESS one line for each conflict, in order
//	lines             merged by lines
type example struct {
	path               string
	archive            *txtar.Archive
	base, ours, theirs []byte
	want               []byte
	conflicts          []string
	lines              bool
}

func corpus(t testing.TB) []example {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) < 80 {
		t.Fatalf("%d cases in testdata: %v", len(paths), err)
	}
	var out []example
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Files) != 4 {
			t.Fatalf("%s: %d files, not base, ours, theirs and want", path, len(a.Files))
		}
		e := example{path: path, archive: a, want: a.Files[3].Data}
		for i, side := range []*[]byte{&e.base, &e.ours, &e.theirs} {
			*side = e.form(a.Files[i].Name, a.Files[i].Data)
		}
		for line := range strings.Lines(string(a.Comment)) {
			line = strings.TrimSpace(line)
			e.lines = e.lines || line == "lines"
			if address, ok := strings.CutPrefix(line, "conflict:"); ok {
				e.conflicts = append(e.conflicts, strings.TrimSpace(address))
			}
		}
		out = append(out, e)
	}
	return out
}

// form gives a side what txtar can't show.
func (e *example) form(side string, data []byte) []byte {
	is := func(property string) bool {
		for line := range strings.Lines(string(e.archive.Comment)) {
			if sides, ok := strings.CutPrefix(strings.TrimSpace(line), property+": "); ok {
				return slices.Contains(strings.Fields(sides), side)
			}
		}
		return false
	}
	if is("no-final-newline") {
		data = bytes.TrimSuffix(data, []byte("\n"))
	}
	if is("crlf") {
		data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
	}
	if is("bom") {
		data = append([]byte("\ufeff"), data...)
	}
	return data
}

func addresses(r hclmerge.Result) []string {
	var out []string
	for _, c := range r.Conflicts {
		out = append(out, c.Address)
	}
	return out
}

// shown writes what txtar can't show of a result.
func shown(content []byte) []byte {
	s := strings.ReplaceAll(string(content), "\r\n", "␍\n")
	s = strings.ReplaceAll(s, "\ufeff", "<BOM>")
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "<no newline>\n"
	}
	return []byte(s)
}

func TestCorpus(t *testing.T) {
	for _, e := range corpus(t) {
		t.Run(strings.TrimSuffix(filepath.Base(e.path), ".txtar"), func(t *testing.T) {
			r := hclmerge.Merge(e.base, e.ours, e.theirs, hclmerge.Options{})
			if *update {
				e.write(t, r)
				return
			}
			if have := shown(r.Content); !bytes.Equal(have, e.want) {
				t.Errorf("have:\n%s\nwant:\n%s", have, e.want)
			}
			if have := addresses(r); !slices.Equal(have, e.conflicts) {
				t.Errorf("conflicts %q, want %q", have, e.conflicts)
			}
			if r.Lines != e.lines {
				t.Errorf("merged by lines: %v", r.Lines)
			}
			e.check(t, r)
		})
	}
}

// write updates the case.
func (e *example) write(t *testing.T, r hclmerge.Result) {
	var comment strings.Builder
	for line := range strings.Lines(string(e.archive.Comment)) {
		if !strings.HasPrefix(line, "conflict:") && line != "lines\n" {
			comment.WriteString(line)
		}
	}
	for _, address := range addresses(r) {
		comment.WriteString(strings.TrimSpace("conflict: "+address) + "\n")
	}
	if r.Lines {
		comment.WriteString("lines\n")
	}
	e.archive.Comment = []byte(comment.String())
	e.archive.Files[3].Data = shown(r.Content)
	if err := os.WriteFile(e.path, txtar.Format(e.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// check holds a case against the laws that need no wanted result.
func (e *example) check(t *testing.T, r hclmerge.Result) {
	if len(r.Conflicts) == 0 {
		if again := hclmerge.Merge(e.base, r.Content, e.theirs, hclmerge.Options{}); !bytes.Equal(again.Content, r.Content) {
			t.Errorf("merging theirs again gives\n%s", again.Content)
		}
	}
	swapped := hclmerge.Merge(e.base, e.theirs, e.ours, hclmerge.Options{})
	if len(swapped.Conflicts) != len(r.Conflicts) {
		t.Errorf("swapped it has %d conflicts:\n%s", len(swapped.Conflicts), swapped.Content)
	}
	if e.lines {
		return
	}
	for _, side := range []hclmerge.Resolution{hclmerge.Ours, hclmerge.Theirs} {
		chosen := hclmerge.Merge(e.base, e.ours, e.theirs, hclmerge.Options{Conflict: side})
		if err := parses(strings.TrimPrefix(string(chosen.Content), "\ufeff")); err != nil {
			t.Errorf("choosing side %d: %v\n%s", side, err, chosen.Content)
		}
	}
}
