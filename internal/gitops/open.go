package gitops

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Open finds the repository whose worktree contains dir, as git does: the
// nearest folder upwards with a .git folder, or a .git file that points to one.
// Nothing but this search is done: what cannot be committed to is said by Ready.
func Open(dir string) (*Repository, error) {
	abs, err := filepath.Abs(dir)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err != nil {
		return nil, diag.Failedf("cannot open %s: %v", dir, err)
	}
	ceilings := filepath.SplitList(os.Getenv("GIT_CEILING_DIRECTORIES"))
	for at := abs; ; at = filepath.Dir(at) {
		gitDir, err := gitDirOf(at)
		if err != nil {
			return nil, err
		}
		if gitDir != "" {
			return openAt(at, gitDir)
		}
		if at == filepath.Dir(at) || isCeiling(ceilings, filepath.Dir(at)) {
			return nil, &diag.Problem{
				Kind: diag.Usage, Summary: abs + " is not in a git repository",
				Hint: "run `git init` there, or pass --no-commit", Err: ErrNotRepository,
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

// openAt makes the repository of a found worktree.
func openAt(root, gitDir string) (*Repository, error) {
	r := &Repository{root: root, gitDir: gitDir, common: gitDir}
	pointer := filepath.Join(gitDir, "commondir")
	switch _, err := os.Stat(pointer); {
	case err == nil:
		if r.common, err = readPointer(pointer, ""); err != nil {
			return nil, err
		}
		if r.common, err = filepath.EvalSymlinks(r.common); err != nil {
			return nil, diag.Failedf("the repository of the worktree %s is gone: %v", root, err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return nil, diag.Failedf("cannot read %s: %v", pointer, err)
	}
	if err := r.checkEnvironment(); err != nil {
		return nil, err
	}
	return r, r.checkOwner()
}
