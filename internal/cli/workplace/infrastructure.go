package workplace

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/disk"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// OpenInfrastructure reads the infrastructure repository at or above dir, a host
// path, for an application repository to copy from.
func (w *Workplace) OpenInfrastructure(dir string) (*change.Infrastructure, error) {
	root := Infrastructure(dir)
	if root == "" {
		return nil, diag.Usagef("%s is not in an infrastructure repository", dir).
			WithHint("name a folder that holds a scaffold.hcl with a repository block")
	}
	tree, err := gitops.Worktree(root)
	if err != nil {
		return nil, diag.In(root, err)
	}
	model, err := repo.Load(tree)
	if err != nil {
		return nil, diag.In(root, err)
	}
	packs := w.NewPacks(root)
	packs.Sources = model.Root.PackSources
	return &change.Infrastructure{Dir: root, Model: model, Packs: packs}, nil
}

// FindInfrastructure returns the infrastructure repository that a new application
// repository at target belongs to: the one named, the one the command runs in, or
// the only one beside. nil means that there is none.
func (w *Workplace) FindInfrastructure(named, target string) (*change.Infrastructure, error) {
	if named != "" {
		return w.OpenInfrastructure(w.HostPath(named))
	}
	start := w.Folder()
	if root := Infrastructure(start); root != "" {
		return w.OpenInfrastructure(root)
	}
	var found []string
	for _, folder := range []string{start, filepath.Dir(target)} {
		specs, _ := filepath.Glob(filepath.Join(escapeGlob(folder), "*", spec.Filename))
		for _, name := range specs {
			dir := filepath.Dir(name)
			if src, err := disk.ReadFile(dir, spec.Filename); err == nil && spec.IsRoot(spec.Filename, src) && !slices.Contains(found, dir) {
				found = append(found, dir)
			}
		}
	}
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return w.OpenInfrastructure(found[0])
	}
	return nil, diag.Usagef("there are several infrastructure repositories here: %s", strings.Join(found, ", ")).
		WithHint("name the one that holds the service with --infra DIR")
}

// escapeGlob makes a host path stand for itself in a pattern.
func escapeGlob(dir string) string {
	if filepath.Separator == '\\' {
		return dir // no escapes there
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}
