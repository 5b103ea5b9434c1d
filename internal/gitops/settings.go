package gitops

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// settings is git's configuration as it applies to one repository: every value
// of every key, last one wins. Keys are written as git prints them: section and
// variable in lower case, the subsection as it stands.
type settings map[string][]string

// get returns the value of key that applies.
func (s settings) get(key string) string {
	values := s[key]
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

// has tells whether key is set, even if to nothing.
func (s settings) has(key string) bool { return len(s[key]) > 0 }

// isOn reads key as git reads booleans; other is its value when it is not set.
func (s settings) isOn(key string, other bool) bool {
	if !s.has(key) {
		return other
	}
	switch value := strings.ToLower(s.get(key)); value {
	case "true", "yes", "on":
		return true
	case "false", "no", "off", "":
		return false
	default:
		n, err := strconv.Atoi(value)
		return err == nil && n != 0
	}
}

// isPartial tells a partial clone, whose missing objects a remote holds.
func (s settings) isPartial() bool {
	for key := range s {
		if strings.HasSuffix(key, ".promisor") || key == "extensions.partialclone" {
			return true
		}
	}
	return false
}

// path returns the value of key as a host path: ~ is the home folder, what is
// relative stands below base. It is "" when key is not set.
func (s settings) path(key, base string) string {
	value := s.get(key)
	if value == "" {
		return ""
	}
	if rest, ok := strings.CutPrefix(value, "~/"); ok {
		home, _ := os.UserHomeDir()
		return filepath.Join(home, rest)
	}
	if filepath.IsAbs(value) {
		return filepath.Clean(value)
	}
	return filepath.Join(base, value)
}

// load reads the settings once and refuses a repository whose format this
// package does not write.
func (r *Repository) load() error {
	r.once.Do(func() {
		if r.settings, r.loadErr = readSettings(r.at.Root, r.at.Common, r.at.GitDir); r.loadErr == nil {
			r.loadErr = r.checkFormat()
		}
	})
	return r.loadErr
}

// readSettings asks git, which alone knows every include and every place its
// build reads; without git, the plain files are read.
func readSettings(root, common, gitDir string) (settings, error) {
	if !program.Exists() {
		return readConfigFiles(common, gitDir)
	}
	s := settings{}
	if common == "" {
		return s, s.addFromGit(root)
	}
	// git shows nothing of a repository whose format it does not know, and it
	// takes the format from this one file.
	format := settings{}
	var errAll, errFormat error
	program.Together(
		func() { errAll = s.addFromGit(root) },
		func() { errFormat = format.addFromGit(root, "--file", filepath.Join(common, "config")) },
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
func (s settings) addFromGit(dir string, args ...string) error {
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
		s.add(key, value)
	}
	return nil
}

// checkFormat refuses what would be written wrongly: other hashes, other ref
// stores, extensions of git that are not known here.
func (r *Repository) checkFormat() error {
	if version := r.settings.get("core.repositoryformatversion"); version != "" && version != "0" && version != "1" {
		return diag.Usagef("the repository has format %s; scaffold commits to formats 0 and 1", version).
			WithHint("commit with git itself and pass --no-commit")
	}
	for key := range r.settings {
		name, ok := strings.CutPrefix(key, "extensions.")
		if !ok {
			continue
		}
		switch value := strings.ToLower(r.settings.get(key)); name {
		case "noop", "preciousobjects", "partialclone", "worktreeconfig", "relativeworktrees":
			continue
		case "objectformat", "refstorage":
			if value == "sha1" || value == "files" {
				continue
			}
			fallthrough
		default:
			return diag.Usagef("the repository uses extensions.%s = %s, which scaffold cannot commit to", name, value).
				WithHint("commit with git itself and pass --no-commit")
		}
	}
	return r.checkPlace()
}

// checkPlace refuses settings that move the worktree or its rights away from
// what was found.
func (r *Repository) checkPlace() error {
	if r.at.Common == r.at.GitDir { // linked worktrees ignore these two, as git does
		if r.settings.isOn("core.bare", false) {
			return diag.Usagef("the repository at %s is bare: it has no files to commit", r.at.Root)
		}
		if tree := r.settings.path("core.worktree", r.at.GitDir); tree != "" && !worktree.SamePath(tree, r.at.Root) {
			return diag.Usagef("core.worktree of the repository at %s points to %s", r.at.Root, tree).
				WithHint("run scaffold there, or commit with git and pass --no-commit")
		}
	}
	switch shared := strings.ToLower(r.settings.get("core.sharedrepository")); shared {
	case "", "umask", "false", "0", "no", "off":
		return nil
	default:
		return diag.Usagef("core.sharedRepository = %s asks for file modes that scaffold does not set", shared).
			WithHint("commit with git itself and pass --no-commit")
	}
}
