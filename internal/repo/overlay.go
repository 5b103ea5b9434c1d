package repo

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"sort"
	"strings"
	"time"
)

// Overlay is a file tree in which some files stand as a command is about to
// write them. A nil Base is an empty tree.
type Overlay struct {
	Base  fs.FS
	Files map[Path][]byte
}

// Open implements fs.FS.
func (o Overlay) Open(name string) (fs.File, error) {
	if content, ok := o.Files[Path(name)]; ok {
		return &openFile{Reader: bytes.NewReader(content), info: fileInfo{name: path.Base(name), size: int64(len(content))}}, nil
	}
	if o.Base == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return o.Base.Open(name)
}

// ReadFile implements fs.ReadFileFS.
func (o Overlay) ReadFile(name string) ([]byte, error) {
	if content, ok := o.Files[Path(name)]; ok {
		return content, nil
	}
	if o.Base == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fs.ReadFile(o.Base, name)
}

// ReadDir implements fs.ReadDirFS: the base's entries and those the files add.
func (o Overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries := map[string]fs.DirEntry{}
	if o.Base != nil {
		base, err := fs.ReadDir(o.Base, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range base {
			entries[e.Name()] = e
		}
	}
	prefix := name + "/"
	if name == "." {
		prefix = ""
	}
	for file := range o.Files {
		rest, ok := strings.CutPrefix(string(file), prefix)
		if !ok {
			continue
		}
		first, _, deeper := strings.Cut(rest, "/")
		if _, exists := entries[first]; !exists {
			entries[first] = fs.FileInfoToDirEntry(fileInfo{name: first, dir: deeper})
		}
	}
	if len(entries) == 0 && name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	out := make([]fs.DirEntry, 0, len(entries))
	for _, e := range entries {
		out = append(out, e)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name() < out[j].Name() })
	return out, nil
}

type openFile struct {
	*bytes.Reader
	info fileInfo
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

type fileInfo struct {
	name string
	size int64
	dir  bool
}

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) IsDir() bool        { return i.dir }
func (i fileInfo) Sys() any           { return nil }

func (i fileInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
