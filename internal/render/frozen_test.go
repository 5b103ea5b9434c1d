package render

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// frozenContext is what every frozen pack is rendered with.
func frozenContext(environment string) map[string]cty.Value {
	text := cty.StringVal
	values := map[string]cty.Value{
		"unit": text("u"), "unit_path": text("layers/04-applications/u"), "unit_layer": text("applications"),
		"upstream":          cty.TupleVal([]cty.Value{text("foundation"), text("platform")}),
		"unit_environments": cty.TupleVal([]cty.Value{text("dev"), text("production")}),
		"references":        cty.EmptyObjectVal, "organization": text("acme"), "workspace_name": text("aws-{unit}-{environment}"),
		"environments": cty.TupleVal([]cty.Value{cty.ObjectVal(map[string]cty.Value{"name": text("dev"), "production": cty.False, "required_approvals": cty.NumberIntVal(1)})}),
	}
	if environment != "" {
		for name, value := range map[string]cty.Value{
			"environment": text(environment), "region": text("eu-west-1"), "short": text(environment[:3]), "production": cty.BoolVal(environment == "production"), "account": text(""),
		} {
			values[name] = value
		}
	}
	return values
}

// Packs are vendored for years: what they rendered, they render for ever. There
// is no way to update what is expected here; see testdata/frozen/README.md.
func TestFrozenPacks(t *testing.T) {
	for _, dir := range frozen(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			p := frozenPack(t, dir)
			digest, err := os.ReadFile(filepath.Join(dir, "digest"))
			if err != nil || strings.TrimSpace(string(digest)) != p.Digest {
				t.Errorf("the digest is %s, locks hold %s (%v)", p.Digest, digest, err)
			}
			got := map[string][]byte{}
			for _, environment := range []string{"", "dev", "production"} {
				v, err := p.Evaluate(pack.Request{Context: frozenContext(environment), Environment: environment})
				if err != nil {
					t.Fatal(err)
				}
				files, err := New().Render(p, v, environment)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range files {
					name := f.Path
					if f.Executable {
						name += "+executable"
					}
					if f.SeedOnce {
						name += "+once"
					}
					got[name] = f.Content.Bytes()
				}
			}
			compareFrozen(t, filepath.Join(dir, "want"), got)
		})
	}
}

// compareFrozen compares with the files of a folder; their names end in what is
// said of them.
func compareFrozen(t *testing.T, dir string, got map[string][]byte) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		want, err := os.ReadFile(name)
		have, ok := got[filepath.ToSlash(rel)]
		if !ok {
			t.Errorf("%s is not rendered", rel)
		} else if !bytes.Equal(have, want) {
			t.Errorf("%s is rendered otherwise: %s", rel, firstDifference(have, want))
		}
		delete(got, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range got {
		t.Errorf("%s is rendered, and was not", name)
	}
}

func firstDifference(have, want []byte) string {
	a, b := strings.Split(string(have), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "\n- " + b[i] + "\n+ " + a[i]
		}
	}
	return "one is longer"
}

// A helper that no frozen pack uses is not protected.
func TestEveryHelperIsFrozen(t *testing.T) {
	used := map[string]bool{}
	for _, dir := range frozen(t) {
		p := frozenPack(t, dir)
		for name, src := range p.Files {
			if !strings.HasSuffix(name, Suffix) {
				continue
			}
			tree, err := parseTemplate(name, src, "{unit}-{environment}")
			if err != nil {
				t.Fatal(err)
			}
			calls(tree.Root, used)
		}
	}
	helpers := []string{"workspace"}
	for name := range Helpers() {
		helpers = append(helpers, name)
	}
	slices.Sort(helpers)
	for _, name := range helpers {
		if !used[name] {
			t.Errorf("no pack in testdata/frozen uses the helper %s: add one before it is released", name)
		}
	}
}

// Neither is a function of expressions that none uses.
func TestEveryFunctionIsFrozen(t *testing.T) {
	used := map[string]bool{}
	for _, dir := range frozen(t) {
		parsed, diags := hclsyntax.ParseConfig(frozenPack(t, dir).Files[pack.Filename], pack.Filename, hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		_ = hclsyntax.VisitAll(parsed.Body.(*hclsyntax.Body), func(node hclsyntax.Node) hcl.Diagnostics {
			if call, ok := node.(*hclsyntax.FunctionCallExpr); ok {
				used[call.Name] = true
			}
			return nil
		})
	}
	for name := range expr.Functions() {
		if !used[name] {
			t.Errorf("no pack in testdata/frozen uses the function %s: add one before it is released", name)
		}
	}
}

// calls notes the functions that a template calls.
func calls(node parse.Node, used map[string]bool) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				calls(child, used)
			}
		}
	case *parse.ActionNode:
		calls(n.Pipe, used)
	case *parse.PipeNode:
		for _, command := range n.Cmds {
			for _, arg := range command.Args {
				calls(arg, used)
			}
		}
	case *parse.IdentifierNode:
		used[n.Ident] = true
	case *parse.IfNode:
		calls(n.Pipe, used)
		calls(n.List, used)
		calls(n.ElseList, used)
	case *parse.RangeNode:
		calls(n.Pipe, used)
		calls(n.List, used)
		calls(n.ElseList, used)
	case *parse.WithNode:
		calls(n.Pipe, used)
		calls(n.List, used)
		calls(n.ElseList, used)
	}
}

func frozen(t *testing.T) []string {
	t.Helper()
	dirs, err := filepath.Glob("testdata/frozen/*/pack")
	if err != nil || len(dirs) == 0 {
		t.Fatal("there are no frozen packs")
	}
	for i := range dirs {
		dirs[i] = filepath.Dir(dirs[i])
	}
	return dirs
}

func frozenPack(t *testing.T, dir string) *pack.Pack {
	t.Helper()
	p, err := pack.Load(os.DirFS(filepath.Join(dir, "pack")), "frozen")
	if err != nil {
		t.Fatal(err)
	}
	return p
}
