package worktree

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Clean checks and sorts paths and drops repeated ones.
func Clean(paths []string) ([]string, error) {
	sorted := slices.Compact(slices.Sorted(slices.Values(paths)))
	for _, path := range sorted {
		if err := Check(path); err != nil {
			return nil, err
		}
	}
	return sorted, nil
}

// Check refuses what git would: a path out of the worktree or into .git.
func Check(path string) error {
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

// Folders looks at the folders above paths, each once.
type Folders struct {
	root string
	seen map[string]error
}

// Folders looks at the folders of the worktree.
func (w Worktree) Folders() *Folders { return &Folders{root: w.Root, seen: map[string]error{}} }

// Check refuses a path behind a symbolic link or inside another repository: git
// keeps no such path, and a link may lead anywhere.
func (f *Folders) Check(path string) error {
	at := strings.LastIndexByte(path, '/')
	if at < 0 {
		return nil
	}
	dir := path[:at]
	if err, ok := f.seen[dir]; ok {
		return err
	}
	err := f.Check(dir)
	if err == nil {
		err = f.checkDir(dir)
	}
	f.seen[dir] = err
	return err
}

func (f *Folders) checkDir(dir string) error {
	host := filepath.Join(f.root, filepath.FromSlash(dir))
	info, err := os.Lstat(host)
	if errors.Is(err, fs.ErrNotExist) || IsNotDir(err) {
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

// IsNotDir tells the error of a path whose folder is a file.
func IsNotDir(err error) bool { return errors.Is(err, syscall.ENOTDIR) }
