package plan

import (
	"path"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
)

// overCode refuses a unit that was never rendered while its folder holds Terraform
// code of which no file is as it would be rendered: somebody wrote it, and both
// would be one module. A unit whose lock was lost has files that are.
func overCode(r Request, u *repo.Unit, next *lock.Lock) error {
	if u.Lock != nil || u.Path == "." || r.Disk == nil {
		return nil
	}
	var code []string
	for _, file := range visibleFiles(r.Disk, u.Path) {
		if !tfconfig.IsCode(file.Base()) {
			continue
		}
		rel := file.Rel(u.Path)
		for _, block := range next.Blocks {
			if id, rendered := block.Files[rel]; rendered && id == lookAt(r.Disk, file).id {
				return nil
			}
		}
		code = append(code, rel)
	}
	if len(code) == 0 {
		return nil
	}
	return diag.Usagef("%s holds Terraform code that scaffold did not make: %s", u.Path, diag.Few(code)).At(u.Spec.Range, u.Spec.Source).
		WithHint("the new code would be merged into it; take this spec away, or move the code aside first (git mv %s old-%s) and carry over by hand what is to stay", u.Path, path.Base(string(u.Path)))
}
