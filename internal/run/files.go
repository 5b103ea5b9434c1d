package run

import (
	"io/fs"
	"path"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Files are the files of a unit: those that git knows, or all where there is no
// git. Edits that are not committed are refused, so that they are not thrown away,
// unless nothing is written.
func Files(c *Checkout, u *repo.Unit, dryRun bool) ([]repo.Path, error) {
	if c.Git == nil {
		return filesBelow(c.Disk, u.Path)
	}
	tracked, err := gitops.Tracked(c.Git, path.Join(c.Folder, string(u.Path)))
	if err != nil {
		return nil, err
	}
	var out []repo.Path
	var there []string // the same, as git names them
	for _, name := range tracked {
		inside := name
		if c.Folder != "." {
			inside = strings.TrimPrefix(name, c.Folder+"/")
		}
		if _, err := fs.Stat(c.Disk, inside); err == nil {
			out, there = append(out, repo.Path(inside)), append(there, name)
		}
	}
	dirty, err := c.Git.Dirty(there)
	if err != nil {
		return nil, err
	}
	if len(dirty) > 0 && !dryRun {
		return nil, diag.Usagef("%s has edits that are not committed: %s", u.Name, strings.Join(dirty, ", ")).
			WithHint("commit them, so that history keeps them, or put them back with git checkout")
	}
	return out, nil
}

// filesBelow are all files of a folder.
func filesBelow(disk fs.FS, dir repo.Path) ([]repo.Path, error) {
	var out []repo.Path
	err := fs.WalkDir(disk, string(dir), func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, repo.Path(name))
		}
		return err
	})
	return out, err
}
