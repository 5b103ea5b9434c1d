package lock

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

func sample() *Lock {
	ref := spec.PackRef{Name: "service", Version: "1.0.0"}
	l := &Lock{Unit: "service-a"}
	for _, environment := range []string{"production", "", "dev"} {
		b := NewBlock(environment, ref, "sha256:00", map[string]cty.Value{
			"region": cty.StringVal("us-east-1"), "layers": cty.TupleVal([]cty.Value{cty.EmptyObjectVal}),
		}, map[string]cty.Value{
			"port": cty.NumberIntVal(8080), "hostile": cty.StringVal("${x} %{y} \"q\" \\ \n\t\u202e é"),
			"nothing": cty.NullVal(cty.String), "a_long_name": cty.EmptyTupleVal,
			"map": cty.MapVal(map[string]cty.Value{"a b": cty.True, "x": cty.False}),
		})
		b.Files["environments/dev/main.tf"] = BlobID([]byte(environment))
		b.Files["README.md"] = BlobID(nil)
		l.Set(b)
	}
	return l
}

func TestBytesAndParseAreInverse(t *testing.T) {
	text := sample().Bytes()
	l, err := Parse("a/.scaffold.lock.hcl", text)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Bytes(); !bytes.Equal(got, text) {
		t.Errorf("became\n%s\nfrom\n%s", got, text)
	}
	if !l.Same(sample()) || !sample().Same(l) {
		t.Error("the lock that was read is not the same")
	}
	if formatted := hclwrite.Format(text); !bytes.Equal(formatted, text) {
		t.Errorf("not formatted:\n%s", text)
	}
	if l.Unit != "service-a" || l.Name("other") != "service-a" || (&Lock{}).Name("other") != "other" || (*Lock)(nil).Name("other") != "other" {
		t.Errorf("the unit is %q", l.Unit)
	}
	var order []string
	for _, b := range l.Blocks {
		order = append(order, b.Environment)
	}
	if got := strings.Join(order, ","); got != ",dev,production" {
		t.Errorf("blocks stand in the order %q", got)
	}
	inputs := l.Block("dev").Inputs()
	if !inputs["port"].RawEquals(cty.NumberIntVal(8080)) || inputs["hostile"].AsString() != "${x} %{y} \"q\" \\ \n\t\u202e é" {
		t.Errorf("inputs are %#v", inputs)
	}
	if got := l.Block("dev").Context()["region"]; !got.RawEquals(cty.StringVal("us-east-1")) {
		t.Errorf("region is %#v", got)
	}
}

// TestParseReadsOtherLayouts: a lock that a person or a formatter touched says
// the same, and is written canonically again.
func TestParseReadsOtherLayouts(t *testing.T) {
	text := string(sample().Bytes())
	for name, src := range map[string]string{
		"Windows line ends":   strings.ReplaceAll(text, "\n", "\r\n"),
		"without its comment": strings.SplitN(text, "\n", 2)[1],
		"with a comment":      strings.Replace(text, "  context = {", "  # hm\n  context = {", 1),
		"spread out":          strings.ReplaceAll(text, " = ", "   =   "),
	} {
		t.Run(name, func(t *testing.T) {
			l, err := Parse("x", []byte(src))
			if err != nil {
				t.Errorf("%s: %s", name, err)
				return
			}
			if got := l.Bytes(); string(got) != text {
				t.Errorf("%s became\n%s", name, got)
			}
		})
	}
}

func TestParseProblems(t *testing.T) {
	text := string(sample().Bytes())
	block := "\nrender \"unit\" {\n  pack        = \"a@1.0.0\"\n  pack_digest = \"sha256:00\"\n  context     = {}\n  inputs      = {}\n  files       = {}\n}\n"
	for name, c := range map[string]struct{ src, want string }{
		"empty":              {"", "no lock_version"},
		"another version":    {strings.Replace(text, "lock_version = 1", "lock_version = 2", 1), "another format than version 1"},
		"git's markers":      {strings.Replace(text, "  inputs = {", "<<<<<<< HEAD\n  inputs = {", 1), ""},
		"cut off":            {text[:len(text)-30], ""},
		"another block":      {text + "\nthing \"x\" {\n}\n", "no such block"},
		"a block twice":      {text + block, "twice"},
		"no pack":            {strings.Replace(text, `  pack        = "service@1.0.0"`+"\n", "", 1), "lacks its pack"},
		"pack is a number":   {strings.Replace(text, `"service@1.0.0"`, "1", 1), "lacks its pack"},
		"pack outside":       {strings.Replace(text, `"service@1.0.0"`, `"service@../x"`, 1), "not a pack"},
		"digest is missing":  {strings.Replace(text, `  pack_digest = "sha256:00"`+"\n", "", 1), "lacks its pack"},
		"a file id":          {strings.Replace(text, `"README.md"`, `"README.md" = 1`+"\n    \"R\"", 1), "not text"},
		"a value is cut off": {strings.Replace(text, `"us-east-1"`, `"us-east-1`, 1), ""},
		"a value calls":      {strings.Replace(text, `"us-east-1"`, `file("/etc/passwd")`, 1), "context"},
		"files call":         {strings.Replace(text, `"README.md" `, `(upper("a")) `, 1), "files"},
		"a file outside":     {strings.Replace(text, `"README.md" `, `"../x" `, 1), "inside the unit"},
		"a file is absolute": {strings.Replace(text, `"README.md" `, `"/x" `, 1), "inside the unit"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("a/.scaffold.lock.hcl", []byte(c.src))
			list := diag.Of(err)
			if len(list) == 0 {
				t.Fatal("no problem")
			}
			p := list[0]
			if p.Kind != diag.Usage || p.Range == nil || p.Range.Filename != "a/.scaffold.lock.hcl" {
				t.Errorf("kind %s at %v", p.Kind, p.Range)
			}
			if text := p.Error(); !strings.Contains(text, c.want) {
				t.Errorf("says %q, want %q", text, c.want)
			}
		})
	}
}

// TestFastPathAgreesWithHCL: the fast reader either refuses a text or reads it as
// the HCL reader does.
func TestFastPathAgreesWithHCL(t *testing.T) {
	text := sample().Bytes()
	r := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"\n", "{", "}", "\"", " = ", "    ", "  }", "#", "<<EOT", "\\", "$", "a", "  files = {", "render \"unit\" {", "\r"}
	agreed := 0
	for range 4000 {
		src := bytes.Clone(text)
		for range 1 + r.IntN(3) {
			at, n := r.IntN(len(src)), r.IntN(4)
			src = append(append(bytes.Clone(src[:at]), pieces[r.IntN(len(pieces))]...), src[min(len(src), at+n):]...)
		}
		fast, ok := parseFast(src)
		if !ok {
			continue
		}
		slow, err := parseHCL("x", src)
		if err != nil {
			continue // the values of a block are looked at when they are asked for
		}
		agreed++
		for i, b := range slow.Blocks {
			f := fast.Blocks[i]
			if f.Environment != b.Environment || f.Pack != b.Pack || f.Digest != b.Digest || !maps.Equal(f.Files, b.Files) ||
				!cty.ObjectVal(f.Inputs()).RawEquals(cty.ObjectVal(b.Inputs())) || !cty.ObjectVal(f.Context()).RawEquals(cty.ObjectVal(b.Context())) {
				t.Fatalf("the two readers differ about\n%s", src)
			}
		}
	}
	if agreed < 100 {
		t.Errorf("only %d texts were compared; the test shows nothing", agreed)
	}
}

func TestSameRender(t *testing.T) {
	ref := spec.PackRef{Name: "a", Version: "1.0.0"}
	one := map[string]cty.Value{"x": cty.NumberIntVal(1)}
	base := NewBlock("dev", ref, "d", one, nil)
	for name, other := range map[string]*Block{
		"pack":    NewBlock("dev", spec.PackRef{Name: "a", Version: "1.0.1"}, "d", one, nil),
		"digest":  NewBlock("dev", ref, "e", one, nil),
		"context": NewBlock("dev", ref, "d", map[string]cty.Value{"x": cty.StringVal("1")}, nil),
		"inputs":  NewBlock("dev", ref, "d", one, one),
	} {
		t.Run(name, func(t *testing.T) {
			if base.SameRender(other) {
				t.Errorf("another %s is no other render", name)
			}
		})
	}
	if base.SameRender(nil) || !base.SameRender(NewBlock("dev", ref, "d", one, map[string]cty.Value{})) {
		t.Error("nil, or an equal block, is judged wrong")
	}
	list := NewBlock("dev", ref, "d", map[string]cty.Value{"x": cty.ListVal([]cty.Value{cty.True})}, nil)
	if !list.SameRender(NewBlock("dev", ref, "d", map[string]cty.Value{"x": cty.TupleVal([]cty.Value{cty.True})}, nil)) {
		t.Error("a list read back as a tuple is another render")
	}
}

func TestSame(t *testing.T) {
	a, b := sample(), sample()
	if b.Block("dev").Files["README.md"] = BlobID([]byte("x")); a.Same(b) {
		t.Error("another file id is the same")
	}
	if b = sample(); a.Same(&Lock{Blocks: b.Blocks[:2]}) {
		t.Error("a block less is the same")
	}
	if (*Lock)(nil).Block("dev") != nil || a.Block("nope") != nil {
		t.Error("a block that is not there was found")
	}
}

func TestBlobIDIsGits(t *testing.T) {
	for _, content := range []string{"", "a\n", strings.Repeat("x", 100_000)} {
		cmd := exec.Command("git", "hash-object", "--stdin")
		cmd.Stdin = strings.NewReader(content)
		want, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if got := BlobID([]byte(content)); got != strings.TrimSpace(string(want)) {
			t.Errorf("%d bytes: %s, git says %s", len(content), got, want)
		}
	}
}

// TestRoundTripProperty holds for any values.
func TestRoundTripProperty(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		l := &Lock{}
		for range r.IntN(4) {
			b := NewBlock([]string{"", "dev", "x-1", "production"}[r.IntN(4)], spec.PackRef{Name: "p", Version: "1.2.3"}, "sha256:ff", values(r, 2), values(r, 3))
			for i := range r.IntN(5) {
				b.Files[fmt.Sprintf("a%d/%s", i, strings.Repeat("x", 1+r.IntN(20)))] = BlobID([]byte{byte(i)})
			}
			l.Set(b)
		}
		text := l.Bytes()
		again, err := Parse("x", text)
		if err != nil {
			t.Fatalf("%s\n%s", err, text)
		}
		if got := again.Bytes(); !bytes.Equal(got, text) || !again.Same(l) {
			t.Fatalf("became\n%s\nfrom\n%s", got, text)
		}
		if _, ok := parseFast(text); !ok {
			t.Fatalf("the fast reader refuses\n%s", text)
		}
		if !bytes.Equal(hclwrite.Format(text), text) {
			t.Fatalf("not formatted:\n%s", text)
		}
	}
}

func values(r *rand.Rand, depth int) map[string]cty.Value {
	out := map[string]cty.Value{}
	for range r.IntN(4) {
		out[[]string{"a", "b_c", "a b", "ä", "0", "if", "\"q\"", "${x}", "a=b", "longer_name"}[r.IntN(10)]] = value1(r, depth)
	}
	return out
}

func value1(r *rand.Rand, depth int) cty.Value {
	switch r.IntN(7) {
	case 0:
		return cty.NullVal(cty.DynamicPseudoType)
	case 1:
		return cty.BoolVal(r.IntN(2) == 0)
	case 2:
		return cty.NumberFloatVal(float64(r.IntN(2000)-1000) / 8)
	case 3:
		if depth > 0 {
			return cty.ObjectVal(values(r, depth-1))
		}
	case 4:
		if depth > 0 {
			return cty.TupleVal([]cty.Value{value1(r, depth-1), value1(r, depth-1)})
		}
	}
	return cty.StringVal([]string{"", "x", "  }", "\n}\n", "EOT", "${a}", "%{b}", "\\", "\"", "\u202e", "= {", "#"}[r.IntN(12)])
}

// A lock decides what may be deleted: nothing of git's, however it is spelled.
func TestLockNamesNothingOfGit(t *testing.T) {
	id := strings.Repeat("a", 40)
	for _, name := range []string{".git/config", ".GIT/config", ".Git", "../x", "/x"} {
		if validFile(name, id) {
			t.Errorf("%q may stand in a lock", name)
		}
	}
	if !validFile(".github/CODEOWNERS", id) {
		t.Error(".github is no part of git")
	}
}

// TestNames: a lock that records no name is the same as one that does, and one that
// records another is not.
func TestNames(t *testing.T) {
	named := func(name string) *Lock {
		l := sample()
		l.Unit = name
		return l
	}
	if none := named(""); !none.Same(named("a")) || !named("a").Same(none) || named("a").Same(named("b")) {
		t.Error("names are not compared as they should be")
	}
	if text := string(named("").Bytes()); strings.Contains(text, "unit   ") {
		t.Errorf("a name is written where there is none:\n%s", text)
	}
	if l, err := Parse("x", named("").Bytes()); err != nil || l.Unit != "" || len(l.Blocks) != 3 {
		t.Errorf("read without a name: %v", err)
	}
	for _, c := range [][4]string{{"a", "a", "b", "b"}, {"a", "b", "a", "b"}, {"a", "b", "c", "b"}, {"", "a", "", "a"}, {"", "", "a", "a"}} {
		if got := Merge(named(c[0]), named(c[1]), named(c[2])).Unit; got != c[3] {
			t.Errorf("%q: merged as %q", c, got)
		}
	}
}

// Some gives what it is asked for, as Context and Inputs do, whatever the names.
func TestSome(t *testing.T) {
	all := map[string]cty.Value{"a": cty.StringVal("x = {\n}"), "pack": cty.NumberIntVal(1), "with space": cty.True, "b": cty.ListVal([]cty.Value{cty.StringVal("}")})}
	b := NewBlock("dev", spec.PackRef{Name: "p", Version: "1.0.0"}, "sha256:0", all, all)
	for _, wanted := range [][]string{nil, {"a"}, {"pack", "with space"}, {"a", "b", "pack", "with space", "nothing"}} {
		names := map[string]bool{}
		for _, name := range wanted {
			names[name] = true
		}
		context, inputs := b.Some(names)
		for _, got := range []map[string]cty.Value{context, inputs} {
			for _, name := range wanted {
				if want, there := b.Inputs()[name]; there && (got[name] == cty.NilVal || !got[name].RawEquals(want)) {
					t.Errorf("asked for %v, %s is %#v", wanted, name, got[name])
				}
			}
			if _, there := got["b"]; there && !names["b"] {
				t.Errorf("asked for %v, and got b too", wanted)
			}
		}
	}
}
