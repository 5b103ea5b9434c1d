package cli

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// hostile are texts that would do something if they came out as code.
var hostile = []string{
	`${file("/etc/passwd")}`, `%{ if true }x%{ endif }`, `$${x}`, `a"b`, "a'b", "a\nb = 1", "a\n}\nresource \"x\" \"y\" {}", `$(touch pwned)`, "`touch pwned`",
	`${{ github.token }}`, `<% .x %>`, `{{ .x }}`, `back\`, "a\u202eb", "*/ x /*", "# x", "]]>", "a: b", "- a", "\u2028x",
}

// wraps put a text into the forms that validations ask for.
var wraps = []string{"%s", "/%s", "team/%s", "x%s.example.com", "arn:aws:secretsmanager:us-east-1:111111111111:secret:%s", "arn:aws:iam::111111111111:policy/%s"}

const benign = "benign"

// place is where a text can stand in the value of an input.
type place struct {
	name string
	with func(text string) cty.Value
}

// places returns every place for a text in a value of the type.
func places(name string, ty cty.Type) []place {
	var out []place
	nested := func(suffix string, ty cty.Type, wrap func(cty.Value) cty.Value) {
		for _, p := range places(name+suffix, ty) {
			out = append(out, place{p.name, func(text string) cty.Value { return wrap(p.with(text)) }})
		}
	}
	switch {
	case ty == cty.String:
		out = append(out, place{name, func(text string) cty.Value { return cty.StringVal(text) }})
	case ty.IsListType() || ty.IsSetType():
		nested("[]", ty.ElementType(), func(v cty.Value) cty.Value { return cty.TupleVal([]cty.Value{v}) })
	case ty.IsMapType():
		nested("{}", ty.ElementType(), func(v cty.Value) cty.Value { return cty.ObjectVal(map[string]cty.Value{"KEY": v}) })
		nested("{lower}", ty.ElementType(), func(v cty.Value) cty.Value { return cty.ObjectVal(map[string]cty.Value{"key": v}) })
		out = append(out, place{name + " key", func(text string) cty.Value {
			return cty.ObjectVal(map[string]cty.Value{text: sampleOf(ty.ElementType())})
		}})
	case ty.IsObjectType():
		for _, attribute := range slices.Sorted(maps.Keys(ty.AttributeTypes())) {
			nested("."+attribute, ty.AttributeType(attribute), func(v cty.Value) cty.Value {
				all := sampleOf(ty).AsValueMap()
				all[attribute] = v
				return cty.ObjectVal(all)
			})
		}
	}
	return out
}

// sampleOf is a harmless value of the type.
func sampleOf(ty cty.Type) cty.Value {
	switch {
	case ty == cty.String:
		return cty.StringVal("cron(0 20 ? * MON-FRI *)")
	case ty == cty.Number:
		return cty.NumberIntVal(1)
	case ty == cty.Bool:
		return cty.True
	case ty.IsObjectType():
		all := map[string]cty.Value{}
		for name, attribute := range ty.AttributeTypes() {
			if all[name] = sampleOf(attribute); name == "timezone" {
				all[name] = cty.StringVal("UTC")
			}
		}
		return cty.ObjectVal(all)
	}
	return cty.EmptyTupleVal
}

// bench renders one unit of a repository that is in memory only.
type bench struct {
	files fstest.MapFS
	packs *pack.Store
	draw  *render.Renderer
}

func newBench(t testing.TB) *bench {
	from, err := preparedRepository()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{files: fstest.MapFS{}, packs: &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}, draw: render.New()}
	err = fs.WalkDir(os.DirFS(from), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == spec.Filename && !strings.HasPrefix(name, ".scaffold") {
			content, err := os.ReadFile(from + "/" + name)
			content = oneEnvironment(content)
			b.files[name] = &fstest.MapFile{Data: content}
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.files["layers/09-blank/scaffold.hcl"] = &fstest.MapFile{Data: []byte("unit \"extra\" {\n  pack = \"blank@1.0.0\"\n}\n")}
	root, err := spec.AddLayer(spec.Filename, b.files[spec.Filename].Data, spec.Layer{Name: "extra", Directory: "09-blank"})
	if err != nil {
		t.Fatal(err)
	}
	b.files[spec.Filename].Data = root
	return b
}

// newAppBench is an application repository that uses everything there is.
func newAppBench(runtime string) *bench {
	b := &bench{files: fstest.MapFS{}, packs: &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}, draw: render.New()}
	b.files[spec.Filename] = &fstest.MapFile{Data: []byte(`unit "shop" {
  pack         = "app-repo@1.0.0"
  runtime      = "` + runtime + `"
  repository   = "acme/shop"
  database     = true
  cache        = true
  queues       = ["jobs"]
  worker_queue = "jobs"
  buckets      = ["uploads"]
  tables       = ["orders"]
  services     = ["pricing"]
  deploys_to   = [{ environment = "dev", region = "us-east-1" }]
}
`)}
	return b
}

// oneEnvironment leaves dev only: the others would render the same.
func oneEnvironment(src []byte) []byte {
	others := regexp.MustCompile(`(?ms)^environment "(staging|production)" \{\n.*?^\}\n`)
	lists := regexp.MustCompile(`environments( +)= \[.*\]`)
	return lists.ReplaceAll(others.ReplaceAll(src, nil), []byte(`environments$1= ["dev"]`))
}

// render returns the files of a unit with an input set, by path.
func (b *bench) render(unit string, in *pack.Input, value cty.Value) (map[string][]byte, error) {
	m, err := repo.Load(b.files)
	if err != nil {
		return nil, err
	}
	u := m.Unit(unit)
	specPath := u.Path.Join(spec.Filename)
	edits := map[repo.Path][]byte{}
	tfvars := plan.Tfvars{}
	if in.StoredIn == "tfvars" {
		tfvars[unit] = map[string]map[string]cty.Value{"": {in.Name: value}}
	} else {
		changes := []spec.Change{{Name: in.Name, Value: expr.Literal(value)}}
		for name, with := range map[string]string{"schedules": "autoscaling", "worker_queue": ""} {
			if in.Name == name && with != "" {
				changes = append(changes, spec.Change{Name: with, Value: "true"})
			}
		}
		if edits[specPath], err = spec.Edit(string(specPath), u.Spec.Source, changes); err != nil {
			return nil, err
		}
	}
	if m, err = repo.Load(repo.Overlay{Base: b.files, Files: edits}); err != nil {
		return nil, err
	}
	builder := &plan.Builder{Packs: b.packs, Renderer: b.draw}
	p, err := builder.Build(plan.Request{Model: m, Edits: edits, Units: []*repo.Unit{m.Unit(unit)}, Tfvars: tfvars})
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, a := range p.Actions {
		if !strings.HasPrefix(string(a.Path), pack.VendorDir) {
			out[string(a.Path)] = a.Bytes()
		}
	}
	return out, nil
}

// TestHostileText: a hostile text in any place of any input of any built-in
// pack is refused, or comes out as that text and nothing else.
func TestHostileText(t *testing.T) {
	t.Parallel()
	accepted, refused, where := 0, 0, map[string]bool{}
	for _, unit := range []string{".", "foundation", "platform", "shared-services", "extra", "alpha", "shop python", "shop node", "shop go", "shop java"} {
		b := newBench(t)
		name, runtime, isApp := strings.Cut(unit, " ")
		if unit = name; isApp {
			b = newAppBench(runtime)
		}
		m, err := repo.Load(b.files)
		if err != nil {
			t.Fatal(err)
		}
		p, err := b.packs.Get(m.Unit(unit).Spec.Pack)
		if err != nil {
			t.Fatal(err)
		}
		for name := range b.files { // the others only cost time
			if name != spec.Filename && path.Dir(name) != string(m.Unit(unit).Path) {
				delete(b.files, name)
				b.files[path.Join(path.Dir(name), "kept")] = &fstest.MapFile{} // a layer's folder may not be gone
			}
		}
		for _, in := range p.Inputs {
			if in.Name == "install_scaffold" {
				continue // a line of the shell, and meant as one
			}
			for _, at := range places(in.Name, in.Type) {
				for i, wrap := range wraps {
					base, baseErr := b.render(unit, in, at.with(fmt.Sprintf(wrap, benign)))
					if baseErr != nil && i > 0 {
						continue // no text of this form is taken here
					}
					texts := hostile
					if baseErr != nil {
						texts = hostile[:8] // hardly one of these is taken either
					}
					for _, text := range texts {
						got, err := b.render(unit, in, at.with(fmt.Sprintf(wrap, text)))
						base, plain := base, benign
						if quoted := benign + "'"; strings.Contains(text, "'") { // which some places leave out, as no tag of AWS holds it
							if other, err := b.render(unit, in, at.with(fmt.Sprintf(wrap, quoted))); err == nil {
								base, plain = other, quoted
							}
						}
						what := fmt.Sprintf("%s: %s = %q", unit, at.name, fmt.Sprintf(wrap, text))
						switch {
						case err != nil:
							refused++
							for _, problem := range diag.Of(err) {
								byHelper := strings.Contains(problem.Summary, "cannot stand in a shell word")
								if problem.Kind != diag.Usage || (strings.Contains(problem.Summary, "template ") && !byHelper) {
									t.Errorf("%s is refused by accident: %s", what, problem)
								}
							}
						case baseErr != nil:
							t.Errorf("%s is accepted, and %q is not: %s", what, benign, baseErr)
						default:
							accepted++
							where[unit+": "+at.name] = true
							compare(t, what, base, got, plain, text)
						}
					}
					if baseErr == nil {
						break
					}
				}
			}
		}
	}
	t.Logf("%d texts came out inert, %d were refused; taken by %v", accepted, refused, slices.Sorted(maps.Keys(where)))
	if accepted < 50 || !where["alpha: environment_variables{}"] {
		t.Errorf("only %d texts were accepted; the test shows little", accepted)
	}
}

// compare fails unless got is base with the benign text replaced.
func compare(t *testing.T, what string, base, got map[string][]byte, plain, text string) {
	t.Helper()
	if a, b := slices.Sorted(maps.Keys(base)), slices.Sorted(maps.Keys(got)); !slices.Equal(a, b) {
		t.Errorf("%s: the files are %v, not %v", what, b, a)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(base)) {
		want, err := meaning(name, base[name])
		if err != nil {
			t.Fatalf("%s: %s: %s", what, name, err)
		}
		have, err := meaning(name, got[name])
		if err != nil {
			t.Errorf("%s: %s does not parse: %s\n%s", what, name, err, got[name])
			continue
		}
		if want = strings.ReplaceAll(want, plain, visibleText(text)); mask(have) != mask(want) {
			t.Errorf("%s: %s means\n%s\nnot\n%s", what, name, excerpt(have, want), excerpt(want, have))
		}
	}
}

// visibleText is a text as meaning shows it inside its quotes.
func visibleText(s string) string { return strings.Trim(strconv.Quote(s), `"`) }

var hashes = regexp.MustCompile(`[0-9a-f]{4,64}`)

// mask takes out hashes, which follow the text.
func mask(s string) string { return hashes.ReplaceAllString(s, "#") }

// excerpt is the part of a around where it differs from b.
func excerpt(a, b string) string {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	return a[max(0, at-200):min(len(a), at+200)]
}

// meaning is what a file says, whatever its layout: comments are no part of it.
func meaning(name string, content []byte) (string, error) {
	switch path.Ext(name) {
	case ".tf", ".tfvars", ".hcl":
		if path.Base(name) == lock.Filename {
			if _, err := lock.Parse(name, content); err != nil {
				return "", err
			}
		}
		parsed, diags := hclsyntax.ParseConfig(content, name, hcl.InitialPos)
		if diags.HasErrors() {
			return "", diags
		}
		var b strings.Builder
		writeBody(&b, parsed.Body.(*hclsyntax.Body), content)
		return b.String(), nil
	case ".yaml", ".yml":
		var v any
		// GitHub evaluates this to the three characters.
		content = []byte(strings.ReplaceAll(string(content), "${{ '${{' }}", "${{"))
		err := yaml.Unmarshal(content, &v)
		return fmt.Sprintf("%#v", v), err
	case ".json":
		var v any
		err := json.Unmarshal(content, &v)
		return fmt.Sprintf("%#v", v), err
	}
	if slices.Contains([]string{".py", ".js", ".go", ".java", ".xml", ".toml", ".sh"}, path.Ext(name)) || path.Base(name) == "Dockerfile" {
		return strings.ReplaceAll(string(content), `\`, `\\`), nil // code: not a character may differ
	}
	// Free text: as many lines, beginning alike.
	var b strings.Builder
	for line := range strings.Lines(string(content)) {
		b.WriteString(line[:min(3, len(line))] + "\n")
	}
	return b.String(), nil
}

func writeBody(b *strings.Builder, body *hclsyntax.Body, src []byte) {
	for _, name := range slices.Sorted(maps.Keys(body.Attributes)) {
		b.WriteString(name + " = ")
		writeExpr(b, body.Attributes[name].Expr, src)
		b.WriteString("\n")
	}
	for _, block := range body.Blocks {
		fmt.Fprintf(b, "%s %q {\n", block.Type, block.Labels)
		writeBody(b, block.Body, src)
		b.WriteString("}\n")
	}
}

// writeExpr writes an expression with its literals as the texts they mean.
func writeExpr(b *strings.Builder, e hclsyntax.Expression, src []byte) {
	each := func(open, end string, list ...hclsyntax.Expression) {
		b.WriteString(open)
		for _, item := range list {
			writeExpr(b, item, src)
			b.WriteString(",")
		}
		b.WriteString(end)
	}
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		if e.Val.Type() == cty.String && !e.Val.IsNull() {
			b.WriteString(strconv.Quote(e.Val.AsString()))
		} else {
			b.WriteString(expr.LiteralLine(e.Val))
		}
	case *hclsyntax.TemplateExpr:
		writeTemplate(b, e, src)
	case *hclsyntax.TemplateWrapExpr:
		each("${", "}", e.Wrapped)
	case *hclsyntax.ParenthesesExpr:
		each("(", ")", e.Expression)
	case *hclsyntax.TupleConsExpr:
		each("[", "]", e.Exprs...)
	case *hclsyntax.FunctionCallExpr:
		each(e.Name+"(", ")", e.Args...)
	case *hclsyntax.ConditionalExpr:
		each("if(", ")", e.Condition, e.TrueResult, e.FalseResult)
	case *hclsyntax.BinaryOpExpr:
		each("op(", ")", e.LHS, e.RHS)
	case *hclsyntax.IndexExpr:
		each("index(", ")", e.Collection, e.Key)
	case *hclsyntax.ObjectConsKeyExpr:
		if key := hcl.ExprAsKeyword(e.Wrapped); key != "" {
			b.WriteString(strconv.Quote(key))
		} else {
			writeExpr(b, e.Wrapped, src)
		}
	case *hclsyntax.ObjectConsExpr:
		b.WriteString("{")
		for _, item := range e.Items {
			each("", ";", item.KeyExpr, item.ValueExpr)
		}
		b.WriteString("}")
	default:
		fmt.Fprintf(b, "%s %s", reflect.TypeOf(e), e.Range().SliceBytes(src))
	}
}

func writeTemplate(b *strings.Builder, e *hclsyntax.TemplateExpr, src []byte) {
	var text strings.Builder
	var parts []string
	flush := func() {
		if text.Len() > 0 {
			parts = append(parts, visibleText(text.String()))
			text.Reset()
		}
	}
	for _, part := range e.Parts {
		if literal, ok := part.(*hclsyntax.LiteralValueExpr); ok && literal.Val.Type() == cty.String {
			text.WriteString(literal.Val.AsString())
			continue
		}
		flush()
		var inner strings.Builder
		writeExpr(&inner, part, src)
		parts = append(parts, "«"+inner.String()+"»")
	}
	flush()
	b.WriteString(`"` + strings.Join(parts, "") + `"`)
}

// TestHostileRoot: the root's own texts can't be hostile.
func TestHostileRoot(t *testing.T) {
	b := newBench(t)
	src := b.files[spec.Filename].Data
	for _, name := range []string{"organization", "hostname", "workspace_name", "vcs", "domain"} {
		for _, text := range hostile {
			edited, err := spec.Edit(spec.Filename, src, []spec.Change{{Name: name, Value: expr.Quote(text)}})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := spec.ParseRoot(spec.Filename, edited); err == nil {
				t.Errorf("%s may be %q", name, text)
			}
		}
	}
	for _, name := range []string{"region", "short", "account", "run_triggers", "terraform_version", "aws_provider_version"} {
		for _, text := range hostile {
			old := regexp.MustCompile(`(environment "dev" \{\n)`)
			edited := old.ReplaceAllLiteralString(regexp.MustCompile(`(?m)^  `+name+` .*\n`).ReplaceAllString(string(src), ""), "environment \"dev\" {\n  "+name+" = "+expr.Quote(text)+"\n")
			if _, err := spec.ParseRoot(spec.Filename, []byte(edited)); err == nil {
				t.Errorf("%s may be %q", name, text)
			}
		}
	}
}

// TestHostileNames: no name of a unit, layer or environment is hostile.
func TestHostileNames(t *testing.T) {
	for _, text := range append(hostile, "..", ".", "a/b", "", "A", "a_b", "-a", "a-", "a--b", "ä") {
		if spec.ValidName(text) {
			t.Errorf("%q may be a name", text)
		}
	}
}
