// Command npmlock makes the template of package-lock.json for applications in
// Node again: npm resolves package.json.tmpl for each combination of database,
// cache and queues, and what the locks do not have in common comes to stand
// under conditions, so that the rendered lock is the one npm itself writes.
//
// Run it from the root of the project when a version in the pack's locals or
// package.json.tmpl has changed; versions below the direct ones become the
// newest ones. It needs npm and a registry.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
)

const (
	packFolder = "templates/app-repo"
	manifest   = "node/package.json" + render.Suffix
	lock       = "node/package-lock.json" + render.Suffix
	unit       = "unit-name" // stands for the name in what npm reads and writes
)

// features are the inputs that decide on dependencies. A combination of them is
// a number whose bit i tells whether features[i] is on.
var features = []string{"database", "cache", "queues"}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "npmlock:", err)
		os.Exit(1)
	}
}

func run() error {
	p, err := pack.Load(os.DirFS(packFolder), packFolder)
	if err != nil {
		return err
	}
	versions, err := locals(p)
	if err != nil {
		return err
	}
	var locks []variant
	// The lock with everything comes first: its order is that of the template.
	for combination := 1<<len(features) - 1; combination >= 0; combination-- {
		text, err := resolve(p, versions, combination)
		if err != nil {
			return err
		}
		value, err := parse(text)
		if err != nil {
			return err
		}
		locks = append(locks, variant{set(1) << combination, value})
	}
	text := strings.ReplaceAll(merge(locks, ""), `"`+unit+`"`, "<% json .unit %>") + "\n"
	return os.WriteFile(filepath.Join(packFolder, lock), []byte(text), 0o644)
}

// locals are the pack's locals that name versions of this runtime.
func locals(p *pack.Pack) (map[string]any, error) {
	out := map[string]any{}
	for name, expression := range p.Locals {
		if strings.HasPrefix(name, "node_") {
			value, err := p.EvalWith(expression, nil)
			if err != nil {
				return nil, err
			}
			out[name] = expr.ToGo(value)
		}
	}
	return out, nil
}

// resolve returns the lock that npm makes for a combination of features.
func resolve(p *pack.Pack, versions map[string]any, combination int) ([]byte, error) {
	data := map[string]any{"unit": unit, "local": versions}
	for i, feature := range features {
		data[feature] = combination>>i&1 == 1
	}
	t, err := template.New(manifest).Delims("<%", "%>").Option("missingkey=error").Funcs(render.Helpers()).Parse(string(p.Files[manifest]))
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if err := t.Execute(&text, data); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "npmlock-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.WriteFile(filepath.Join(dir, "package.json"), text.Bytes(), 0o600); err != nil {
		return nil, err
	}
	npm := exec.Command("npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--no-omit-lockfile-registry-resolved")
	npm.Dir = dir
	if out, err := npm.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("npm install: %w\n%s", err, out)
	}
	return os.ReadFile(filepath.Join(dir, "package-lock.json"))
}
