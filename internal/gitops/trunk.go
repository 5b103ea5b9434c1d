package gitops

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// DefaultBranch returns the default branch of the repository that holds dir, a
// host path that need not exist; for a fresh one, and where there is none, the
// branch that git begins new ones with.
func DefaultBranch(dir string, fresh bool) (string, error) {
	at, err := filepath.Abs(dir)
	if err != nil {
		return "", gitProblem(dir+" can't be found", err)
	}
	for {
		if info, err := os.Stat(at); (err == nil && info.IsDir()) || at == filepath.Dir(at) {
			break
		}
		at = filepath.Dir(at)
	}
	if fresh {
		return defaultBranch(at)
	}
	r, err := Open(at)
	if errors.Is(err, ErrNotRepository) {
		return defaultBranch(at)
	}
	if err != nil {
		return "", err
	}
	return DefaultBranchOf(r)
}

// DefaultBranchOf returns the repository's default branch as far as this clone
// tells: the one that its remote has checked out, else one of the usual names that
// there is, else the current one; "" where HEAD is detached and nothing tells.
func DefaultBranchOf(r *Repository) (string, error) {
	if err := r.clone.load(); err != nil {
		return "", err
	}
	current, err := r.CurrentBranch()
	if err != nil {
		return "", err
	}
	remote, err := r.Remote(current)
	if err != nil {
		return "", err
	}
	tracking := "refs/remotes/" + remote + "/"
	head, err := r.clone.refs().Read(tracking + "HEAD")
	if err != nil {
		return "", err
	}
	if target, ok := strings.CutPrefix(head, "ref: "+tracking); ok {
		return target, nil
	}
	for _, name := range []string{r.clone.settings.Get("init.defaultbranch"), "main", "master"} {
		for _, ref := range []string{refs.Heads + name, tracking + name} {
			if tip, err := r.clone.refs().Read(ref); name != "" && (err != nil || tip != "") {
				return name, err
			}
		}
	}
	return current, nil
}
