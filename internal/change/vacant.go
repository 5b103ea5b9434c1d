package change

import (
	"io/fs"
	"path"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
)

// vacant refuses the folder of a new unit that is a file, or in which Terraform
// code stands: what is rendered would be merged into it, and Terraform would get
// both as one module. Other files stay, or are merged with conflicts shown. disk is
// nil where there is no repository yet.
func vacant(disk fs.FS, dir repo.Path) *diag.Problem {
	if disk == nil {
		return nil
	}
	if info, err := fs.Stat(disk, string(dir)); err == nil && !info.IsDir() {
		return diag.Usagef("%s is a file, where the unit's folder belongs", dir).WithHint("move it aside")
	}
	var code []string
	_ = fs.WalkDir(disk, string(dir), func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir // it isn't there, which is fine, or what is there is told by whoever writes into it
		case e.IsDir() && name != string(dir) && strings.HasPrefix(e.Name(), "."):
			return fs.SkipDir // what terraform init leaves
		case !e.IsDir() && tfconfig.IsCode(path.Base(name)):
			code = append(code, strings.TrimPrefix(name, string(dir)+"/"))
		}
		return nil
	})
	if len(code) == 0 {
		return nil
	}
	return diag.Usagef("%s holds Terraform code that scaffold did not make: %s", dir, diag.Few(code)).
		WithHint("the new code would be merged into it; choose another name, or move the folder aside first (git mv %s old-%s) and carry over by hand what is to stay", dir, path.Base(string(dir)))
}
