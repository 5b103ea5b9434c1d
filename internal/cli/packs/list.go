package packs

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

func newPackList(c *commands) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the packs of this repository, who uses them, and the newest versions",
		Long: `Lists every version of a pack that units of this repository stand at or that is
vendored here, with the number of units and of their environments. The newest
version is what a new unit would get: sources are read for it.`,
		Example: `  scaffold pack list`,
		Args:    flags.Exact(0, "no argument"),
		RunE:    func(*cobra.Command, []string) error { return packListRun(c) },
	}
}

func packListRun(c *commands) error {
	m, store, err := c.Load("name its folder with -C; packs outside a repository are looked at with `scaffold pack show`")
	if err != nil {
		return err
	}
	rows := packRows(m, store)
	list := report.Packs{Command: "pack list"}
	newest := map[string]string{}
	for i := range rows {
		r := &rows[i]
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
	list.Packs = rows
	if c.Machine() {
		c.ForPrograms().Packs(list)
	} else {
		c.ForPeople().Packs(list)
	}
	return nil
}

// packRows are the versions of packs that units stand at or that are vendored:
// by name, the newest first.
func packRows(m *repo.Repository, store *pack.Store) []report.Pack {
	rows := map[spec.PackRef]*report.Pack{}
	row := func(ref spec.PackRef) *report.Pack {
		if rows[ref] == nil {
			rows[ref] = &report.Pack{Name: ref.Name, Version: ref.Version, From: packOrigin(store, ref.Name), Units: []string{}}
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

// packOrigin says where new versions of a pack come from.
func packOrigin(store *pack.Store, name string) string {
	if source := store.Sources[name]; source != "" {
		return store.Remote.Show(source)
	}
	if _, ok := store.BuiltinDir[name]; ok {
		return "built in"
	}
	return "vendored only"
}
