package workspace

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// code is what the files of a root module say of its workspace.
type code struct {
	workspace string      // of its cloud block; empty when it has none
	reads     []string    // workspaces whose state it reads
	foreign   []string    // reads of other organizations or hosts
	open      []string    // data blocks whose workspace is no plain text
	modules   []repo.Path // local modules it calls, at any depth
	live      bool        // it has an output live
}

// mentions are what a file must hold to be worth parsing.
var mentions = [][]byte{[]byte("terraform_remote_state"), []byte("cloud"), []byte("module"), []byte(`"live"`)}

// readCode reads the Terraform files of a folder; found is false when it has none.
func readCode(fsys fs.FS, dir repo.Path, organization, hostname string) (c code, found bool, err error) {
	var problems diag.List
	seen := map[repo.Path]bool{dir: true}
	pending := []repo.Path{dir}
	for len(pending) > 0 {
		at := pending[0]
		pending = pending[1:]
		calls, any, err := c.readFolder(fsys, at, at == dir, organization, hostname)
		problems = problems.Append(err)
		found = found || (any && at == dir)
		for _, call := range calls {
			if !seen[call] {
				seen[call] = true
				c.modules = append(c.modules, call)
				pending = append(pending, call)
			}
		}
	}
	slices.Sort(c.reads)
	c.reads = slices.Compact(c.reads)
	slices.Sort(c.modules)
	return c, found, problems.Err()
}

// readFolder reads one module and returns the local modules that it calls.
func (c *code) readFolder(fsys fs.FS, dir repo.Path, root bool, organization, hostname string) (calls []repo.Path, found bool, err error) {
	entries, err := fs.ReadDir(fsys, string(dir))
	if err != nil {
		return nil, false, nil
	}
	var problems diag.List
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".tf" {
			continue
		}
		found = true
		name := dir.Join(e.Name())
		src, err := fs.ReadFile(fsys, string(name))
		if err != nil {
			problems = append(problems, diag.Failedf("%s can't be read", name))
			continue
		}
		if !slices.ContainsFunc(mentions, func(m []byte) bool { return bytes.Contains(src, m) }) {
			continue
		}
		parsed, diags := hclsyntax.ParseConfig(src, string(name), hcl.InitialPos)
		if diags.HasErrors() {
			problems = problems.Append(diag.FromHCL(diag.Usage, diags, map[string][]byte{string(name): src}))
			continue
		}
		for _, b := range parsed.Body.(*hclsyntax.Body).Blocks {
			if call := c.block(b, root, organization, hostname); call != "" {
				calls = append(calls, dir.Join(call))
			}
		}
	}
	return calls, found, problems.Err()
}

// block reads one block; it returns the source of a call of a local module.
func (c *code) block(b *hclsyntax.Block, root bool, organization, hostname string) string {
	switch {
	case b.Type == "terraform" && root:
		for _, inner := range b.Body.Blocks {
			if inner.Type == "cloud" {
				for _, w := range inner.Body.Blocks {
					if a := w.Body.Attributes["name"]; w.Type == "workspaces" && a != nil {
						c.workspace = text(a.Expr)
					}
				}
			}
		}
	case b.Type == "output" && root && len(b.Labels) == 1:
		c.live = c.live || b.Labels[0] == "live"
	case b.Type == "module":
		if a := b.Body.Attributes["source"]; a != nil {
			if source := text(a.Expr); strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") {
				return source
			}
		}
	case b.Type == "data" && len(b.Labels) == 2 && b.Labels[0] == "terraform_remote_state":
		c.remoteState(b, organization, hostname)
	}
	return ""
}

// remoteState reads whose state a data block reads.
func (c *code) remoteState(b *hclsyntax.Block, organization, hostname string) {
	backend, config := b.Body.Attributes["backend"], b.Body.Attributes["config"]
	if backend == nil || config == nil || (text(backend.Expr) != "remote" && text(backend.Expr) != "cloud") {
		return // another backend's state is not Terraform Cloud's to grant
	}
	name := text(item(item(config.Expr, "workspaces"), "name"))
	host := text(item(config.Expr, "hostname"))
	if host == "" {
		host = "app.terraform.io"
	}
	switch {
	case name == "":
		c.open = append(c.open, strings.Join(b.Labels, "."))
	case text(item(config.Expr, "organization")) != organization || host != hostname:
		c.foreign = append(c.foreign, name)
	default:
		c.reads = append(c.reads, name)
	}
}

// item is the value of a key of an object as it is written, or nil.
func item(e hclsyntax.Expression, key string) hclsyntax.Expression {
	object, ok := e.(*hclsyntax.ObjectConsExpr)
	if !ok {
		return nil
	}
	for _, i := range object.Items {
		if text(i.KeyExpr) == key {
			return i.ValueExpr
		}
	}
	return nil
}

// text is the value of a plain text, or "".
func text(e hclsyntax.Expression) string {
	if e == nil {
		return ""
	}
	v, diags := e.Value(nil)
	if diags.HasErrors() || v.IsNull() || !v.IsKnown() || v.Type() != cty.String {
		return ""
	}
	return v.AsString()
}
