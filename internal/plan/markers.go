package plan

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// A line that looks like a conflict marker may be one, or be shown as an example.
// What a render has, what is committed, and what both sides of a merge bring along
// are examples; all that goes beyond them is a marker, whoever wrote it.

// markerAt is a line that looks like a conflict marker.
type markerAt struct {
	line int
	text string
}

func markersIn(content []byte) []markerAt {
	var out []markerAt
	line := 0
	for text := range strings.Lines(string(content)) {
		line++
		if strings.HasPrefix(text, "<<<<<<< ") || strings.HasPrefix(text, "||||||| ") || strings.HasPrefix(text, ">>>>>>> ") {
			out = append(out, markerAt{line, strings.TrimRight(text, "\r\n")})
		}
	}
	return out
}

// Marker returns the line, from 1, of the first conflict marker in a file that is
// none of the examples; 0 when it has none.
func Marker(content []byte, examples []string) int {
	count := map[string]int{}
	for _, text := range examples {
		count[text]++
	}
	for _, m := range markersIn(content) {
		if count[m.text]--; count[m.text] < 0 {
			return m.line
		}
	}
	return 0
}

// Examples are the lines of texts that look like markers, each as often as in the
// text that has it most often.
func Examples(texts ...[]byte) []string {
	most := map[string]int{}
	var out []string
	for _, content := range texts {
		count := map[string]int{}
		for _, m := range markersIn(content) {
			if count[m.text]++; count[m.text] > most[m.text] {
				most[m.text]++
				out = append(out, m.text)
			}
		}
	}
	return out
}

// checkMarkers refuses to write, and to commit, what somebody's unfinished merge has
// left in a file.
func (p *Plan) checkMarkers(r Request) error {
	if r.Head == nil {
		return nil
	}
	var list diag.List
	for _, a := range p.Commits() {
		content := a.Content
		if a.Kind == Conflict {
			content = []byte(strings.Join(a.Examples, "\n"))
		}
		if a.Kind == Create || len(markersIn(content)) == 0 {
			continue // what is made comes from packs and flags
		}
		known := [][]byte{a.Rendered.Bytes()}
		for _, name := range []repo.Path{a.Path, a.From} {
			if committed, ok := readFile(r.Head, name); ok {
				known = append(known, committed)
			}
		}
		examples := Examples(known...)
		if Marker(content, examples) == 0 {
			continue
		}
		from := a.Path
		if a.From != "" {
			from = a.From
		}
		disk, _ := readFile(r.Disk, from)
		at := hcl.Pos{Line: max(1, Marker(disk, examples)), Column: 1}
		problem := &diag.Problem{
			Kind: diag.Conflict, Code: diag.Unresolved, Summary: string(from) + " holds conflict markers that nothing here wrote",
			Hint: "make of them what it should be; if they are an example, commit the file as it is, and run this again",
		}
		list = append(list, problem.At(hcl.Range{Filename: string(from), Start: at, End: at}, disk))
	}
	return list.Err()
}

// conflicted tells whether a file holds conflict markers. Those that are committed
// are an example, too, unless they are what scaffold writes or break the file.
func conflicted(r Request, name repo.Path, there onDisk, last *lastRender, id, inUnit string) bool {
	content := there.content
	if there.id == id || len(markersIn(content)) == 0 {
		return false
	}
	rendered, _ := last.of(inUnit, id)
	if Marker(content, Examples(rendered)) == 0 {
		return false
	}
	if r.Head == nil {
		return true
	}
	committed, _ := readFile(r.Head, name)
	if Marker(content, Examples(rendered, committed)) > 0 {
		return true
	}
	return ownMarker(content, rendered) || !readable(string(name), content)
}

// ownMarker tells whether a file has a line that only scaffold writes, beyond those
// of its render.
func ownMarker(content, rendered []byte) bool {
	count := map[string]int{}
	for _, text := range Examples(rendered) {
		count[text]--
	}
	for _, m := range markersIn(content) {
		count[m.text]++
	}
	return count[renderNames.begins()] > 0 && count[renderNames.ends()] > 0
}

// begins is the line with which a conflict begins.
func (n Names) begins() string { return "<<<<<<< " + n.Ours }

// divides is the line between ours and the base.
func (n Names) divides() string { return "||||||| " + n.Base }

// ends is the line with which a conflict ends.
func (n Names) ends() string { return ">>>>>>> " + n.Theirs }

// readable tells whether a file can be read as what its name says; of others nothing
// is known.
func readable(name string, content []byte) bool {
	switch path.Ext(name) {
	case ".tf", ".tfvars", ".hcl":
		_, diags := limits.ParseHCL(content, name)
		return !diags.HasErrors()
	}
	return parses(name, content)
}
