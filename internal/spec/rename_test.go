package spec

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// TestRename: the name changes wherever it stands for the input, and nothing else.
func TestRename(t *testing.T) {
	for name, c := range map[string]struct {
		src, want string
		times     int
	}{
		"in the unit": {
			"unit \"a\" {\n  pack = \"p@1.0.0\"\n  port = 1 # port\n}\n",
			"unit \"a\" {\n  pack        = \"p@1.0.0\"\n  listen_port = 1 # port\n}\n", 1,
		},
		"in environments, too": {
			"unit \"a\" {\n  pack = \"p@1.0.0\"\n  port = 1\n  environment \"dev\" {\n    port = 2\n  }\n  environment \"production\" {\n    cpu = 3\n  }\n}\n",
			"unit \"a\" {\n  pack        = \"p@1.0.0\"\n  listen_port = 1\n  environment \"dev\" {\n    listen_port = 2\n  }\n  environment \"production\" {\n    cpu = 3\n  }\n}\n", 2,
		},
		"unformatted stays so": {
			"unit \"a\" {\npack=\"p@1.0.0\"\n   port  =   1\n}\n",
			"unit \"a\" {\npack=\"p@1.0.0\"\n   listen_port  =   1\n}\n", 1,
		},
		"not in values, comments and keys": {
			"unit \"port\" {\n  pack = \"port@1.0.0\"\n  # port = 1\n  x = { port = \"port\" }\n  ports = []\n}\n",
			"unit \"port\" {\n  pack = \"port@1.0.0\"\n  # port = 1\n  x = { port = \"port\" }\n  ports = []\n}\n", 0,
		},
		"Windows line ends": {
			"unit \"a\" {\r\n pack = \"p@1.0.0\"\r\n  port = 1\r\n}\r\n",
			"unit \"a\" {\r\n pack = \"p@1.0.0\"\r\n  listen_port = 1\r\n}\r\n", 1,
		},
		"of the repository": {
			"repository {\n  port = 1\n}\nenvironment \"dev\" {\n}\n",
			"repository {\n  listen_port = 1\n}\nenvironment \"dev\" {\n}\n", 1,
		},
		"nothing": {"# empty\n", "# empty\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			out, times, err := Rename("a/scaffold.hcl", []byte(c.src), "port", "listen_port")
			if err != nil || string(out) != c.want || times != c.times {
				t.Errorf("%d times, %v, became\n%s\nwant %d times\n%s", times, err, out, c.times, c.want)
			}
		})
	}
}

func TestRenameRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		line int
	}{
		"both in the unit":      {"unit \"a\" {\n  pack = \"p@1.0.0\"\n  port = 1\n  listen_port = 2\n}\n", 3},
		"both in a environment": {"unit \"a\" {\n  pack = \"p@1.0.0\"\n  environment \"dev\" {\n    listen_port = 1\n    port = 2\n  }\n}\n", 5},
		"what does not parse":   {"unit \"a\" {\n  port = = 1\n}\n", 2},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := Rename("a/scaffold.hcl", []byte(c.src), "port", "listen_port")
			list := diag.Of(err)
			if len(list) == 0 || list[0].Range == nil || list[0].Range.Start.Line != c.line {
				t.Errorf("got %v, want a problem in line %d", err, c.line)
			}
		})
	}
}

// TestLayerEdits: the root file with one layer more, or one name more in
// depends_on; everything else stays.
func TestLayerEdits(t *testing.T) {
	const head = "repository {\n  organization = \"acme\"\n  vcs          = \"acme/infra\"\n  pack         = \"repository@1.0.0\"\n}\nenvironment \"dev\" {\n}\n"
	add := func(l Layer) func([]byte) ([]byte, error) {
		return func(src []byte) ([]byte, error) { return AddLayer(Filename, src, l) }
	}
	depend := func(layer, name string) func([]byte) ([]byte, error) {
		return func(src []byte) ([]byte, error) { return AddDependency(Filename, src, layer, name) }
	}
	for name, c := range map[string]struct {
		edit       func([]byte) ([]byte, error)
		layers     string
		wantLayers string
	}{
		"behind the last": {
			add(Layer{Name: "b", Directory: "02-b", DependsOn: []string{"a"}, Holds: "services"}),
			"layer \"a\" {\n} # a\n\ndefaults \"p\" {\n}\n",
			"layer \"a\" {\n} # a\n\nlayer \"b\" {\n  directory  = \"02-b\"\n  depends_on = [\"a\"]\n  holds      = \"services\"\n}\n\ndefaults \"p\" {\n}\n",
		},
		"the first": {
			add(Layer{Name: "a", Directory: "01-a"}),
			"", "\nlayer \"a\" {\n  directory = \"01-a\"\n}\n",
		},
		"without a final newline": {
			add(Layer{Name: "b", Directory: "02-b"}),
			"layer \"a\" {\n}", "layer \"a\" {\n}\n\nlayer \"b\" {\n  directory = \"02-b\"\n}\n",
		},
		"a first dependency": {
			depend("b", "a"),
			"layer \"a\" {\n}\nlayer \"b\" {\n  directory = \"02-b\" # b\n}\n",
			"layer \"a\" {\n}\nlayer \"b\" {\n  directory  = \"02-b\" # b\n  depends_on = [\"a\"]\n}\n",
		},
		"a first dependency in a file that is not formatted": {
			depend("b", "a"),
			"layer \"a\" {\n}\nlayer \"b\" {\n    directory=\"02-b\"\n}\n",
			"layer \"a\" {\n}\nlayer \"b\" {\n    directory=\"02-b\"\n  depends_on = [\"a\"]\n}\n",
		},
		"another dependency": {
			depend("c", "b"),
			"layer \"a\" {\n}\nlayer \"b\" {\n}\nlayer \"c\" {\n  depends_on = [\"a\"] # both\n}\n",
			"layer \"a\" {\n}\nlayer \"b\" {\n}\nlayer \"c\" {\n  depends_on = [\"a\", \"b\"] # both\n}\n",
		},
		"one that is there": {
			depend("b", "a"),
			"layer \"a\" {\n}\nlayer \"b\" {\n  depends_on=[ \"a\" ]\n}\n",
			"layer \"a\" {\n}\nlayer \"b\" {\n  depends_on=[ \"a\" ]\n}\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := c.edit([]byte(head + c.layers))
			if err != nil || string(out) != head+c.wantLayers {
				t.Errorf("%v, became\n%s\nwant\n%s", err, strings.TrimPrefix(string(out), head), c.wantLayers)
			}
		})
	}
}

// TestLayerEditsInWindowsFiles: what is added has the line ends of the file.
func TestLayerEditsInWindowsFiles(t *testing.T) {
	src := []byte(strings.ReplaceAll(goodRoot, "\n", "\r\n"))
	out, err := AddLayer(Filename, src, Layer{Name: "data", Directory: "05-data", DependsOn: []string{"foundation"}})
	if err == nil {
		out, err = AddDependency(Filename, out, "applications", "data")
	}
	if err != nil || strings.Count(string(out), "\n") != strings.Count(string(out), "\r\n") || !strings.Contains(string(out), "  depends_on = [\"foundation\", \"data\"]\r\n") {
		t.Errorf("%v:\n%q", err, out)
	}
}

func TestLayerEditsRefuse(t *testing.T) {
	for name, edit := range map[string]func() ([]byte, error){
		"a layer in a broken file":      func() ([]byte, error) { return AddLayer(Filename, []byte("layer {"), Layer{Name: "a"}) },
		"a layer behind an open block":  func() ([]byte, error) { return AddLayer(Filename, []byte("layer \"a\" { } /*"), Layer{Name: "b"}) },
		"a dependency in a broken file": func() ([]byte, error) { return AddDependency(Filename, []byte("layer {"), "a", "b") },
		"a dependency on nothing":       func() ([]byte, error) { return AddDependency(Filename, []byte(goodRoot), "applications", "never") },
		"a circle":                      func() ([]byte, error) { return AddDependency(Filename, []byte(goodRoot), "foundation", "applications") },
	} {
		t.Run(name, func(t *testing.T) {
			if out, err := edit(); err == nil {
				t.Errorf("it became\n%s", out)
			}
		})
	}
}
