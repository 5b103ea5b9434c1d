package hclmerge

import (
	"errors"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// errSyntax says that a file is not HCL, or none that this parser splits up.
var errSyntax = errors.New("not HCL")

// parser splits the tokens of a file into a tree. It checks only what it needs
// to split; Merge has hclsyntax check the rest.
type parser struct {
	src    string
	tokens []token
	pos    int // the next token
	at     int // offset of the first byte that no piece has taken
	lexed  *lexed
}

// parse returns the tree of a file.
func parse(l *lexed) (*group, error) {
	p := &parser{src: l.src, tokens: l.tokens, lexed: l}
	if l.origin == nil && l.known == nil {
		l.known = make(map[int]known, len(l.resume))
	}
	g := &group{kind: groupBody, raw: l.src, items: make([]*item, 0, len(l.resume))}
	if err := p.body(g, true); err != nil {
		return nil, err
	}
	g.finish()
	return g, nil
}

// topItem reads an item of the file; one that another version has too is not
// parsed again.
func (p *parser) topItem(it *item) error {
	start := p.pos
	if p.lexed.origin != nil {
		c, ok := p.lexed.shared[start]
		if k := p.lexed.origin.known[c.from]; ok && k.item != nil && k.to == c.to {
			old := *it
			*it = *k.item
			it.blank, it.lead, it.ownRow, it.facts = old.blank, old.lead, old.ownRow, nil
			p.pos += c.to - c.from
			p.at = p.tokens[p.pos-1].end
			return nil
		}
	}
	if err := p.bodyItem(it); err != nil {
		return err
	}
	it.trail, it.note, it.eol = p.rowEnd()
	if p.lexed.known != nil {
		p.lexed.known[start] = known{it, p.pos}
	}
	return nil
}

// peek returns the kind of the token n behind the next one.
func (p *parser) peek(n int) hclsyntax.TokenType {
	if p.pos+n >= len(p.tokens) {
		return hclsyntax.TokenEOF
	}
	return p.tokens[p.pos+n].kind
}

func (p *parser) text(i int) string { return p.src[p.tokens[i].start:p.tokens[i].end] }

// body reads items up to the closing brace or the end of the file.
func (p *parser) body(g *group, row bool) error {
	top := p.lexed != nil && g.open == ""
	for {
		rest, ok := p.between(g, row)
		if !ok {
			return errSyntax
		}
		switch p.peek(0) {
		case hclsyntax.TokenEOF, hclsyntax.TokenCBrace:
			g.close = p.closing(g, rest)
			if p.peek(0) == hclsyntax.TokenEOF {
				g.close += p.src[p.at:]
			}
			return g.unique()
		case hclsyntax.TokenIdent, hclsyntax.TokenOQuote:
		default:
			return errSyntax
		}
		it := &item{blank: rest.blank, lead: rest.lead, ownRow: rest.row, indent: p.src[p.at:p.tokens[p.pos].start]}
		if top {
			if err := p.topItem(it); err != nil {
				return err
			}
		} else {
			if err := p.bodyItem(it); err != nil {
				return err
			}
			it.trail, it.note, it.eol = p.rowEnd()
		}
		it.finish()
		g.items = append(g.items, it)
		row = it.eol != ""
		if !row && p.peek(0) != hclsyntax.TokenCBrace && p.peek(0) != hclsyntax.TokenEOF {
			return errSyntax
		}
	}
}

// unique fails if an attribute is set twice.
func (g *group) unique() error {
	if len(g.items) <= 16 {
		for i, it := range g.items {
			for _, other := range g.items[:i] {
				if it.kind == itemAttribute && other.kind == itemAttribute && it.key == other.key {
					return errSyntax
				}
			}
		}
		return nil
	}
	seen := make(map[string]bool, len(g.items))
	for _, it := range g.items {
		if it.kind == itemAttribute && seen[it.key] {
			return errSyntax
		}
		seen[it.key] = true
	}
	return nil
}

func (p *parser) bodyItem(it *item) error {
	start := p.tokens[p.pos].start
	p.at = start
	var err error
	if p.peek(0) == hclsyntax.TokenIdent && p.peek(1) == hclsyntax.TokenEqual {
		it.kind, it.key = itemAttribute, p.text(p.pos)
		p.pos += 2
		it.head, it.value, err = p.headAndValue(endOfLine)
		if err == nil {
			it.value.alias = legacy(it.key, it.value)
			if it.value.alias != nil {
				it.value.shape, it.value.hash = it.value.alias.shape, it.value.alias.hash
			}
		}
	} else {
		it.kind = itemBlock
		err = p.block(it)
	}
	it.raw = p.src[start:p.at]
	return err
}

// headAndValue reads the value behind what was read since p.at.
func (p *parser) headAndValue(end ending) (head string, value *expr, err error) {
	if p.pos >= len(p.tokens) {
		return "", nil, errSyntax
	}
	head = p.src[p.at:p.tokens[p.pos].start]
	p.at = p.tokens[p.pos].start
	value, err = p.expr(end)
	return head, value, err
}
