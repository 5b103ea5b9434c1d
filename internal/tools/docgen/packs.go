package main

import (
	"github.com/seed-3f5c2e52/scaffold/internal/cli"
	"github.com/seed-3f5c2e52/scaffold/internal/cmddoc"
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
		page := packdoc.Page{Pack: p, Given: packdoc.Option(p)}
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

// commandsPage documents every command.
func commandsPage() (string, error) {
	root, err := cli.Tree()
	if err != nil {
		return "", err
	}
	return cmddoc.Markdown(root), nil
}
