package pack

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"

	"github.com/hashicorp/go-version"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// VendorDir is the folder of vendored packs in a repository.
const VendorDir = ".scaffold/packs"

// Store finds packs: the repository's vendored ones first, then the built-in
// ones. It is safe for use by several goroutines.
type Store struct {
	Builtin    fs.FS             // the tree of built-in packs
	BuiltinDir map[string]string // pack name → folder in Builtin
	Repository fs.FS             // the repository's root; nil when there is none yet
	Sources    map[string]string // pack_source blocks, by pack name
	Scaffold   string            // the version of scaffold that runs; what is no version meets every demand

	mu       sync.Mutex
	loaded   map[spec.PackRef]*Pack
	mentions map[mention]bool
}

type mention struct {
	ref  spec.PackRef
	text string
}

// Get returns the pack. A reference without a version means the newest, which
// is the built-in one.
func (s *Store) Get(ref spec.PackRef) (*Pack, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.loaded[ref]; p != nil {
		return p, nil
	}
	p, err := s.load(ref)
	if err != nil {
		return nil, err
	}
	if s.loaded == nil {
		s.loaded = map[spec.PackRef]*Pack{}
	}
	s.loaded[ref] = p
	s.loaded[spec.PackRef{Name: p.Name, Version: p.Version}] = p
	return p, nil
}

// Mentions tells whether a pack's declaration holds the text in quotes. Where it
// does not, a search for an input's role need not parse the pack.
func (s *Store) Mentions(ref spec.PackRef, text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := mention{ref, text}
	if known, ok := s.mentions[key]; ok {
		return known
	}
	if s.mentions == nil {
		s.mentions = map[mention]bool{}
	}
	s.mentions[key] = s.declares(ref, text)
	return s.mentions[key]
}

func (s *Store) declares(ref spec.PackRef, text string) bool {
	var src []byte
	err := fs.ErrNotExist
	if s.Repository != nil {
		src, err = fs.ReadFile(s.Repository, path.Join(Vendored(ref), Filename))
	}
	if err != nil {
		src, err = fs.ReadFile(s.Builtin, path.Join(s.BuiltinDir[ref.Name], Filename))
	}
	return err != nil || bytes.Contains(src, []byte(`"`+text+`"`))
}

func (s *Store) load(ref spec.PackRef) (*Pack, error) {
	if s.Repository != nil && ref.Version != "" {
		dir := Vendored(ref)
		if _, err := fs.Stat(s.Repository, path.Join(dir, Filename)); err == nil {
			return s.loadFrom(s.Repository, dir, dir, ref)
		}
	}
	if source, ok := s.Sources[ref.Name]; ok {
		return nil, diag.Usagef("pack %s comes from %q and is not vendored here", ref, source).
			WithHint("this version of scaffold reads vendored and built-in packs; put the pack into %s", Vendored(ref))
	}
	dir, ok := s.BuiltinDir[ref.Name]
	if !ok {
		return nil, diag.Usagef("there is no pack %q", ref.Name).WithHint("built in are: %s", strings.Join(s.Names(), ", "))
	}
	p, err := s.loadFrom(s.Builtin, dir, path.Join("templates", dir), spec.PackRef{Name: ref.Name})
	if err == nil && ref.Version != "" && p.Version != ref.Version {
		return nil, diag.Usagef("pack %s is neither vendored in %s nor built in", ref, VendorDir).
			WithHint("built in is %s", p.Ref())
	}
	return p, err
}

func (s *Store) loadFrom(fsys fs.FS, dir, origin string, ref spec.PackRef) (*Pack, error) {
	sub, err := fs.Sub(fsys, dir)
	if err != nil {
		return nil, err
	}
	p, err := Load(sub, origin)
	if err != nil {
		return nil, err
	}
	if p.Name != ref.Name || (ref.Version != "" && p.Version != ref.Version) {
		return nil, diag.Usagef("the pack in %s is %s, not %s", origin, p.Ref(), ref)
	}
	return p, s.meets(p)
}

// meets refuses a pack that was written for another version of scaffold. A
// development build counts as the release it leads to.
func (s *Store) meets(p *Pack) error {
	running, err := version.NewVersion(s.Scaffold)
	if err != nil || p.Requires == "" {
		return nil
	}
	wanted, err := version.NewConstraint(p.Requires)
	if err != nil {
		return diag.Usagef("pack %s requires scaffold %q, which is no version constraint", p.Ref(), p.Requires).
			WithHint(`write one such as ">= 1.0"`)
	}
	if !wanted.Check(running.Core()) {
		return diag.Usagef("pack %s requires scaffold %s, this is %s", p.Ref(), p.Requires, s.Scaffold).
			WithHint("update scaffold")
	}
	return nil
}

// Names returns the names of the built-in packs, sorted.
func (s *Store) Names() []string {
	names := make([]string, 0, len(s.BuiltinDir))
	for name := range s.BuiltinDir {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
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
