package gitops

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/index"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// diskFile is a file as it is on disk.
type diskFile struct {
	mode    uint32 // as git keeps it; 0 when there is no file
	content []byte // of a link: where it points to
	stat    index.Stat
}

// readFile reads the file at path, a link unfollowed. A folder in its place is
// no file.
func (r *Repository) readFile(path string) (diskFile, error) {
	host := filepath.Join(r.at.Root, filepath.FromSlash(path))
	// An editor may save while we read; one more look settles it.
	for range 3 {
		before, err := os.Lstat(host)
		if errors.Is(err, fs.ErrNotExist) || worktree.IsNotDir(err) {
			return diskFile{}, nil
		}
		if err != nil {
			return diskFile{}, diag.Failedf("cannot read %s: %v", path, err)
		}
		if before.IsDir() {
			return diskFile{}, nil
		}
		file, err := readContent(host, before)
		if err != nil {
			return diskFile{}, diag.Failedf("cannot read %s: %v", path, err)
		}
		if after, err := os.Lstat(host); err == nil && sameFile(before, after) {
			file.stat = index.StatOf(before)
			return file, nil
		}
	}
	return diskFile{}, diag.Failedf("%s keeps changing while it is read", path)
}

func readContent(host string, info fs.FileInfo) (file diskFile, err error) {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := os.Readlink(host)
		return diskFile{mode: object.ModeSymlink, content: []byte(filepath.ToSlash(target))}, err
	case !info.Mode().IsRegular():
		return file, errors.New("it is neither a file nor a link")
	}
	file.mode = object.ModeFile
	if info.Mode()&0o100 != 0 {
		file.mode = object.ModeExecutable
	}
	file.content, err = os.ReadFile(host)
	return file, err
}

// modeFor corrects a file's mode where the file system cannot say: known is
// the mode git has for the path, 0 if none.
func (r *Repository) modeFor(mode, known uint32, executable bool) uint32 {
	if mode == object.ModeSymlink {
		return mode
	}
	if known == object.ModeSymlink && !r.settings.IsOn("core.symlinks", true) {
		return object.ModeSymlink // a link written as a plain file
	}
	if r.settings.IsOn("core.filemode", true) {
		return mode
	}
	if executable || known == object.ModeExecutable {
		return object.ModeExecutable
	}
	return object.ModeFile
}

// scan reads paths from disk and returns what a commit has to change for them,
// with the contents to store by path. known is the index before.
func (r *Repository) scan(req Request, paths []string, known *index.File, rules config.Conversions, store *object.Store) ([]index.Change, map[string][]byte, error) {
	folders := r.at.Folders()
	contents := make(map[string][]byte, len(paths))
	changes := make([]index.Change, 0, len(paths))
	executable := make(map[string]bool, len(req.Executable))
	for _, path := range req.Executable {
		executable[path] = true
	}
	for _, path := range paths {
		if err := folders.Check(path); err != nil {
			return nil, nil, err
		}
		file, err := r.readFile(path)
		if err != nil {
			return nil, nil, err
		}
		old, tracked := known.Entry(path)
		if file.mode == 0 {
			if !tracked || !old.SkipsWorktree() { // a sparse checkout's file is not gone
				changes = append(changes, index.Change{Change: object.Change{Path: path}})
			}
			continue
		}
		c := index.Change{Change: object.Change{Path: path, Mode: file.mode}, Stat: file.stat}
		var had uint32
		if tracked {
			had = old.Mode()
		}
		c.Mode = r.modeFor(file.mode, had, executable[path])
		if c.Mode != object.ModeSymlink {
			if file.content, err = rules.Clean(path, file.content, func() []byte { return storedFile(store, old) }); err != nil {
				return nil, nil, err
			}
		}
		c.ID = object.BlobID(file.content)
		contents[path] = file.content
		changes = append(changes, c)
	}
	return changes, contents, nil
}

// sameFile tells whether a file was left alone between two looks at it.
func sameFile(a, b fs.FileInfo) bool {
	return a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size() && a.Mode() == b.Mode()
}

// storedFile is what git holds of a path's file, nil if that is none.
func storedFile(store *object.Store, old *index.Entry) []byte {
	if old == nil || old.Mode()&object.ModeKind != object.ModeFile&object.ModeKind {
		return nil
	}
	data, err := store.Read(object.Blob, old.ID())
	if err != nil {
		return nil
	}
	return data
}
