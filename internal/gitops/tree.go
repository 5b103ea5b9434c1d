package gitops

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// LastCommit returns the files of the last commit below a folder of the worktree
// ("." for all) as a file tree; nil where there is no commit. It stays what it was
// when HEAD moves. The FileInfo of a file has a method BlobID: what is only
// compared need not be read. Links and submodules can't be opened.
func LastCommit(r *Repository, folder string) (fs.FS, error) {
	if err := r.clone.load(); err != nil {
		return nil, err
	}
	store := r.clone.objects()
	head, err := r.clone.refs().Head(store)
	if err != nil || head.ID.IsZero() {
		return nil, err
	}
	return &committed{trees: object.NewTrees(store), store: store, root: head.Tree, folder: folder}, nil
}

// lastWith returns the files of the last commit that holds a file, itself HEAD or
// one before it, below a folder of the worktree; nil where the history that is
// here has none.
func (c *clone) lastWith(ctx context.Context, folder, name string) fs.FS {
	if c.load() != nil {
		return nil
	}
	file := path.Join(folder, name)
	out, err := c.git(ctx, "rev-list", "--full-history", "--parents", "--max-count=20", "HEAD", "--", ":(top,literal)"+file)
	if err != nil {
		return nil
	}
	for id := range strings.FieldsSeq(string(out)) { // the newest that changed it, then its parents
		store := c.objects()
		tree, err := store.TreeOf(plumbing.NewHash(id))
		if err != nil {
			continue // cut off in a shallow clone
		}
		then := &committed{trees: object.NewTrees(store), store: store, root: tree, folder: folder}
		if _, err := fs.Stat(then, name); err == nil {
			return then
		}
	}
	return nil
}

// committed is a commit's tree as files. Its methods may be called at once.
type committed struct {
	mu     sync.Mutex // go-git's storage and Trees are for one goroutine
	store  *object.Store
	trees  *object.Trees
	root   object.ID
	folder string
}

// find returns the entry of a name; the root has none, so it is made up.
func (c *committed) find(op, name string) (object.Entry, error) {
	if !fs.ValidPath(name) {
		return object.Entry{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	at := path.Join(c.folder, name)
	if at == "." {
		return object.Entry{Name: ".", Mode: object.ModeTree, ID: c.root}, nil
	}
	e, err := c.trees.Find(c.root, at)
	if err == nil && e.Mode == 0 {
		err = fs.ErrNotExist
	}
	if err != nil {
		return object.Entry{}, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return e, nil
}

func (c *committed) blob(id object.ID) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.store.Read(object.Blob, id)
}

// Stat implements fs.StatFS.
func (c *committed) Stat(name string) (fs.FileInfo, error) {
	e, err := c.find("stat", name)
	if err != nil {
		return nil, err
	}
	return blobInfo{e, c.blob}, nil
}

// ReadFile implements fs.ReadFileFS.
func (c *committed) ReadFile(name string) ([]byte, error) {
	e, err := c.find("open", name)
	if err == nil && !isFile(e) {
		err = &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if err != nil {
		return nil, err
	}
	content, err := c.blob(e.ID)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return content, nil
}

func isFile(e object.Entry) bool {
	return e.Mode == object.ModeFile || e.Mode == object.ModeExecutable
}

// ReadDir implements fs.ReadDirFS.
func (c *committed) ReadDir(name string) ([]fs.DirEntry, error) {
	e, err := c.find("readdir", name)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	entries, err := c.trees.Entries(e.ID)
	if e.Mode != object.ModeTree || err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	return dirEntries(entries, c.blob), nil
}

// Open implements fs.FS.
func (c *committed) Open(name string) (fs.File, error) {
	e, err := c.find("open", name)
	if err != nil {
		return nil, err
	}
	if e.Mode == object.ModeTree {
		entries, err := c.ReadDir(name)
		return &openTree{blobInfo{e, c.blob}, entries}, err
	}
	content, err := c.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &openBlob{bytes.NewReader(content), blobInfo{e, c.blob}}, nil
}

// blobInfo describes what a tree holds.
type blobInfo struct {
	entry object.Entry
	read  func(object.ID) ([]byte, error)
}

// BlobID is the git blob id of a file; "" for what is none.
func (i blobInfo) BlobID() string {
	if !isFile(i.entry) {
		return ""
	}
	return i.entry.ID.String()
}

func (i blobInfo) Name() string       { return path.Base(i.entry.Name) }
func (i blobInfo) ModTime() time.Time { return time.Time{} }
func (i blobInfo) IsDir() bool        { return i.entry.Mode == object.ModeTree }
func (i blobInfo) Sys() any           { return nil }

// Size reads the blob.
func (i blobInfo) Size() int64 {
	if !isFile(i.entry) {
		return 0
	}
	content, _ := i.read(i.entry.ID)
	return int64(len(content))
}

func (i blobInfo) Mode() fs.FileMode {
	switch i.entry.Mode {
	case object.ModeTree:
		return fs.ModeDir | 0o755
	case object.ModeExecutable:
		return 0o755
	case object.ModeFile:
		return 0o644
	case object.ModeSymlink:
		return fs.ModeSymlink | 0o777
	}
	return fs.ModeIrregular
}

// dirEntries are the lines of a tree, by name.
func dirEntries(entries []object.Entry, read func(object.ID) ([]byte, error)) []fs.DirEntry {
	out := make([]fs.DirEntry, len(entries))
	for i, e := range entries {
		out[i] = fs.FileInfoToDirEntry(blobInfo{e, read})
	}
	return byName(out)
}

type openTree struct {
	info    blobInfo
	entries []fs.DirEntry
}

func (d *openTree) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *openTree) Close() error               { return nil }
func (d *openTree) Read([]byte) (int, error)   { return 0, fs.ErrInvalid }

// ReadDir implements fs.ReadDirFile.
func (d *openTree) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(d.entries) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(d.entries) {
		n = len(d.entries)
	}
	out := d.entries[:n]
	d.entries = d.entries[n:]
	return out, nil
}

type openBlob struct {
	*bytes.Reader
	info blobInfo
}

func (f *openBlob) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openBlob) Close() error               { return nil }
