package hcltree

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// group reads a group of a kind, which starts at p.at.
func (p *parser) group(kind GroupKind) (*Group, error) {
	g := &Group{Kind: kind}
	switch kind {
	case GroupHeredoc:
		return g, p.heredoc(g)
	case GroupParen, GroupFor, GroupInterp:
		return g, p.wrapped(g)
	}
	start := p.at
	if kind == GroupArgs {
		g.Name = p.text(p.pos - 1)
	}
	p.opening(g)
	if err := p.items(g); err != nil {
		return nil, err
	}
	p.ending(g, start)
	return g, nil
}

// wrapped reads a group around one expression.
func (p *parser) wrapped(g *Group) error {
	start := p.at
	closing := hclsyntax.TokenCParen
	switch p.peek(0) {
	case hclsyntax.TokenOBrace:
		closing = hclsyntax.TokenCBrace
	case hclsyntax.TokenOBrack:
		closing = hclsyntax.TokenCBrack
	case hclsyntax.TokenOQuote:
		closing = hclsyntax.TokenTemplateSeqEnd
		p.pos++
	}
	p.pos++
	var err error
	if g.Open, g.Inner, err = p.headAndValue(endOfInner); err != nil {
		return err
	}
	if p.peek(0) != closing || p.text(p.pos) != p.src[p.tokens[p.pos].end-1:p.tokens[p.pos].end] {
		return errSyntax
	}
	if g.Kind == GroupInterp {
		if p.pos++; p.peek(0) != hclsyntax.TokenCQuote {
			return errSyntax
		}
		from := p.tokens[p.pos-1]
		g.Close = p.src[p.at:from.end]
		p.at = from.end
	}
	p.ending(g, start)
	return nil
}

// heredoc reads a heredoc; the newline behind its end is not its own.
func (p *parser) heredoc(g *Group) error {
	start := p.at
	open := p.tokens[p.pos]
	g.Open = p.src[open.start:open.end]
	if _, err := p.tokenRun(); err != nil {
		return err
	}
	end := p.tokens[p.pos-1]
	g.Lines = strings.SplitAfter(p.src[open.end:end.start], "\n")
	if g.Lines[len(g.Lines)-1] == "" {
		g.Lines = g.Lines[:len(g.Lines)-1]
	}
	g.Close = p.src[end.start:end.end]
	p.at = end.end
	g.Raw = p.src[start:p.at]
	g.finish()
	return nil
}

// items reads the items of an object, a list or a call.
func (p *parser) items(g *Group) error {
	row := strings.HasSuffix(g.Open, "\n")
	for {
		rest, ok := p.between(g, row)
		if !ok {
			return errSyntax
		}
		switch p.peek(0) {
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen:
			g.Close = p.beforeClosing(g, rest)
			return nil
		case hclsyntax.TokenEOF:
			return errSyntax
		}
		it := &Item{Kind: ItemElement, Blank: rest.blank, Lead: rest.lead, OwnRow: rest.row}
		it.Indent = p.src[p.at:p.tokens[p.pos].start]
		if err := p.listItem(g, it); err != nil {
			return err
		}
		it.finish()
		g.Items = append(g.Items, it)
		row = it.EOL != ""
	}
}

func (p *parser) listItem(g *Group, it *Item) error {
	start := p.tokens[p.pos].start
	p.at = start
	end := endOfElement
	if g.Kind == GroupObject {
		end = endOfEntry
		it.Kind = ItemEntry
		if err := p.entryKey(it); err != nil {
			return err
		}
	}
	var err error
	if it.Head, it.Value, err = p.headAndValue(end); err != nil {
		return err
	}
	it.Raw = p.src[start:p.at]
	if err := p.comma(g, it); err != nil {
		return err
	}
	it.Trail, it.Note, it.EOL = p.rowEnd()
	if it.Comma == "" && it.EOL == "" && !p.atClose() {
		return errSyntax
	}
	return nil
}

// comma reads the comma behind an item. In lists it may stand below.
func (p *parser) comma(g *Group, it *Item) error {
	n := 0
	if g.Kind != GroupObject {
		for p.peek(n) == hclsyntax.TokenNewline {
			n++
		}
	}
	if p.peek(n) == hclsyntax.TokenComma {
		p.pos += n
		it.Comma = p.src[p.at:p.tokens[p.pos].end]
		p.at = p.tokens[p.pos].end
		p.pos++
		return nil
	}
	if g.Kind == GroupObject {
		return nil
	}
	for p.peek(n) == hclsyntax.TokenNewline || p.peek(n) == hclsyntax.TokenComment {
		n++
	}
	if p.peek(n) == hclsyntax.TokenComma {
		return errSyntax // a comment before the comma
	}
	return nil
}

func (p *parser) atClose() bool {
	switch p.peek(0) {
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenNewline:
		return true
	}
	return false
}

// entryKey reads an object's key and the sign behind it.
func (p *parser) entryKey(it *Item) error {
	from := p.pos
	h := seed
	for p.peek(0) != hclsyntax.TokenEqual && p.peek(0) != hclsyntax.TokenColon {
		switch p.peek(0) {
		case hclsyntax.TokenEOF, hclsyntax.TokenNewline, hclsyntax.TokenComma, hclsyntax.TokenCBrace, hclsyntax.TokenComment:
			return errSyntax
		}
		one, err := p.tokenRun()
		if err != nil {
			return err
		}
		h = Mix(h, one)
	}
	it.Key = p.keyName(from, p.pos, h)
	p.pos++
	return nil
}

// keyName is the same for "name" and name. What is computed is named by its
// tokens, with a mark before them.
func (p *parser) keyName(from, to int, h uint64) string {
	switch {
	case to == from+1:
		return p.text(from)
	case to == from+3 && p.peek(from-p.pos) == hclsyntax.TokenOQuote && p.peek(from+1-p.pos) == hclsyntax.TokenQuotedLit:
		return p.text(from + 1)
	}
	var b strings.Builder
	b.WriteByte(0)
	for i := from; i < to; i++ {
		if p.tokens[i].kind != hclsyntax.TokenNewline {
			b.WriteString(p.text(i))
			b.WriteByte(' ')
		}
	}
	return b.String()
}
