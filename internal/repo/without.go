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
	return w.Base.Open(name)
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
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return w.hides(string(Path(name).Join(e.Name()))) }), err
}
