package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func TestPacks(t *testing.T) {
	list := []Pack{
		{Name: "b", Version: "1.9.0", From: "built in"},
		{Name: "a", Version: "1.0.0", From: "x\x1b[2J", Vendored: true, Newest: "1.10.0", Units: []string{"u"}, Environments: 2},
		{Name: "b", Version: "1.10.0", From: "built in", Units: []string{"u", "v"}, Environments: 6},
	}
	SortPacks(list)
	var out, errs bytes.Buffer
	text := Text{Out: &out, Err: &errs}
	text.Packs(Packs{Packs: list, Notes: []string{"n"}})
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for i, want := range []string{"PACK VERSION NEWEST VENDORED USED BY FROM", `a 1.0.0 1.10.0 yes 1 unit, 2 environments x\u001b[2J`, "b 1.10.0 ? no 2 units, 6 environments built in", "b 1.9.0 ? no nobody built in"} {
		if got := strings.Join(strings.Fields(lines[i]), " "); got != want {
			t.Errorf("line %d is %q, want %q", i, got, want)
		}
	}
	if errs.String() != "note: n\n" {
		t.Errorf("notes: %q", errs.String())
	}
	loud := out.String()
	out.Reset()
	Text{Out: &out, Err: &errs, Quiet: true}.Packs(Packs{Packs: list})
	if out.String() != loud {
		t.Errorf("quiet: %q", out.String())
	}
}

func TestPackDetail(t *testing.T) {
	detail := PackDetail{
		Name: "p", Version: "1.0.0", Digest: "sha256:x", From: "built in", Vendored: true, Requires: ">= 1", Reads: []string{"a", "b"},
		Inputs: []PackInput{{"port", "number", "80", "spec", strings.Repeat("word ", 40)}}, Files: []PackFile{{"unit/\x1bx", 3}},
	}
	var out bytes.Buffer
	Text{Out: &out}.PackDetail(detail)
	for _, want := range []string{"p@1.0.0 (built in; vendored)\nsha256:x\nrequires scaffold >= 1\nreads a, b\n", "1 input:\n  port  number  80  spec  word ", "…\n", "1 file:\n  unit/\\u001bx (3 bytes)\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("lacks %q:\n%s", want, out.String())
		}
	}
	out.Reset()
	JSON{Out: &out}.PackDetail("pack show", PackDetail{Name: "p"})
	for _, want := range []string{`"command": "pack show"`, `"reads": []`, `"inputs": []`, `"name": "p"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("JSON lacks %s:\n%s", want, out.String())
		}
	}
}

func TestTests(t *testing.T) {
	r := Tests{Command: "pack test", Pack: "p@1.0.0", From: "p@0.9.0", Cases: []TestCase{{"a", 3, true}, {"b", 1, true}}, Notes: []string{"n"}}
	var out, errs bytes.Buffer
	Text{Out: &out, Err: &errs}.Tests(r)
	if want := "  ok    a (3 files)\n  ok    b (1 file)\n2 cases of p@1.0.0 passed.\nAn upgrade from p@0.9.0 destroys nothing in them.\n"; out.String() != want || errs.String() != "note: n\n" {
		t.Errorf("all is well: %q %q", out.String(), errs.String())
	}
	r.Cases[1].OK = false
	r.Problems = diag.List{diag.Failedf("differs")}
	out.Reset()
	errs.Reset()
	Text{Out: &out, Err: &errs, Quiet: true}.Tests(r)
	if out.Len() > 0 || !strings.Contains(errs.String(), "error: differs") || !strings.Contains(errs.String(), "--update") {
		t.Errorf("quiet failure: %q %q", out.String(), errs.String())
	}
	out.Reset()
	JSON{Out: &out}.Tests(r)
	for _, want := range []string{`"from": "p@0.9.0"`, `"ok": false`, `"summary": "differs"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("JSON lacks %s:\n%s", want, out.String())
		}
	}
}
