package plan

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// noting reads a disk and notes what is there and can't be read. Nothing below
// may take that for a file that somebody deleted.
type noting struct {
	fs.FS
	mu     sync.Mutex
	unread map[string]error
}

// noting returns the request with a disk that notes what can't be read.
func (r Request) noting() (Request, *noting) {
	n := &noting{FS: r.Disk, unread: map[string]error{}}
	r.exposures = &exposures{}
	if r.Disk != nil {
		r.Disk = n
	}
	return r, n
}

// problems are one for each file that was there and could not be read.
func (n *noting) problems() diag.List {
	var list diag.List
	for _, name := range slices.Sorted(maps.Keys(n.unread)) {
		list = append(list, diag.Unreadable(name, n.unread[name]))
	}
	return list
}

// ReadFile implements fs.ReadFileFS.
func (n *noting) ReadFile(name string) ([]byte, error) {
	content, err := fs.ReadFile(n.FS, name)
	return content, n.note(name, err)
}

// ReadDir implements fs.ReadDirFS.
func (n *noting) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(n.FS, name)
	return entries, n.note(name, err)
}

func (n *noting) note(name string, err error) error {
	if err == nil || errors.Is(err, fs.ErrNotExist) || n.otherKind(name) {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.unread[name] = err
	return err
}

// otherKind tells whether a folder stands in a file's place, or a file in that of
// a folder, which is no failure: so the name has nothing.
func (n *noting) otherKind(name string) bool {
	info, err := fs.Stat(n.FS, name)
	if err == nil {
		return info.IsDir()
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if info, err := fs.Stat(n.FS, dir); err == nil {
			return !info.IsDir()
		}
	}
	return false
}

// Stat implements fs.StatFS.
func (n *noting) Stat(name string) (fs.FileInfo, error) { return fs.Stat(n.FS, name) }

// Lstat implements fs.ReadLinkFS.
func (n *noting) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(n.FS, name) }

// ReadLink implements fs.ReadLinkFS.
func (n *noting) ReadLink(name string) (string, error) { return fs.ReadLink(n.FS, name) }
