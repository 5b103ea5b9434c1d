// Package limits parses what somebody else may have written, within bounds: HCL,
// YAML and Terraform's JSON. The parsers of the libraries call themselves for
// each level of nesting, and a few hundred kilobytes of brackets end the program.
//
// ParseHCL, ParseExpression, ParseJSON and YAML take the place of the libraries'
// functions and return the same, or a problem that names the bound.
package limits

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
)

// The bounds of a file or an expression. Code that people write stays far below.
const (
	MaxSize      = 4 << 20 // bytes
	MaxDepth     = 256     // brackets, templates and blocks in each other
	MaxOperators = 1000    // in one expression
	MaxExponent  = 4       // digits of the exponent of a number
	maxOpening   = 100_000 // brackets in all
)

// ParseHCL is hclsyntax.ParseConfig for a whole file.
func ParseHCL(src []byte, filename string) (*hcl.File, hcl.Diagnostics) {
	if diags := CheckHCL(src, filename); diags != nil {
		return &hcl.File{Body: &hclsyntax.Body{}, Bytes: nil}, diags
	}
	return hclsyntax.ParseConfig(src, filename, hcl.InitialPos)
}

// ParseExpression is hclsyntax.ParseExpression.
func ParseExpression(src []byte, filename string) (hclsyntax.Expression, hcl.Diagnostics) {
	if diags := CheckHCL(src, filename); diags != nil {
		return nil, diags
	}
	return hclsyntax.ParseExpression(src, filename, hcl.InitialPos)
}

// ParseJSON is json.Parse, HCL in JSON.
func ParseJSON(src []byte, filename string) (*hcl.File, hcl.Diagnostics) {
	if len(src) > MaxSize {
		return nil, tooLarge(filename)
	}
	if at := tooDeep(src); at >= 0 {
		return nil, problem(filename, lineOf(src, at), "Nested too deep", fmt.Sprintf("More than %d brackets stand in each other.", MaxDepth))
	}
	return json.Parse(src, filename)
}

// CheckJSON tells what of a JSON text is beyond the bounds.
func CheckJSON(src []byte) error {
	if tooDeep(src) >= 0 {
		return fmt.Errorf("more than %d brackets stand in each other", MaxDepth)
	}
	return nil
}

// tooDeep is where JSON is nested too deep, -1 if it is not.
func tooDeep(src []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			if depth++; depth > MaxDepth {
				return i
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return -1
}

// CheckHCL tells what of HCL is beyond the bounds, before a parser sees it.
func CheckHCL(src []byte, filename string) hcl.Diagnostics {
	if len(src) > MaxSize {
		return tooLarge(filename)
	}
	if harmless(src) {
		return nil
	}
	tokens, _ := hclsyntax.LexConfig(src, filename, hcl.InitialPos) // mistakes are the parser's to tell
	return check(tokens)
}

// telling marks the bytes that nesting, operators and exponents are made of.
var telling = func() (kinds [256]uint8) {
	for _, c := range "([{" {
		kinds[c] = 1
	}
	for _, c := range "!-?:+*/%<>&|=[" {
		kinds[c] |= 2
	}
	for _, c := range "eE" {
		kinds[c] = 4
	}
	return kinds
}()

// harmless tells most files without lexing them: they have fewer brackets, and
// fewer operators, in all than may stand in one expression, and no number with an
// exponent.
func harmless(src []byte) bool {
	opening, operators := 0, 0
	for i, c := range src {
		kind := telling[c]
		if kind == 0 {
			continue
		}
		opening += int(kind & 1)
		operators += int(kind&2) >> 1
		if kind == 4 && i > 0 && src[i-1] >= '0' && src[i-1] <= '9' && exponent(src[i+1:]) > MaxExponent {
			return false
		}
	}
	return opening <= MaxDepth && operators <= MaxOperators
}

// exponent is how many digits the exponent has that text begins with.
func exponent(text []byte) int {
	if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
		text = text[1:]
	}
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return n
}

func tooLarge(filename string) hcl.Diagnostics {
	return problem(filename, 1, "Too large", fmt.Sprintf("More than %d MB are not read.", MaxSize>>20))
}

func problem(filename string, line int, summary, detail string) hcl.Diagnostics {
	at := hcl.Pos{Line: line, Column: 1}
	return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: &hcl.Range{Filename: filename, Start: at, End: at}}}
}

func lineOf(src []byte, at int) int {
	line := 1
	for _, c := range src[:at] {
		if c == '\n' {
			line++
		}
	}
	return line
}
