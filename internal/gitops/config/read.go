package config

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// Read reads the settings of a repository; of a user alone where at has no
// repository, just a Root. It asks git, which alone knows every include and every
// place its build reads; without git, the plain files are read.
func Read(at worktree.Worktree) (Settings, error) {
	if !program.Exists() {
		return readFiles(at)
	}
	s := Settings{}
	if at.Common == "" {
		return s, s.addFromGit(at.Root)
	}
	// git shows nothing of a repository whose format it does not know, and it
	// takes the format from this one file.
	format := Settings{}
	var errAll, errFormat error
	program.Together(
		func() { errAll = s.addFromGit(at.Root) },
		func() { errFormat = format.addFromGit(at.Root, "--file", filepath.Join(at.Common, "config")) },
	)
	if err := errors.Join(errAll, errFormat); err != nil {
		return s, err
	}
	maps.DeleteFunc(s, func(key string, _ []string) bool { return isFormatKey(key) })
	for key, values := range format {
		if isFormatKey(key) {
			s[key] = values
		}
	}
	return s, nil
}

func isFormatKey(key string) bool {
	return key == "core.repositoryformatversion" || strings.HasPrefix(key, "extensions.")
}

// addFromGit adds what `git config --list` prints.
func (s Settings) addFromGit(dir string, args ...string) error {
	out, err := program.Run(context.Background(), dir, nil, nil, append([]string{"config", "--list", "-z"}, args...)...)
	if err != nil {
		p := diag.Usagef("git cannot read its configuration")
		p.Hint, p.Err = err.Error(), err
		return p
	}
	if len(out) == 0 {
		return nil
	}
	for entry := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		key, value, found := strings.Cut(entry, "\n")
		if !found {
			value = "true" // a key without "=" is a boolean that is on
		}
		s.Add(key, value)
	}
	return nil
}
