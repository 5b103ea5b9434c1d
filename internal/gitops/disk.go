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

// disk reads paths as a commit takes them from the worktree.
type disk struct {
	clone      *clone
	known      *index.File // before the commit
	rules      config.Conversions
	store      *object.Store
	executable map[string]bool // Request.Executable
}

// readFile reads the file at path, a link unfollowed. A folder in its place is
// no file.
func (d *disk) readFile(path string) (diskFile, error) {
	host := filepath.Join(d.clone.at.Root, filepath.FromSlash(path))
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
func (d *disk) modeFor(path string, mode, known uint32) uint32 {
	if mode == object.ModeSymlink {
		return mode
	}
	if known == object.ModeSymlink && !d.clone.settings.IsOn("core.symlinks", true) {
		return object.ModeSymlink // a link written as a plain file
	}
	if d.clone.settings.IsOn("core.filemode", true) {
		return mode
	}
	executable, said := d.executable[path]
	if executable || !said && known == object.ModeExecutable {
		return object.ModeExecutable
	}
	return object.ModeFile
}

// scan returns what a commit has to change for paths, with the contents to store
// by path.
func (d *disk) scan(paths []string) ([]index.Change, map[string][]byte, error) {
	folders := d.clone.at.Folders()
	contents := make(map[string][]byte, len(paths))
	changes := make([]index.Change, 0, len(paths))
	for _, path := range paths {
		if err := folders.Check(path); err != nil {
			return nil, nil, err
		}
		file, err := d.readFile(path)
		if err != nil {
			return nil, nil, err
		}
		old, tracked := d.known.Entry(path)
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
		c.Mode = d.modeFor(path, file.mode, had)
		if c.Mode != object.ModeSymlink {
			if file.content, err = d.rules.Clean(path, file.content, func() []byte { return d.storedFile(old) }); err != nil {
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
func (d *disk) storedFile(old *index.Entry) []byte {
	if old == nil || old.Mode()&object.ModeKind != object.ModeFile&object.ModeKind {
		return nil
	}
	data, err := d.store.Read(object.Blob, old.ID())
	if err != nil {
		return nil
	}
	return data
}
