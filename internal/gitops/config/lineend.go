package config

import "bytes"

// lineEndRule says what becomes of CRLF line ends on the way into git.
type lineEndRule int

const (
	keepLineEnds    lineEndRule = iota // stored as they are
	guessLineEnds                      // LF, if the file is text
	convertLineEnds                    // LF
)

// lineEnds reads the attributes as git's convert.c does: text, then its old
// name crlf, then eol, which alone makes a file text, then core.autocrlf. crlf
// says that text is checked out with CRLF.
func (c Conversions) lineEnds(attributes map[string]string) (rule lineEndRule, crlf bool) {
	rule, known := keepLineEnds, false
	for _, name := range []string{"text", "crlf"} {
		value, ok := attributes[name]
		if !ok || known {
			continue
		}
		switch value {
		case "set":
			rule, crlf, known = convertLineEnds, c.crlf, true
		case "input":
			rule, crlf, known = convertLineEnds, false, true
		case "unset":
			return keepLineEnds, false
		case "auto":
			rule, crlf, known = guessLineEnds, c.crlf, true
		}
	}
	if eol := attributes["eol"]; eol == "lf" || eol == "crlf" {
		if !known {
			rule = convertLineEnds
		}
		return rule, eol == "crlf"
	}
	if !known && c.autoCRLF {
		return guessLineEnds, c.crlf
	}
	return rule, crlf
}

// hasCRLF tells a text that git holds with CRLF already: then git leaves them,
// so that a checkout does not show the file as changed.
func hasCRLF(stored []byte) bool {
	return bytes.Contains(stored, []byte("\r\n")) && !isBinary(stored)
}

// isBinary guesses as git does: a NUL, a CR without LF, or more than one
// unprintable byte in 128.
func isBinary(content []byte) bool {
	var printable, odd int
	for i, b := range content {
		switch {
		case b == 0:
			return true
		case b == '\r':
			if i+1 == len(content) || content[i+1] != '\n' {
				return true
			}
		case b == '\n':
		case b == 127, b < 32 && b != '\b' && b != '\t' && b != 27 && b != '\f':
			if b != 26 || i+1 < len(content) { // a final ^Z is an old end-of-file mark
				odd++
			}
		default:
			printable++
		}
	}
	return printable>>7 < odd
}
