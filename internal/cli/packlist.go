package cli

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

func newPackList(g *global) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the packs of this repository, who uses them, and the newest versions",
		Long: `Lists every version of a pack that units of this repository stand at or that is
vendored here, with the number of units and of their environments. The newest
version is what a new unit would get: sources are read for it.`,
		Example: `  scaffold pack list`,
		Args:    exactArgs(0, "no argument"),
		RunE:    func(*cobra.Command, []string) error { return packListRun(g) },
	}
}

func packListRun(g *global) error {
	m, store, err := g.readRepository()
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
	if g.machine() {
		g.printer().Packs(list)
	} else {
		g.text().Packs(list)
	}
	return nil
}

// readRepository reads the repository that the command works in, without git
// and without its lock.
func (g *global) readRepository() (*repo.Repository, *pack.Store, error) {
	dir := g.locate(nil)
	if dir == "" {
		return nil, nil, diag.Usagef("%s is not in a scaffold repository", g.start(g.chdir)).
			WithHint("name its folder with -C; packs outside a repository are looked at with `scaffold pack show`").WithCode(diag.NoRepository)
	}
	m, err := repo.Load(os.DirFS(dir))
	if err != nil {
		return nil, nil, err
	}
	store := g.packs(dir)
	store.Sources = m.Root.PackSources
	return m, store, nil
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
			if !contains(r.Units, u.Name) {
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

func joined(names []string) string { return strings.Join(names, ", ") }
