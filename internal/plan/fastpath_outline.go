package plan

import (
	"bytes"
	"io/fs"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// sameOutlines tells whether the changed files of a root module have the same
// outline before and after, so that no address can vanish or come. It is a fast
// path: it reads lines and parses nothing, as parsing every file of every module
// was most of an upgrade. Where outlines differ, though the addresses may not,
// the files are parsed.
func sameOutlines(disk fs.FS, dir repo.Path, actions map[string]*Action) bool {
	for name, a := range actions {
		if a.Kind == Conflict || bytes.HasSuffix([]byte(name), []byte(".json")) {
			return false
		}
		old, there := readFile(disk, dir.Join(name))
		if there != (a.Kind != Delete && a.Kind != Create && a.Kind != Move) {
			return false // a file that comes or goes
		}
		if !slices.EqualFunc(outline(old), outline(a.Bytes()), bytes.Equal) {
			return false
		}
	}
	return true
}

// outlined are what a line holds that can be part of an address, of what becomes
// of one, or of what hides one.
var outlined = [][]byte{
	[]byte("resource"), []byte("module"), []byte("moved"), []byte("removed"), []byte("count"), []byte("for_each"), []byte("provider"),
	[]byte("from"), []byte("to "), []byte("to="), []byte("destroy"), []byte("/*"), []byte("*/"), []byte("<<"),
}

// outline are the lines of a file that can matter to its addresses, in order:
// with what can make them a comment or the text of a heredoc, and what can end it.
func outline(content []byte) [][]byte {
	var out [][]byte
	for line := range bytes.Lines(content) {
		line = bytes.TrimSpace(line)
		if isWord(line) || slices.ContainsFunc(outlined, func(part []byte) bool { return bytes.Contains(line, part) }) {
			out = append(out, line)
		}
	}
	return out
}

// isWord tells whether a line can be the end of a heredoc.
func isWord(line []byte) bool {
	return len(line) > 0 && !bytes.ContainsFunc(line, func(r rune) bool {
		return !(r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0x80)
	})
}
