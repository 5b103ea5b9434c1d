package lock

import (
	"path"
	"strconv"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// parseFast is the fast path of Parse: it reads a lock in canonical form line by
// line, many times faster than an HCL parser, as a repository of 1,000 services
// has 1,000 locks to read in every run. ok is false for any other text, which
// Parse then reads as HCL. BenchmarkFastPath shows what it brings.
func parseFast(src []byte) (*Lock, bool) {
	s := &scanner{rest: string(src)}
	if s.line()+"\n" != header || s.line() != versionLine+strconv.Itoa(Version) {
		return nil, false
	}
	l := &Lock{}
	if strings.HasPrefix(s.rest, unitLine) {
		var ok bool
		if l.Unit, ok = quoted(s.line(), unitLine); !ok {
			return nil, false
		}
	}
	for s.rest != "" {
		b, ok := s.block()
		if n := len(l.Blocks); !ok || (n > 0 && l.Blocks[n-1].Environment >= b.Environment) {
			return nil, false
		}
		l.Blocks = append(l.Blocks, b)
	}
	return l, true
}

type scanner struct{ rest string }

// line returns the next line without its newline.
func (s *scanner) line() string {
	line, rest, _ := strings.Cut(s.rest, "\n")
	s.rest = rest
	return line
}

func (s *scanner) block() (*Block, bool) {
	b := &Block{Files: map[string]string{}}
	if s.line() != "" {
		return nil, false
	}
	if line := s.line(); line != blockLine("") {
		name, closed := strings.CutSuffix(line, " {")
		var ok bool
		if b.Environment, ok = quoted(name, `render "environment" `); !ok || !closed {
			return nil, false
		}
	}
	start := s.rest
	if !s.packLines(b) || !s.skipMap("  context = {") || !s.skipMap("  inputs = {") {
		return nil, false
	}
	b.head = start[:len(start)-len(s.rest)]
	return b, s.files(b) && s.line() == "}"
}

func (s *scanner) packLines(b *Block) bool {
	ref, okPack := quoted(s.line(), "  pack        = ")
	digest, okDigest := quoted(s.line(), "  pack_digest = ")
	var ok bool
	b.Pack, ok = spec.ParsePackRef(ref)
	b.Digest = digest
	return ok && okPack && okDigest
}

func quoted(line, prefix string) (string, bool) {
	text, ok := strings.CutPrefix(line, prefix+`"`)
	text, closed := strings.CutSuffix(text, `"`)
	return text, ok && closed && !strings.ContainsAny(text, `"\$%`)
}

// skipMap passes over a map of values, which are on one line each.
func (s *scanner) skipMap(first string) bool {
	line := s.line()
	if line == first+"}" {
		return true
	}
	if line != first {
		return false
	}
	for s.rest != "" {
		line := s.line()
		if line == "  }" {
			return true
		}
		if value, ok := strings.CutPrefix(line, "    "); !ok || !plainLine(value) {
			return false
		}
	}
	return false
}

func (s *scanner) files(b *Block) bool {
	line := s.line()
	if line == filesLine+"}" {
		return true
	}
	if line != filesLine {
		return false
	}
	for s.rest != "" {
		line := s.line()
		if line == "  }" {
			return true
		}
		name, id, ok := strings.Cut(strings.TrimPrefix(line, "    "), ` = "`)
		name = strings.TrimRight(name, " ")
		if strings.HasPrefix(name, `"`) {
			name, ok = quoted(name, "")
		}
		id, closed := strings.CutSuffix(id, `"`)
		if !ok || !closed || !validFile(name, id) || strings.ContainsAny(name, " \"#") {
			return false
		}
		b.Files[name] = id
	}
	return false
}

// validFile tells whether name is a path inside a unit and id a git blob id. A
// lock decides what may be deleted, so it must not name what lies elsewhere.
func validFile(name, id string) bool {
	if len(id) != 40 || strings.Trim(id, "0123456789abcdef") != "" || strings.ContainsAny(name, "\\\x00") {
		return false
	}
	first, _, _ := strings.Cut(name, "/")
	return path.Clean(name) == name && name != "." && first != "" && first != ".." && !strings.EqualFold(first, ".git")
}

// plainLine tells whether a line of a map is made of literals only, with its
// quotes and brackets closed. Anything else is left to the HCL parser.
func plainLine(s string) bool {
	depth := 0
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '"':
			n := plainString(s[i:])
			if n == 0 {
				return false
			}
			i += n
		case c == '[' || c == '{':
			depth++
			i++
		case c == ']' || c == '}':
			depth--
			i++
		case strings.IndexByte(" ,=+-.0123456789", c) >= 0:
			i++
		default:
			n := plainWord(s[i:])
			if n == 0 {
				return false
			}
			i += n
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0 && strings.Contains(s, " = ")
}

// plainString returns the length of the quoted text that s begins with; 0 when
// it is not closed or holds an expression.
func plainString(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		case '$', '%':
			if strings.HasPrefix(s[i+1:], s[i:i+1]+"{") {
				i += 2
			} else if strings.HasPrefix(s[i+1:], "{") {
				return 0
			}
		}
	}
	return 0
}

// plainWord returns the length of the word that s begins with: a key, true,
// false, null or the exponent of a number.
func plainWord(s string) int {
	n := strings.IndexAny(s, " ,]}=")
	if n < 0 {
		n = len(s)
	}
	switch word := s[:n]; {
	case word == "true", word == "false", word == "null":
		return n
	case strings.HasPrefix(strings.TrimLeft(s[n:], " "), "=") && isIdentifier(word):
		return n
	}
	if e := strings.TrimLeft(s[:n], "eE+-0123456789"); e == "" {
		return n
	}
	return 0
}
