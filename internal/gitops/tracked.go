package gitops

import (
	"context"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Tracked returns the files below a folder that git's index knows, relative to
// the worktree.
func Tracked(r *Repository, folder string) ([]string, error) {
	if err := r.clone.load(); err != nil {
		return nil, err
	}
	known, err := r.clone.index()
	if err != nil {
		return nil, err
	}
	return known.Below(folder), nil
}

// Untracked returns the files below a folder that git does not know and would add:
// those that nothing makes it ignore.
func Untracked(r *Repository, folder string) ([]string, error) {
	out, err := r.clone.git(context.Background(), "--literal-pathspecs", "ls-files", "--others", "--exclude-standard", "-z", "--", folder)
	if err != nil {
		return nil, diag.Failedf("git can't tell which files of %s it ignores: %s", folder, err)
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 }), nil
}
