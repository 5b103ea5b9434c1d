package main

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
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
		return describePack(p), nil
	}
}

func describePack(p *pack.Pack) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# The pack %s\n\nVersion %s.", p.Name, p.Version)
	if len(p.Reads) > 0 {
		fmt.Fprintf(&b, " It reads %s from the repository's `scaffold.hcl`.", codes(p.Reads))
	}
	b.WriteString("\n")
	if p.Application != nil {
		fmt.Fprintf(&b, "A unit's application repository, of pack `%s`, copies what its `application` block says.\n", p.Application.Pack)
	}
	if len(p.Exposes) > 0 {
		fmt.Fprintf(&b, "Other units may see its %s.\n", codes(p.Exposes))
	}
	if r := p.NameRule; r != nil {
		fmt.Fprintf(&b, "\n%s\n", words(r.Message))
	}
	b.WriteString("\n## Inputs\n\n")
	if p.Name != "repository" {
		fmt.Fprintf(&b, "For `--spec FILE` in JSON there is a schema: [pack-%s.schema.json](pack-%s.schema.json).\n\n", p.Name, p.Name)
	}
	b.WriteString("Where an input is stored: *spec* is the unit's `scaffold.hcl`, *tfvars* each environment's `terraform.tfvars`. A default may depend on the environment.\n\n")
	b.WriteString(inputTable(p))
	for _, in := range p.Inputs {
		b.WriteString("\n" + describeInput(p, in))
	}
	b.WriteString("\n## Files\n\n" + fileTable(p))
	return b.String()
}

func inputTable(p *pack.Pack) string {
	t := newTable("input", "type", "default", "stored in")
	for _, in := range p.Inputs {
		t.row(fmt.Sprintf("[%s](#%s)", code(in.Name), in.Name), code(oneLine(in.TypeText)), code(oneLine(defaultText(in))), in.StoredIn)
	}
	return t.String()
}

// oneLine shortens what is long for a table; the section shows it whole.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > 48 {
		return string(runes[:47]) + "…"
	}
	return s
}

func defaultText(in *pack.Input) string {
	switch {
	case in.Allocate != nil:
		return "chosen once"
	case in.Default == nil:
		return "required"
	}
	return in.DefaultText
}

func describeInput(p *pack.Pack, in *pack.Input) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n%s\n\n", in.Name, words(sentence(in.Description)))
	fmt.Fprintf(&b, "- given by: %s\n", code(option(p, in)))
	b.WriteString("- type: " + longCode(in.TypeText))
	b.WriteString("- default: " + longCode(defaultText(in)))
	fact := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&b, "- %s: %s\n", label, value)
		}
	}
	fact("stored in", map[string]string{"spec": "`scaffold.hcl`", "tfvars": "`terraform.tfvars` of each environment"}[in.StoredIn])
	fact("choices", choices(in))
	if in.When != nil {
		fact("matters when", code(source(p, in.When)))
	}
	if in.Pinned {
		fact("pinned", "its value is written into the spec when the unit is made, as a later change would replace a resource")
	}
	if r := in.References; r != nil {
		fact("names", fmt.Sprintf("units of the pack %s, %s", r.Pack, map[string]string{
			"state": "by their remote state: they are applied first", "name": "by their names: no order",
		}[r.Via]))
	}
	for _, v := range in.Validations {
		fact("rule", message(p, v.Message))
	}
	return b.String()
}

// option is how a command line sets the input when the unit is made.
func option(p *pack.Pack, in *pack.Input) string {
	switch p.Name {
	case "service", "blank": // the packs of `scaffold service` and `scaffold layer`
		return "--" + pack.Flag(in.Name)
	case "repository":
		return "scaffold init --set " + in.Name + "=…"
	}
	return "scaffold init --set " + p.Name + "." + in.Name + "=…"
}

// longCode is inline code, or a block where there are several lines.
func longCode(s string) string {
	if strings.Contains(s, "\n") {
		return "\n\n" + fence("hcl", s) + "\n"
	}
	return code(s) + "\n"
}

func choices(in *pack.Input) string {
	var out []string
	for _, c := range in.Choices {
		out = append(out, expr.LiteralLine(c))
	}
	return codes(out)
}

// message is a validation's text; one that is computed is shown as written.
func message(p *pack.Pack, e hcl.Expression) string {
	value, diags := e.Value(&hcl.EvalContext{Functions: expr.Functions()})
	if diags.HasErrors() || value.IsNull() || !value.IsKnown() {
		return words(strings.Trim(source(p, e), `"`))
	}
	return words(value.AsString())
}

func source(p *pack.Pack, e hcl.Expression) string {
	return strings.TrimSpace(string(e.Range().SliceBytes(p.Files[pack.Filename])))
}

func fileTable(p *pack.Pack) string {
	t := newTable("file", "rendered", "condition")
	for _, set := range p.FileSets {
		for _, name := range p.Templates(set.Root) {
			short := strings.TrimSuffix(strings.TrimPrefix(name, set.Root+"/"), ".tmpl")
			target := short
			if set.Scope == pack.EnvironmentScope {
				target = "environments/*/" + short
			}
			if set.Target != nil {
				target = strings.Trim(source(p, set.Target), `"`) + "/" + short
			}
			t.row(code(target), "once "+map[pack.Scope]string{pack.UnitScope: "a unit", pack.EnvironmentScope: "an environment"}[set.Scope], rules(p, target))
		}
	}
	return t.String()
}

// rules says what the pack's file blocks say of a file.
func rules(p *pack.Pack, target string) string {
	var out []string
	for _, r := range p.Rules {
		if r.Pattern != target {
			continue
		}
		if r.When != nil {
			out = append(out, "when "+code(oneLine(source(p, r.When))))
		}
		if r.SeedOnce {
			out = append(out, "once, then it is yours")
		}
		if r.Executable {
			out = append(out, "executable")
		}
	}
	return strings.Join(out, "; ")
}
