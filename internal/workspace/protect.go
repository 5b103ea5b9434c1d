package workspace

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// protections are the attributes by which Terraform and the AWS provider refuse
// to destroy something, and the value with which they do not.
var protections = map[string]bool{
	"prevent_destroy": false, "deletion_protection": false, "enable_deletion_protection": false, "deletion_protection_enabled": false,
	"force_delete": true, "force_destroy": true,
}

// Unprotect returns a Terraform file with the protections of its resources
// switched off, and where: as "attribute in type.name". open are those whose
// value is an expression, which a person has to look at.
func Unprotect(name string, src []byte) (out []byte, changed, open []string) {
	parsed, diags := limits.ParseHCL(src, name)
	if diags.HasErrors() {
		return src, nil, nil // Terraform itself will refuse it
	}
	var edits []*hclsyntax.Attribute
	var visit func(body *hclsyntax.Body, where string)
	visit = func(body *hclsyntax.Body, where string) {
		for _, a := range body.Attributes {
			off, known := protections[a.Name]
			if !known {
				continue
			}
			v, diags := expr.Once(a.Expr, nil)
			switch {
			case diags.HasErrors() || v.IsNull() || v.Type() != cty.Bool:
				open = append(open, fmt.Sprintf("%s in %s", a.Name, where))
			case v.True() != off:
				edits = append(edits, a)
				changed = append(changed, fmt.Sprintf("%s in %s", a.Name, where))
			}
		}
		for _, b := range body.Blocks {
			visit(b.Body, where)
		}
	}
	for _, b := range parsed.Body.(*hclsyntax.Body).Blocks {
		if b.Type == "resource" && len(b.Labels) == 2 {
			visit(b.Body, strings.Join(b.Labels, "."))
		}
	}
	slices.SortFunc(edits, func(a, b *hclsyntax.Attribute) int { return b.Expr.Range().Start.Byte - a.Expr.Range().Start.Byte })
	out = slices.Clone(src)
	for _, a := range edits {
		r := a.Expr.Range()
		out = slices.Concat(out[:r.Start.Byte], fmt.Append(nil, protections[a.Name]), out[r.End.Byte:])
	}
	slices.Sort(changed)
	slices.Sort(open)
	return out, changed, open
}
