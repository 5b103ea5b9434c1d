package gitops

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// Init makes a repository in dir, which must exist, and opens it. An empty
// branch is git's init.defaultBranch, else main. With a git program, its
// templates and settings are used.
func Init(dir, branch string) (*Repository, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, diag.Failedf("cannot make a repository in %s: %v", dir, err)
	}
	if _, err := os.Lstat(filepath.Join(abs, ".git")); err == nil {
		return nil, diag.Usagef("%s is a git repository already", dir)
	}
	if branch == "" {
		if branch, err = defaultBranch(abs); err != nil {
			return nil, err
		}
	}
	if err := refs.CheckName(branch); err != nil {
		return nil, err
	}
	if err := initialize(abs, branch); err != nil {
		return nil, diag.Failedf("cannot make a repository in %s: %v", dir, err)
	}
	return Open(abs)
}

func defaultBranch(dir string) (string, error) {
	s, err := config.Read(worktree.Worktree{Root: dir})
	if err != nil {
		return "", err
	}
	if branch := s.Get("init.defaultbranch"); branch != "" {
		return branch, nil
	}
	return "main", nil
}

// initialize runs git, told to use the formats that are written here, or lays
// out the same files where there is none.
func initialize(dir, branch string) error {
	env := []string{"GIT_DEFAULT_HASH=sha1", "GIT_DEFAULT_REF_FORMAT=files"}
	_, err := program.Run(context.Background(), dir, nil, env, "init", "-q", "-b", branch)
	if !errors.Is(err, program.ErrMissing) {
		return err
	}
	dotGit := filepath.Join(dir, ".git")
	for _, sub := range []string{"objects/info", "objects/pack", "refs/heads", "refs/tags", "hooks", "info"} {
		if err := os.MkdirAll(filepath.Join(dotGit, filepath.FromSlash(sub)), 0o777); err != nil {
			return err
		}
	}
	return errors.Join(
		writeNew(filepath.Join(dotGit, "config"),
			"[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n"),
		writeNew(filepath.Join(dotGit, "HEAD"), "ref: "+refs.Heads+branch+"\n"),
	)
}

func writeNew(path, content string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fs.FileMode(0o666))
	if err != nil {
		return err
	}
	_, err = file.WriteString(content)
	return errors.Join(err, file.Close())
}
