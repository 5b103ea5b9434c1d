package repo

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"
	"time"
)

// Overlay is a file tree in which some files stand as a command is about to
// write them, and some are gone. A nil Base is an empty tree.
type Overlay struct {
	Base  fs.FS
	Files map[Path][]byte
	Gone  map[Path]bool // files of Base; none of them is in Files
}

// shown is the name by which messages call a file of fsys: none for one that an
// overlay alone has, as no user can look at what is not written yet.
func shown(fsys fs.FS, name string) string {
	o, ok := fsys.(Overlay)
	if !ok {
		return name
	}
	if _, ok := o.Files[Path(name)]; !ok {
		return name
	}
	if o.Base != nil {
		if _, err := fs.Stat(o.Base, name); err == nil {
			return name
		}
	}
	return ""
}

// Open implements fs.FS.
func (o Overlay) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if content, ok := o.Files[Path(name)]; ok {
		return &openFile{Reader: bytes.NewReader(content), info: newInfo(name, content)}, nil
	}
	if o.Base != nil && !o.Gone[Path(name)] {
		f, err := o.Base.Open(name)
		if err == nil && !isDir(f) {
			return f, nil
		}
		if err == nil {
			_ = f.Close()
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	entries, err := o.ReadDir(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &openDir{info: fileInfo{name: path.Base(name), dir: true}, entries: entries}, nil
}

func isDir(f fs.File) bool {
	info, err := f.Stat()
	return err == nil && info.IsDir()
}

// ReadFile implements fs.ReadFileFS.
func (o Overlay) ReadFile(name string) ([]byte, error) {
	if content, ok := o.Files[Path(name)]; ok {
		return bytes.Clone(content), nil
	}
	if o.Base == nil || o.Gone[Path(name)] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fs.ReadFile(o.Base, name)
}

// ReadDir implements fs.ReadDirFS: the base's entries and those the files add.
func (o Overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries := map[string]fs.DirEntry{}
	found := name == "."
	if o.Base != nil {
		base, err := fs.ReadDir(o.Base, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		found = found || err == nil
		for _, e := range base {
			if o.Gone[Path(path.Join(name, e.Name()))] {
				continue
			}
			entries[e.Name()] = overlaid{e, fileInfo{name: e.Name(), dir: true}}
			if !e.IsDir() {
				entries[e.Name()] = e
			}
		}
	}
	prefix := name + "/"
	if name == "." {
		prefix = ""
	}
	for file, content := range o.Files {
		rest, ok := strings.CutPrefix(string(file), prefix)
		if !ok {
			continue
		}
		first, _, deeper := strings.Cut(rest, "/")
		info := newInfo(first, content)
		if deeper {
			info = fileInfo{name: first, dir: true}
		}
		entries[first] = fs.FileInfoToDirEntry(info)
	}
	if len(entries) == 0 && !found {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	out := make([]fs.DirEntry, 0, len(entries))
	for _, e := range entries {
		out = append(out, e)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name() < out[j].Name() })
	return out, nil
}

// overlaid is a folder of the base; what it holds may differ from the base.
type overlaid struct {
	fs.DirEntry
	info fileInfo
}

func (e overlaid) Info() (fs.FileInfo, error) { return e.info, nil }

// openDir is an open folder.
type openDir struct {
	info    fileInfo
	entries []fs.DirEntry
	at      int
}

func (d *openDir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *openDir) Close() error               { return nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.name, Err: errors.New("is a directory")}
}

// ReadDir implements fs.ReadDirFile.
func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := d.entries[d.at:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 && len(rest) > n {
		rest = rest[:n]
	}
	d.at += len(rest)
	return rest, nil
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

func newInfo(name string, content []byte) fileInfo {
	return fileInfo{name: path.Base(name), size: int64(len(content))}
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
