package repo

import (
	"io/fs"
	"slices"
)

// Without is a file tree in which a folder is missing.
type Without struct {
	Base   fs.FS
	Folder Path
}

func (w Without) hides(name string) bool { return Path(name).In(w.Folder) }

// Open implements fs.FS.
func (w Without) Open(name string) (fs.File, error) {
	if w.hides(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := w.Base.Open(name)
	if dir, ok := f.(fs.ReadDirFile); ok && err == nil {
		return openWithout{dir, w, name}, nil
	}
	return f, err
}

// ReadFile implements fs.ReadFileFS.
func (w Without) ReadFile(name string) ([]byte, error) {
	if w.hides(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fs.ReadFile(w.Base, name)
}

// ReadDir implements fs.ReadDirFS.
func (w Without) ReadDir(name string) ([]fs.DirEntry, error) {
	if w.hides(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	entries, err := fs.ReadDir(w.Base, name)
	return w.left(name, entries), err
}

// left are the entries of a folder that are not missing.
func (w Without) left(folder string, entries []fs.DirEntry) []fs.DirEntry {
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return w.hides(string(Path(folder).Join(e.Name()))) })
}

// openWithout is an open file or folder; the folder may hold the missing one.
type openWithout struct {
	fs.ReadDirFile
	without Without
	name    string
}

// ReadDir implements fs.ReadDirFile.
func (d openWithout) ReadDir(n int) ([]fs.DirEntry, error) {
	for {
		entries, err := d.ReadDirFile.ReadDir(n)
		entries = d.without.left(d.name, entries)
		if len(entries) > 0 || err != nil || n <= 0 {
			return entries, err
		}
	}
}
