package render

import (
	"encoding/json"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	yaml4 "go.yaml.in/yaml/v4"
)

// evalHCL parses a document and returns its attributes, which must need no
// variable and no function.
func evalHCL(t *testing.T, doc string) map[string]cty.Value {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(doc), "doc.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%s\n%v", doc, diags)
	}
	attributes, diags := file.Body.JustAttributes()
	if diags.HasErrors() {
		t.Fatalf("%s\n%v", doc, diags)
	}
	all := map[string]cty.Value{}
	for name, attribute := range attributes {
		if all[name], diags = attribute.Expr.Value(nil); diags.HasErrors() {
			t.Fatalf("%s\n%v", doc, diags)
		}
	}
	return all
}

func FuzzHCL(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		if refusesBadUTF8(t, "hcl", s) {
			return
		}
		doc := "text = " + call(t, "hcl", s) + "\n\nlist = " + call(t, "hcl", []any{s, s}) +
			"\n\nmap = " + call(t, "hcl", map[string]any{s: s, "a longer key": 1, "other": []any{map[string]any{s: nil}}}) + "\n\nafter = 1\n"
		visible(t, doc)
		want := cty.StringVal(s) // as HCL does, cty normalises to NFC
		got := evalHCL(t, doc)
		if len(got) != 4 || !got["text"].RawEquals(want) {
			t.Fatalf("%s\n%#v", doc, got)
		}
		if list := got["list"].AsValueSlice(); len(list) != 2 || !list[1].RawEquals(want) {
			t.Fatalf("%s\n%#v", doc, list)
		}
		key := want.AsString()
		if items := got["map"].AsValueMap(); key != "other" && key != "a longer key" && (len(items) != 3 || !items[key].RawEquals(want)) {
			t.Fatalf("%s\n%#v", doc, items)
		}
		if formatted := string(hclwrite.Format([]byte(doc))); formatted != doc {
			t.Fatalf("not as terraform fmt leaves it:\n%s\n%s", doc, formatted)
		}
	})
}

func FuzzHCLPart(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		if refusesBadUTF8(t, "hclpart", s) {
			return
		}
		part := call(t, "hclpart", s)
		for _, around := range [][2]string{{"", ""}, {"/ecs/", "/x"}, {"$", "{"}, {"%", "{"}, {"a", "{x}"}, {"$", "$"}, {"%", "{ if"}} {
			if s == "" && around[0] != "" {
				continue // nothing stands between the two
			}
			doc := "text = \"" + around[0] + part + around[1] + "\"\nafter = 1\n"
			visible(t, doc)
			got := evalHCL(t, doc)
			if len(got) != 2 || !got["text"].RawEquals(cty.StringVal(around[0]+s+around[1])) {
				t.Fatalf("%s\n%#v", doc, got)
			}
		}
		doc := "text = \"" + part + "${1}" + part + "%{ if true }" + part + "%{ endif }\"\n"
		if got := evalHCL(t, doc); !got["text"].RawEquals(cty.StringVal(s + "1" + s + s)) {
			t.Fatalf("%s\n%#v", doc, got)
		}
	})
}

// document is what the YAML and JSON fuzz tests write and must find again.
type document struct {
	Text string
	List []string
	Map  map[string]string
	Last int
}

func checkDocument(t *testing.T, source, s string, got document, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	if got.Text != s || got.Last != 1 || len(got.List) != 2 || got.List[0] != s || got.List[1] != s {
		t.Fatalf("%s\n%+v", source, got)
	}
	if value, ok := got.Map[s]; !ok || value != s || len(got.Map) != 1 {
		t.Fatalf("%s\n%+v", source, got)
	}
}

func FuzzYAML(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		if refusesBadUTF8(t, "yaml", s) || len(s) > 400 { // a key, escaped, has a limit
			return
		}
		source := "text: " + call(t, "yaml", s) + "\nlist: " + call(t, "yaml", []any{s, s}) +
			"\nmap: " + call(t, "yaml", map[string]any{s: s}) + "\nlast: 1\n"
		visible(t, source)
		var first, second document
		err := yaml.UnmarshalWithOptions([]byte(source), &first, yaml.Strict())
		checkDocument(t, source, s, first, err)
		err = yaml4.Unmarshal([]byte(source), &second)
		checkDocument(t, source, s, second, err)
	})
}

func FuzzJSON(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		if refusesBadUTF8(t, "json", s) {
			return
		}
		source := `{"text": ` + call(t, "json", s) + `, "list": ` + call(t, "json", []any{s, s}) +
			`, "map": ` + call(t, "json", map[string]any{s: s}) + `, "last": 1}`
		visible(t, source)
		var got document
		err := json.Unmarshal([]byte(source), &got)
		checkDocument(t, source, s, got, err)
	})
}
