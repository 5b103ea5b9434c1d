package limits

import (
	"bytes"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// level is what is open: a bracket, a template, or the file itself.
type level struct {
	opened    hclsyntax.TokenType
	operators int  // of the expression at hand
	loop      bool // it holds a for, which goes over lines
}

// endsByLine tells whether the end of a line ends an expression there.
func (l level) endsByLine() bool {
	return l.opened == 0 || l.opened == hclsyntax.TokenOBrace && !l.loop
}

// operators are what makes an expression deeper without a bracket.
var operators = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenBang: true, hclsyntax.TokenMinus: true, hclsyntax.TokenPlus: true, hclsyntax.TokenStar: true, hclsyntax.TokenSlash: true,
	hclsyntax.TokenPercent: true, hclsyntax.TokenAnd: true, hclsyntax.TokenOr: true, hclsyntax.TokenEqualOp: true, hclsyntax.TokenNotEqual: true,
	hclsyntax.TokenLessThan: true, hclsyntax.TokenLessThanEq: true, hclsyntax.TokenGreaterThan: true, hclsyntax.TokenGreaterThanEq: true,
	hclsyntax.TokenQuestion: true, hclsyntax.TokenColon: true,
	hclsyntax.TokenOBrack: true, hclsyntax.TokenTemplateControl: true, // an index and a directive stand in the expression around them
}

var opening = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenOBrace: true, hclsyntax.TokenOBrack: true, hclsyntax.TokenOParen: true, hclsyntax.TokenOQuote: true, hclsyntax.TokenOHeredoc: true,
	hclsyntax.TokenTemplateInterp: true, hclsyntax.TokenTemplateControl: true,
}

var closing = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenCBrace: true, hclsyntax.TokenCBrack: true, hclsyntax.TokenCParen: true, hclsyntax.TokenCQuote: true, hclsyntax.TokenCHeredoc: true,
	hclsyntax.TokenTemplateSeqEnd: true,
}

// scan is what is open at a token.
type scan struct {
	levels    []level
	operators int  // of all levels
	brackets  int  // that were opened so far
	fresh     bool // a bracket was just opened
}

// check counts what is open at each token, and the operators of the expressions
// it stands in.
func check(tokens hclsyntax.Tokens) hcl.Diagnostics {
	s := &scan{levels: []level{{}}}
	for _, t := range tokens {
		switch s.take(t); {
		case s.operators > MaxOperators:
			return problem(t.Range.Filename, t.Range.Start.Line, "Too many operators", fmt.Sprintf("More than %d operators stand in one expression.", MaxOperators))
		case len(s.levels)-1 > MaxDepth || s.brackets > maxOpening:
			return problem(t.Range.Filename, t.Range.Start.Line, "Nested too deep",
				fmt.Sprintf("More than %d brackets, templates and blocks stand in each other, or %d in all.", MaxDepth, maxOpening))
		case t.Type == hclsyntax.TokenNumberLit:
			if at := bytes.IndexAny(t.Bytes, "eE"); at >= 0 && exponent(t.Bytes[at+1:]) > MaxExponent {
				return problem(t.Range.Filename, t.Range.Start.Line, "Number out of range", fmt.Sprintf("An exponent has at most %d digits.", MaxExponent))
			}
		}
	}
	return nil
}

func (s *scan) take(t hclsyntax.Token) {
	here := &s.levels[len(s.levels)-1]
	if operators[t.Type] {
		here.operators++
		s.operators++
	}
	switch {
	case opening[t.Type]:
		s.levels = append(s.levels, level{opened: t.Type})
		s.brackets++
		s.fresh = true
		return
	case closing[t.Type] && len(s.levels) > 1:
		s.operators -= here.operators
		s.levels = s.levels[:len(s.levels)-1]
	case t.Type == hclsyntax.TokenComma, t.Type == hclsyntax.TokenNewline && here.endsByLine():
		s.operators -= here.operators
		here.operators = 0
	}
	if t.Type != hclsyntax.TokenNewline && t.Type != hclsyntax.TokenComment {
		here.loop = here.loop || s.fresh && string(t.Bytes) == "for"
		s.fresh = false
	}
}
