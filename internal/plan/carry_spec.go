package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// gather puts the changes of the spec together, in the order of the pack's inputs.
func (c *carrier) gather(environments []string) {
	for _, in := range c.to.Inputs {
		if moved := c.moved[in.Name]; len(moved) > 0 {
			c.intoSpec(in, environments, moved)
		}
	}
	c.keepForStaying()
}

// intoSpec writes values that stood in terraform.tfvars into the spec: once where
// all environments have the same, else into each one's block.
func (c *carrier) intoSpec(in *pack.Input, environments []string, moved map[string]movedValue) {
	var changes []spec.Change
	for _, e := range environments {
		attr, ok := moved[e]
		if !ok {
			continue
		}
		w, err := spec.WrittenAt(attr.Range.Filename, attr.Source, attr.Range)
		c.list = c.list.Append(err)
		if strings.Join(w.Lead, "\n") == attr.comment {
			w.Lead = nil // written by scaffold
		}
		changes = append(changes, spec.Change{Environment: e, Name: in.Name, Value: w.Text, Lead: w.Lead, Trail: w.Trail})
	}
	_, said := c.u.Spec.Inputs[in.Name]
	same := len(changes) == len(environments) && !said
	for _, change := range changes {
		first := changes[0]
		same = same && change.Value == first.Value && change.Trail == first.Trail && slices.Equal(change.Lead, first.Lead)
	}
	for _, change := range changes {
		attr := moved[change.Environment]
		if same {
			change.Environment = ""
		}
		if c.out.Places[change.Environment] == nil {
			c.out.Places[change.Environment] = map[string]spec.Attr{}
		}
		c.out.Places[change.Environment][in.Name] = attr.Attr
		c.out.Changes = append(c.out.Changes, change)
		if same {
			return
		}
	}
}

// keepForStaying gives environments that stay behind what the unit said for all.
func (c *carrier) keepForStaying() {
	for _, e := range c.staying {
		from := c.older(e)
		if from == nil {
			continue
		}
		said := c.said(e, from)
		for _, name := range slices.Sorted(maps.Keys(said)) {
			attr := said[name]
			if !slices.Contains(c.out.Cut, attr.Range) || !stands(c.u.Spec.Inputs, attr) {
				continue
			}
			w, err := spec.WrittenAt(attr.Range.Filename, attr.Source, attr.Range)
			c.list = c.list.Append(err)
			if c.to.Input(name) == nil {
				name = c.to.Renamed(name)
			}
			c.out.Changes = append(c.out.Changes, spec.Change{Environment: e, Name: name, Value: w.Text, Lead: w.Lead, Trail: w.Trail})
		}
	}
}
