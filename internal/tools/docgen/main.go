// Command docgen writes docs/reference/ from the code: the commands, the keys
// of scaffold.hcl, the inputs of the built-in packs, what a pack may hold, the
// template helpers and the JSON output.
//
// Run it from the root of the project; `make docs` does. With -check it writes
// nothing and fails, naming them, if pages are not what the code says.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folder is where the pages go, from the root of the project.
const folder = "docs/reference"

// page is one generated file.
type page struct {
	name string
	make func() (string, error)
}

// pages are all files of the folder, in the order of its index.
var pages = []page{
	{"commands.md", commandsPage},
	{"scaffold-hcl.md", specPage},
	{"pack-foundation.md", packPage("foundation")},
	{"pack-platform.md", packPage("platform")},
	{"pack-shared-services.md", packPage("shared-services")},
	{"pack-blank.md", packPage("blank")},
	{"pack-service.md", packPage("service")},
	{"pack-app-repo.md", packPage("app-repo")},
	{"pack-repository.md", packPage("repository")},
	{"helpers.md", helpersPage},
	{"functions.md", functionsPage},
	{"exit-codes.md", exitCodesPage},
	{"json.md", jsonPage},
	{"output.schema.json", schemaFile},
	{"pack-foundation.schema.json", specSchema("foundation")},
	{"pack-platform.schema.json", specSchema("platform")},
	{"pack-shared-services.schema.json", specSchema("shared-services")},
	{"pack-blank.schema.json", specSchema("blank")},
	{"pack-service.schema.json", specSchema("service")},
	{"pack-app-repo.schema.json", specSchema("app-repo")},
}

func main() {
	check := flag.Bool("check", false, "write nothing; fail if a page is out of date")
	flag.Parse()
	made, err := generate()
	if err == nil && *check {
		err = compare(made)
	} else if err == nil {
		err = write(made)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "docgen:", err)
		os.Exit(1)
	}
}

// generate returns every page by its name.
func generate() (map[string][]byte, error) {
	out := map[string][]byte{}
	index := "# Reference\n\nMade from the code by `make docs`; edit the code, not these pages.\n\n"
	for _, p := range pages {
		text, err := p.make()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
		out[p.name] = []byte(text)
		index += fmt.Sprintf("- [%s](%s)\n", title(p.name, text), p.name)
	}
	out["README.md"] = []byte(index)
	return out, nil
}

// title is a page's first heading, or what its name says.
func title(name, text string) string {
	if heading, ok := strings.CutPrefix(text, "# "); ok {
		line, _, _ := strings.Cut(heading, "\n")
		return line
	}
	return "JSON Schema: " + name
}

func write(made map[string][]byte) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, content := range made {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return err
		}
	}
	for _, name := range strays(made) {
		if err := os.Remove(filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	return nil
}

// strays are files of the folder that no page makes.
func strays(made map[string][]byte) []string {
	var out []string
	entries, _ := os.ReadDir(folder) // a folder that is not there has none
	for _, e := range entries {
		if _, ok := made[e.Name()]; !ok {
			out = append(out, e.Name())
		}
	}
	return out
}

func compare(made map[string][]byte) error {
	stale := strays(made)
	for name, content := range made {
		if have, err := os.ReadFile(filepath.Join(folder, name)); err != nil || !bytes.Equal(have, content) {
			stale = append(stale, name)
		}
	}
	if len(stale) == 0 {
		return nil
	}
	slices.Sort(stale)
	return errors.New("run `make docs`, these are out of date: " + strings.Join(stale, ", "))
}
