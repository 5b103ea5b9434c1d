package main

import (
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// packPage returns the maker of a built-in pack's page.
func packPage(name string) func() (string, error) {
	return func() (string, error) {
		store := &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}
		p, err := store.Get(spec.PackRef{Name: name})
		if err != nil {
			return "", err
		}
		page := packdoc.Page{Pack: p, Given: func(in *pack.Input) string { return option(p, in) }}
		if name != "repository" {
			page.Schema = "pack-" + name + ".schema.json"
		}
		return page.Markdown(), nil
	}
}

// specSchema returns the maker of the JSON Schema of a built-in pack's units.
func specSchema(name string) func() (string, error) {
	return func() (string, error) {
		store := &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}
		p, err := store.Get(spec.PackRef{Name: name})
		if err != nil {
			return "", err
		}
		return packdoc.Schema(p)
	}
}

// option is how a command line sets the input when the unit is made.
func option(p *pack.Pack, in *pack.Input) string {
	switch p.Name {
	case "service", "blank": // the packs of `scaffold service` and `scaffold layer`
		return "--" + pack.Flag(in.Name)
	case "repository":
		return "scaffold init --set " + in.Name + "=…"
	}
	return "scaffold init --set " + p.Name + "." + in.Name + "=…"
}
