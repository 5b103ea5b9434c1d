package pack

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// Extend adds to the files of a pack those of the folder that it extends, by
// their paths from the pack, such as "../shared/unit/README.md.tmpl"; FromFiles
// puts them in their places. dir is the pack's folder in its source, whose other
// folders read gives: slash-separated paths from the source's root. What read has
// to say of a folder that is not there is an fs.ErrNotExist.
func Extend(files map[string][]byte, dir, origin string, read func(folder, origin string) (map[string][]byte, error)) error {
	d := declared(files[Filename], path.Join(origin, Filename))
	if d.extends == nil {
		return nil
	}
	if InVendor(dir) { // a vendored pack is whole
		return nil
	}
	bad := func(format string, args ...any) *diag.Problem {
		return diag.Usagef(format, args...).At(d.at, files[Filename])
	}
	folder := path.Join(dir, *d.extends)
	switch {
	case path.IsAbs(*d.extends), *d.extends == "", strings.ContainsAny(*d.extends, `\:`):
		return bad("a pack extends a folder that is named from its own, not %q", *d.extends).WithHint(`write it with slashes, such as "../shared"`)
	case !ValidFileName(folder) && folder != ".":
		return bad("%q leads out of where the pack comes from", *d.extends).
			WithHint("what packs share lies in their git repository; outside git, beside their folders")
	case within(folder, dir), within(dir, folder):
		return bad("%q is the pack's own folder, or holds it, or lies in it", *d.extends).WithHint(`what packs share lies in a folder beside theirs, such as "../shared"`)
	}
	shared, err := read(folder, path.Join(origin, *d.extends))
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(shared) == 0:
		return bad("there is no folder %q, which the pack extends", *d.extends).
			WithHint("make it, or take this line out: a copy of a vendored pack holds what the pack had of that folder")
	case err != nil:
		return err
	case shared[Filename] != nil:
		return bad("%q is a pack itself, which no other extends", *d.extends).
			WithHint("move what they share into a folder without %s, which both extend", Filename)
	}
	for name, src := range shared {
		files[path.Join(*d.extends, name)] = src
	}
	return nil
}

// InVendor tells whether dir is the folder of a vendored pack, of whatever
// repository: such a pack is whole, and never looks outside itself.
func InVendor(dir string) bool { return strings.HasSuffix("/"+path.Dir(dir), "/"+VendorDir) }

// within tells whether the folder name is dir or lies in it.
func within(name, dir string) bool {
	return dir == "." || name == dir || strings.HasPrefix(name, dir+"/")
}

// flatten puts the files that Extend added in their places. Those of the pack
// itself win, and of the declaration comes along what the pack includes. shared
// says where the files that it has of the other folder lie.
func flatten(files map[string][]byte, origin string) (flat map[string][]byte, shared map[string]string) {
	if !slices.ContainsFunc(slices.Collect(maps.Keys(files)), outside) {
		return files, nil
	}
	d := declared(files[Filename], path.Join(origin, Filename))
	if d.extends == nil {
		return files, nil
	}
	flat, shared = map[string][]byte{}, map[string]string{}
	for place, src := range files {
		name, found := strings.CutPrefix(place, path.Clean(*d.extends)+"/")
		switch _, own := files[name]; {
		case !found || !outside(place):
			flat[place] = src
		case !own && (!isDeclaration(name) || slices.Contains(d.includes, name)):
			flat[name], shared[name] = src, place
		}
	}
	return flat, shared
}

func outside(name string) bool { return strings.HasPrefix(name, "../") }

// declaration is what must be known of a declaration before the pack's files are.
type declaration struct {
	extends  *string // nil where it extends nothing, or can't be read
	at       hcl.Range
	includes []string
}

// declared reads the pack block of a pack.hcl. What is wrong with it is for parse
// to say.
func declared(src []byte, filename string) (d declaration) {
	if !strings.Contains(string(src), "extends") {
		return d // most packs need no second look
	}
	file, diags := limits.ParseHCL(src, filename)
	if diags.HasErrors() {
		return d
	}
	for _, b := range file.Body.(*hclsyntax.Body).Blocks {
		a := b.Body.Attributes["extends"]
		if b.Type != "pack" || a == nil {
			continue
		}
		s := &parser{}
		if value, ok := s.value(a.Expr); ok && value.Type() == cty.String && value.IsWhollyKnown() && !value.IsNull() {
			text := value.AsString()
			d.extends, d.at = &text, a.Expr.Range()
		}
		if includes := b.Body.Attributes["includes"]; includes != nil {
			s.constant(includes.Expr, &d.includes)
		}
	}
	return d
}

// Place is where a file of the pack lies, for messages: in origin, the pack's
// folder, or in the folder that the pack extends.
func (p *Pack) Place(origin, name string) string {
	if place := p.extended[name]; place != "" {
		name = place
	}
	return path.Join(origin, name)
}
