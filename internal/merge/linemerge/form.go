package linemerge

import "strings"

const byteOrderMark = "\ufeff"

// Form is what a text is besides its lines.
type Form struct {
	BOM, CRLF bool
	// FinalNewline is false for a text whose last line doesn't end.
	FinalNewline bool
}

// Normalize returns the merged form of three texts, and the texts without it:
// no byte order mark, lines that end with \n, the last one too. Where a text mixes
// line ends, the odd ones are \r\n, whichever of the two they are: Restore gives
// each line its own again. If a side gave all lines another end, none is odd.
func Normalize(base, ours, theirs []byte) (form Form, b, o, t string) {
	fb, b := formOf(base)
	fo, o := formOf(ours)
	ft, t := formOf(theirs)
	// An empty text has no form that somebody could have changed, and who mixes
	// line ends has changed none of the others.
	for _, side := range []struct {
		form *Form
		text string
	}{{&fo, o}, {&ft, t}} {
		if b != "" && strings.Contains(side.text, "\r\n") && strings.Count(side.text, "\r\n") < strings.Count(side.text, "\n") {
			side.form.CRLF = fb.CRLF
		}
	}
	switch {
	case o == "" && t == "" && fo != ft: // one is nothing but a mark
		fb, fo, ft = Form{FinalNewline: true}, Form{FinalNewline: true}, Form{FinalNewline: true}
	case o == "" && t == "":
	case o == "":
		fo, fb = ft, ft
	case t == "":
		ft, fb = fo, fo
	case b == "":
		fb = Form{fo.BOM && ft.BOM, fo.CRLF && ft.CRLF, fo.FinalNewline && ft.FinalNewline}
	}
	form = Form{
		BOM:          changed(fb.BOM, fo.BOM, ft.BOM),
		CRLF:         changed(fb.CRLF, fo.CRLF, ft.CRLF),
		FinalNewline: changed(fb.FinalNewline, fo.FinalNewline, ft.FinalNewline),
	}
	for _, s := range []*string{&b, &o, &t} {
		switch {
		case fo.CRLF != fb.CRLF || ft.CRLF != fb.CRLF:
			*s = strings.ReplaceAll(*s, "\r\n", "\n")
		case form.CRLF:
			*s = swapped.Replace(*s)
		}
		switch last, odd := strings.CutSuffix(*s, "\r\n"); {
		case *s != "" && !strings.HasSuffix(*s, "\n"), odd && !form.FinalNewline:
			*s = last + "\n"
		}
	}
	return form, b, o, t
}

// swapped has \n for \r\n and \r\n for \n.
var swapped = strings.NewReplacer("\r\n", "\n", "\n", "\r\n")

// changed is the three-way merge of a yes or no.
func changed(base, ours, theirs bool) bool {
	if ours == base {
		return theirs
	}
	return ours
}

// formOf returns what a text is besides its lines, and the text without the byte
// order mark. It is one with \r\n if most of its lines end so, and no \r stands
// elsewhere: it could not be told from an odd line.
func formOf(src []byte) (Form, string) {
	s, bom := strings.CutPrefix(string(src), byteOrderMark)
	f := Form{BOM: bom, FinalNewline: s == "" || strings.HasSuffix(s, "\n")}
	n := strings.Count(s, "\r\n")
	f.CRLF = 2*n > strings.Count(s, "\n") && n == strings.Count(s, "\r")
	return f, s
}

// Restore gives a normalized text the form.
func (f Form) Restore(s string) []byte {
	if !f.FinalNewline {
		s = strings.TrimRight(s, "\n") // blank lines that the other side added there have no end either
	}
	if f.CRLF {
		s = swapped.Replace(s)
	}
	if f.BOM {
		s = byteOrderMark + s
	}
	return []byte(s)
}

// Split returns the lines of a text with their newlines.
func Split(s string) []string {
	if s == "" {
		return nil
	}
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
