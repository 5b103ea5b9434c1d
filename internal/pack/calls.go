package pack

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// CheckCalls refuses functions that don't exist. Evaluation does, too, but not
// within can() and try(), where a misspelled function makes a rule that never
// holds. origin is the pack's folder, for places in messages.
func (p *Pack) CheckCalls(origin string) error {
	var list diag.List
	for _, file := range append([]string{Filename}, p.Includes...) {
		name := p.Place(origin, file)
		parsed, diags := limits.ParseHCL(p.Files[file], name)
		if diags.HasErrors() {
			return diag.FromHCL(diag.Usage, diags, map[string][]byte{name: p.Files[file]})
		}
		list = append(list, p.unknownCalls(parsed.Body.(*hclsyntax.Body), p.Files[file])...)
	}
	return list.InOrder().Err()
}

func (p *Pack) unknownCalls(body *hclsyntax.Body, src []byte) (list diag.List) {
	functions := maps.Clone(expr.Functions())
	functions[exposedName] = p.exposedFunction(nil)
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		call, ok := node.(*hclsyntax.FunctionCallExpr)
		if !ok || typeWords[call.Name] {
			return nil
		}
		if _, known := functions[call.Name]; !known {
			problem := diag.Usagef("there is no function %q", call.Name).At(call.NameRange, src).WithHint("see docs/reference/functions.md")
			if meant := diag.Closest(call.Name, slices.Sorted(maps.Keys(functions))); meant != "" {
				problem.WithHint("did you mean %s?", meant)
			}
			list = append(list, problem)
		}
		return nil
	})
	return list
}

// typeWords look like functions where a type is written.
var typeWords = map[string]bool{"list": true, "set": true, "map": true, "object": true, "tuple": true, "optional": true, "any": true}
