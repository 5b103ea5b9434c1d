package worktree

import (
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// checkEnvironment refuses variables that point git to another repository than the
// one that Find found. They are set inside hooks and by wrappers; a commit that
// ignored them would land in the wrong one.
func (w Worktree) checkEnvironment() error {
	for name, ours := range map[string]string{
		"GIT_DIR":              w.GitDir,
		"GIT_COMMON_DIR":       w.Common,
		"GIT_WORK_TREE":        w.Root,
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

// indexVariable names the index that a surrounding git works on. It is set in the
// hooks of a commit: `git commit -a`, `git commit PATH` and our own have another
// one than the worktree's there.
const indexVariable = "GIT_INDEX_FILE"

// indexAtWork is the index that a surrounding git has, if it is of this worktree:
// it lies in its git directory. Relative paths are seen from the root, as git
// sees them.
func (w Worktree) indexAtWork() string {
	file := os.Getenv(indexVariable)
	if file != "" && !filepath.IsAbs(file) {
		file = filepath.Join(w.Root, file)
	}
	if file != "" && SamePath(filepath.Dir(file), w.GitDir) {
		return file
	}
	return filepath.Join(w.GitDir, "index")
}

// CheckAlone refuses to write an index or to move a branch inside of a hook of
// git's: what git is about to commit would be another commit's, or fail.
func (w Worktree) CheckAlone() error {
	file := os.Getenv(indexVariable)
	if file == "" {
		return nil
	}
	return diag.Usagef("the environment sets %s=%s, as in a hook of a commit, where no other commit can be made", indexVariable, file).
		WithHint("in a hook use --dry-run, or --no-commit; where no commit is on its way, as after one, unset %s first", indexVariable)
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
