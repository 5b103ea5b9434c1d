package workplace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// NewInfrastructure tells whether an infrastructure repository at target, a host
// path, would be a git repository of its own: target is absent or empty, and in
// none. It refuses a target where none can be made, unless a run was interrupted
// there.
func (w *Workplace) NewInfrastructure(target string, interrupted bool) (fresh bool, err error) {
	entries, err := os.ReadDir(target)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, diag.Usagef("%s is not a folder that can be read", target)
	}
	if outer := Infrastructure(filepath.Dir(target)); outer != "" {
		return false, diag.Usagef("%s lies in the scaffold repository %s", target, outer).
			WithHint("add to that one with `scaffold service` or `scaffold layer`, or name a folder outside it")
	}
	if outer := Application(target); outer != "" && (outer != target || !interrupted) {
		return false, diag.Usagef("%s is an application repository, and no infrastructure repository goes into one", outer).
			WithHint("name a folder outside it")
	}
	if has(entries, spec.Filename) && !interrupted {
		return false, diag.Usagef("%s is already a scaffold repository", target).WithHint("add to it with `scaffold service`, or update it with `scaffold generate`")
	}
	parent := target
	for parent != filepath.Dir(parent) {
		if _, err := os.Stat(parent); err == nil {
			break
		}
		parent = filepath.Dir(parent)
	}
	if _, err := gitops.Open(parent); !errors.Is(err, gitops.ErrNotRepository) {
		return false, err
	}
	if len(entries) > 0 {
		return false, diag.Usagef("%s is neither empty nor a git repository", target).
			WithHint("name a new folder, or run `git init` in it first to add the files there")
	}
	return true, nil
}

// NewApplication tells whether target, a host path, is an empty clone, into which
// an application repository goes; else it is absent or empty. It refuses a target
// where none can be made, unless a run was interrupted there.
func (w *Workplace) NewApplication(target string, interrupted bool) (clone bool, err error) {
	for _, outer := range []string{Infrastructure(target), Application(target)} {
		if outer == target && !interrupted {
			return false, diag.Usagef("%s is already a scaffold repository", target).WithHint("update it with `scaffold generate -C %s`", target)
		}
		if outer != "" && outer != target {
			return false, diag.Usagef("%s lies in the scaffold repository %s", target, outer).
				WithHint("name a folder outside it with --output-dir")
		}
	}
	entries, err := os.ReadDir(target)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, diag.Usagef("%s is not a folder that can be read", target)
	}
	clone = has(entries, ".git")
	if others := len(entries); !interrupted && (others > 1 || (others == 1 && !clone)) {
		return false, diag.Usagef("%s is not empty", target).
			WithHint("name a new or empty folder, or an empty clone, with --output-dir")
	}
	return clone, nil
}

func has(entries []os.DirEntry, name string) bool {
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == name })
}
