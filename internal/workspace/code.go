package workspace

import (
	"bytes"
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
)

// code is what the files of a root module say of its workspace.
type code struct {
	workspace string      // of its cloud block; empty when it has none
	home      home        // where that is, if the block says so
	reads     []string    // workspaces whose state it reads
	foreign   []string    // reads of other organizations or hosts
	open      []string    // data blocks whose workspace is no plain text
	modules   []repo.Path // local modules it calls, at any depth
	live      bool        // it has an output live
}

// home is where workspaces are: an organization on a host.
type home struct{ hostname, organization string }

// homeOf is the home that code names; the standard host is the one that it need
// not name.
func homeOf(hostname, organization string) home {
	return home{cmp.Or(hostname, "app.terraform.io"), organization}
}

func (h home) String() string { return h.organization + " on " + h.hostname }

// mentions are what a file must hold to be worth parsing.
var mentions = [][]byte{[]byte("terraform_remote_state"), []byte("cloud"), []byte("module"), []byte(`"live"`)}

// readCode reads the Terraform files of a folder; found is false when it has none.
func readCode(fsys fs.FS, dir repo.Path, own home) (c code, found bool, err error) {
	var problems diag.List
	seen := map[repo.Path]bool{dir: true}
	pending := []repo.Path{dir}
	for len(pending) > 0 {
		at := pending[0]
		pending = pending[1:]
		calls, any, err := c.readFolder(fsys, at, at == dir, own)
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
func (c *code) readFolder(fsys fs.FS, dir repo.Path, root bool, own home) (calls []repo.Path, found bool, err error) {
	files, problems := tfconfig.Files(fsys, string(dir))
	for name, src := range files {
		if !slices.ContainsFunc(mentions, func(m []byte) bool { return bytes.Contains(src, m) }) {
			files[name] = nil // there, and not worth parsing
		}
	}
	m := tfconfig.Read(string(dir), files)
	if root {
		c.workspace, c.live = m.Workspace, slices.Contains(m.Outputs, "live")
		if m.Organization != "" {
			c.home = homeOf(m.Hostname, m.Organization)
		}
	}
	for _, state := range m.States {
		c.remoteState(state, own)
	}
	for _, call := range m.Calls {
		if strings.HasPrefix(call.Source, "./") || strings.HasPrefix(call.Source, "../") {
			calls = append(calls, dir.Join(call.Source))
		}
	}
	return calls, len(m.Files) > 0, append(problems, m.Problems...).Err()
}

// remoteState notes whose state a data source reads. What lies where the module's
// own workspace does is no foreign state, also when scaffold.hcl has moved already.
func (c *code) remoteState(s tfconfig.State, own home) {
	if s.Backend != "remote" && s.Backend != "cloud" {
		return // another backend's state is not Terraform Cloud's to grant
	}
	at := homeOf(s.Hostname, s.Organization)
	switch {
	case s.Workspace == "":
		c.open = append(c.open, "terraform_remote_state."+s.Name)
	case at != own && at != c.home:
		c.foreign = append(c.foreign, s.Workspace)
	default:
		c.reads = append(c.reads, s.Workspace)
	}
}
