package gitops

import (
	"path/filepath"
	"strings"
)

// Tracked returns the files below a folder that git's index knows, relative to
// the worktree.
func (r *Repository) Tracked(folder string) ([]string, error) {
	if err := r.load(); err != nil {
		return nil, err
	}
	index, err := readIndex(filepath.Join(r.at.GitDir, "index"))
	if err != nil {
		return nil, err
	}
	var out []string
	at, _ := index.find(folder + "/")
	for ; at < len(index.entries); at++ {
		name := string(index.entries[at].name)
		if !strings.HasPrefix(name, folder+"/") {
			break
		}
		out = append(out, name)
	}
	return out, nil
}
