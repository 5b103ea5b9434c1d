package pack

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/hashicorp/go-version"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// VendorDir is the folder of vendored packs in a repository.
const VendorDir = ".scaffold/packs"

// Store finds packs: the repository's vendored ones first, then those of
// pack_source blocks, then the built-in ones. It is safe for use by several
// goroutines.
type Store struct {
	Builtin    fs.FS             // the tree of built-in packs
	BuiltinDir map[string]string // pack name → folder in Builtin
	Repository fs.FS             // the repository's root; nil when there is none yet
	Sources    map[string]string // pack_source blocks, by pack name
	Remote     Remote            // reads what Sources name; nil when nothing can
	// Past returns the files of the last commit that holds the file, for packs whose
	// vendored copy was taken away while locks need it; nil where there is none. It
	// may be nil itself.
	Past     func(file string) fs.FS
	Scaffold string // the version of scaffold that runs; what is no version meets every demand

	mu       sync.Mutex
	loaded   map[spec.PackRef]*Pack
	offers   map[string]*Pack
	mentions map[mention]bool
}

// Remote reads packs from where pack_source blocks say; package packsource does.
type Remote interface {
	// Fetch returns the files of the pack at source.
	Fetch(source string) (map[string][]byte, error)
	// Pinned is the version that the source itself names, such as by its tag;
	// empty when only reading it tells.
	Pinned(source string) string
	// Show is the source as it may stand in messages.
	Show(source string) string
}

type mention struct {
	ref  spec.PackRef
	text string
}

// Get returns the pack. A reference without a version means the newest: that of
// the pack's source, or the built-in one where it has none.
func (s *Store) Get(ref spec.PackRef) (*Pack, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.loaded[ref]; p != nil {
		return p, nil
	}
	load := s.load
	if ref.Version == "" {
		load = s.newest
	}
	p, err := load(ref)
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

// On returns the same packs for a repository that stands otherwise, such as with
// files that are about to be written.
func (s *Store) On(repository fs.FS) *Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &Store{
		Builtin: s.Builtin, BuiltinDir: s.BuiltinDir, Repository: repository, Sources: s.Sources, Remote: s.Remote, Past: s.Past, Scaffold: s.Scaffold,
		loaded: maps.Clone(s.loaded), offers: maps.Clone(s.offers),
	}
}

// Mentions tells whether a pack's declaration holds the text. Where it does not, a
// search for an input's role or a rule of the pack need not parse it.
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
	fsys, dir := s.Repository, Vendored(ref)
	if !holdsPack(fsys, dir) {
		if s.Sources[ref.Name] != "" {
			return true // only reading the source tells
		}
		fsys, dir = s.Builtin, s.BuiltinDir[ref.Name]
	}
	if !holdsPack(fsys, dir) {
		return true
	}
	names, err := fs.Glob(fsys, path.Join(dir, "*.hcl"))
	return err != nil || slices.ContainsFunc(names, func(name string) bool {
		src, err := fs.ReadFile(fsys, name)
		return err != nil || bytes.Contains(src, []byte(text)) || declared(src, name).extends != nil && !InVendor(dir)
	})
}

// holdsPack tells whether a pack's declaration lies in dir.
func holdsPack(fsys fs.FS, dir string) bool {
	if fsys == nil {
		return false
	}
	_, err := fs.Stat(fsys, path.Join(dir, Filename))
	return err == nil
}

// load returns the pack in the version that ref names.
func (s *Store) load(ref spec.PackRef) (*Pack, error) {
	if p, err := s.vendored(ref); p != nil || err != nil {
		return p, err
	}
	if p, err := s.past(ref); p != nil || err != nil {
		return p, err
	}
	if source := s.Sources[ref.Name]; source != "" {
		if p, err := s.offer(ref.Name); err != nil || p.Version == ref.Version {
			return p, err
		}
	}
	if _, ok := s.BuiltinDir[ref.Name]; ok {
		if p, err := s.builtin(ref.Name); err != nil || p.Version == ref.Version {
			return p, err
		}
	}
	return nil, s.missing(ref)
}

func (s *Store) loadFrom(fsys fs.FS, dir, origin string, ref spec.PackRef) (*Pack, error) {
	sub, err := fs.Sub(fsys, dir)
	if err != nil {
		return nil, err
	}
	files, err := ReadFiles(sub, origin)
	if err != nil {
		return nil, err
	}
	return s.accept(files, origin, ref)
}

// accept returns the pack of these files, if it is the one that ref names.
func (s *Store) accept(files map[string][]byte, origin string, ref spec.PackRef) (*Pack, error) {
	p, err := FromFiles(files, origin)
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

// Release is the tag of the scaffold that runs, where it is a release; empty for a
// build of anything else, which nobody could install by that name.
func (s *Store) Release() string {
	v, err := version.NewSemver(s.Scaffold)
	if err != nil || v.Metadata() != "" || s.Scaffold != "v"+v.String() {
		return ""
	}
	if pre := v.Prerelease(); pre != "" && (strings.Contains(pre, "-") || !strings.ContainsAny(pre, "0123456789")) {
		return "" // what `git describe` and go call a commit behind a tag: v1.2.0-5-g0123456, v1.2.1-0.DATE-COMMIT
	}
	return s.Scaffold
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
