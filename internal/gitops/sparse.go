package gitops

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/index"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// whole returns the worktree below a folder as git has it: disk, which holds that
// folder, completed by the files that git keeps out of the worktree (those of a
// sparse checkout that are marked skip-worktree), as the index has them. What is
// on disk goes first. Where there are none it is disk itself.
func (c *clone) whole(disk fs.FS, folder string) (fs.FS, error) {
	if !mayHide(c.indexFile()) {
		return disk, nil
	}
	if err := c.load(); err != nil {
		return disk, err
	}
	known, err := c.index()
	if err != nil {
		return disk, err
	}
	if folder == "." {
		folder = ""
	} else {
		folder += "/"
	}
	w := &completed{disk: disk, folder: folder, known: known, store: c.objects()}
	for _, name := range known.Hidden() {
		if rest, ok := strings.CutPrefix(name, folder); ok {
			w.names = append(w.names, rest)
		}
	}
	if len(w.names) == 0 {
		return disk, nil
	}
	return w, nil
}

// mayHide tells whether an index can have entries that are marked skip-worktree:
// the flag is among those that version 2 has no room for.
func mayHide(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	var header [8]byte
	_, err = io.ReadFull(f, header[:])
	return err == nil && binary.BigEndian.Uint32(header[4:]) > 2
}

// completed is a worktree with what a sparse checkout leaves out. Its methods may be
// called at once.
type completed struct {
	disk   fs.FS
	folder string   // "" or ends in "/"
	names  []string // of hidden files below it, sorted
	known  *index.File

	mu    sync.Mutex // go-git's storage is for one goroutine
	store *object.Store
}

// hidden returns the index's entry of a file that git keeps out of the worktree.
func (w *completed) hidden(name string) (object.Entry, bool) {
	e, ok := w.known.Entry(w.folder + name)
	if !ok || !e.SkipsWorktree() {
		return object.Entry{}, false
	}
	return object.Entry{Name: path.Base(name), Mode: e.Mode(), ID: e.ID()}, true
}

// below are the hidden files in a folder, at any depth.
func (w *completed) below(dir string) []string {
	if dir == "." {
		return w.names
	}
	from, _ := slices.BinarySearch(w.names, dir+"/")
	to, _ := slices.BinarySearch(w.names, dir+"0") // "0" follows "/"
	return w.names[from:to]
}

func (w *completed) read(id object.ID) ([]byte, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.store.Read(object.Blob, id)
}

// ReadFile implements fs.ReadFileFS.
func (w *completed) ReadFile(name string) ([]byte, error) {
	content, err := fs.ReadFile(w.disk, name)
	if !errors.Is(err, fs.ErrNotExist) {
		return content, err
	}
	e, ok := w.hidden(name)
	if !ok || !isFile(e) {
		return nil, err
	}
	content, err = w.read(e.ID)
	if errors.Is(err, ErrNoObject) {
		return nil, diag.Failedf("%s is not in this clone: it is a partial one, and a sparse checkout leaves the file out", name).
			WithHint("fetch it with `git sparse-checkout add %s`", path.Dir(w.folder+name))
	}
	return content, err
}

// Stat implements fs.StatFS.
func (w *completed) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(w.disk, name)
	if !errors.Is(err, fs.ErrNotExist) || !fs.ValidPath(name) {
		return info, err
	}
	if e, ok := w.hidden(name); ok {
		return blobInfo{e, w.read}, nil
	}
	if len(w.below(name)) > 0 {
		return blobInfo{object.Entry{Name: path.Base(name), Mode: object.ModeTree}, w.read}, nil
	}
	return info, err
}

// Lstat implements fs.ReadLinkFS.
func (w *completed) Lstat(name string) (fs.FileInfo, error) {
	info, err := fs.Lstat(w.disk, name)
	if errors.Is(err, fs.ErrNotExist) {
		return w.Stat(name)
	}
	return info, err
}

// ReadLink implements fs.ReadLinkFS.
func (w *completed) ReadLink(name string) (string, error) { return fs.ReadLink(w.disk, name) }

// ReadDir implements fs.ReadDirFS.
func (w *completed) ReadDir(name string) ([]fs.DirEntry, error) {
	out, err := fs.ReadDir(w.disk, name)
	hidden := w.below(name)
	if len(hidden) == 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return out, err
	}
	there := map[string]bool{}
	for _, e := range out {
		there[e.Name()] = true
	}
	for _, full := range hidden {
		first, _, deeper := strings.Cut(strings.TrimPrefix(full, name+"/"), "/")
		if there[first] {
			continue
		}
		there[first] = true
		e, _ := w.hidden(full)
		if e.Name = first; deeper {
			e.Mode = object.ModeTree
		}
		out = append(out, fs.FileInfoToDirEntry(blobInfo{e, w.read}))
	}
	return byName(out), nil
}

// Open implements fs.FS.
func (w *completed) Open(name string) (fs.File, error) {
	f, err := w.disk.Open(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err == nil {
		if info, statErr := f.Stat(); statErr != nil || !info.IsDir() || len(w.below(name)) == 0 {
			return f, statErr
		}
		_ = f.Close()
	}
	info, statErr := w.Stat(name)
	if statErr != nil {
		return nil, err
	}
	as := blobInfo{object.Entry{Name: path.Base(name), Mode: object.ModeTree}, w.read}
	if info.IsDir() {
		entries, err := w.ReadDir(name)
		return &openTree{as, entries}, err
	}
	as.entry, _ = w.hidden(name)
	content, err := w.ReadFile(name)
	return &openBlob{bytes.NewReader(content), as}, err
}

func byName(entries []fs.DirEntry) []fs.DirEntry {
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries
}

// checkHidden refuses to write files that git keeps out of the worktree: they
// would appear there, and what is to be deleted would stay in the commit.
func (c *commit) checkHidden() error {
	for _, name := range c.paths {
		e, ok := c.index.Entry(name)
		if !ok || !e.SkipsWorktree() {
			continue
		}
		file, err := (&disk{clone: c.clone}).readFile(name)
		if err != nil {
			return err
		}
		if file.mode == 0 {
			return diag.Usagef("%s would be written, and this sparse checkout leaves it out", name).
				WithHint("take it in with `git sparse-checkout add %s`, then run this again", path.Dir(name))
		}
	}
	return nil
}
