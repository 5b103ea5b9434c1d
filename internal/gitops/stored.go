package gitops

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	files "github.com/seed-3f5c2e52/scaffold/internal/disk"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/index"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// AsStored returns disk, which holds the worktree below a folder, with files as
// git would store them: ReadFile gives line ends as they go into a commit, and
// Lstat tells the executable bit that git has where the file system has none. So
// what only a checkout makes of a file is no edit, and what a sparse one leaves out
// is not gone. Nothing is read of git before it is needed, and where git can't
// tell, a file is as it is on disk.
func AsStored(r *Repository, disk fs.FS, folder string) (fs.FS, error) {
	all, err := r.clone.whole(disk, folder)
	return &stored{FS: all, clone: r.clone, folder: folder}, err
}

// stored is a worktree as git would store it. Its methods may be called at once.
type stored struct {
	fs.FS
	clone  *clone
	folder string

	mu    sync.Mutex
	ready bool
	known *index.File         // nil where git can't be asked
	rules *config.Conversions // of the paths that were asked for
	asked map[string]bool
	lone  int           // times that one path was asked for
	store *object.Store // go-git's is for one goroutine
}

// manyPaths is how many paths are asked for one by one, before all that git knows
// are: most worktrees have hardly a file with CRLF, others have nothing else.
const manyPaths = 4

// ReadFile implements fs.ReadFileFS.
func (s *stored) ReadFile(name string) ([]byte, error) {
	content, err := fs.ReadFile(s.FS, name)
	if err != nil || !bytes.Contains(content, []byte("\r\n")) {
		return content, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	full := path.Join(s.folder, name)
	if !s.learn(full) {
		return content, nil
	}
	entry, _ := s.known.Entry(full)
	clean, err := s.rules.Clean(full, content, func() []byte { return s.heldAs(entry, content) })
	if err != nil {
		return content, nil //nolint:nilerr // Ready says so, before anything is written
	}
	return clean, nil
}

// heldAs is what git holds of a file. Where that is its content with LF, which is
// the rule, no object need be read.
func (s *stored) heldAs(entry *index.Entry, content []byte) []byte {
	if lf := bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")); entry != nil && entry.ID() == object.BlobID(lf) {
		return lf
	}
	return (&disk{store: s.store}).storedFile(entry)
}

// load reads what git knows; false where it can't be asked.
func (s *stored) load() bool {
	if s.ready {
		return s.known != nil
	}
	s.ready = true
	if s.clone.load() != nil {
		return false
	}
	known, err := s.clone.index()
	if err != nil {
		return false
	}
	s.known, s.store, s.asked = known, s.clone.objects(), map[string]bool{}
	return true
}

// learn finds the rules for a path.
func (s *stored) learn(name string) bool {
	if !s.load() {
		return false
	}
	if s.asked[name] {
		return true
	}
	paths := []string{name}
	if s.lone++; s.lone == manyPaths {
		paths = append(paths, s.known.Below(s.folder)...)
	}
	rules, err := s.clone.settings.LineEnds(s.clone.at, paths)
	if err != nil {
		return false
	}
	for _, p := range paths {
		s.asked[p] = true
	}
	if s.rules == nil {
		s.rules = &rules
	} else {
		s.rules.Add(rules)
	}
	return true
}

// Stat implements fs.StatFS.
func (s *stored) Stat(name string) (fs.FileInfo, error) { return fs.Stat(s.FS, name) }

// Lstat implements fs.ReadLinkFS.
func (s *stored) Lstat(name string) (fs.FileInfo, error) {
	info, err := fs.Lstat(s.FS, name)
	return s.withBit(name, info, err)
}

// withBit sets the executable bit of a file where the file system can't tell it.
func (s *stored) withBit(name string, info fs.FileInfo, err error) (fs.FileInfo, error) {
	if err != nil || !info.Mode().IsRegular() {
		return info, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.load() || s.clone.settings.IsOn("core.filemode", true) {
		return info, nil
	}
	mode := info.Mode() &^ 0o111
	if e, ok := s.known.Entry(path.Join(s.folder, name)); ok && e.Mode() == object.ModeExecutable {
		mode |= 0o111
	}
	return bitInfo{info, mode}, nil
}

type bitInfo struct {
	fs.FileInfo
	mode fs.FileMode
}

func (i bitInfo) Mode() fs.FileMode { return i.mode }

// ReadLink implements fs.ReadLinkFS.
func (s *stored) ReadLink(name string) (string, error) { return fs.ReadLink(s.FS, name) }

// ReadDir implements fs.ReadDirFS.
func (s *stored) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(s.FS, name) }

// CheckOut returns what makes of the content of one of paths what git would write
// on disk. A run that writes a .gitattributes file changes the rules themselves:
// its files get LF, which is right by any of them.
func CheckOut(r *Repository, paths []string) (func(path string, content []byte) []byte, error) {
	if slices.ContainsFunc(paths, func(p string) bool { return path.Base(p) == ".gitattributes" }) {
		return func(_ string, content []byte) []byte { return content }, nil
	}
	if err := r.clone.load(); err != nil {
		return nil, err
	}
	rules, err := r.clone.lineEnds(r.answers, paths)
	if err != nil {
		return nil, err
	}
	known := sync.OnceValue(func() *index.File {
		if file, err := r.clone.index(); err == nil {
			return file
		}
		return &index.File{}
	})
	d := &disk{store: r.clone.objects()}
	return func(name string, content []byte) []byte {
		return rules.CheckOut(name, content, func() []byte {
			entry, _ := known().Entry(name)
			return d.storedFile(entry)
		})
	}, nil
}

// lineEnds are the rules for paths, those that Ready learnt if it was asked.
func (c *clone) lineEnds(known *answers, paths []string) (config.Conversions, error) {
	paths = slices.Compact(slices.Sorted(slices.Values(paths)))
	if known != nil && slices.Equal(known.paths, paths) {
		return known.rules, nil
	}
	return c.settings.LineEnds(c.at, paths)
}

// Disk is Worktree for who does without what git can't tell: then the folder is as
// it is on disk.
func Disk(dir string) fs.FS {
	if tree, err := Worktree(dir); err == nil {
		return tree
	}
	return files.FS(dir)
}

// Worktree is the folder at dir, a host path, as git would store its files; as it
// is where it is in no repository.
func Worktree(dir string) (fs.FS, error) {
	disk := files.FS(dir)
	if dir == "" {
		return disk, nil
	}
	r, folder, err := openAt(dir)
	if errors.Is(err, ErrNotRepository) {
		return disk, nil
	}
	if err != nil {
		return nil, err
	}
	return AsStored(r, disk, folder)
}

// Past returns the files of the last commit of the repository at dir that holds a
// file, below dir; nil where there is none.
func Past(dir string) func(file string) fs.FS {
	return func(file string) fs.FS {
		r, folder, err := openAt(dir)
		if err != nil {
			return nil
		}
		return r.clone.lastWith(context.Background(), folder, file)
	}
}

// openAt opens the repository that holds dir, and says where that is in it.
func openAt(dir string) (r *Repository, folder string, err error) {
	if r, err = Open(dir); err != nil {
		return nil, "", err
	}
	real, err := filepath.EvalSymlinks(dir)
	if err == nil {
		folder, err = filepath.Rel(r.Root(), real)
	}
	if err != nil {
		return nil, "", diag.Failedf("%s can't be resolved", dir)
	}
	return r, filepath.ToSlash(folder), nil
}
