package pack

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// input reads one input block.
func (s *parser) input(b *hclsyntax.Block) *Input {
	in := &Input{Name: s.label(b), Nullable: true, StoredIn: "spec", Type: cty.DynamicPseudoType, TypeText: "any", Range: b.DefRange()}
	if !hclsyntax.ValidIdentifier(in.Name) || strings.ContainsRune(in.Name, '-') {
		s.bad(b.DefRange(), "an input's name is letters, digits and underscores, not %q", in.Name)
		return nil
	}
	a := s.attrs(b, "type", "default", "description", "nullable", "sensitive", "prompt", "choices", "aliases", "listed", "offers", "format", "when", "stored_in", "role", "pinned")
	if e := a["sensitive"]; e != nil {
		s.bad(e.Range(), "input %q is sensitive: secrets never stand in a spec; take the address of a secret store instead", in.Name)
	}
	s.inputType(in, a["type"])
	s.constant(a["description"], &in.Description)
	s.constant(a["nullable"], &in.Nullable)
	s.constant(a["prompt"], &in.Prompt)
	s.constant(a["stored_in"], &in.StoredIn)
	s.constant(a["role"], &in.Role)
	s.constant(a["pinned"], &in.Pinned)
	if in.When = a["when"]; in.StoredIn != "spec" && in.StoredIn != "tfvars" {
		s.bad(b.DefRange(), `input %q is stored in %q; it may be "spec" or "tfvars"`, in.Name, in.StoredIn)
	}
	if in.Default = a["default"]; in.Default != nil {
		in.DefaultText = s.text(in.Default.Range())
	}
	s.choices(in, a["choices"])
	s.aliases(in, a["aliases"])
	s.listed(in, a["listed"])
	in.Offers = a["offers"]
	s.format(in, a["format"])
	for _, child := range b.Body.Blocks {
		s.inputBlock(in, child)
	}
	return in
}

func (s *parser) text(r hcl.Range) string {
	return strings.TrimSpace(string(r.SliceBytes(s.sources[r.Filename])))
}

func (s *parser) inputType(in *Input, e hcl.Expression) {
	if e == nil {
		return
	}
	ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(e)
	if diags.HasErrors() {
		s.diags(diags)
		return
	}
	in.Type, in.Defaults, in.TypeText = ty, defaults, s.text(e.Range())
}

func (s *parser) choices(in *Input, e hcl.Expression) {
	value, ok := s.value(e)
	if !ok {
		return
	}
	want := in.Type
	if want.IsCollectionType() {
		want = want.ElementType()
	}
	if value.IsNull() || !value.CanIterateElements() || value.Type().IsMapType() || value.Type().IsObjectType() {
		s.bad(e.Range(), "the choices of input %q are no list", in.Name)
		return
	}
	for it := value.ElementIterator(); it.Next(); {
		_, v := it.Element()
		converted, err := expr.Convert(v, want, nil)
		if err != nil {
			s.bad(e.Range(), "a choice of input %q is of another type: %s", in.Name, err)
			return
		}
		in.Choices = append(in.Choices, converted)
	}
}

// aliases reads which of an input's values is meant by what else may be written.
func (s *parser) aliases(in *Input, e hcl.Expression) {
	value, ok := s.value(e)
	if !ok {
		return
	}
	converted, err := expr.Convert(value, cty.Map(cty.String), nil)
	if err != nil || value.IsNull() || in.Type != cty.String {
		s.bad(e.Range(), "aliases of input %q are other spellings of its text, such as { true = \"all\", false = \"none\" }", in.Name)
		return
	}
	in.Aliases = converted.AsValueMap()
}

// listed reads what each key of a map has where only a list of keys is written.
func (s *parser) listed(in *Input, e hcl.Expression) {
	value, ok := s.value(e)
	if !ok {
		return
	}
	if !in.Type.IsMapType() {
		s.bad(e.Range(), "input %q is no map: listed is what each key has where only a list of keys is written", in.Name)
		return
	}
	converted, err := expr.Convert(value, in.Type.ElementType(), nil)
	if err != nil || value.IsNull() {
		s.bad(e.Range(), "what listed gives each key of input %q is of another type: it is %s", in.Name, in.Type.ElementType().FriendlyName())
		return
	}
	in.Listed = converted
}

// The formats of text that prompts know how to ask for.
const (
	FormatCron     = "aws_cron" // a schedule expression of AWS
	FormatTimezone = "timezone" // the IANA name of a time zone
)

// Formats are all formats.
var Formats = []string{FormatCron, FormatTimezone}

// format reads what the input's text is: a format, or an object of formats by
// the attributes of the input's objects.
func (s *parser) format(in *Input, e hcl.Expression) {
	value, ok := s.value(e)
	if !ok {
		return
	}
	ty := in.Type
	if ty.IsCollectionType() {
		ty = ty.ElementType()
	}
	in.Format = map[string]string{}
	if !value.Type().IsObjectType() {
		value = cty.ObjectVal(map[string]cty.Value{"": value})
	}
	for name, format := range value.AsValueMap() {
		of := ty
		if name != "" && ty.IsObjectType() && ty.HasAttribute(name) {
			of = ty.AttributeType(name)
		} else if name != "" {
			of = cty.NilType
		}
		if of != cty.String || format.IsNull() || format.Type() != cty.String || !slices.Contains(Formats, format.AsString()) {
			s.bad(e.Range(), "the format of input %q is %s, for text of the input or for attributes of its objects that are text", in.Name, strings.Join(Formats, " or "))
			return
		}
		in.Format[name] = format.AsString()
	}
}

func (s *parser) inputBlock(in *Input, b *hclsyntax.Block) {
	switch b.Type {
	case "validation":
		a := s.attrs(b, "condition", "error_message")
		if a["condition"] == nil || a["error_message"] == nil {
			s.bad(b.DefRange(), "a validation needs condition and error_message")
			return
		}
		in.Validations = append(in.Validations, Validation{Condition: a["condition"], Message: a["error_message"]})
	case "number":
		s.number(in, b)
	case "references":
		r := &References{Via: "state"}
		a := s.attrs(b, "pack", "kind", "via")
		s.constant(a["pack"], &r.Pack)
		s.constant(a["kind"], &r.Kind)
		s.constant(a["via"], &r.Via)
		if r.Via != "state" && r.Via != "name" {
			s.bad(b.DefRange(), `input %q references via %q; it may be "state" or "name"`, in.Name, r.Via)
		}
		in.References = r
	case "allocate":
		r := &Allocate{}
		a := s.attrs(b, "low", "high", "unique_with")
		r.Low, r.High = a["low"], a["high"]
		s.constant(a["unique_with"], &r.UniqueWith)
		if r.Low == nil || r.High == nil {
			s.bad(b.DefRange(), "allocate needs low and high")
		}
		in.Allocate = r
	default:
		s.bad(b.DefRange(), "an input holds no block %q; it may hold: validation, number, references, allocate", b.Type)
	}
}
