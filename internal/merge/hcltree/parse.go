package hcltree

import (
	"errors"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// errSyntax says that a text is not HCL, or none that this parser splits up.
var errSyntax = errors.New("not HCL")

// File is a parsed file. Nobody may change its tree: another version may share
// items with it.
type File struct {
	*Group
	src    string
	tokens []token
	chunks chunks // see ParseVersion
}

// Parse splits a file into its tree. It fails for what is not HCL, and for some
// odd HCL, with comments in the middle of a line, that it can't split up. What it
// takes may still be wrong inside of a value: whether a file is valid is for
// hclsyntax to say.
func Parse(src string) (*File, error) {
	tokens, ok := lex(src)
	if !ok {
		return nil, errSyntax
	}
	return parseTokens(src, tokens, nil)
}

// parser splits the tokens of a file into a tree. It checks only what it needs
// to split.
type parser struct {
	src    string
	tokens []token
	pos    int // the next token
	at     int // offset of the first byte that no piece has taken
	// parsed gives the item that starts at a token, if another version has the
	// same; nil if nothing is shared.
	parsed func(first int) (it *Item, tokens int)
}

func parseTokens(src string, tokens []token, parsed func(first int) (*Item, int)) (*File, error) {
	p := &parser{src: src, tokens: tokens, parsed: parsed}
	g := &Group{Kind: GroupBody, Raw: src}
	if err := p.body(g, true); err != nil {
		return nil, err
	}
	g.finish()
	return &File{Group: g, src: src, tokens: tokens}, nil
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
func (p *parser) body(g *Group, row bool) error {
	for {
		rest, ok := p.between(g, row)
		if !ok {
			return errSyntax
		}
		switch p.peek(0) {
		case hclsyntax.TokenEOF, hclsyntax.TokenCBrace:
			g.Close = p.beforeClosing(g, rest)
			if p.peek(0) == hclsyntax.TokenEOF {
				g.Close += p.src[p.at:]
			}
			return g.unique()
		case hclsyntax.TokenIdent, hclsyntax.TokenOQuote:
		default:
			return errSyntax
		}
		it := &Item{Blank: rest.blank, Lead: rest.lead, OwnRow: rest.row, Indent: p.src[p.at:p.tokens[p.pos].start]}
		if g.Open != "" || !p.takeParsed(it) {
			if err := p.bodyItem(it); err != nil {
				return err
			}
			it.Trail, it.Note, it.EOL = p.rowEnd()
		}
		it.finish()
		g.Items = append(g.Items, it)
		row = it.EOL != ""
		if !row && p.peek(0) != hclsyntax.TokenCBrace && p.peek(0) != hclsyntax.TokenEOF {
			return errSyntax
		}
	}
}

// unique fails if an attribute is set twice.
func (g *Group) unique() error {
	seen := make(map[string]bool, len(g.Items))
	for _, it := range g.Items {
		if it.Kind == ItemAttribute && seen[it.Key] {
			return errSyntax
		}
		seen[it.Key] = true
	}
	return nil
}

func (p *parser) bodyItem(it *Item) error {
	start := p.tokens[p.pos].start
	p.at = start
	var err error
	if p.peek(0) == hclsyntax.TokenIdent && p.peek(1) == hclsyntax.TokenEqual {
		it.Kind, it.Key = ItemAttribute, p.text(p.pos)
		p.pos += 2
		it.Head, it.Value, err = p.headAndValue(endOfLine)
		if err == nil {
			it.Value.Alias = legacy(it.Key, it.Value)
			if it.Value.Alias != nil {
				it.Value.Shape, it.Value.Hash = it.Value.Alias.Shape, it.Value.Alias.Hash
			}
		}
	} else {
		it.Kind = ItemBlock
		err = p.block(it)
	}
	it.Raw = p.src[start:p.at]
	return err
}

// headAndValue reads the value behind what was read since p.at.
func (p *parser) headAndValue(end ending) (head string, value *Expr, err error) {
	if p.pos >= len(p.tokens) {
		return "", nil, errSyntax
	}
	head = p.src[p.at:p.tokens[p.pos].start]
	p.at = p.tokens[p.pos].start
	value, err = p.expr(end)
	return head, value, err
}
