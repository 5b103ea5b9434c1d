// Package workplace is where a command works: the folder that -C names, the
// repository that holds it, and the packs that are known there.
//
// Root finds the repository of a Workplace, Packs its packs; Infrastructure and
// Application tell what kind of repository holds a folder.
package workplace

import (
	"bytes"
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/disk"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/packsource"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// Workplace is where one run of the program works.
type Workplace struct {
	Dir     string // the working directory, a host path
	Chdir   string // what -C says
	Getenv  func(string) string
	Version string // of the running scaffold; what is no version meets every pack's demand
	Offline bool   // packs are read from no network

	// Reading is told of a pack's source that is read from the network; it may be nil.
	Reading func(source string)
	// Loaded is told how many units a repository has that was loaded; it may be nil.
	Loaded func(units int)

	store    *pack.Store // of the repository in storeDir
	storeDir string
}

// Folder is the folder that a command works from.
func (w *Workplace) Folder() string { return w.HostPath("") }

// HostPath is a path that a user gives, seen from where the command works.
func (w *Workplace) HostPath(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	if filepath.IsAbs(w.Chdir) {
		return filepath.Join(w.Chdir, name)
	}
	return filepath.Join(w.Dir, w.Chdir, name)
}

// Shown is a folder as a message names it: seen from the working directory.
func (w *Workplace) Shown(dir string) string {
	if rel, err := filepath.Rel(w.Dir, dir); err == nil {
		return rel
	}
	return dir
}

// Root returns the root of the repository that holds the folder the command
// works from, or "".
func (w *Workplace) Root() string {
	if app := Application(w.Folder()); app != "" {
		return app
	}
	return Infrastructure(w.Folder())
}

// NeedRoot is Root, and an error with advice where there is none.
func (w *Workplace) NeedRoot(advice string) (string, error) {
	if dir := w.Root(); dir != "" {
		return dir, nil
	}
	return "", diag.Usagef("%s is not in a scaffold repository", w.Folder()).WithHint("%s", advice).WithCode(diag.NoRepository)
}

// Infrastructure returns the root of the infrastructure repository that holds
// the folder dir, or "". A folder whose spec is one that nobody reads, as a link
// stands in its place, is taken for a root: whoever loads it says so.
func Infrastructure(dir string) string {
	return above(dir, func(dir string) bool {
		src, err := disk.ReadFile(dir, spec.Filename)
		return disk.Refused(err) || (err == nil && spec.IsRoot(spec.Filename, src))
	})
}

// Application returns the root of the application repository that holds the
// folder dir, or "". Its spec is a unit's, as in the folders of an
// infrastructure repository, but only a repository's root holds packs.
func Application(dir string) string {
	return above(dir, func(dir string) bool {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(pack.VendorDir))); err != nil {
			return false
		}
		src, err := disk.ReadFile(dir, spec.Filename)
		return err == nil && spec.IsUnit(spec.Filename, src)
	})
}

// above returns the first folder that is a root, from dir upwards, or "".
func above(dir string, isRoot func(string) bool) string {
	for !isRoot(dir) {
		if dir == filepath.Dir(dir) {
			return ""
		}
		dir = filepath.Dir(dir)
	}
	return dir
}

// Packs returns the packs of the repository at dir; "" means built-in ones only.
// They are kept for the run: the pack that gave a command its flags is not read
// again.
func (w *Workplace) Packs(dir string) *pack.Store {
	if w.store == nil || w.storeDir != dir {
		w.store, w.storeDir = w.NewPacks(dir), dir
	}
	return w.store
}

// Forget lets Packs read anew what has changed on disk.
func (w *Workplace) Forget() { w.store = nil }

// NewPacks returns the packs of the repository at dir as they are now; "" means
// built-in ones only. A command's flags come from its pack before the repository
// is loaded, so the root file's pack_source blocks are read here already;
// mistakes in the file are told later.
func (w *Workplace) NewPacks(dir string) *pack.Store {
	store := &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs, Scaffold: w.Version}
	if dir == "" {
		return store
	}
	store.Repository, store.Past = gitops.Disk(dir), gitops.Past(dir)
	if !w.Offline {
		store.Remote = &packsource.Reader{Root: dir, Getenv: w.Getenv, Notify: w.Reading}
	}
	src, err := disk.ReadFile(dir, spec.Filename)
	if err != nil || !bytes.Contains(src, []byte("pack_source")) {
		return store
	}
	if root, err := spec.ParseRoot(spec.Filename, src); err == nil {
		store.Sources = root.PackSources
	}
	return store
}

// Load reads the repository that the command works in, without git and without
// its lock, and its packs. advice is what to do where there is none.
func (w *Workplace) Load(advice string) (*repo.Repository, *pack.Store, error) {
	dir, err := w.NeedRoot(advice)
	if err != nil {
		return nil, nil, err
	}
	return w.LoadAt(dir)
}

// LoadAt is Load for the repository at dir.
func (w *Workplace) LoadAt(dir string) (*repo.Repository, *pack.Store, error) {
	tree, err := gitops.Worktree(dir)
	if err != nil {
		return nil, nil, err
	}
	m, err := repo.Load(tree)
	if err != nil {
		return nil, nil, err
	}
	if w.Loaded != nil {
		w.Loaded(len(m.Units))
	}
	store := w.Packs(dir)
	store.Sources = m.Root.PackSources
	return m, store, nil
}
