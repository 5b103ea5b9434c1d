// Package packdoc describes a pack: Page.Markdown is its reference, Schema the
// JSON Schema of what --spec takes for its units, Backstage a portal's template.
// All are made from the declaration alone, for the pages of the built-in packs and
// `scaffold pack docs`. Inventory and Detail tell of the packs of a repository.
package packdoc

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/markdown"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// Page is the reference of a pack.
type Page struct {
	Pack   *pack.Pack
	Schema string                   // file of its JSON Schema, to link to; empty for none
	Given  func(*pack.Input) string // how a command line sets an input; nil for `scaffold generate`
}

// Option says how a command line sets an input of the pack when a unit is made,
// for packs that commands are made for.
func Option(p *pack.Pack) func(*pack.Input) string {
	return func(in *pack.Input) string {
		switch p.Name {
		case "service", "blank": // of `scaffold service` and `scaffold layer`
			return "--" + pack.Flag(in.Name)
		case "repository":
			return "scaffold init --set " + in.Name + "=…"
		}
		return "scaffold init --set " + p.Name + "." + in.Name + "=…"
	}
}

// Markdown returns the page.
func (page Page) Markdown() string {
	p := page.Pack
	var b strings.Builder
	fmt.Fprintf(&b, "# The pack %s\n\nVersion %s.", p.Name, p.Version)
	if len(p.Reads) > 0 {
		fmt.Fprintf(&b, " It reads %s from the repository's `scaffold.hcl`.", markdown.Codes(p.Reads))
	}
	b.WriteString("\n")
	if p.Application != nil {
		fmt.Fprintf(&b, "A unit's application repository, of pack `%s`, copies what its `application` block says.\n", p.Application.Pack)
	}
	if p.Kind != p.Name {
		fmt.Fprintf(&b, "Its units are of the kind `%s`.\n", p.Kind)
	}
	if names := p.ExposedNames(); len(names) > 0 {
		fmt.Fprintf(&b, "Other units may see its %s.\n", markdown.Codes(names))
	}
	if len(p.Identity) > 0 {
		fmt.Fprintf(&b, "A change of its %s would leave behind what exists, and is refused unless `--allow-replace` names it.\n", markdown.Codes(p.Identity))
	}
	if r := p.NameRule; r != nil {
		fmt.Fprintf(&b, "\n%s\n", markdown.Words(r.Message))
	}
	b.WriteString("\n## Inputs\n\n")
	if page.Schema != "" {
		fmt.Fprintf(&b, "For `--spec FILE` in JSON there is a schema: [%s](%s).\n\n", page.Schema, page.Schema)
	}
	b.WriteString("Where an input is stored: *spec* is the unit's `scaffold.hcl`, *tfvars* each environment's `terraform.tfvars`. A default may depend on the environment.\n\n")
	b.WriteString(inputTable(p))
	for _, in := range p.Inputs {
		b.WriteString("\n" + page.input(in))
	}
	b.WriteString(together(p))
	b.WriteString("\n## Files\n\n" + fileTable(p))
	return b.String()
}

func inputTable(p *pack.Pack) string {
	t := markdown.NewTable("input", "type", "default", "stored in")
	for _, in := range p.Inputs {
		t.Row(fmt.Sprintf("[%s](#%s)", markdown.Code(in.Name), in.Name), markdown.Code(OneLine(in.TypeText)), markdown.Code(OneLine(Default(in))), in.StoredIn)
	}
	return t.String()
}

// OneLine shortens what is long for a table; the section shows it whole.
func OneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > 48 {
		return string(runes[:47]) + "…"
	}
	return s
}

// Default is an input's default as it is written, or what stands for it.
func Default(in *pack.Input) string {
	switch {
	case in.Allocate != nil:
		return "chosen once"
	case in.Default == nil:
		return "required"
	}
	return in.DefaultText
}

func (page Page) input(in *pack.Input) string {
	p := page.Pack
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n%s\n\n", in.Name, markdown.Words(markdown.Sentence(in.Description)))
	fmt.Fprintf(&b, "- given by: %s\n", markdown.Code(page.given(in)))
	b.WriteString("- type: " + longCode(in.TypeText))
	b.WriteString("- default: " + longCode(Default(in)))
	fact := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&b, "- %s: %s\n", label, value)
		}
	}
	fact("stored in", map[string]string{"spec": "`scaffold.hcl`", "tfvars": "`terraform.tfvars` of each environment"}[in.StoredIn])
	fact("choices", choices(in))
	if in.Listed != cty.NilVal {
		fact("a list of keys", "each has "+markdown.Code(expr.LiteralLine(in.Listed)))
	}
	if in.When != nil {
		fact("matters when", markdown.Code(source(p, in.When)))
	}
	if in.Pinned {
		fact("pinned", "its value is written into the spec when the unit is made, as a later change would replace a resource")
	}
	if r := in.References; r != nil {
		of := "pack " + r.Pack
		if r.Kind != "" {
			of = "kind " + r.Kind
		}
		fact("names", fmt.Sprintf("units of the %s, %s", of, map[string]string{
			"state": "by their remote state: they are applied first", "name": "by their names: no order",
		}[r.Via]))
	}
	if in.Number != nil {
		fact("number", in.Number.Said())
	}
	for _, v := range in.Validations {
		fact("rule", message(p, v.Message))
	}
	return b.String()
}

// together says what holds of all units of the pack's kind.
func together(p *pack.Pack) string {
	if !p.Together() {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n## Across units\n\nIn each environment, of all units of the kind `%s`:\n\n", p.Kind)
	where := func(when hcl.Expression) string {
		if when == nil {
			return ""
		}
		return ", where " + markdown.Code(OneLine(source(p, when)))
	}
	for _, u := range p.Uniques {
		fmt.Fprintf(&b, "- %s: no two have the same%s. %s\n", markdown.Code(strings.Join(strings.Fields(source(p, u.Values)), " ")), where(u.When), message(p, u.Message))
	}
	for _, l := range p.Limits {
		fmt.Fprintf(&b, "- %s: at most %d have the same%s. %s\n", markdown.Code(strings.Join(strings.Fields(source(p, l.Of)), " ")), l.Max, where(l.When), message(p, l.Message))
	}
	return b.String()
}

// given is how a command line sets an input.
func (page Page) given(in *pack.Input) string {
	if page.Given != nil {
		return page.Given(in)
	}
	return "scaffold generate UNIT --set " + in.Name + "=…"
}

// longCode is inline code, or a block where there are several lines.
func longCode(s string) string {
	if strings.Contains(s, "\n") {
		return "\n\n" + markdown.Fence("hcl", s) + "\n"
	}
	return markdown.Code(s) + "\n"
}

func choices(in *pack.Input) string {
	var out []string
	for _, c := range in.Choices {
		out = append(out, expr.LiteralLine(c))
	}
	return markdown.Codes(out)
}

// message is a validation's text; one that is computed is shown as written.
func message(p *pack.Pack, e hcl.Expression) string {
	value, diags := expr.Evaluate(e, &hcl.EvalContext{Functions: expr.Functions()})
	if diags.HasErrors() || value.IsNull() || !value.IsKnown() {
		return markdown.Words(strings.Trim(source(p, e), `"`))
	}
	return markdown.Words(value.AsString())
}

func source(p *pack.Pack, e hcl.Expression) string {
	return strings.TrimSpace(string(e.Range().SliceBytes(p.Source(e.Range()))))
}

func fileTable(p *pack.Pack) string {
	t := markdown.NewTable("file", "rendered", "condition")
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
			t.Row(markdown.Code(target), "once "+map[pack.Scope]string{pack.UnitScope: "a unit", pack.EnvironmentScope: "an environment"}[set.Scope], rules(p, target))
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
			out = append(out, "when "+markdown.Code(OneLine(source(p, r.When))))
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
