package packdoc

import (
	"maps"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Inventory is every version of a pack that a unit stands at or that is vendored:
// by name, the newest first, each beside the version that a new unit would get.
func Inventory(m *repo.Repository, store *pack.Store) report.Packs {
	list := report.Packs{Packs: inUse(m, store)}
	newest := map[string]string{}
	for i := range list.Packs {
		r := &list.Packs[i]
		if _, known := newest[r.Name]; !known {
			p, err := store.Get(spec.PackRef{Name: r.Name})
			if newest[r.Name] = ""; err == nil {
				newest[r.Name] = p.Version
			} else {
				list.Notes = append(list.Notes, "the newest version of "+r.Name+" is not known: "+diag.Of(err)[0].Error())
			}
		}
		r.Newest = newest[r.Name]
	}
	return list
}

// inUse are the versions that units stand at or that are vendored.
func inUse(m *repo.Repository, store *pack.Store) []report.Pack {
	rows := map[spec.PackRef]*report.Pack{}
	row := func(ref spec.PackRef) *report.Pack {
		if rows[ref] == nil {
			rows[ref] = &report.Pack{Name: ref.Name, Version: ref.Version, From: origin(store, ref.Name), Units: []string{}}
		}
		return rows[ref]
	}
	for _, ref := range store.VendoredRefs() {
		row(ref).Vendored = true
	}
	for _, u := range m.Units {
		for _, environment := range append([]string{""}, m.Environments(u)...) {
			r := row(u.PackOf(environment))
			if environment != "" {
				r.Environments++
			}
			if !slices.Contains(r.Units, u.Name) {
				r.Units = append(r.Units, u.Name)
			}
		}
	}
	var out []report.Pack
	for _, r := range rows {
		out = append(out, *r)
	}
	report.SortPacks(out)
	return out
}

// origin says where new versions of a pack come from.
func origin(store *pack.Store, name string) string {
	if source := store.Sources[name]; source != "" {
		return store.Remote.Show(source)
	}
	if _, ok := store.BuiltinDir[name]; ok {
		return "built in"
	}
	return "vendored only"
}

// Detail is all that is told of one version of a pack.
func Detail(store *pack.Store, p *pack.Pack) report.PackDetail {
	out := report.PackDetail{
		Name: p.Name, Version: p.Version, Digest: p.Digest, Requires: p.Requires, Reads: p.Reads,
		From: origin(store, p.Name), Vendored: store.IsVendored(p),
	}
	for _, in := range p.Inputs {
		out.Inputs = append(out.Inputs, report.PackInput{
			Name: in.Name, Type: OneLine(in.TypeText), Default: OneLine(Default(in)), StoredIn: in.StoredIn, Description: in.Description,
		})
	}
	for _, name := range slices.Sorted(maps.Keys(p.Files)) {
		out.Files = append(out.Files, report.PackFile{Path: name, Bytes: len(p.Files[name])})
	}
	return out
}
