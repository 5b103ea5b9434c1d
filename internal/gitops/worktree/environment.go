package worktree

import (
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// checkEnvironment refuses variables that point git to another place than the
// one that Find found. They are set inside hooks and by wrappers; a commit that
// ignored them would land in the wrong repository.
func (w Worktree) checkEnvironment() error {
	for name, ours := range map[string]string{
		"GIT_DIR":              w.GitDir,
		"GIT_COMMON_DIR":       w.Common,
		"GIT_WORK_TREE":        w.Root,
		"GIT_INDEX_FILE":       filepath.Join(w.GitDir, "index"),
		"GIT_OBJECT_DIRECTORY": filepath.Join(w.Common, "objects"),
	} {
		value := os.Getenv(name)
		if value == "" || SamePath(value, ours) {
			continue
		}
		return diag.Usagef("the environment sets %s=%s, which is not the repository at %s", name, value, w.Root).
			WithHint("unset %s; scaffold finds the repository by its folder", name)
	}
	if os.Getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES") != "" {
		return diag.Usagef("the environment sets GIT_ALTERNATE_OBJECT_DIRECTORIES, as inside a receiving hook").
			WithHint("run scaffold outside of it, or unset the variable")
	}
	return nil
}

// SamePath tells whether two host paths name the same place, existing or not.
func SamePath(a, b string) bool {
	return resolved(a) == resolved(b)
}

// resolved makes path absolute and resolves the links of its folder.
func resolved(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil {
		return abs
	}
	return filepath.Join(dir, filepath.Base(abs))
}
