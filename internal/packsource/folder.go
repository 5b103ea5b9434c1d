package packsource

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// Folder returns the files of the pack in dir, a host path; origin names it in
// messages. In a git repository these are the files that git tracks, as they are
// on disk, so that every colleague has the same pack. Where git tracks none yet
// they are those that it would add, and outside git all but what systems and
// editors leave. With them come those of the folder that the pack extends.
func Folder(dir, origin string) (map[string][]byte, error) {
	real, err := filepath.EvalSymlinks(dir)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		return nil, diag.Unreadable(origin, err)
	}
	files, err := read(real, origin)
	if err != nil || pack.InVendor(filepath.ToSlash(real)) {
		return files, err
	}
	root, err := sourceRoot(real)
	if err != nil {
		return nil, err
	}
	in, err := filepath.Rel(root, real)
	if err != nil {
		return nil, diag.Unreadable(origin, err)
	}
	return files, pack.Extend(files, filepath.ToSlash(in), origin, func(folder, origin string) (map[string][]byte, error) {
		shared := filepath.Join(root, filepath.FromSlash(folder))
		switch there, err := filepath.EvalSymlinks(shared); {
		case err != nil:
			return nil, err
		case there != shared:
			return nil, diag.Usagef("%s is reached by a link; a pack holds plain files only", origin)
		}
		if info, err := os.Stat(shared); err != nil || !info.IsDir() {
			return nil, fs.ErrNotExist
		}
		return read(shared, origin)
	})
}

// sourceRoot is the folder that holds all that a pack may extend: its git
// repository, or where there is none what lies beside it.
func sourceRoot(dir string) (string, error) {
	git, err := gitops.Open(dir)
	if errors.Is(err, gitops.ErrNotRepository) {
		return filepath.Dir(dir), nil
	}
	if err != nil {
		return "", err
	}
	return git.Root(), nil
}

// read returns the files of a folder, without those it extends.
func read(dir, origin string) (map[string][]byte, error) {
	names, err := gitFiles(dir, origin)
	if err != nil {
		return nil, err
	}
	files, err := pack.ReadFiles(listed{gitops.Disk(dir), names}, origin)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if isPointer(files[name]) {
			return nil, errPointer(origin, name).WithHint("run `git lfs pull` there: what becomes part of units is the content")
		}
	}
	return files, nil
}

// gitFiles are the files of a folder, of which no part is a link, that git tracks, or would if it tracks none;
// nil where there is no git.
func gitFiles(dir, origin string) (map[string]bool, error) {
	git, err := gitops.Open(dir)
	if errors.Is(err, gitops.ErrNotRepository) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	folder, err := filepath.Rel(git.Root(), dir)
	if err != nil {
		return nil, diag.Unreadable(origin, err)
	}
	folder = filepath.ToSlash(folder)
	tracked, err := gitops.Tracked(git, folder)
	if err != nil {
		return nil, err
	}
	others, err := gitops.Untracked(git, folder)
	if err != nil {
		return nil, err
	}
	others = slices.DeleteFunc(others, func(name string) bool { // the pack's own tests are no part of it
		return strings.HasPrefix(name, path.Join(folder, pack.TestsDir)+"/")
	})
	if len(tracked) > 0 && len(others) > 0 {
		return nil, diag.Usagef("git does not track %s, which the pack in %s would hold", diag.Few(others), origin).
			WithHint("`git add` it, so that everybody has the same pack, or name it in .gitignore")
	}
	names := map[string]bool{}
	for _, name := range append(tracked, others...) {
		if folder != "." {
			name = strings.TrimPrefix(name, folder+"/")
		}
		for ; name != "."; name = path.Dir(name) {
			names[name] = true
		}
	}
	return names, nil
}

// listed is a tree that shows some of its files; nil names are all but junk.
type listed struct {
	fs.FS
	names map[string]bool // of files, and of the folders above them
}

// ReadDir implements fs.ReadDirFS.
func (l listed) ReadDir(dir string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(l.FS, dir)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		if l.names == nil {
			return isJunk(e.Name())
		}
		return !l.names[path.Join(dir, e.Name())]
	}), err
}

// ReadFile implements fs.ReadFileFS.
func (l listed) ReadFile(name string) ([]byte, error) { return fs.ReadFile(l.FS, name) }

// isJunk tells files that systems and editors leave in folders.
func isJunk(name string) bool {
	for _, pattern := range []string{".DS_Store", "._*", "Thumbs.db", "desktop.ini", "*~", ".#*", "#*#", ".*.sw[a-p]", "*.bak", "*.orig"} {
		if found, _ := path.Match(pattern, name); found {
			return true
		}
	}
	return false
}

// isPointer tells what stands in git for a file that Git LFS keeps elsewhere:
// github.com/git-lfs/git-lfs/blob/main/docs/spec.md.
func isPointer(content []byte) bool {
	return len(content) < 1024 && bytes.HasPrefix(content, []byte("version https://git-lfs.github.com/spec/")) && bytes.Contains(content, []byte("\noid "))
}

func errPointer(origin, name string) *diag.Problem {
	return diag.Usagef("%s in %s is a pointer of Git LFS, not the file itself", name, origin)
}
