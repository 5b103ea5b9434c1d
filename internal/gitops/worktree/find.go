package worktree

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Find finds the worktree that contains dir, as git does: the nearest folder
// upwards with a .git folder, or a .git file that points to one. It refuses one
// that the environment or another owner makes unsure.
func Find(dir string) (Worktree, error) {
	abs, err := filepath.Abs(dir)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err != nil {
		return Worktree{}, diag.Failedf("cannot open %s: %v", dir, err)
	}
	ceilings := filepath.SplitList(os.Getenv("GIT_CEILING_DIRECTORIES"))
	for at := abs; ; at = filepath.Dir(at) {
		gitDir, err := gitDirOf(at)
		if err != nil {
			return Worktree{}, err
		}
		if gitDir != "" {
			return openAt(at, gitDir)
		}
		if at == filepath.Dir(at) || isCeiling(ceilings, filepath.Dir(at)) {
			return Worktree{}, &diag.Problem{
				Kind: diag.Usage, Summary: abs + " is not in a git repository",
				Hint: "run `git init` there, or pass --no-commit", Err: ErrNotFound,
			}
		}
	}
}

func isCeiling(ceilings []string, dir string) bool {
	for _, c := range ceilings {
		if c != "" && filepath.Clean(c) == dir {
			return true
		}
	}
	return false
}

// gitDirOf returns the git directory that the worktree at dir uses, or "" when
// there is no worktree.
func gitDirOf(dir string) (string, error) {
	dotGit := filepath.Join(dir, ".git")
	info, err := os.Stat(dotGit)
	if err != nil {
		return "", nil // like git: what cannot be seen is no repository
	}
	if info.IsDir() {
		if !isGitDir(dotGit) {
			return "", nil
		}
		return filepath.EvalSymlinks(dotGit)
	}
	target, err := readPointer(dotGit, "gitdir: ")
	if err != nil {
		return "", err
	}
	if !isGitDir(target) {
		return "", diag.Failedf("%s points to %s, which is no git directory", dotGit, target)
	}
	return filepath.EvalSymlinks(target)
}

// isGitDir tells a git directory, main or of a linked worktree, by its files.
func isGitDir(dir string) bool {
	if _, err := os.Lstat(filepath.Join(dir, "HEAD")); err != nil {
		return false
	}
	if _, err := os.Stat(filepath.Join(dir, "commondir")); err == nil {
		return true
	}
	_, errObjects := os.Stat(filepath.Join(dir, "objects"))
	_, errRefs := os.Stat(filepath.Join(dir, "refs"))
	return errObjects == nil && errRefs == nil
}

// readPointer reads a file that holds one path, after prefix, relative to the
// file's folder.
func readPointer(file, prefix string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", diag.Failedf("cannot read %s: %v", file, err)
	}
	target, ok := strings.CutPrefix(strings.TrimRight(string(data), "\r\n"), prefix)
	if !ok || target == "" {
		return "", diag.Failedf("%s is not a file git wrote", file)
	}
	if !filepath.IsAbs(target) {
		target = filepath.Join(filepath.Dir(file), target)
	}
	return filepath.Clean(target), nil
}

// openAt makes the worktree of a found git directory.
func openAt(root, gitDir string) (Worktree, error) {
	w := Worktree{Root: root, GitDir: gitDir, Common: gitDir}
	pointer := filepath.Join(gitDir, "commondir")
	switch _, err := os.Stat(pointer); {
	case err == nil:
		if w.Common, err = readPointer(pointer, ""); err != nil {
			return w, err
		}
		if w.Common, err = filepath.EvalSymlinks(w.Common); err != nil {
			return w, diag.Failedf("the repository of the worktree %s is gone: %v", root, err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return w, diag.Failedf("cannot read %s: %v", pointer, err)
	}
	if err := w.checkEnvironment(); err != nil {
		return w, err
	}
	w.Index = w.indexAtWork()
	return w, w.checkOwner()
}
