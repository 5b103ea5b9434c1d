package plan

import (
	"encoding/json"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
)

// withoutGone returns the file without the assignments for which an upgrade has no
// use, and what becomes of each. One whose variable the code declares all the same
// stays; one whose value would be lost stops the upgrade.
func (t *tfvarsFile) withoutGone(r Request, res *unitResult, content []byte) (_ []byte, reasons []string, err error) {
	if len(t.gone) == 0 || !t.exists {
		return content, nil, nil
	}
	parsed, diags := limits.ParseHCL(content, string(t.path))
	if diags.HasErrors() {
		return nil, nil, diag.FromHCL(diag.Usage, diags, map[string][]byte{string(t.path): content})
	}
	attributes := parsed.Body.(*hclsyntax.Body).Attributes
	var list diag.List
	var places []hcl.Range
	for _, g := range t.gone {
		a := attributes[g.Name]
		switch {
		case a == nil:
		case declaresVariable(r, res, t.path.Dir(), g.Name):
			reasons = append(reasons, g.Name+" stays, as the code declares the variable")
		case g.Lost != nil:
			list = append(list, g.Lost)
		default:
			places = append(places, a.SrcRange)
			reasons = append(reasons, g.Why)
		}
	}
	if len(list) > 0 {
		return nil, nil, list
	}
	if len(places) == 0 {
		return content, nil, nil
	}
	content, err = spec.Cut(string(t.path), content, places)
	return content, reasons, err
}

// declaresVariable tells whether a root module declares a variable once the plan of
// its files is carried out, on either side of a conflict.
func declaresVariable(r Request, res *unitResult, dir repo.Path, name string) bool {
	files := codeFiles(r.Disk, dir)
	for _, a := range res.actions {
		if a.Path.Dir() != dir || !a.Writes() || !tfconfig.IsCode(a.Path.Base()) {
			continue
		}
		if a.Kind == Delete {
			delete(files, a.Path.Base())
			continue
		}
		files[a.Path.Base()] = a.Bytes()
	}
	for _, content := range files {
		for _, text := range [][]byte{side(content, false), side(content, true)} {
			if declares(text, name) {
				return true
			}
		}
	}
	return false
}

// declares tells whether a file declares a variable, in native syntax or JSON.
func declares(content []byte, name string) bool {
	var object struct{ Variable map[string]any }
	if json.Unmarshal(content, &object) == nil {
		_, ok := object.Variable[name]
		return ok
	}
	parsed, _ := limits.ParseHCL(content, "")
	for _, b := range parsed.Body.(*hclsyntax.Body).Blocks {
		if b.Type == "variable" && len(b.Labels) == 1 && b.Labels[0] == name {
			return true
		}
	}
	return false
}
