package diag

import (
	"fmt"
	"strings"
)

// maxQuoted is how many bytes of a text of others a sentence takes.
const maxQuoted = 1000

// Quoted makes what a server or another program said fit for a sentence: on one
// line, not too long, harmless, and without the secrets that it may say back.
func Quoted(text string, secrets ...string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "(secret)")
		}
	}
	short := strings.ToValidUTF8(text[:min(len(text), maxQuoted)], "")
	if len(text) > maxQuoted {
		short += " …"
	}
	return Visible(strings.Join(strings.Fields(short), " "))
}

// Visible makes control and bidirectional characters harmless on a terminal.
func Visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t':
			b.WriteString("  ")
		case r < 0x20 || (r >= 0x7f && r < 0xa0) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) || r == 0x200e || r == 0x200f || r == 0x061c || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
