package render

import (
	"fmt"
	"strconv"
	"text/template"
	"unicode/utf8"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// Helpers returns the functions a pack's templates may call beside
// text/template's own. Packs are vendored for years and must render the same
// bytes then: a released helper never changes meaning, a new meaning gets a new
// name. A value of the wrong type is an error, never a guess.
func Helpers() template.FuncMap {
	return template.FuncMap{
		"hcl": quoteHCL, "hclpart": quoteHCLPart,
		"yaml": quoteYAML, "json": quoteJSON, "ghtext": quoteGitHub,
		"shell": quoteShell, "comment": quoteComment, "markdown": quoteMarkdown,
		"ident": nameIdent, "constant": nameConstant,
		"hash":  textHash,
		"upper": textUpper, "lower": textLower, "trimprefix": textTrimPrefix,
		"replace": textReplace, "indent": textIndent,
		"join": listJoin, "has": listHas, "seq": listSeq,
		"add": numberAdd, "sub": numberSub,
	}
}

// quoteHCL writes any value as an HCL literal.
//
//	<% hcl .name %>   a "b" ${c}   →   "a \"b\" $${c}"
//	<% hcl .list %>   a, b         →   ["a", "b"]
//	<% hcl .map %>    a: 1         →   {
//	                                     a = 1
//	                                   }
func quoteHCL(v any) (string, error) {
	value, err := expr.FromGo(v)
	if err != nil {
		return "", err
	}
	if err := expr.CheckLiteral(value); err != nil {
		return "", err
	}
	return expr.Literal(value), nil
}

// quoteHCLPart escapes text for the inside of a quoted HCL string, whatever
// stands before and after it there.
//
//	"/ecs/<% hclpart .environment %>/x"   dev   →   "/ecs/dev/x"
func quoteHCLPart(v any) (string, error) {
	s, err := text(v)
	if err != nil {
		return "", err
	}
	return expr.QuotePart(s), nil
}

// text is a value that may stand inside other text: a string, a whole number or
// a boolean. Null, lists, maps and fractions (which have more than one
// spelling) are errors.
func text(v any) (string, error) {
	switch v := v.(type) {
	case string:
		if !utf8.ValidString(v) {
			return "", fmt.Errorf("the text %q is not valid UTF-8", v)
		}
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case nil:
		return "", fmt.Errorf("the value is null where text is wanted")
	}
	if n, ok := integer(v); ok {
		return strconv.FormatInt(n, 10), nil
	}
	return "", fmt.Errorf("%s where text is wanted", kindOf(v))
}

// integer is v as an int64 if it is a whole number.
func integer(v any) (int64, bool) {
	switch v := v.(type) {
	case int:
		return int64(v), true
	case int64:
		return v, true
	}
	return 0, false
}

// kindOf names v's type in the words of a pack's author.
func kindOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return "a string"
	case bool:
		return "a boolean"
	case float64:
		return "a fraction"
	case []any, []string:
		return "a list"
	case map[string]any, map[string]string:
		return "a map"
	default:
		if _, ok := integer(v); ok {
			return "a number"
		}
		return fmt.Sprintf("a %T", v)
	}
}
