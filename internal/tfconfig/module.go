// Package tfconfig reads modules of Terraform code as Terraform reads them.
//
// Files takes the files of a module from a folder, Read reads them. Native
// syntax and JSON are read alike; override files change what they override; files
// of editors are left out. A file that can't be parsed is one problem, and the
// rest is still read. The package is pure: it evaluates nothing but literals.
package tfconfig

import (
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Module is what the code of a module says.
type Module struct {
	Files     []string   // the files that were read, sorted; their names in the module's folder
	Resources []Resource // managed ones
	Calls     []Call
	Moved     []Moved
	Removed   []Removed
	States    []State  // the states of others that it reads
	Outputs   []string // their names
	Workspace string   // the name in its cloud block; empty where there is none
	// Hostname and Organization are those of its cloud block, where they are literals.
	Hostname, Organization string

	Problems diag.List // a problem for each file that can't be parsed
}

// Resource is a resource block.
type Resource struct {
	Type, Name string
	Repetition
	Provider string // its provider argument; empty for the default
	Called   string // its argument name, where that is a literal
	Path     string // its argument path, likewise
	Range    hcl.Range
}

// Address is the resource's address in its module, before count and for_each.
func (r Resource) Address() string { return r.Type + "." + r.Name }

// Call is a module block.
type Call struct {
	Name   string
	Source string // where it is a literal
	Repetition
	Range hcl.Range
}

// Address is the call's address in its module, before count and for_each.
func (c Call) Address() string { return "module." + c.Name }

// Repetition is how often a block counts.
type Repetition struct {
	Count   string // the expression of count as it is written; empty where there is none
	ForEach string // that of for_each
	Never   bool   // the literal count is 0, or the literal for_each is empty
}

// State is a terraform_remote_state data source. What is no literal is empty.
type State struct {
	Name                              string // of the data block
	Backend                           string
	Hostname, Organization, Workspace string // of Terraform Cloud's backends
	Range                             hcl.Range
}

// Moved is a moved block.
type Moved struct {
	From, To string
	Range    hcl.Range
}

// Removed is a removed block.
type Removed struct {
	From     string
	Destroys bool // the next apply destroys what it stands for, as it does unless lifecycle says destroy = false
	Range    hcl.Range
}

// Managed are the addresses of what applies manage: resources and module calls.
// What never counts is not managed.
func (m *Module) Managed() map[string]Repetition {
	out := map[string]Repetition{}
	for _, r := range m.Resources {
		if !r.Never {
			out[r.Address()] = r.Repetition
		}
	}
	for _, c := range m.Calls {
		if !c.Never {
			out[c.Address()] = c.Repetition
		}
	}
	return out
}

// Keeps returns what tells whether that which an address stands for in the state
// stays when this code is applied, or is let go without being destroyed. A move to
// what is not in the code destroys it all the same.
func (m *Module) Keeps() func(address string) bool {
	managed := m.Managed()
	return func(address string) bool {
		for range len(m.Moved) + 1 {
			if _, there := managed[address]; there || m.forgets(address) {
				return true
			}
			if address = m.moves(address); address == "" {
				return false
			}
		}
		return false
	}
}

func (m *Module) forgets(address string) bool {
	for _, r := range m.Removed {
		if r.From == address {
			return !r.Destroys
		}
	}
	return false
}

// moves is the block into which a moved block takes an address.
func (m *Module) moves(address string) string {
	for _, moved := range m.Moved {
		if moved.From == address {
			return Block(moved.To)
		}
	}
	return ""
}

// Block is the resource or module call of its module that an address stands in,
// without its key.
func Block(address string) string {
	parts := strings.SplitN(address, ".", 3)
	if len(parts) < 2 {
		return address
	}
	name, _, _ := strings.Cut(parts[1], "[")
	return parts[0] + "." + name
}
