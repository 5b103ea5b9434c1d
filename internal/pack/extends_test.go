package pack

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// extending is a tree of a pack in layer/p that says `extends = …`, and of what
// lies elsewhere.
func extending(extends string, elsewhere map[string]string) fstest.MapFS {
	tree := fstest.MapFS{}
	for name, file := range packFS("") {
		tree["layer/p/"+name] = file
	}
	declaration := strings.Replace(head, "version", "extends  = "+extends+"\n  includes = [\"roles.hcl\"]\n  version", 1)
	tree["layer/p/"+Filename] = &fstest.MapFile{Data: []byte(declaration)}
	for name, src := range elsewhere {
		tree[name] = &fstest.MapFile{Data: []byte(src)}
	}
	return tree
}

func storeOf(tree fstest.MapFS) *Store {
	return &Store{Builtin: tree, BuiltinDir: map[string]string{"p": "layer/p"}}
}

const roles = "input \"roles\" {\n  default     = 1\n  description = \"Roles\"\n}\n"

// TestExtends: what a pack extends stands in it as though it lay there, and a copy
// of its files is the same pack.
func TestExtends(t *testing.T) {
	const own = "environment/main.tf.tmpl"
	tree := extending(`"../shared"`, map[string]string{
		"layer/shared/roles.hcl":         roles,
		"layer/shared/unwanted.hcl":      "input \"unwanted\" {\n}\n",
		"layer/shared/environment/s":     "shared",
		"layer/shared/" + own:            "the pack's own stands before this",
		"layer/shared/tests/x/inputs":    "",
		"layer/shared/more/unwanted.hcl": "is no declaration",
	})
	p, err := storeOf(tree).Get(spec.PackRef{Name: "p"})
	if err != nil {
		t.Fatal(err)
	}
	if p.Input("roles") == nil || string(p.Files["environment/s"]) != "shared" || string(p.Files[own]) != string(tree["layer/p/"+own].Data) {
		t.Errorf("the pack holds %q", p.Files)
	}
	for name := range p.Files {
		if strings.Contains(name, "..") || strings.HasPrefix(name, "tests/") || name == "unwanted.hcl" {
			t.Errorf("the pack holds %s", name)
		}
	}
	if got := p.Place("layer/p", "environment/s"); got != "layer/shared/environment/s" {
		t.Errorf("a file of the other folder is said to lie in %s", got)
	}
	repository := fstest.MapFS{}
	for name, src := range p.Files {
		repository[Vendored(spec.PackRef{Name: "p", Version: p.Version})+"/"+name] = &fstest.MapFile{Data: src}
	}
	copied, err := (&Store{Repository: repository}).Get(spec.PackRef{Name: "p", Version: p.Version})
	if err != nil || copied.Digest != p.Digest {
		t.Errorf("the vendored copy is %+v, %v", copied, err)
	}
	if s := storeOf(tree); !s.Mentions(spec.PackRef{Name: "p"}, `"roles"`) {
		t.Error("a text in what the pack extends is not found")
	}
}

func TestExtendsIsRefused(t *testing.T) {
	there := map[string]string{"layer/shared/roles.hcl": roles, "layer/q/pack.hcl": head, "layer/shared/bad.hcl": "", "layer/file": ""}
	for extends, want := range map[string]string{
		`"../nowhere"`:            `no folder "../nowhere"`,
		`"../file"`:               `no folder "../file"`,
		`"../../../shared"`:       "leads out of where the pack comes from",
		`"/layer/shared"`:         "named from its own",
		`""`:                      "named from its own",
		`"..\\shared"`:            "named from its own",
		`"../.git"`:               "leads out",
		`"."`:                     "is the pack's own folder",
		`"unit"`:                  "is the pack's own folder",
		`".."`:                    "is the pack's own folder",
		`"../.."`:                 "is the pack's own folder",
		`"../q"`:                  "is a pack itself",
		`["../shared"]`:           "wrong type of value",
		`"../${unit}"`:            "unit",
		`"../x/../shared" + "/y"`: "",
	} {
		_, err := storeOf(extending(extends, there)).Get(spec.PackRef{Name: "p"})
		problems := diag.Of(err)
		if len(problems) == 0 || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", extends, err, want)
			continue
		}
		p := problems[len(problems)-1] // what it should have included comes first
		if p.Range == nil || p.Range.Filename != "templates/layer/p/pack.hcl" || p.Range.Start.Line != 2 {
			t.Errorf("%s: %v is said of %v", extends, err, p.Range)
		}
	}
	if _, err := storeOf(extending(`"../x/../shared/"`, there)).Get(spec.PackRef{Name: "p"}); err != nil {
		t.Errorf("another way to write it: %v", err)
	}
}

// TestExtendsPlaces: what is wrong in the other folder is said of its file there.
func TestExtendsPlaces(t *testing.T) {
	tree := extending(`"../shared"`, map[string]string{"layer/shared/roles.hcl": roles + "locals {\n  x = nowhere\n}\n"})
	_, err := storeOf(tree).Get(spec.PackRef{Name: "p"})
	if err == nil || !strings.Contains(err.Error(), "templates/layer/shared/roles.hcl:6") {
		t.Errorf("got %v", err)
	}
}

// TestExtendsWithinBounds: a pack is as large as what it holds.
func TestExtendsWithinBounds(t *testing.T) {
	half := strings.Repeat("x", MaxSize/2)
	tree := extending(`"../shared"`, map[string]string{"layer/shared/roles.hcl": roles, "layer/shared/unit/b": half, "layer/p/unit/a": half})
	if _, err := storeOf(tree).Get(spec.PackRef{Name: "p"}); err == nil || !strings.Contains(err.Error(), "holds more than") {
		t.Errorf("got %v", err)
	}
}

// TestVendoredExtendsNothing: a vendored pack never looks outside itself.
func TestVendoredExtendsNothing(t *testing.T) {
	files := map[string][]byte{Filename: []byte("pack \"p\" {\n  extends = \"../shared\"\n}\n")}
	err := Extend(files, "a/.scaffold/packs/p@1.0.0", "p", func(string, string) (map[string][]byte, error) {
		t.Error("another folder is read")
		return nil, fs.ErrNotExist
	})
	if err != nil || len(files) != 1 {
		t.Errorf("got %v, %v", files, err)
	}
}
