package pack

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/zclconf/go-cty/cty"
)

// including is a pack whose declaration stands in several files.
func including(includes string, files map[string]string) fstest.MapFS {
	fsys := packFS("")
	fsys[Filename] = &fstest.MapFile{Data: []byte(strings.Replace(head, "version", "includes = ["+includes+"]\n  version", 1))}
	for name, src := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(src)}
	}
	return fsys
}

func TestIncludes(t *testing.T) {
	p, err := Load(including(`"b.hcl", "a.hcl"`, map[string]string{
		"a.hcl":       "input \"first\" {\n  type        = number\n  default     = 2\n  description = \"A\"\n}\nlocals {\n  double = first * 2\n}\n",
		"b.hcl":       "input \"second\" {\n  default     = 1+1\n  description = \"B\"\n  validation {\n    condition     = second < local.double\n    error_message = \"too much\"\n  }\n}\n",
		".tflint.hcl": "what this says is no matter of ours",
	}), "p")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Inputs) != 2 || p.Inputs[0].Name != "second" || p.Inputs[0].DefaultText != "1+1" {
		t.Errorf("the inputs are not those of the files, in the order of includes: %+v", p.Inputs)
	}
	_, err = p.Evaluate(request("dev", map[string]cty.Value{"second": cty.NumberIntVal(4)}, nil))
	if err == nil || !strings.Contains(err.Error(), "too much") {
		t.Errorf("a validation that sees another file's local says %v", err)
	}
}

func TestIncludesAreRefused(t *testing.T) {
	good := "input \"a\" {\n  description = \"A\"\n}\n"
	for name, c := range map[string]struct {
		includes, file, src, want, at string
	}{
		"one that is not there":     {`"a.hcl", "b.hcl"`, "a.hcl", good, "includes b.hcl, which is not there", "p/pack.hcl"},
		"one that nobody names":     {"", "a.hcl", good, "a.hcl lies beside pack.hcl, but is not included", "p/pack.hcl"},
		"one that is named twice":   {`"a.hcl", "a.hcl"`, "a.hcl", good, "includes a.hcl twice", "p/pack.hcl"},
		"itself":                    {`"a.hcl", "pack.hcl"`, "a.hcl", good, `not "pack.hcl"`, "p/pack.hcl"},
		"a file in a folder":        {`"a.hcl", "more/b.hcl"`, "a.hcl", good, `not "more/b.hcl"`, "p/pack.hcl"},
		"a template":                {`"a.hcl", "unit/x.tmpl"`, "a.hcl", good, `not "unit/x.tmpl"`, "p/pack.hcl"},
		"one that can't be read":    {`"a.hcl"`, "a.hcl", "input {", "p/a.hcl", "p/a.hcl"},
		"an input of two files":     {`"a.hcl", "b.hcl"`, "b.hcl", good + good, "declared twice", "p/b.hcl"},
		"a second pack block":       {`"a.hcl"`, "a.hcl", head, "two pack blocks", "p/a.hcl"},
		"a value that is not there": {`"a.hcl"`, "a.hcl", good + "locals {\n  x = nowhere\n}\n", "no value \"nowhere\"", "p/a.hcl"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{c.file: c.src}
			if c.file == "b.hcl" {
				files["a.hcl"] = "locals {\n  a = 1\n}\n"
			}
			_, err := Load(including(c.includes, files), "p")
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.at) {
				t.Errorf("got %v, want %q at %s", err, c.want, c.at)
			}
		})
	}
}
