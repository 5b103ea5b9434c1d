package hcltree

import "github.com/hashicorp/hcl/v2/hclsyntax"

// block reads a block from its type to its closing brace.
func (p *parser) block(it *Item) error {
	if p.peek(0) != hclsyntax.TokenIdent {
		return errSyntax
	}
	it.Type = p.text(p.pos)
	it.Key = "\x00" + it.Type
	for p.pos++; p.peek(0) != hclsyntax.TokenOBrace; p.pos++ {
		label := ""
		switch p.peek(0) {
		case hclsyntax.TokenIdent:
			label = p.text(p.pos)
		case hclsyntax.TokenOQuote:
			if p.peek(1) == hclsyntax.TokenQuotedLit {
				p.pos++
				label = p.text(p.pos)
			}
			if p.pos++; p.peek(0) != hclsyntax.TokenCQuote {
				return errSyntax
			}
		default:
			return errSyntax
		}
		it.Labels = append(it.Labels, label)
		it.Key += "\x00" + label
	}
	open := p.pos
	it.Head = p.src[p.at:p.tokens[open].start]
	p.at = p.tokens[open].start
	body, err := p.braces()
	if err == nil {
		it.Body = body
		return nil
	}
	p.pos, p.at = open, p.tokens[open].start // what is not understood stays whole
	it.Value, err = p.opaque()
	return err
}

// braces reads the body of a block.
func (p *parser) braces() (*Group, error) {
	start := p.at
	g := &Group{Kind: GroupBody}
	p.opening(g)
	row := g.Open != "{"
	if err := p.body(g, row); err != nil {
		return nil, err
	}
	if p.peek(0) != hclsyntax.TokenCBrace {
		return nil, errSyntax
	}
	p.ending(g, start)
	return g, nil
}

// opening reads an opening bracket, and a comment and newline behind it.
func (p *parser) opening(g *Group) {
	start := p.at
	p.at = p.tokens[p.pos].end
	p.pos++
	_, g.Note, _ = p.rowEnd()
	g.Open = p.src[start:p.at]
}

// ending reads the closing bracket of what began at start.
func (p *parser) ending(g *Group, start int) {
	end := p.tokens[p.pos].end
	g.Close += p.src[p.at:end]
	g.Raw = p.src[start:end]
	p.pos, p.at = p.pos+1, end
	g.finish()
}
