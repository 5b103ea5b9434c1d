package gitops

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// cleanPaths checks and sorts paths and drops repeated ones.
func cleanPaths(paths []string) ([]string, error) {
	sorted := slices.Compact(slices.Sorted(slices.Values(paths)))
	for _, path := range sorted {
		if err := checkPath(path); err != nil {
			return nil, err
		}
	}
	return sorted, nil
}

// checkPath refuses what git would: a path out of the worktree or into .git.
func checkPath(path string) error {
	bad := path == "" || strings.ContainsRune(path, 0) || filepath.IsAbs(path)
	for name := range strings.SplitSeq(path, "/") {
		bad = bad || name == "" || name == "." || name == ".." || isDotGit(name)
	}
	if filepath.Separator == '\\' {
		bad = bad || strings.ContainsAny(path, `\:`)
	}
	if bad {
		return diag.Usagef("%q is no path of a file in a repository", path)
	}
	return nil
}

// isDotGit tells names that some file system takes for .git: other case, the
// short name on Windows, trailing dots and blanks, characters that HFS+ ignores.
func isDotGit(name string) bool {
	name = strings.ToLower(strings.Map(func(r rune) rune {
		if r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x206a && r <= 0x206f || r == 0xfeff {
			return -1
		}
		return r
	}, name))
	name, _, _ = strings.Cut(name, ":")
	name = strings.TrimRight(name, ". ")
	return name == ".git" || name == "git~1"
}

// parents looks at the folders above paths, each once.
type parents struct {
	root string
	seen map[string]error
}

// check refuses a path behind a symbolic link or inside another repository: git
// keeps no such path, and a link may lead anywhere.
func (p *parents) check(path string) error {
	at := strings.LastIndexByte(path, '/')
	if at < 0 {
		return nil
	}
	dir := path[:at]
	if err, ok := p.seen[dir]; ok {
		return err
	}
	err := p.check(dir)
	if err == nil {
		err = p.checkDir(dir)
	}
	p.seen[dir] = err
	return err
}

func (p *parents) checkDir(dir string) error {
	host := filepath.Join(p.root, filepath.FromSlash(dir))
	info, err := os.Lstat(host)
	if errors.Is(err, fs.ErrNotExist) || isNotDir(err) {
		return nil
	}
	if err != nil {
		return diag.Failedf("cannot read %s: %v", dir, err)
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return diag.Usagef("%s is a symbolic link; git keeps no files behind one", dir).
			WithHint("replace the link by a folder, or run scaffold where it leads")
	}
	if !info.IsDir() {
		return nil
	}
	if _, err := os.Lstat(filepath.Join(host, ".git")); err == nil {
		return diag.Usagef("%s is a repository of its own (a submodule?)", dir).
			WithHint("run scaffold inside it")
	}
	return nil
}
