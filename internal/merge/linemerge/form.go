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
// no byte order mark, lines that end with \n alone, the last one too. A text
// that mixes line ends keeps its carriage returns.
func Normalize(base, ours, theirs []byte) (form Form, b, o, t string) {
	fb, b := formOf(base)
	fo, o := formOf(ours)
	ft, t := formOf(theirs)
	// An empty text has no form that somebody could have changed.
	switch {
	case o == "" && t == "":
	case o == "":
		fo, fb = ft, ft
	case t == "":
		ft, fb = fo, fo
	case b == "":
		fb = Form{fo.BOM && ft.BOM, fo.CRLF && ft.CRLF, fo.FinalNewline && ft.FinalNewline}
	}
	return Form{
		BOM:          changed(fb.BOM, fo.BOM, ft.BOM),
		CRLF:         changed(fb.CRLF, fo.CRLF, ft.CRLF),
		FinalNewline: changed(fb.FinalNewline, fo.FinalNewline, ft.FinalNewline),
	}, b, o, t
}

// changed is the three-way merge of a yes or no.
func changed(base, ours, theirs bool) bool {
	if ours == base {
		return theirs
	}
	return ours
}

func formOf(src []byte) (Form, string) {
	s, bom := strings.CutPrefix(string(src), byteOrderMark)
	f := Form{BOM: bom, FinalNewline: s == "" || strings.HasSuffix(s, "\n")}
	if n := strings.Count(s, "\r\n"); n > 0 && n == strings.Count(s, "\n") {
		f.CRLF = true
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	if !f.FinalNewline {
		s += "\n"
	}
	return f, s
}

// Restore gives a normalized text the form.
func (f Form) Restore(s string) []byte {
	if !f.FinalNewline {
		s = strings.TrimSuffix(s, "\n")
	}
	if f.CRLF {
		s = strings.ReplaceAll(s, "\n", "\r\n")
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
