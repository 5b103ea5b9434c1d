package pack

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Values are the effective inputs of one render, with what expressions see.
type Values struct {
	Inputs map[string]cty.Value // those stored in the spec: templates and locks see these
	Tfvars map[string]cty.Value // those stored in terraform.tfvars: validated, never rendered
	Locals map[string]cty.Value
	eval   *hcl.EvalContext
	texts  map[reference]string // of values that expressions refer to
}

// newValues are those of a render before any input has one.
func newValues(context map[string]cty.Value) *Values {
	vars := maps.Clone(context)
	if vars == nil {
		vars = map[string]cty.Value{}
	}
	return &Values{
		Inputs: map[string]cty.Value{}, Tfvars: map[string]cty.Value{}, Locals: map[string]cty.Value{}, texts: map[reference]string{},
		eval: &hcl.EvalContext{Variables: vars, Functions: expr.Functions()},
	}
}

// set gives an input its value.
func (v *Values) set(in *Input, value cty.Value) {
	if in.StoredIn == "tfvars" {
		v.Tfvars[in.Name] = value
	} else {
		v.Inputs[in.Name] = value
	}
	v.eval.Variables[in.Name] = value
}

// of is the value of an input, or none.
func (v *Values) of(in *Input) cty.Value { return v.eval.Variables[in.Name] }

// setLocal gives a local its value.
func (v *Values) setLocal(name string, value cty.Value) {
	v.Locals[name] = value
	v.eval.Variables["local"] = cty.ObjectVal(v.Locals)
}

// Request is what Draft and Evaluate compute from.
type Request struct {
	Context     map[string]cty.Value // root values, references and the unit itself
	Environment string               // empty in a unit render
	Given       map[string]spec.Attr // spec inputs, the strongest value of each
	Tfvars      map[string]spec.Attr // what terraform.tfvars holds or will hold
	Unit        *spec.Unit           // for the place of what is missing
	Exposed     Exposed              // what rules ask of other units; nil where nothing is known of any
}

// Evaluate returns the effective inputs: given values converted to their types,
// defaults filled in, choices and validations checked. It is a draft to which
// nothing is missing; every mistake is reported at once.
func (p *Pack) Evaluate(r Request) (*Values, error) {
	d := p.Draft(r)
	list := p.unknown(r)
	for _, in := range p.Inputs {
		list = list.Append(d.open[in.Name])
	}
	if len(list) > 0 {
		return nil, append(list, d.broken(d.decided())...)
	}
	for _, name := range p.locals {
		if diags := d.failed[name]; diags != nil && r.Environment != "" {
			return nil, diag.FromHCL(diag.Usage, diags, p.sources)
		}
	}
	return d.v, d.broken(all).Err()
}

// given is what somebody says of an input.
func (r Request) given(in *Input) (spec.Attr, bool) {
	from := r.Given
	if in.StoredIn == "tfvars" {
		from = r.Tfvars
	}
	at, ok := from[in.Name]
	return at, ok
}

// HasEnvironments tells whether the pack renders anything once an environment.
func (p *Pack) HasEnvironments() bool {
	for _, set := range p.FileSets {
		if set.Scope == EnvironmentScope {
			return true
		}
	}
	return false
}

// unknown reports given names that the pack lacks, and values with two owners.
func (p *Pack) unknown(r Request) diag.List {
	var list diag.List
	for _, name := range slices.Sorted(maps.Keys(r.Given)) {
		in := p.byName[name]
		if in == nil {
			list = append(list, p.UnknownInput(name, r.Given[name]))
			continue
		}
		if in.StoredIn == "tfvars" {
			problem := r.Given[name].Problem("%q belongs into terraform.tfvars, not into scaffold.hcl: every value has one owner", name)
			if t, ok := r.Tfvars[name]; ok && t.Range.Filename != "" {
				problem = problem.WithHint("delete this line; the value stands in %s:%d", t.Range.Filename, t.Range.Start.Line)
			} else {
				problem = problem.WithHint("delete this line and set it in each environment's terraform.tfvars")
			}
			list = append(list, problem)
		}
	}
	return list
}

// UnknownInput is the problem of an input that the pack lacks: it names what was probably meant and what exists.
func (p *Pack) UnknownInput(name string, at spec.Attr) *diag.Problem {
	problem := at.Problem("pack %s has no input %q", p.Ref(), name)
	names := make([]string, len(p.Inputs))
	for i, in := range p.Inputs {
		names[i] = in.Name
	}
	if meant := diag.Closest(name, names); meant != "" {
		return problem.WithHint("did you mean %q?", meant)
	}
	return problem.WithHint("inputs: %s", strings.Join(names, ", "))
}

// value returns the effective value of one input.
func (p *Pack) value(in *Input, r Request, eval *hcl.EvalContext) (cty.Value, error) {
	given, ok := r.given(in)
	if !ok || (given.Value.IsNull() && !in.Nullable) {
		return p.defaultValue(in, r, eval)
	}
	value, problem := in.Take(given)
	if problem != nil {
		return cty.NilVal, problem
	}
	if err := checkText(value); err != "" {
		return cty.NilVal, given.Problem("input %q holds %s", in.Name, err).WithHint("write plain text; only newlines and tabs are allowed besides")
	}
	if problem := in.checkChoices(value, given); problem != nil {
		return cty.NilVal, problem
	}
	if err := in.checkNumber(value, given.Problem); err != nil {
		return cty.NilVal, err
	}
	return value, nil
}

func (p *Pack) defaultValue(in *Input, r Request, eval *hcl.EvalContext) (cty.Value, error) {
	if in.Default == nil {
		if in.Allocate != nil || (r.Environment == "" && p.HasEnvironments()) {
			return cty.NullVal(in.Type), nil
		}
		if r.Environment == "" {
			return cty.NilVal, p.Missing(in, r.Unit)
		}
		return cty.NilVal, p.Missing(in, r.Unit, r.Environment)
	}
	if r.Environment == "" && readsEnvironment(in.Default) {
		return cty.NullVal(in.Type), nil
	}
	value, diags := expr.Evaluate(in.Default, eval)
	if diags.HasErrors() {
		return cty.NilVal, diag.FromHCL(diag.Usage, diags, p.sources)
	}
	value, err := in.Convert(value)
	if err != nil {
		return cty.NilVal, diag.Usagef("the default of input %q is of another type: %s", in.Name, err).At(in.Default.Range(), p.Source(in.Default.Range()))
	}
	if err := in.checkNumber(value, func(format string, args ...any) *diag.Problem {
		return diag.Usagef("the default of "+format, args...).At(in.Default.Range(), p.Source(in.Default.Range()))
	}); err != nil {
		return cty.NilVal, err
	}
	return value, nil
}

// Missing is the problem of a required input without a value, in some
// environments or, when none is named, everywhere.
func (p *Pack) Missing(in *Input, u *spec.Unit, environments ...string) *diag.Problem {
	problem := diag.Usagef("input %q has no value", in.Name).
		WithHint("write %s = … into the spec", in.Name).WithCode(diag.MissingInput)
	problem.Environments, problem.Rest = environments, ": "+in.Description
	problem.Input = &diag.Input{Name: in.Name, Key: in.Name, Type: in.TypeText, Description: in.Description}
	if in.StoredIn == "tfvars" {
		problem.Hint = "write " + in.Name + " = … into terraform.tfvars"
	}
	if u != nil {
		problem.Input.Unit = u.Name
	}
	if u != nil && u.Filename != "" {
		problem.At(u.Range, u.Source)
	}
	return problem
}

// Flag returns the command-line flag of an input: underscores become hyphens.
func Flag(input string) string { return strings.ReplaceAll(input, "_", "-") }

func readsEnvironment(e hcl.Expression) bool {
	for _, v := range e.Variables() {
		if v.RootName() == "environment" || slices.Contains(EnvironmentReads, v.RootName()) {
			return true
		}
	}
	return false
}

func (in *Input) checkChoices(value cty.Value, at spec.Attr) *diag.Problem {
	if len(in.Choices) == 0 || value.IsNull() {
		return nil
	}
	values := []cty.Value{value}
	if in.Type.IsCollectionType() {
		values = value.AsValueSlice()
	}
	for _, v := range values {
		ok := false
		for _, choice := range in.Choices {
			ok = ok || v.RawEquals(choice)
		}
		if !ok {
			names := make([]string, len(in.Choices))
			for i, choice := range in.Choices {
				names[i] = expr.LiteralLine(choice)
			}
			return at.Problem("input %q can't be %s", in.Name, expr.LiteralLine(v)).WithHint("it may be %s", strings.Join(names, ", "))
		}
	}
	return nil
}

// checkText names the first control character in any text of the value.
func checkText(v cty.Value) string {
	found := ""
	_ = cty.Walk(v, func(_ cty.Path, v cty.Value) (bool, error) {
		if v.IsNull() || !v.IsKnown() {
			return false, nil
		}
		texts := []string{}
		switch ty := v.Type(); {
		case ty == cty.String:
			texts = append(texts, v.AsString())
		case ty.IsMapType() || ty.IsObjectType():
			for key := range v.AsValueMap() {
				texts = append(texts, key)
			}
		}
		for _, text := range texts {
			if strings.ContainsFunc(text, isControl) {
				found = "a control character or text that is not UTF-8"
			}
		}
		return found == "", nil
	})
	return found
}

func isControl(r rune) bool {
	return (r < 0x20 && r != '\n' && r != '\t') || r == 0x7f || r == 0xfffd || (r >= 0x80 && r < 0xa0)
}

// InputValue returns the effective value of one input, without validations.
func (p *Pack) InputValue(name string, r Request) (cty.Value, error) {
	eval := &hcl.EvalContext{Variables: r.Context, Functions: expr.Functions()}
	return p.value(p.byName[name], r, eval)
}
