package pack

import (
	"errors"
	"io/fs"
	"path"
	"sort"

	"github.com/hashicorp/go-version"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// vendored returns the repository's copy of a version; nil when it has none.
func (s *Store) vendored(ref spec.PackRef) (*Pack, error) {
	if p := s.loaded[ref]; p != nil {
		return p, nil
	}
	if s.Repository == nil || ref.Version == "" {
		return nil, nil
	}
	dir := Vendored(ref)
	switch _, err := fs.Stat(s.Repository, path.Join(dir, Filename)); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, diag.Unreadable(path.Join(dir, Filename), err)
	}
	return s.loadFrom(s.Repository, dir, dir, ref)
}

// past returns a version that the repository held once, such as one that a `git
// revert` took away while other locks need it; nil where git has none.
func (s *Store) past(ref spec.PackRef) (*Pack, error) {
	if s.Past == nil || s.Repository == nil || ref.Version == "" {
		return nil, nil
	}
	dir := Vendored(ref)
	then := s.Past(path.Join(dir, Filename))
	if then == nil {
		return nil, nil
	}
	return s.loadFrom(then, dir, dir+", in git's history", ref)
}

// Vendored returns the folder of a vendored pack in a repository.
func Vendored(ref spec.PackRef) string { return path.Join(VendorDir, ref.String()) }

// IsVendored tells whether the repository holds the pack.
func (s *Store) IsVendored(p *Pack) bool {
	if s.Repository == nil {
		return false
	}
	_, err := fs.Stat(s.Repository, path.Join(Vendored(spec.PackRef{Name: p.Name, Version: p.Version}), Filename))
	return !errors.Is(err, fs.ErrNotExist)
}

// VendoredRefs returns every pack that the repository holds, by name, the
// newest version first.
func (s *Store) VendoredRefs() []spec.PackRef {
	if s.Repository == nil {
		return nil
	}
	entries, err := fs.ReadDir(s.Repository, VendorDir)
	if err != nil {
		return nil
	}
	var out []spec.PackRef
	for _, e := range entries {
		ref, ok := spec.ParsePackRef(e.Name())
		if ok && ref.Version != "" && e.IsDir() {
			out = append(out, ref)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Name != out[j].Name {
			return out[i].Name < out[j].Name
		}
		return Newer(out[i].Version, out[j].Version)
	})
	return out
}

// VendoredVersions returns the versions of a pack that the repository holds,
// the newest first.
func (s *Store) VendoredVersions(name string) []string {
	var out []string
	for _, ref := range s.VendoredRefs() {
		if ref.Name == name {
			out = append(out, ref.Version)
		}
	}
	return out
}

// Newer tells whether version a is newer than b.
func Newer(a, b string) bool {
	x, errX := version.NewVersion(a)
	y, errY := version.NewVersion(b)
	return errX == nil && errY == nil && x.GreaterThan(y)
}
