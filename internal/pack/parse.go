package pack

import (
	"cmp"
	"errors"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/gocty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// parser collects what is wrong with a declaration while it is read.
type parser struct {
	sources map[string][]byte
	list    diag.List
}

func (s *parser) bad(r hcl.Range, format string, args ...any) {
	s.list = append(s.list, diag.Usagef(format, args...).At(r, s.sources[r.Filename]))
}

func (s *parser) diags(diags hcl.Diagnostics) {
	s.list = append(s.list, diag.FromHCL(diag.Usage, diags, s.sources)...)
}

// parse reads the declaration of a pack: pack.hcl, then the files that it
// includes, in that order.
func parse(files map[string][]byte, shared map[string]string, origin string) (*Pack, error) {
	s := &parser{sources: map[string][]byte{}}
	p := &Pack{Locals: map[string]hcl.Expression{}, byName: map[string]*Input{}, sources: s.sources, extended: shared}
	s.file(p, files, origin, Filename)
	start := startOf(origin)
	for _, name := range p.Includes {
		switch {
		case !isDeclaration(name) || name == Filename:
			s.bad(start, "a pack includes .hcl files that lie beside its %s, not %q", Filename, name)
		case files[name] == nil:
			s.bad(start, "the pack includes %s, which is not there", name)
		case s.sources[p.Place(origin, name)] != nil:
			s.bad(start, "the pack includes %s twice", name)
		default:
			s.file(p, files, origin, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if isDeclaration(name) && s.sources[p.Place(origin, name)] == nil {
			s.bad(start, "%s lies beside %s, but is not included: name it in `includes` of the pack block, or remove it", name, Filename)
		}
	}
	if p.Name == "" && len(s.list) == 0 {
		s.bad(start, "%s has no pack block", start.Filename)
	}
	return p, s.list.InOrder().Err()
}

// isDeclaration tells a file of the declaration from templates: .hcl files that
// lie in the pack's own folder, hidden ones aside.
func isDeclaration(name string) bool {
	return path.Ext(name) == ".hcl" && !strings.ContainsRune(name, '/') && !strings.HasPrefix(name, ".")
}

// startOf is the place of what is wrong with a declaration as a whole.
func startOf(origin string) hcl.Range {
	return hcl.Range{Filename: path.Join(origin, Filename), Start: hcl.InitialPos, End: hcl.InitialPos}
}

func (s *parser) file(p *Pack, files map[string][]byte, origin, name string) {
	filename := p.Place(origin, name)
	s.sources[filename] = files[name]
	parsed, diags := limits.ParseHCL(files[name], filename)
	if diags.HasErrors() {
		s.diags(diags)
		return
	}
	body := parsed.Body.(*hclsyntax.Body)
	for _, a := range body.Attributes {
		s.bad(a.NameRange, "%q stands outside any block", a.Name)
	}
	for _, b := range body.Blocks {
		s.block(p, b)
	}
}

func (s *parser) block(p *Pack, b *hclsyntax.Block) {
	switch b.Type {
	case "pack":
		s.pack(p, b)
	case "locals":
		for name, a := range b.Body.Attributes {
			if p.Locals[name] != nil {
				s.bad(a.NameRange, "local.%s is declared twice", name)
			}
			p.Locals[name] = a.Expr
		}
	case "input":
		if in := s.input(b); in != nil {
			if p.byName[in.Name] != nil {
				s.bad(b.DefRange(), "input %q is declared twice", in.Name)
			}
			p.Inputs = append(p.Inputs, in)
			p.byName[in.Name] = in
		}
	case "files":
		s.files(p, b)
	case "file":
		s.rule(p, b)
	case "notice":
		a := s.attrs(b, "when", "message")
		if a["when"] == nil || a["message"] == nil {
			s.bad(b.DefRange(), "a notice needs when and message")
		}
		p.Notices = append(p.Notices, Notice{When: a["when"], Message: a["message"]})
	case "estimate":
		s.estimate(p, b)
	case "unique":
		s.unique(p, b)
	case "limit":
		s.limit(p, b)
	case "section":
		s.section(p, b)
	case "name":
		s.nameRule(p, b)
	case "application":
		s.application(p, b)
	case "moved", "renamed_input":
		s.move(p, b)
	default:
		s.bad(b.DefRange(), "a pack holds no block %q", b.Type)
	}
}

// attrs returns the expressions of a block's attributes and refuses others than those named.
func (s *parser) attrs(b *hclsyntax.Block, allowed ...string) map[string]hcl.Expression {
	out := map[string]hcl.Expression{}
	for name, a := range b.Body.Attributes {
		if !slices.Contains(allowed, name) {
			s.bad(a.NameRange, "a %s block has no attribute %q; it may have: %s", b.Type, name, strings.Join(allowed, ", "))
			continue
		}
		out[name] = a.Expr
	}
	return out
}

// value evaluates e without variables; false where there is none, or it can't be.
func (s *parser) value(e hcl.Expression) (cty.Value, bool) {
	if e == nil {
		return cty.NilVal, false
	}
	value, diags := expr.Evaluate(e, &hcl.EvalContext{Functions: expr.Functions()})
	if diags.HasErrors() {
		s.diags(diags)
	}
	return value, !diags.HasErrors()
}

// constant evaluates e without variables into target; a nil e leaves it alone.
func (s *parser) constant(e hcl.Expression, target any) {
	value, ok := s.value(e)
	if !ok {
		return
	}
	if list, ok := target.(*[]string); ok {
		converted, err := expr.Convert(value, cty.List(cty.String), nil)
		if err == nil && (converted.IsNull() || !converted.IsWhollyKnown() || hasNull(converted)) {
			err = errors.New("null is no text")
		}
		if err != nil {
			s.bad(e.Range(), "this must be a list of text: %s", err)
			return
		}
		for _, v := range converted.AsValueSlice() {
			*list = append(*list, v.AsString())
		}
		return
	}
	if err := gocty.FromCtyValue(value, target); err != nil {
		s.bad(e.Range(), "wrong type of value here: %s", err)
	}
}

func hasNull(list cty.Value) bool {
	for _, v := range list.AsValueSlice() {
		if v.IsNull() {
			return true
		}
	}
	return false
}

func (s *parser) label(b *hclsyntax.Block) string {
	if len(b.Labels) != 1 {
		s.bad(b.DefRange(), "a %s block takes one label", b.Type)
		return ""
	}
	return b.Labels[0]
}

func (s *parser) pack(p *Pack, b *hclsyntax.Block) {
	if p.Name != "" {
		s.bad(b.DefRange(), "there are two pack blocks")
	}
	p.Name = s.label(b)
	if _, ok := spec.ParsePackRef(p.Name); !ok || strings.Contains(p.Name, "@") {
		s.bad(b.DefRange(), "a pack's name is lower-case letters, digits and hyphens, not %q", p.Name)
	}
	a := s.attrs(b, "version", "requires_scaffold", "extends", "includes", "reads", "layer", "exposes", "identity", "description", "kind")
	s.constant(a["version"], &p.Version)
	s.constant(a["requires_scaffold"], &p.Requires)
	s.constant(a["extends"], new(string)) // what Extend has read already
	s.constant(a["includes"], &p.Includes)
	s.constant(a["reads"], &p.Reads)
	s.constant(a["layer"], &p.Layer)
	s.constant(a["exposes"], &p.Exposes)
	s.constant(a["identity"], &p.Identity)
	s.constant(a["kind"], &p.Kind)
	if p.Kind = cmp.Or(p.Kind, p.Name); !spec.ValidName(p.Kind) {
		s.bad(b.DefRange(), "a pack's kind is lower-case letters, digits and hyphens, not %q", p.Kind)
	}
}

func (s *parser) files(p *Pack, b *hclsyntax.Block) {
	set := FileSet{Scope: Scope(s.label(b))}
	if set.Scope != UnitScope && set.Scope != EnvironmentScope {
		s.bad(b.DefRange(), `files are rendered once a "unit" or once an "environment", not %q`, set.Scope)
	}
	a := s.attrs(b, "root", "target", "when")
	s.constant(a["root"], &set.Root)
	set.Target, set.When = a["target"], a["when"]
	p.FileSets = append(p.FileSets, set)
}

func (s *parser) rule(p *Pack, b *hclsyntax.Block) {
	rule := FileRule{Pattern: s.label(b)}
	a := s.attrs(b, "when", "seed_once", "executable")
	rule.When = a["when"]
	s.constant(a["seed_once"], &rule.SeedOnce)
	s.constant(a["executable"], &rule.Executable)
	p.Rules = append(p.Rules, rule)
}

func (s *parser) section(p *Pack, b *hclsyntax.Block) {
	sec := Section{Path: s.label(b)}
	a := s.attrs(b, "role", "line", "begin", "end")
	s.constant(a["role"], &sec.Role)
	s.constant(a["begin"], &sec.Begin)
	s.constant(a["end"], &sec.End)
	if sec.Line = a["line"]; sec.Line == nil || sec.Begin == "" || sec.End == "" {
		s.bad(b.DefRange(), "a section needs role, line, begin and end")
	}
	p.Sections = append(p.Sections, sec)
}

func (s *parser) application(p *Pack, b *hclsyntax.Block) {
	if p.Application != nil {
		s.bad(b.DefRange(), "there are two application blocks")
	}
	a := s.attrs(b, "environment", "inputs")
	if a["environment"] == nil || a["inputs"] == nil {
		s.bad(b.DefRange(), "an application block needs environment and inputs")
	}
	p.Application = &Application{Pack: s.label(b), Environment: a["environment"], Inputs: a["inputs"]}
}

func (s *parser) estimate(p *Pack, b *hclsyntax.Block) {
	if p.Estimate != nil {
		s.bad(b.DefRange(), "there are two estimate blocks")
	}
	e := &EstimateRule{Unit: s.label(b)}
	a := s.attrs(b, "wanted", "maximum", "note")
	s.constant(a["note"], &e.Note)
	if e.Wanted, e.Maximum = a["wanted"], a["maximum"]; e.Wanted == nil || e.Note == "" {
		s.bad(b.DefRange(), "an estimate needs wanted, and a note that says what it is based on")
	}
	p.Estimate = e
}

func (s *parser) nameRule(p *Pack, b *hclsyntax.Block) {
	r := &NameRule{Max: 64}
	a := s.attrs(b, "pattern", "min", "max", "reserved", "forbidden_suffixes", "message")
	s.constant(a["pattern"], &r.Pattern)
	s.constant(a["min"], &r.Min)
	s.constant(a["max"], &r.Max)
	s.constant(a["reserved"], &r.Reserved)
	s.constant(a["forbidden_suffixes"], &r.ForbiddenSuffixes)
	s.constant(a["message"], &r.Message)
	if _, err := regexp.Compile(r.Pattern); err != nil {
		s.bad(b.DefRange(), "the pattern %q can't be read", r.Pattern)
	}
	p.NameRule = r
}

func (s *parser) move(p *Pack, b *hclsyntax.Block) {
	var m Move
	a := s.attrs(b, "from", "to")
	s.constant(a["from"], &m.From)
	s.constant(a["to"], &m.To)
	if m.From == "" || m.To == "" {
		s.bad(b.DefRange(), "a %s block needs from and to", b.Type)
	}
	if b.Type == "moved" {
		p.Moves = append(p.Moves, m)
	} else {
		p.Renames = append(p.Renames, m)
	}
}
