package plan

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// fits tells whether the new version takes the value; why not is told at its place.
func (c *carrier) fits(e string, now *pack.Input, attr spec.Attr) bool {
	if c.given(e, now.Name) && now.StoredIn == "spec" {
		return true
	}
	problem := (*diag.Problem)(nil)
	if attr.Value.IsNull() && !now.Nullable {
		problem = attr.Problem("input %q takes no null any more", now.Name).WithHint("give it a value, or delete the line: then it has its default")
	} else {
		_, problem = now.Take(attr)
	}
	if problem == nil {
		return true
	}
	problem.Doing = "an upgrade of " + c.u.Name + " to " + c.to.Ref()
	if c.inDefaults(attr) {
		problem.Doing, problem.Units = "an upgrade to "+c.to.Ref(), []string{string(c.u.Path)}
		problem.Summary += " for"
	}
	problem.Also = append(problem.Also, "change it here, and upgrade again")
	c.tell(e, problem)
	return false
}

// toSpec moves a value of terraform.tfvars into the spec.
func (c *carrier) toSpec(e string, o ownership, attr spec.Attr) {
	name := o.now.Name
	c.gone(e, attr, o.old.Name, "moves to scaffold.hcl", nil)
	if c.given(e, name) || !c.fits(e, o.now, attr) {
		return
	}
	if own, ok := c.u.Spec.Overrides[e][name]; ok {
		if !own.Value.RawEquals(attr.Value) {
			c.problem(e, own, "%s has %s here and %s in %s:%d, and %s keeps it in scaffold.hcl alone", c.u.Name, assigned(name, own), assigned(o.old.Name, attr), attr.Range.Filename, attr.Range.Start.Line, c.to.Ref())
		}
		return
	}
	if c.moved[name] == nil {
		c.moved[name] = map[string]movedValue{}
	}
	c.moved[name][e] = movedValue{attr, description(o.old)}
}

func assigned(name string, at spec.Attr) string { return name + " = " + expr.LiteralLine(at.Value) }

// gone takes an assignment out of terraform.tfvars.
func (c *carrier) gone(e string, attr spec.Attr, name, why string, lost *diag.Problem) {
	t := c.out.Tfvars[e]
	key, _, _ := strings.Cut(string(attr.Range.SliceBytes(attr.Source)), "=")
	t.Gone = append(t.Gone, GoneVariable{Name: strings.TrimSpace(key), Why: name + " " + why, Lost: lost})
	c.out.Tfvars[e] = t
	if lost == nil {
		c.say(name, why)
	}
}

func (c *carrier) say(name, what string) {
	if m := (OwnerMove{name, what}); !slices.Contains(c.out.Moves, m) {
		c.out.Moves = append(c.out.Moves, m)
	}
}

// toTfvars moves a value of the spec, or of the repository's defaults, into
// terraform.tfvars.
func (c *carrier) toTfvars(e string, o ownership, attr spec.Attr, variables map[string]spec.Attr) {
	c.leaves(e, attr)
	c.say(o.old.Name, "moves to terraform.tfvars")
	name := o.now.Name
	if c.given(e, name) || !c.fits(e, o.now, attr) {
		return
	}
	if line, ok := variables[name]; ok {
		if !line.Value.RawEquals(attr.Value) {
			c.problem(e, attr, "%s has %s here and %s in %s:%d, and %s keeps it in terraform.tfvars alone", c.u.Name, assigned(o.old.Name, attr), assigned(name, line), line.Range.Filename, line.Range.Start.Line, c.to.Ref())
		}
		return
	}
	value, err := carried(name, attr)
	if err != nil {
		c.list = c.list.Append(err)
		return
	}
	t := c.out.Tfvars[e]
	if t.Given == nil {
		t.Given = map[string]CarriedValue{}
	}
	t.Given[name] = value
	c.out.Tfvars[e] = t
}

// carried is a value of a spec as lines of a terraform.tfvars, which knows no
// functions.
func carried(name string, attr spec.Attr) (CarriedValue, error) {
	w, err := spec.WrittenAt(attr.Range.Filename, attr.Source, attr.Range)
	if err != nil {
		return CarriedValue{}, err
	}
	parsed, diags := limits.ParseExpression([]byte(w.Text+"\n"), "")
	if !diags.HasErrors() {
		_, diags = expr.Once(parsed, nil)
	}
	if diags.HasErrors() {
		w.Text = expr.Literal(attr.Value)
	}
	text := strings.Join(append(slices.Clone(w.Lead), name+" = "+w.Text), "\n")
	if w.Trail != "" {
		text += " " + w.Trail
	}
	return CarriedValue{Attr: attr, Text: text + "\n"}, nil
}

// leaves takes a value out of the spec. One of the repository's defaults stays for
// others.
func (c *carrier) leaves(e string, attr spec.Attr) {
	own := stands(c.u.Spec.Overrides[e], attr) || stands(c.u.Spec.Inputs, attr)
	if own && !slices.Contains(c.out.Cut, attr.Range) {
		c.out.Cut = append(c.out.Cut, attr.Range)
	}
}

// inDefaults tells whether a value is one of the repository's defaults, which many
// units may have.
func (c *carrier) inDefaults(attr spec.Attr) bool {
	return stands(c.r.Model.Root.Defaults[c.u.Spec.Pack.Name], attr)
}

// stands tells whether one of the inputs is that very one.
func stands(inputs map[string]spec.Attr, attr spec.Attr) bool {
	for _, a := range inputs {
		if a.Range == attr.Range {
			return true
		}
	}
	return false
}

// drop takes the value of an input that is given up out of the spec, where it says
// nothing: it is the default, or scaffold chose it.
func (c *carrier) drop(e string, from *pack.Pack, old *pack.Input, attr spec.Attr) {
	if old.Allocate != nil || old.Pinned || c.isDefault(e, from, old, attr) {
		c.leaves(e, attr)
		c.say(old.Name, "is given up, and had its default")
		return
	}
	problem := c.lost(from, old, attr)
	if len(c.staying) > 0 {
		problem.Also = append(problem.Also, "write it into the blocks of environments that stay behind ("+strings.Join(c.staying, ", ")+")")
	}
	c.tell(e, problem)
}

// dropVariable does the same for a line of terraform.tfvars.
func (c *carrier) dropVariable(e string, from *pack.Pack, old *pack.Input, attr spec.Attr) {
	if c.isDefault(e, from, old, attr) {
		c.gone(e, attr, old.Name, "is given up, and had its default", nil)
		return
	}
	c.gone(e, attr, old.Name, "", c.about(e, c.lost(from, old, attr)))
}

func (c *carrier) lost(from *pack.Pack, old *pack.Input, attr spec.Attr) *diag.Problem {
	problem := attr.Problem("%s has no input %q any more, and %s of %s would be lost", c.to.Ref(), old.Name, assigned(old.Name, attr), c.u.Name)
	if c.inDefaults(attr) {
		problem = attr.Problem("%s has no input %q any more, and %s would be lost for", c.to.Ref(), old.Name, assigned(old.Name, attr))
		problem.Units = []string{string(c.u.Path)}
	}
	return problem.WithHint("delete the line if the value may go, and upgrade again; or stay at %s", from.Ref())
}

// isDefault tells whether a value is what the input had without it.
func (c *carrier) isDefault(e string, from *pack.Pack, old *pack.Input, attr spec.Attr) bool {
	value, err := old.Convert(attr.Value)
	if err != nil {
		return false
	}
	otherwise, err := from.InputValue(old.Name, pack.Request{Context: c.r.Model.Context(c.u, from, e, nil), Environment: e, Unit: c.u.Spec})
	return err == nil && (otherwise.RawEquals(value) || (value.IsNull() && !old.Nullable))
}
