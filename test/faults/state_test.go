package faults

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// files are all files of the site, git's included.
func (s *site) files() []string {
	var out []string
	_ = filepath.WalkDir(s.top, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(s.top, name)
			out = append(out, rel)
		}
		return nil
	})
	return out
}

// state is all that a command may change, a line each: the bytes and modes of all
// files, and of every repository HEAD, branches, index and what git status says.
// Commits have one date, so they are equal where they hold the same.
func (s *site) state() []string {
	s.Helper()
	var out []string
	for _, name := range s.files() {
		if strings.Contains(name, ".git/") || name == "hooks.log" {
			continue
		}
		full := filepath.Join(s.top, name)
		info, err := os.Lstat(full)
		if err != nil {
			continue // it went just now
		}
		content, _ := os.ReadFile(full)
		out = append(out, fmt.Sprintf("file %s %s %x", name, info.Mode(), sha256.Sum256(content)))
	}
	for _, dir := range []string{"infra", "origin.git", s.new} {
		if dir == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(s.top, dir)); err != nil {
			continue
		}
		out = append(out, "repository "+dir)
		if dir != "origin.git" {
			if _, err := os.Stat(filepath.Join(s.top, dir, ".git")); err != nil {
				continue
			}
		}
		text, _ := s.sh(fmt.Sprintf("cd $TOP/%s && git symbolic-ref -q HEAD; git for-each-ref --format='%%(refname) %%(objectname)'; git ls-files -s; [ ! -d .git ] || git --no-optional-locks status --porcelain -uall", dir))
		for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
			out = append(out, dir+" "+line)
		}
	}
	return out
}

// difference names what only one of two states has, "" where they are the same.
func difference(got, want []string) string {
	var out []string
	for _, line := range got {
		if !slices.Contains(want, line) {
			out = append(out, "+ "+line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			out = append(out, "- "+line)
		}
	}
	if len(out) > 12 {
		out = append(out[:12], fmt.Sprintf("… and %d more", len(out)-12))
	}
	return strings.Join(out, "\n")
}
