package config

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/config"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// readFiles reads git's configuration where there is no git program: the
// system's, the user's, the repository's and the worktree's file. An include is
// refused, because what it holds would be missed silently.
func readFiles(at worktree.Worktree) (Settings, error) {
	s := Settings{}
	for _, file := range userConfigFiles() {
		if err := s.addFile(file); err != nil {
			return nil, err
		}
	}
	if at.Common != "" {
		if err := s.addFile(filepath.Join(at.Common, "config")); err != nil {
			return nil, err
		}
	}
	if s.IsOn("extensions.worktreeconfig", false) {
		if err := s.addFile(filepath.Join(at.GitDir, "config.worktree")); err != nil {
			return nil, err
		}
	}
	for _, name := range []string{"GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS"} {
		if os.Getenv(name) != "" {
			return nil, diag.Usagef("%s is set, but there is no git program to read it", name).
				WithHint("install git, or unset it")
		}
	}
	return s, nil
}

// userConfigFiles lists the files outside the repository, weakest first.
func userConfigFiles() []string {
	var files []string
	if system := os.Getenv("GIT_CONFIG_SYSTEM"); system != "" {
		files = append(files, system)
	} else if os.Getenv("GIT_CONFIG_NOSYSTEM") == "" {
		files = append(files, "/etc/gitconfig")
	}
	if global, ok := os.LookupEnv("GIT_CONFIG_GLOBAL"); ok {
		return append(files, global)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return files
	}
	xdg := os.Getenv("XDG_CONFIG_HOME")
	if xdg == "" {
		xdg = filepath.Join(home, ".config")
	}
	return append(files, filepath.Join(xdg, "git", "config"), filepath.Join(home, ".gitconfig"))
}

// addFile adds the values of one configuration file; a missing file has none.
func (s Settings) addFile(file string) error {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) || file == "" {
		return nil
	}
	if err != nil {
		return diag.Failedf("cannot read git's configuration: %v", err)
	}
	parsed := config.New()
	if err := config.NewDecoder(bytes.NewReader(data)).Decode(parsed); err != nil {
		return diag.Usagef("%s is not a valid git configuration: %v", file, err)
	}
	for _, section := range parsed.Sections {
		name := strings.ToLower(section.Name)
		if name == "include" || name == "includeif" {
			return diag.Usagef("%s includes other files, which needs the git program to read", file).
				WithHint("install git")
		}
		for _, option := range section.Options {
			s.Add(name+"."+strings.ToLower(option.Key), option.Value)
		}
		for _, sub := range section.Subsections {
			for _, option := range sub.Options {
				s.Add(name+"."+sub.Name+"."+strings.ToLower(option.Key), option.Value)
			}
		}
	}
	return nil
}

// Add adds a value of key, which applies from now on.
func (s Settings) Add(key, value string) { s[key] = append(s[key], value) }
