package pack

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// RootReads are the repository-wide values that a pack may list in `reads`.
var RootReads = []string{"organization", "hostname", "workspace_name", "vcs", "domain", "project", "environments", "layers", "notifications"}

// EnvironmentReads are the values of one environment that a pack may list in
// `reads`; they exist in environment renders only.
var EnvironmentReads = []string{
	"region", "account", "short", "production", "size", "auto_apply", "required_approvals", "run_triggers",
	"terraform_version", "aws_provider_version", "environment_index", "owns_account", "account_environments", "accounts", "production_account",
}

// always are the values that every render has without asking.
var always = []string{"unit", "unit_path", "unit_layer", "upstream", "unit_environments", "references", "environment"}

// reserved are attributes of a spec that no input may be called.
var reserved = []string{"pack", "environments", "environment", "unit", "local", "previous", "published"}

// check looks at what a declaration says as a whole, and orders the locals.
func (p *Pack) check(start hcl.Range) error {
	s := &parser{sources: p.sources}
	if v, err := version.NewSemver(p.Version); err != nil || v.String() != p.Version {
		s.bad(start, "pack %q has version %q, which is not a semantic version such as 1.0.0", p.Name, p.Version)
	}
	if _, err := version.NewConstraint(p.Requires); err != nil && p.Requires != "" {
		s.bad(start, "pack %q requires scaffold %q, which is no version constraint such as \">= 1.0\"", p.Name, p.Requires)
	}
	for _, name := range p.Reads {
		if !slices.Contains(RootReads, name) && !slices.Contains(EnvironmentReads, name) {
			s.bad(start, "pack %q reads %q, which no repository has; it may read: %s", p.Name, name,
				strings.Join(append(append([]string{}, RootReads...), EnvironmentReads...), ", "))
		}
	}
	for _, name := range p.Identity {
		if !slices.Contains(p.Reads, name) {
			s.bad(start, "pack %q has %q in its identity, which it does not read", p.Name, name)
		}
	}
	for _, in := range p.Inputs {
		if slices.Contains(reserved, in.Name) || slices.Contains(always, in.Name) || slices.Contains(p.Reads, in.Name) {
			s.bad(in.Range, "an input can't be called %q: specs or templates use that name for something else", in.Name)
		}
		if in.Description == "" {
			s.bad(in.Range, "input %q has no description; help and docs are made from it", in.Name)
		}
	}
	p.noteAsked()
	p.checkRenames(s, start)
	p.checkExpressions(s)
	p.checkFiles(s, start)
	p.orderLocals(s)
	p.checkExposes(s, start)
	p.checkTogether(s)
	p.noteNeeds()
	return s.list.InOrder().Err()
}

// checkRenames refuses a renamed input that leads nowhere, or that is still there.
func (p *Pack) checkRenames(s *parser, at hcl.Range) {
	for _, m := range p.Renames {
		if p.byName[m.From] != nil {
			s.bad(at, "input %q is renamed to %q, but it is still there", m.From, m.To)
		}
		if p.byName[p.Renamed(m.From)] == nil {
			s.bad(at, "input %q is renamed to %q, which is no input", m.From, m.To)
		}
	}
}

func (p *Pack) checkFiles(s *parser, at hcl.Range) {
	for _, set := range p.FileSets {
		if set.Root == TestsDir || strings.HasPrefix(set.Root, TestsDir+"/") {
			s.bad(at, "pack %q has files below %q, which is where a pack's own tests are", p.Name, set.Root)
		} else if len(p.Templates(set.Root)) == 0 {
			s.bad(at, "pack %q has no files below %q", p.Name, set.Root)
		}
	}
	for _, rule := range p.Rules {
		if _, err := path.Match(rule.Pattern, ""); err != nil {
			s.bad(at, "the file pattern %q can't be read", rule.Pattern)
		}
	}
}

// checkExpressions refuses variables that no render has, naming what exists.
func (p *Pack) checkExpressions(s *parser) {
	context := append(append([]string{}, always...), p.Reads...)
	known := append([]string{"local"}, context...)
	for _, in := range p.Inputs {
		known = append(known, in.Name)
	}
	test := func(e hcl.Expression, extra ...string) {
		if e == nil {
			return
		}
		expr.Bound(e)
		p.checkAsks(s, e)
		for _, v := range e.Variables() {
			if !slices.Contains(known, v.RootName()) && !slices.Contains(extra, v.RootName()) {
				s.list = append(s.list, diag.Usagef("there is no value %q", v.RootName()).At(v.SourceRange(), p.Source(v.SourceRange())).
					WithHint("an expression sees inputs, local.NAME, what the pack `reads`, and: %s", strings.Join(always, ", ")))
			}
			p.checkLocal(s, v)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Locals)) {
		test(p.Locals[name])
	}
	for _, in := range p.Inputs {
		p.checkDefault(s, in, context)
		test(in.When)
		test(in.Offers)
		for _, v := range in.Validations {
			test(v.Condition)
			test(v.Message)
		}
		if in.Allocate != nil {
			test(in.Allocate.Low)
			test(in.Allocate.High)
			for _, name := range in.Allocate.UniqueWith {
				if p.byName[name] == nil {
					s.bad(in.Range, "input %q is unique with %q, which is no input", in.Name, name)
				}
			}
		}
	}
	for _, r := range p.Rules {
		test(r.When)
	}
	for _, set := range p.FileSets {
		test(set.Target)
		test(set.When)
	}
	if p.Estimate != nil {
		test(p.Estimate.Wanted)
		test(p.Estimate.Maximum)
	}
	if p.Application != nil {
		test(p.Application.Environment)
		test(p.Application.Inputs, "published")
	}
	for _, u := range p.Uniques {
		test(u.Values)
		test(u.When)
		test(u.Message, "count")
	}
	for _, l := range p.Limits {
		test(l.Of)
		test(l.When)
		test(l.Message, "count")
	}
	for _, n := range p.Notices {
		test(n.When, "previous")
		test(n.Message, "previous")
	}
}

// checkLocal refuses local.NAME where there is no such local.
func (p *Pack) checkLocal(s *parser, v hcl.Traversal) {
	if v.RootName() != "local" || len(v) < 2 {
		return
	}
	if step, ok := v[1].(hcl.TraverseAttr); ok && p.Locals[step.Name] == nil {
		s.bad(v.SourceRange(), "there is no local.%s; locals are: %s", step.Name, strings.Join(slices.Sorted(maps.Keys(p.Locals)), ", "))
	}
}

// checkDefault refuses a default that refers to more than the context: it is
// evaluated before any input has a value. A constant one must have the type.
func (p *Pack) checkDefault(s *parser, in *Input, context []string) {
	if in.Default == nil {
		return
	}
	expr.Bound(in.Default)
	p.checkAsks(s, in.Default)
	variables := in.Default.Variables()
	for _, v := range variables {
		if !slices.Contains(context, v.RootName()) {
			s.list = append(s.list, diag.Usagef("there is no value %q for a default", v.RootName()).At(v.SourceRange(), p.Source(v.SourceRange())).
				WithHint("a default sees what the pack `reads`, and: %s", strings.Join(always, ", ")))
		}
	}
	if len(variables) > 0 {
		return
	}
	value, diags := expr.Evaluate(in.Default, &hcl.EvalContext{Functions: expr.Functions()})
	if diags.HasErrors() {
		s.diags(diags)
	} else if converted, err := in.Convert(value); err != nil {
		s.bad(in.Default.Range(), "the default of input %q is of another type: %s", in.Name, err)
	} else if wrong, found := in.wrongNumber(converted); found {
		s.bad(in.Default.Range(), "the default of input %q holds %s, and it is %s", in.Name, expr.LiteralLine(wrong), in.Number.Said())
	}
}
