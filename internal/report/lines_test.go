package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// TestLinesOfARun: each event is a line with its type, the result the last.
func TestLinesOfARun(t *testing.T) {
	var out bytes.Buffer
	j := JSON{Out: &out, Lines: true}
	j.Start("service")
	j.Progress("plan", 1, 3, "al\"pha")
	j.Note("two\nlines")
	j.Committed(Commit{Hash: "0123", Message: "feat: x", Files: 2})
	j.Result(Result{Command: "service", Plan: &plan.Plan{Units: []string{"alpha"}, Unchanged: 3}}, diag.List{diag.Usagef("<wrong>").WithHint("h")})
	sameText(t, out.String(), `{"type":"start","version":1,"command":"service"}
{"type":"progress","phase":"plan","done":1,"all":3,"what":"al\"pha"}
{"type":"note","note":"two\nlines"}
{"type":"commit","commit":{"hash":"0123","message":"feat: x","files":2}}
{"type":"problem","problem":{"kind":"usage","summary":"<wrong>","hint":"h"}}
{"type":"result","version":1,"command":"service","dry_run":false,"units":["alpha"],"actions":[],"unchanged":3,"addresses":{"added":[],"removed":[]},"notes":[],"commit":null,"commits":[],"problems":[{"kind":"usage","summary":"<wrong>","hint":"h"}]}
`)
}

// TestLinesAreTheObject: the last line is what --output json prints, with its
// type before it, for every kind of result.
func TestLinesAreTheObject(t *testing.T) {
	problems := diag.List{diag.Usagef("wrong")}
	for name, result := range map[string]func(JSON){
		"a run":         func(j JSON) { j.Result(Result{Command: "x", Plan: samplePlan(), DryRun: true}, problems) },
		"problems":      func(j JSON) { j.Problems("x", problems) },
		"status":        func(j JSON) { j.Status(sampleStatus(), nil, problems) },
		"workspaces":    func(j JSON) { j.Workspaces(sampleWorkspaces(), problems) },
		"packs":         func(j JSON) { j.Packs(Packs{Command: "pack list", Packs: []Pack{{Name: "a"}}}) },
		"a pack":        func(j JSON) { j.PackDetail("pack show", PackDetail{Name: "a"}) },
		"tests":         func(j JSON) { j.Tests(Tests{Command: "pack test", Problems: problems}) },
		"help":          func(j JSON) { j.Help(Help{Of: "scaffold"}) },
		"a document":    func(j JSON) { j.Document("docs", "text") },
		"which version": func(j JSON) { j.ProgramVersion("1.0.0", "abc", "go1.24") },
	} {
		t.Run(name, func(t *testing.T) {
			var whole, lines bytes.Buffer
			result(JSON{Out: &whole})
			result(JSON{Out: &lines, Lines: true})
			all := strings.Split(strings.TrimSuffix(lines.String(), "\n"), "\n")
			rest, ok := strings.CutPrefix(all[len(all)-1], `{"type":"result",`)
			if !ok {
				t.Fatalf("the last line is %s", all[len(all)-1])
			}
			var want bytes.Buffer
			if err := json.Compact(&want, whole.Bytes()); err != nil {
				t.Fatal(err)
			}
			sameText(t, "{"+rest, want.String())
		})
	}
}

// TestJSONOfHelp: a program that reads help finds lists where there is nothing.
func TestJSONOfHelp(t *testing.T) {
	for name, c := range map[string]struct {
		print func(JSON)
		want  string
	}{
		"help": {
			func(j JSON) { j.Help(Help{Of: "scaffold x", Usage: "x [flags]", Short: "s"}) },
			`{"version":1,"command":"help","help":{"of":"scaffold x","usage":"x [flags]","short":"s","long":"","example":"","commands":[],"flags":[]}}`,
		},
		"help with flags": {
			func(j JSON) {
				j.Help(Help{Commands: []HelpCommand{{"a", "does a"}}, Flags: []HelpFlag{{Name: "port", Type: "number", Input: "port"}}})
			},
			`{"version":1,"command":"help","help":{"of":"","usage":"","short":"","long":"","example":"","commands":[{"name":"a","short":"does a"}],"flags":[{"name":"port","shorthand":"","type":"number","default":"","description":"","input":"port"}]}}`,
		},
		"a document": {
			func(j JSON) { j.Document("docs schema", "a <b>\n") },
			`{"version":1,"command":"docs schema","text":"a <b>\n"}`,
		},
		"which version": {
			func(j JSON) { j.ProgramVersion("1.0.0", "abc", "go1.24") },
			`{"version":1,"command":"version","scaffold":"1.0.0","commit":"abc","go":"go1.24"}`,
		},
		"packs": {
			func(j JSON) {
				j.Packs(Packs{Command: "pack list", Packs: []Pack{{Name: "a", Version: "1.0.0", Units: []string{"u"}}}})
			},
			`{"version":1,"command":"pack list","packs":[{"name":"a","version":"1.0.0","vendored":false,"from":"","newest":"","units":["u"],"environments":0}],"notes":[]}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			var out, got bytes.Buffer
			c.print(JSON{Out: &out})
			if err := json.Compact(&got, out.Bytes()); err != nil {
				t.Fatal(err)
			}
			sameText(t, got.String(), c.want)
		})
	}
}
