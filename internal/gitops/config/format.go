package config

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// CheckFormat refuses what would be written wrongly: other hashes, other ref
// stores, extensions of git that are not known here.
func (s Settings) CheckFormat(at worktree.Worktree) error {
	if version := s.Get("core.repositoryformatversion"); version != "" && version != "0" && version != "1" {
		return diag.Usagef("the repository has format %s; scaffold commits to formats 0 and 1", version).
			WithHint("commit with git itself and pass --no-commit")
	}
	for key := range s {
		name, ok := strings.CutPrefix(key, "extensions.")
		if !ok {
			continue
		}
		switch value := strings.ToLower(s.Get(key)); name {
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
	return s.checkPlace(at)
}

// checkPlace refuses settings that move the worktree or its rights away from
// what was found.
func (s Settings) checkPlace(at worktree.Worktree) error {
	if at.Common == at.GitDir { // linked worktrees ignore these two, as git does
		if s.IsOn("core.bare", false) {
			return diag.Usagef("the repository at %s is bare: it has no files to commit", at.Root)
		}
		if tree := s.Path("core.worktree", at.GitDir); tree != "" && !worktree.SamePath(tree, at.Root) {
			return diag.Usagef("core.worktree of the repository at %s points to %s", at.Root, tree).
				WithHint("run scaffold there, or commit with git and pass --no-commit")
		}
	}
	switch shared := strings.ToLower(s.Get("core.sharedrepository")); shared {
	case "", "umask", "false", "0", "no", "off":
		return nil
	default:
		return diag.Usagef("core.sharedRepository = %s asks for file modes that scaffold does not set", shared).
			WithHint("commit with git itself and pass --no-commit")
	}
}
