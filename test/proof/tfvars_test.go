package proof

import (
	"path"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// TestTfvarsAreComplete shows that terraform.tfvars assigns each variable that
// has no default, and none that is not declared. Offline tests set variables of
// their own and would not notice.
func TestTfvarsAreComplete(t *testing.T) {
	for _, repository := range []string{readGolden(t), makeVariants(t)} {
		files := readTree(t, repository)
		for name, file := range files.matching(`/variables\.tf$`) {
			tfvars := path.Join(path.Dir(name), "terraform.tfvars")
			assigned := parseBody(t, tfvars, files[tfvars].data).Attributes
			for _, b := range parseBody(t, name, file.data).Blocks {
				if b.Type != "variable" {
					continue
				}
				if assigned[b.Labels[0]] == nil && b.Body.Attributes["default"] == nil {
					t.Errorf("%s: %s has neither a default nor a line in terraform.tfvars", name, b.Labels[0])
				}
				delete(assigned, b.Labels[0])
			}
			for extra := range assigned {
				t.Errorf("%s assigns %s, which is no variable", tfvars, extra)
			}
		}
		if len(files.matching(`/variables\.tf$`)) < 3 {
			t.Errorf("hardly a variables.tf in %s", repository)
		}
	}
}

func parseBody(t *testing.T, name, src string) *hclsyntax.Body {
	t.Helper()
	f, diags := hclsyntax.ParseConfig([]byte(src), name, hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return f.Body.(*hclsyntax.Body)
}
