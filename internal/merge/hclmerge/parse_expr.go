package hclmerge

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// ending says where an expression ends.
type ending uint8

const (
	endOfLine    ending = iota // an attribute's: newline, comment, or the brace of a one-line block
	endOfEntry                 // an object entry's: also a comma
	endOfElement               // an element's: comma or bracket; newlines don't count
	endOfInner                 // the closing bracket or template mark
)

// expr reads an expression; p.at is where it starts and becomes its end.
func (p *parser) expr(end ending) (*expr, error) {
	e := &expr{}
	start, last := p.at, p.at
	var run part
	runStart := -1
	flush := func() {
		if runStart >= 0 {
			run.text = p.src[runStart:last]
			e.parts = append(e.parts, run)
			run, runStart = part{}, -1
		}
	}
	for !p.ends(end) {
		t := p.tokens[p.pos]
		if t.kind == hclsyntax.TokenNewline {
			p.pos++
			continue
		}
		if kind, ok := p.groupAt(e, runStart >= 0); ok {
			here := p.pos
			p.at = t.start
			g, err := p.group(kind)
			if err == nil {
				flush()
				e.parts = append(e.parts, part{gap: p.src[last:t.start], group: g})
				last = p.at
				continue
			}
			p.pos = here
		}
		if runStart < 0 {
			run.gap, runStart = p.src[last:t.start], t.start
			run.hash = seed
		}
		h, err := p.run()
		if err != nil {
			return nil, err
		}
		run.hash = mix(run.hash, h)
		last = p.tokens[p.pos-1].end
		if t.kind == hclsyntax.TokenComment {
			last = t.end
		}
	}
	flush()
	p.at = last
	if len(e.parts) == 0 {
		return nil, errSyntax
	}
	e.raw = p.src[start:last]
	e.finish()
	return e, nil
}

// ends tells whether the expression ends before the next token, and skips what
// the decision needs.
func (p *parser) ends(end ending) bool {
	k := p.peek(0)
	switch k {
	case hclsyntax.TokenEOF, hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenTemplateSeqEnd:
		return true
	case hclsyntax.TokenComma:
		return end == endOfEntry || end == endOfElement
	case hclsyntax.TokenNewline, hclsyntax.TokenComment:
		switch end {
		case endOfLine, endOfEntry:
			return true
		case endOfElement:
			n := 1
			for p.peek(n) == hclsyntax.TokenNewline || p.peek(n) == hclsyntax.TokenComment {
				n++
			}
			after := p.peek(n)
			return after == hclsyntax.TokenComma || after == hclsyntax.TokenCBrack || after == hclsyntax.TokenCParen
		}
	}
	return false
}

// groupAt tells whether a group starts at the next token, behind what was read
// of the expression.
func (p *parser) groupAt(e *expr, inRun bool) (groupKind, bool) {
	operand := false // something stands before that a bracket can belong to
	if inRun || len(e.parts) > 0 {
		switch p.tokens[p.pos-1].kind {
		case hclsyntax.TokenIdent, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCBrace,
			hclsyntax.TokenCQuote, hclsyntax.TokenNumberLit, hclsyntax.TokenStar:
			operand = true
		}
	}
	isFor := p.peek(1) == hclsyntax.TokenIdent && p.text(p.pos+1) == "for"
	n := 1
	for p.peek(n) == hclsyntax.TokenNewline {
		n++
	}
	if p.peek(n) == hclsyntax.TokenIdent && p.text(p.pos+n) == "for" {
		isFor = true
	}
	switch p.peek(0) {
	case hclsyntax.TokenOBrace:
		if isFor {
			return groupFor, true
		}
		return groupObject, !operand
	case hclsyntax.TokenOBrack:
		if isFor {
			return groupFor, true
		}
		return groupTuple, !operand
	case hclsyntax.TokenOParen:
		if operand {
			return groupArgs, p.tokens[p.pos-1].kind == hclsyntax.TokenIdent
		}
		return groupParen, true
	case hclsyntax.TokenOHeredoc:
		return groupHeredoc, true
	case hclsyntax.TokenOQuote:
		return groupInterp, !inRun && len(e.parts) == 0 && p.text(p.pos) == `"` &&
			p.peek(1) == hclsyntax.TokenTemplateInterp && p.text(p.pos+1) == "${"
	}
	return 0, false
}

// run reads one token, or everything between two brackets, and returns its hash.
func (p *parser) run() (uint64, error) {
	h := seed
	depth := 0
	for {
		if p.pos >= len(p.tokens) {
			return 0, errSyntax
		}
		t := p.tokens[p.pos]
		depth += nesting(t.kind)
		switch {
		case t.kind == hclsyntax.TokenNewline:
		case t.kind == hclsyntax.TokenComment:
			h = hashString(mix(h, 3), commentText(p.src[t.start:t.end]))
		default:
			h = hashString(h, p.src[t.start:t.end])
		}
		p.pos++
		if depth <= 0 {
			return h, nil
		}
	}
}

// opaque reads what stands between two brackets as one run.
func (p *parser) opaque() (*expr, error) {
	start := p.at
	h, err := p.run()
	if err != nil {
		return nil, err
	}
	p.at = p.tokens[p.pos-1].end
	raw := p.src[start:p.at]
	e := &expr{parts: []part{{text: raw, hash: h}}, raw: raw}
	e.finish()
	return e, nil
}

// legacy returns the modern way to write a value that old Terraform had quoted.
func legacy(name string, e *expr) *expr {
	if len(e.parts) != 1 || e.parts[0].group != nil || name != "type" && name != "provider" {
		return nil
	}
	text := e.raw
	if len(text) < 3 || text[0] != '"' || strings.ContainsAny(text, "$%\\ ") {
		return nil
	}
	text = text[1 : len(text)-1]
	if name == "type" {
		switch text {
		case "string", "number", "bool", "any":
		case "list", "map":
			text += "(string)"
		default:
			return nil
		}
	}
	l, ok := lex(text)
	if !ok {
		return nil
	}
	p := &parser{src: text, tokens: l.tokens}
	modern, err := p.expr(endOfLine)
	if err != nil {
		return nil
	}
	return modern
}
