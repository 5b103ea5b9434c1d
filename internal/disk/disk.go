// Package disk reads folders that somebody else may have filled, such as a
// repository that was cloned. FS is such a folder as a file tree, ReadFile one
// file of it.
//
// They give plain files of at most MaxSize bytes. A link is followed as long as
// it stays in the folder, but not in the place of what only scaffold writes or
// trusts: specs, locks and vendored packs. A link that leads out, a device, a
// pipe and a socket are never opened: they are errors that say so.
package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// MaxSize is how large a file may be that is read whole.
const MaxSize = 64 << 20

// Why something is not read.
var (
	ErrLink    error = refusal("it is a link, and a plain file must stand here")
	ErrOutside error = refusal("it is a link that leads out of the folder, which is not followed")
	ErrSpecial error = refusal("it is neither a file nor a folder")
	ErrLarge   error = refusal(fmt.Sprintf("it is larger than %d MB", MaxSize>>20))
)

// refusal is an error of the repository, not of the disk.
type refusal string

// Error implements error.
func (r refusal) Error() string { return string(r) }

// Refused tells package diag that no disk is to blame.
func (refusal) Refused() {}

// kept are the names of files that no link may stand for, and the folder.
var (
	kept       = map[string]bool{"scaffold.hcl": true, ".scaffold.lock.hcl": true}
	keptFolder = ".scaffold"
)

// Refused tells whether an error is about what is never read, and not about what
// is not there.
func Refused(err error) bool {
	_, refused := errors.AsType[refusal](err)
	return refused
}

// ReadFile reads one file below the folder dir, a host path, by its
// slash-separated path there.
func ReadFile(dir, name string) ([]byte, error) { return fs.ReadFile(FS(dir), name) }

// FS is the folder dir, a host path, as a file tree. It may be used at once by
// several, and implements what fs has functions for.
func FS(dir string) fs.FS { return &tree{dir: dir} }

// tree is a folder. What os.Root does for each part of each path is done once for
// each folder here: a run reads tens of thousands of files in a few of them.
type tree struct {
	dir     string
	folders sync.Map // path → whether no part of it is a link; folders that stay inside only
}

// place is where a name leads.
type place struct {
	host string      // the path to open; empty if a link is part of it, which os.Root then follows
	info fs.FileInfo // of what is there, links followed
}

// find says where a name leads.
func (t *tree) find(op, name string) (place, error) {
	fail := func(err error) (place, error) {
		if wrapped, ok := errors.AsType[*fs.PathError](err); ok {
			err = wrapped.Err
		}
		if strings.Contains(err.Error(), "escapes from parent") {
			err = ErrOutside
		}
		return place{}, &fs.PathError{Op: op, Path: name, Err: err}
	}
	if !fs.ValidPath(name) || t.dir == "" {
		return fail(fs.ErrInvalid)
	}
	plain, err := t.folder(path.Dir(name))
	if err != nil {
		return fail(err)
	}
	at := place{host: t.host(name)}
	if plain {
		if at.info, err = os.Lstat(at.host); err != nil {
			return fail(err)
		}
		plain = at.info.Mode()&fs.ModeSymlink == 0 || name == "."
	}
	if name == "." {
		at.info, err = os.Stat(at.host)
	} else if !plain {
		at.host = ""
		at.info, err = t.follow(name)
	}
	switch {
	case err != nil:
		return fail(err)
	case !plain && isKept(name):
		return fail(ErrLink)
	case !at.info.IsDir() && !at.info.Mode().IsRegular():
		return fail(ErrSpecial)
	}
	return at, nil
}

// folder tells whether no part of a folder's path is a link. It is an error where
// one leads out; what is no folder, opening tells.
func (t *tree) folder(name string) (plain bool, err error) {
	if name == "." {
		return true, nil
	}
	if known, ok := t.folders.Load(name); ok {
		return known.(bool), nil
	}
	if plain, err = t.folder(path.Dir(name)); err != nil {
		return false, err
	}
	var info fs.FileInfo
	if plain {
		if info, err = os.Lstat(t.host(name)); err != nil {
			return false, err
		}
		plain = info.Mode()&fs.ModeSymlink == 0
	}
	if !plain {
		if info, err = t.follow(name); err != nil {
			return false, err
		}
	}
	if info.IsDir() {
		t.folders.Store(name, plain)
	}
	return plain, nil
}

func (t *tree) host(name string) string { return filepath.Join(t.dir, filepath.FromSlash(name)) }

// follow is what a path with links leads to inside the folder.
func (t *tree) follow(name string) (fs.FileInfo, error) {
	root, err := os.OpenRoot(t.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.Stat(name)
}

// isKept tells whether no link may stand in the place of a file.
func isKept(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return kept[path.Base(name)] || first == keptFolder
}

// below opens what a name with links leads to.
func below[T any](dir string, open func(*os.Root) (T, error)) (T, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		var none T
		return none, err
	}
	defer root.Close()
	return open(root)
}

// Open implements fs.FS.
func (t *tree) Open(name string) (fs.File, error) {
	at, err := t.find("open", name)
	switch {
	case err != nil:
		return nil, err
	case at.host != "":
		return os.Open(at.host)
	}
	return below(t.dir, func(r *os.Root) (fs.File, error) { return r.Open(filepath.FromSlash(name)) })
}

// Stat implements fs.StatFS.
func (t *tree) Stat(name string) (fs.FileInfo, error) {
	at, err := t.find("stat", name)
	return at.info, err
}

// ReadFile implements fs.ReadFileFS.
func (t *tree) ReadFile(name string) ([]byte, error) {
	at, err := t.find("open", name)
	switch {
	case err != nil:
		return nil, err
	case at.info.Size() > MaxSize:
		return nil, &fs.PathError{Op: "read", Path: name, Err: ErrLarge}
	case at.host != "":
		return os.ReadFile(at.host)
	}
	return below(t.dir, func(r *os.Root) ([]byte, error) { return r.ReadFile(filepath.FromSlash(name)) })
}

// ReadDir implements fs.ReadDirFS.
func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	at, err := t.find("open", name)
	switch {
	case err != nil:
		return nil, err
	case at.host != "":
		return os.ReadDir(at.host)
	}
	return below(t.dir, func(r *os.Root) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS(), name) })
}

// Lstat implements fs.ReadLinkFS.
func (t *tree) Lstat(name string) (fs.FileInfo, error) {
	if plain, err := t.folder(path.Dir(name)); err == nil && plain && fs.ValidPath(name) && t.dir != "" {
		return os.Lstat(t.host(name))
	}
	return below(t.dir, func(r *os.Root) (fs.FileInfo, error) { return r.Lstat(filepath.FromSlash(name)) })
}

// ReadLink implements fs.ReadLinkFS.
func (t *tree) ReadLink(name string) (string, error) {
	return below(t.dir, func(r *os.Root) (string, error) { return r.Readlink(filepath.FromSlash(name)) })
}
