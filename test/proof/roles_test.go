package proof

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// bounded is what a company says once of every role.
const bounded = `
defaults "*" {
  permissions_boundary = "acme/workload-boundary"
  role_path            = "/acme/"
}
`

// TestRolesAreBounded: what defaults "*" says of roles every role of every layer,
// service and bootstrap module has, and without it none has a line of it.
func TestRolesAreBounded(t *testing.T) {
	golden, _ := runGolden(t)
	for name, repository := range map[string]string{"golden": golden, "variants": makeVariants(t)} {
		for address, role := range rolesOf(t, readTree(t, repository)) {
			if role["permissions_boundary"] != "" || role["path"] != "" {
				t.Errorf("%s: %s has %q without being told", name, address, role)
			}
		}
		file := filepath.Join(repository, spec.Filename)
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, file, append(src, bounded...), 0o644)
		scaffold(t, repository, "generate")
		seen := rolesOf(t, readTree(t, repository))
		for address, role := range seen {
			if !strings.HasSuffix(role["permissions_boundary"], ":policy/acme/workload-boundary\"") || role["path"] != `"/acme/"` {
				t.Errorf("%s: %s has the boundary %q and the path %q", name, address, role["permissions_boundary"], role["path"])
			}
		}
		if len(seen) < 10 {
			t.Errorf("%s: hardly a role: %d", name, len(seen))
		}
	}
}

// rolesOf are the roles in a tree by file and address, each with the text of its
// boundary and path, looked up where they name a local.
func rolesOf(t *testing.T, files tree) map[string]map[string]string {
	t.Helper()
	locals := map[string]string{}
	text := func(module, src string, attr *hclsyntax.Attribute) string {
		if attr == nil {
			return ""
		}
		written := string(attr.Expr.Range().SliceBytes([]byte(src)))
		if value, ok := locals[module+" "+written]; ok {
			return value
		}
		return written
	}
	code := files.matching(`\.tf$`)
	for name, file := range code {
		for _, b := range parseBody(t, name, file.data).Blocks {
			for key, attr := range b.Body.Attributes {
				if b.Type == "locals" {
					locals[path.Dir(name)+" local."+key] = text("", file.data, attr)
				}
			}
		}
	}
	found := map[string]map[string]string{}
	for name, file := range code {
		for _, b := range parseBody(t, name, file.data).Blocks {
			if b.Type == "resource" && (b.Labels[0] == "aws_iam_role" || b.Labels[0] == "aws_iam_user") {
				found[name+" "+strings.Join(b.Labels, ".")] = map[string]string{
					"permissions_boundary": text(path.Dir(name), file.data, b.Body.Attributes["permissions_boundary"]),
					"path":                 text(path.Dir(name), file.data, b.Body.Attributes["path"]),
				}
			}
		}
	}
	return found
}
