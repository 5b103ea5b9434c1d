package pack

import (
	"cmp"
	"io/fs"
	"path"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// missing says where a pack was looked for and what is there.
func (s *Store) missing(ref spec.PackRef) *diag.Problem {
	places, have := []string{"vendored in " + VendorDir}, []string{}
	if versions := s.VendoredVersions(ref.Name); len(versions) > 0 {
		have = append(have, "vendored is "+ref.Name+"@"+strings.Join(versions, ", @"))
	}
	if source := s.Sources[ref.Name]; source != "" {
		places = append(places, "in its source")
		if p := s.offers[ref.Name]; p != nil {
			have = append(have, s.Remote.Show(source)+" has "+p.Ref())
		}
	}
	if _, ok := s.BuiltinDir[ref.Name]; ok {
		if p, err := s.builtin(ref.Name); err == nil {
			have = append(have, "built in is "+p.Ref())
		}
	}
	if len(have) == 0 {
		return diag.Usagef("there is no pack %q", ref.Name).
			WithHint("built in are: %s; a pack_source block in the root scaffold.hcl names others", strings.Join(s.Names(), ", "))
	}
	return diag.Usagef("pack %s is neither %s nor built in", ref, strings.Join(places, " nor ")).
		WithHint("%s", strings.Join(have, "; "))
}

// newest returns the pack that a new unit gets. A version that is vendored is
// taken from there: released versions don't change.
func (s *Store) newest(ref spec.PackRef) (*Pack, error) {
	source := s.Sources[ref.Name]
	if source != "" && s.Remote != nil {
		if version := s.Remote.Pinned(source); version != "" {
			if p, err := s.vendored(spec.PackRef{Name: ref.Name, Version: version}); p != nil || err != nil {
				return p, err
			}
		}
	}
	if _, ok := s.BuiltinDir[ref.Name]; !ok && source == "" {
		versions := s.VendoredVersions(ref.Name)
		if len(versions) == 0 {
			return nil, s.missing(ref)
		}
		return s.vendored(spec.PackRef{Name: ref.Name, Version: versions[0]})
	}
	offered, err := s.offer(ref.Name)
	if err != nil || source == "" {
		return offered, err
	}
	kept, err := s.vendored(spec.PackRef{Name: ref.Name, Version: offered.Version})
	if kept == nil {
		return offered, err
	}
	if kept.Digest != offered.Digest {
		return nil, diag.Usagef("pack %s in %s is not the one that is vendored here", offered.Ref(), s.Remote.Show(source)).
			WithHint("a released version never changes: give the changed pack a new version")
	}
	return kept, nil
}

// offer returns the pack as its source has it now, or the built-in one where
// there is no source. Whether that is vendored does not matter.
func (s *Store) offer(name string) (*Pack, error) {
	source := s.Sources[name]
	if source == "" {
		if _, ok := s.BuiltinDir[name]; !ok {
			return nil, s.missing(spec.PackRef{Name: name})
		}
		return s.builtin(name)
	}
	if p := s.offers[name]; p != nil {
		return p, nil
	}
	if s.Remote == nil {
		return nil, diag.Usagef("pack %q comes from a source that can't be read here", name)
	}
	p, err := s.fetch(name, source)
	if err != nil {
		return nil, err
	}
	if s.offers == nil {
		s.offers = map[string]*Pack{}
	}
	s.offers[name] = p
	return p, nil
}

func (s *Store) fetch(name, source string) (*Pack, error) {
	files, err := s.Remote.Fetch(source)
	if err != nil {
		var list diag.List
		for _, p := range diag.Of(err) {
			if p.Range == nil {
				p = diag.While(`pack_source "`+name+`"`, p)[0]
			}
			list = append(list, p)
		}
		return nil, list
	}
	shown := s.Remote.Show(source)
	p, err := FromFiles(files, shown)
	if err != nil {
		return nil, err
	}
	if p.Name != name {
		return nil, diag.Usagef("the pack in %s is %s, but pack_source %q names it as its source", shown, p.Ref(), name).
			WithHint("the label of a pack_source block is the name that stands in the pack's %s", Filename)
	}
	return p, s.meets(p)
}

func (s *Store) builtin(name string) (*Pack, error) {
	ref := spec.PackRef{Name: name}
	if p := s.offers[name]; p != nil && s.Sources[name] == "" {
		return p, nil
	}
	dir := s.BuiltinDir[name]
	origin := path.Join("templates", dir)
	read := func(folder, origin string) (map[string][]byte, error) {
		info, err := fs.Stat(s.Builtin, folder)
		if err != nil || !info.IsDir() {
			return nil, cmp.Or(err, fs.ErrNotExist)
		}
		sub, err := fs.Sub(s.Builtin, folder)
		if err != nil {
			return nil, err
		}
		return ReadFiles(sub, origin)
	}
	files, err := read(dir, origin)
	if err != nil {
		return nil, err
	}
	if err := Extend(files, dir, origin, read); err != nil {
		return nil, err
	}
	return s.accept(files, origin, ref)
}
