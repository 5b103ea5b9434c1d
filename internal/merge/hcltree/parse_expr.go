package hcltree

import "github.com/hashicorp/hcl/v2/hclsyntax"

// ending says where an expression ends.
type ending uint8

const (
	endOfLine    ending = iota // an attribute's: newline, comment, or the brace of a one-line block
	endOfEntry                 // an object entry's: also a comma
	endOfElement               // an element's: comma or bracket; newlines don't count
	endOfInner                 // the closing bracket or template mark
)

// exprReader collects the parts of an expression.
type exprReader struct {
	*parser
	e     *Expr
	last  int // offset of the end of what was read
	run   Part
	start int // offset of the run, -1 if there is none
}

// flush ends the run.
func (r *exprReader) flush() {
	if r.start >= 0 {
		r.run.Text = r.src[r.start:r.last]
		r.e.Parts = append(r.e.Parts, r.run)
		r.run, r.start = Part{}, -1
	}
}

// expr reads an expression; p.at is where it starts and becomes its end.
func (p *parser) expr(end ending) (*Expr, error) {
	start := p.at
	r := &exprReader{parser: p, e: &Expr{}, last: start, start: -1}
	for !p.ends(end) {
		if p.peek(0) == hclsyntax.TokenNewline {
			p.pos++
			continue
		}
		if r.readGroup() {
			continue
		}
		if err := r.readToken(); err != nil {
			return nil, err
		}
	}
	r.flush()
	p.at = r.last
	if len(r.e.Parts) == 0 {
		return nil, errSyntax
	}
	r.e.Raw = p.src[start:r.last]
	r.e.finish()
	return r.e, nil
}

// readGroup reads a group, if one is next that can be split up.
func (r *exprReader) readGroup() bool {
	kind, ok := r.groupAt(r.e, r.start >= 0)
	if !ok {
		return false
	}
	here := r.pos
	from := r.tokens[here].start
	r.at = from
	g, err := r.group(kind)
	if err != nil {
		r.pos = here
		return false
	}
	r.flush()
	r.e.Parts = append(r.e.Parts, Part{Gap: r.src[r.last:from], Group: g})
	r.last = r.at
	return true
}

// readToken adds the next token to the run, and all up to its closing one.
func (r *exprReader) readToken() error {
	from := r.tokens[r.pos].start
	if r.start < 0 {
		r.run = Part{Gap: r.src[r.last:from], hash: seed}
		r.start = from
	}
	h, err := r.tokenRun()
	if err != nil {
		return err
	}
	r.run.hash = Mix(r.run.hash, h)
	r.last = r.tokens[r.pos-1].end
	return nil
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
func (p *parser) groupAt(e *Expr, inRun bool) (GroupKind, bool) {
	operand := false // something stands before that a bracket can belong to
	if inRun || len(e.Parts) > 0 {
		switch p.tokens[p.pos-1].kind {
		case hclsyntax.TokenIdent, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCBrace,
			hclsyntax.TokenCQuote, hclsyntax.TokenNumberLit, hclsyntax.TokenStar:
			operand = true
		}
	}
	n := 1
	for p.peek(n) == hclsyntax.TokenNewline || p.peek(n) == hclsyntax.TokenComment {
		n++
	}
	isFor := p.peek(n) == hclsyntax.TokenIdent && p.text(p.pos+n) == "for"
	switch p.peek(0) {
	case hclsyntax.TokenOBrace:
		if isFor {
			return GroupFor, true
		}
		return GroupObject, !operand
	case hclsyntax.TokenOBrack:
		if isFor {
			return GroupFor, true
		}
		return GroupTuple, !operand
	case hclsyntax.TokenOParen:
		if operand {
			return GroupArgs, p.tokens[p.pos-1].kind == hclsyntax.TokenIdent
		}
		return GroupParen, true
	case hclsyntax.TokenOHeredoc:
		return GroupHeredoc, true
	case hclsyntax.TokenOQuote:
		return GroupInterp, !inRun && len(e.Parts) == 0 && p.text(p.pos) == `"` &&
			p.peek(1) == hclsyntax.TokenTemplateInterp && p.text(p.pos+1) == "${"
	}
	return 0, false
}
