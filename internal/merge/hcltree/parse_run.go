package hcltree

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// tokenRun reads one token, or everything between two brackets, and returns its hash.
func (p *parser) tokenRun() (uint64, error) {
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
			h = MixString(Mix(h, 3), commentText(p.src[t.start:t.end]))
		default:
			h = MixString(h, p.src[t.start:t.end])
		}
		p.pos++
		if depth <= 0 {
			return h, nil
		}
	}
}

// opaque reads what stands between two brackets as one run.
func (p *parser) opaque() (*Expr, error) {
	start := p.at
	h, err := p.tokenRun()
	if err != nil {
		return nil, err
	}
	p.at = p.tokens[p.pos-1].end
	raw := p.src[start:p.at]
	e := &Expr{Parts: []Part{{Text: raw, hash: h}}, Raw: raw}
	e.finish()
	return e, nil
}

// legacy returns the modern way to write a value that old Terraform had quoted.
func legacy(name string, e *Expr) *Expr {
	if len(e.Parts) != 1 || e.Parts[0].Group != nil || name != "type" && name != "provider" {
		return nil
	}
	text := e.Raw
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
	tokens, ok := lex(text)
	if !ok {
		return nil
	}
	p := &parser{src: text, tokens: tokens}
	modern, err := p.expr(endOfLine)
	if err != nil {
		return nil
	}
	return modern
}
