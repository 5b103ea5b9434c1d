package expr

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// ParseLiteral evaluates one HCL expression that needs no variable; Terraform's
// pure functions and ours may be called in it.
func ParseLiteral(src string) (cty.Value, error) {
	if !utf8.ValidString(src) { // which hclsyntax takes within quotes
		return cty.NilVal, errors.New("the text is not valid UTF-8")
	}
	node, diags := limits.ParseExpression([]byte(src), "value")
	if diags.HasErrors() {
		return cty.NilVal, literalError(diags)
	}
	Bound(node)
	v, diags := Evaluate(node, &hcl.EvalContext{Functions: Functions()})
	if diags.HasErrors() {
		return cty.NilVal, literalError(diags)
	}
	if err := CheckLiteral(v); err != nil {
		return cty.NilVal, err
	}
	return v, nil
}

// literalError is the first error, without the position in a text that is
// mostly a flag's one line.
func literalError(diags hcl.Diagnostics) error {
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			return fmt.Errorf("%s: %s", d.Summary, d.Detail)
		}
	}
	return diags
}
