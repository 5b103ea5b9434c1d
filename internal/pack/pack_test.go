package pack

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

const head = `pack "p" {
  version = "1.0.0"
  reads   = ["region", "production", "organization"]
}
files "environment" {
  root = "environment"
}
`

func packFS(declaration string) fstest.MapFS {
	return fstest.MapFS{Filename: {Data: []byte(declaration)}, "environment/main.tf.tmpl": {Data: []byte("x\n")}}
}

func load(t testing.TB, declaration string) *Pack {
	t.Helper()
	p, err := Load(packFS(head+declaration), "packs/p")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestDeclarationProblems: every mistake in a declaration has its line.
func TestDeclarationProblems(t *testing.T) {
	input := func(body string) string {
		return head + "input \"a\" {\n  description = \"a\"\n" + body + "}\n"
	}
	for name, c := range map[string]struct {
		src  string
		line int
		want string
	}{
		"unknown format":            {input("  type = string\n  format = \"cron\"\n"), 11, "aws_cron or timezone"},
		"format of a number":        {input("  type = number\n  format = \"timezone\"\n"), 11, "that are text"},
		"format of no attribute":    {input("  type = map(object({ at = string }))\n  format = { when = \"aws_cron\" }\n"), 11, "that are text"},
		"offers what is not there":  {input("  offers = [local.sizes]\n"), 10, "no local.sizes"},
		"two estimates":             {head + "estimate \"USD\" {\n  wanted = 1\n  note = \"x\"\n}\nestimate \"USD\" {\n  wanted = 1\n  note = \"x\"\n}\n", 12, "two estimate blocks"},
		"an estimate of nothing":    {head + "estimate \"USD\" {\n  note = \"x\"\n}\n", 8, "needs wanted"},
		"an estimate without basis": {head + "estimate \"USD\" {\n  wanted = 1\n}\n", 8, "a note"},
		"unparsable":                {head + "input \"a\" {\n  type = = x\n}\n", 9, "Invalid expression"},
		"no pack block":             {"input \"a\" {\n  description = \"a\"\n}\n", 1, "no pack block"},
		"two pack blocks":           {head + "pack \"q\" {\n  version = \"1.0.0\"\n}\n", 8, "two pack blocks"},
		"attribute outside":         {head + "x = 1\n", 8, "outside"},
		"no version":                {strings.Replace(head, "  version = \"1.0.0\"\n", "", 1), 1, "semantic version"},
		"bad version":               {strings.Replace(head, "1.0.0", "1", 1), 1, "semantic version"},
		"bad name":                  {strings.Replace(head, `"p"`, `"P x"`, 1), 1, "name"},
		"unknown block":             {head + "output \"a\" {\n}\n", 8, `no block "output"`},
		"unknown attribute":         {strings.Replace(head, "reads ", "raeds", 1), 3, "it may have"},
		"reads unknown":             {strings.Replace(head, "region", "weather", 1), 1, `reads "weather"`},
		"reads null":                {strings.Replace(head, `["region", "production", "organization"]`, `[null]`, 1), 3, "list of text"},
		"reads is null":             {strings.Replace(head, `["region", "production", "organization"]`, `null`, 1), 3, "list of text"},
		"reads is text":             {strings.Replace(head, `["region", "production", "organization"]`, `"region"`, 1), 3, "list of text"},
		"exposes unknown":           {strings.Replace(head, "reads ", "exposes = [\"b\"]\n  reads ", 1), 1, `exposes "b"`},
		"identity that is not read": {strings.Replace(head, "reads ", "identity = [\"account\"]\n  reads ", 1), 1, `has "account" in its identity, which it does not read`},
		"input twice":               {head + "input \"a\" {\n  description = \"x\"\n}\ninput \"a\" {\n  description = \"x\"\n}\n", 11, "declared twice"},
		"input name":                {head + "input \"a-b\" {\n}\n", 8, "letters, digits and underscores"},
		"input reserved":            {head + "input \"pack\" {\n  description = \"x\"\n}\n", 8, "can't be called"},
		"input called region":       {head + "input \"region\" {\n  description = \"x\"\n}\n", 8, "can't be called"},
		"input undescribed":         {head + "input \"a\" {\n}\n", 8, "no description"},
		"type":                      {input("  type = strnig\n"), 10, ""},
		"sensitive":                 {input("  sensitive = true\n"), 10, "secret store"},
		"stored_in":                 {input("  stored_in = \"file\"\n"), 8, `"spec" or "tfvars"`},
		"nullable":                  {input("  nullable = \"maybe\"\n"), 10, "wrong type"},
		"description is null":       {head + "input \"a\" {\n  description = null\n}\n", 9, "wrong type"},
		"choices are text":          {input("  choices = \"a\"\n"), 10, "list"},
		"choices are null":          {input("  choices = null\n"), 10, "list"},
		"choice type":               {input("  type = number\n  choices = [\"a\"]\n"), 11, "another type"},
		"a list's keys":             {input("  type = list(string)\n  listed = \"a\"\n"), 11, "is no map"},
		"what keys have is null":    {input("  type = map(string)\n  listed = null\n"), 11, "another type"},
		"what keys have":            {input("  type = map(number)\n  listed = \"a\"\n"), 11, "another type"},
		"default names input":       {input("  type = number\n}\ninput \"b\" {\n  description = \"b\"\n  default = a\n"), 14, `no value "a"`},
		"default names nobody":      {input("  default = foo\n"), 10, `no value "foo"`},
		"default type":              {input("  type = number\n  default = \"x\"\n"), 11, "another type"},
		"condition variable":        {input("  validation {\n    condition = nope\n    error_message = \"x\"\n  }\n"), 11, `no value "nope"`},
		"condition local":           {input("  validation {\n    condition = local.nope\n    error_message = \"x\"\n  }\n"), 11, "no local.nope"},
		"validation without":        {input("  validation {\n    condition = true\n  }\n"), 10, "condition and error_message"},
		"another in an input":       {input("  thing {\n  }\n"), 10, "it may hold"},
		"references via":            {input("  references {\n    via = \"mail\"\n  }\n"), 10, `"state" or "name"`},
		"allocate without":          {input("  allocate {\n    low = 1\n  }\n"), 10, "low and high"},
		"allocate unique_with":      {input("  type = number\n  allocate {\n    low = 1\n    high = 2\n    unique_with = [\"zzz\"]\n  }\n"), 8, `"zzz"`},
		"local circle":              {head + "locals {\n  a = local.b\n  b = local.a\n}\n", 9, "refers to itself"},
		"local unknown":             {head + "locals {\n  a = local.c\n}\n", 9, "no local.c"},
		"local twice":               {head + "locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n", 12, "twice"},
		"files scope":               {head + "files \"unity\" {\n  root = \"environment\"\n}\n", 8, `"unit" or once an "environment"`},
		"files without files":       {head + "files \"unit\" {\n  root = \"unit\"\n}\n", 1, `no files below "unit"`},
		"file pattern":              {head + "file \"a[\" {\n}\n", 1, "can't be read"},
		"file when":                 {head + "file \"a\" {\n  when = local.nope\n}\n", 9, "no local.nope"},
		"notice without":            {head + "notice {\n  when = true\n}\n", 8, "when and message"},
		"section without":           {head + "section \"a\" {\n  role = \"owner\"\n}\n", 8, "needs role, line, begin and end"},
		"moved without":             {head + "moved {\n  from = \"a\"\n}\n", 8, "from and to"},
		"files when":                {head + "files \"unit\" {\n  root = \"environment\"\n  when = nope\n}\n", 10, `no value "nope"`},
		"application without":       {head + "application \"q\" {\n  inputs = {}\n}\n", 8, "needs environment and inputs"},
		"application value":         {head + "application \"q\" {\n  environment = { a = nope }\n  inputs = published\n}\n", 9, `no value "nope"`},
		"application inputs":        {head + "application \"q\" {\n  environment = { a = published }\n  inputs = {}\n}\n", 9, `no value "published"`},
		"two applications":          {head + strings.Repeat("application \"q\" {\n  environment = {}\n  inputs = {}\n}\n", 2), 12, "two application blocks"},
		"name pattern":              {head + "name {\n  pattern = \"[\"\n  max = 9\n}\n", 8, "pattern"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(packFS(c.src), "packs/p")
			list := diag.Of(err)
			if len(list) == 0 {
				t.Fatal("no problem")
			}
			p := list[0]
			if p.Kind != diag.Usage || p.Range == nil || p.Range.Filename != "packs/p/pack.hcl" || p.Range.Start.Line != c.line || len(p.Source) == 0 {
				t.Errorf("kind %s at %v, want line %d: %s", p.Kind, p.Range, c.line, p)
			}
			if text := p.Error(); !strings.Contains(text, c.want) {
				t.Errorf("says %q, want %q", text, c.want)
			}
		})
	}
}

func TestLoadProblems(t *testing.T) {
	if _, err := Load(fstest.MapFS{}, "packs/p"); err == nil || !strings.Contains(err.Error(), "has no pack.hcl") {
		t.Errorf("an empty folder: %v", err)
	}
	linked := packFS(head)
	linked["environment/link"] = &fstest.MapFile{Mode: fs.ModeSymlink | 0o777, Data: []byte("main.tf.tmpl")}
	if _, err := Load(linked, "packs/p"); err == nil || !strings.Contains(err.Error(), "plain files only") {
		t.Errorf("a link: %v", err)
	}
	big := packFS(head)
	big["environment/big"] = &fstest.MapFile{Data: make([]byte, MaxSize+1)}
	if _, err := Load(big, "packs/p"); err == nil || !strings.Contains(err.Error(), "more than 4 MB") {
		t.Errorf("a big file: %v", err)
	}
}

func TestDigest(t *testing.T) {
	base := load(t, "")
	if again := load(t, ""); again.Digest != base.Digest || !strings.HasPrefix(base.Digest, "sha256:") {
		t.Errorf("digests %s and %s", base.Digest, again.Digest)
	}
	for name, change := range map[string]func(fstest.MapFS){
		"content": func(f fstest.MapFS) { f["environment/main.tf.tmpl"] = &fstest.MapFile{Data: []byte("y\n")} },
		"name":    func(f fstest.MapFS) { f["environment/a"] = f["environment/main.tf.tmpl"] },
		"moved content": func(f fstest.MapFS) {
			f["environment/main.tf.tmpl"] = &fstest.MapFile{Data: []byte("x")}
			f["environment/main.tf.tmpl2"] = &fstest.MapFile{Data: []byte("\n")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := packFS(head)
			change(files)
			if p, err := Load(files, "packs/p"); err != nil || p.Digest == base.Digest {
				t.Errorf("another %s has the digest %s: %v", name, base.Digest, err)
			}
		})
	}
}

const inputs = `
locals {
  c = local.b + 1
  b = a * 2
}
input "a" {
  type = number
  default = production ? 10 : 1
  nullable = false
  description = "a"
  validation {
    condition = a < 100
    error_message = "Less than 100, in ${region}."
  }
  validation {
    condition = local.c > 0
    error_message = "c is ${local.c}."
  }
}
input "list" {
  type = list(string)
  default = []
  choices = ["x", "y"]
  description = "list"
}
input "object" {
  type = object({ n = optional(number, 5), s = string })
  default = null
  description = "object"
}
input "need" {
  type = string
  description = "needed"
}
input "count" {
  type = number
  default = 2
  stored_in = "tfvars"
  description = "count"
  validation {
    condition = count <= 10
    error_message = "At most 10."
  }
}
`

func attrs(values map[string]cty.Value) map[string]spec.Attr {
	out := map[string]spec.Attr{}
	for name, v := range values {
		out[name] = spec.Attr{Value: v}
	}
	return out
}

func request(environment string, given, tfvars map[string]cty.Value) Request {
	context := map[string]cty.Value{"unit": cty.StringVal("u"), "organization": cty.StringVal("acme"), "references": cty.EmptyObjectVal}
	if environment != "" {
		context["environment"], context["region"], context["production"] = cty.StringVal(environment), cty.StringVal("r-1"), cty.BoolVal(environment == "production")
	}
	return Request{Context: context, Environment: environment, Given: attrs(given), Tfvars: attrs(tfvars), Unit: &spec.Unit{Name: "u"}}
}

func TestEvaluate(t *testing.T) {
	p := load(t, inputs)
	text := cty.StringVal("text")
	for name, c := range map[string]struct {
		environment string
		given       map[string]cty.Value
		input       string
		want        cty.Value
	}{
		"default":                {"dev", nil, "a", cty.NumberIntVal(1)},
		"default by environment": {"production", nil, "a", cty.NumberIntVal(10)},
		"default in a unit":      {"", nil, "a", cty.NullVal(cty.Number)},
		"given":                  {"dev", map[string]cty.Value{"a": cty.NumberIntVal(3)}, "a", cty.NumberIntVal(3)},
		"converted":              {"dev", map[string]cty.Value{"a": cty.StringVal("3")}, "a", cty.NumberIntVal(3)},
		"null, not nullable":     {"dev", map[string]cty.Value{"a": cty.NullVal(cty.DynamicPseudoType)}, "a", cty.NumberIntVal(1)},
		"null, nullable":         {"dev", map[string]cty.Value{"list": cty.NullVal(cty.DynamicPseudoType)}, "list", cty.NullVal(cty.List(cty.String))},
		"choice":                 {"dev", map[string]cty.Value{"list": cty.TupleVal([]cty.Value{cty.StringVal("x")})}, "list", cty.ListVal([]cty.Value{cty.StringVal("x")})},
		"optional attribute": {
			"dev",
			map[string]cty.Value{"object": cty.ObjectVal(map[string]cty.Value{"s": text})},
			"object",
			cty.ObjectVal(map[string]cty.Value{"n": cty.NumberIntVal(5), "s": text}),
		},
	} {
		t.Run(name, func(t *testing.T) {
			given := map[string]cty.Value{"need": text}
			for k, v := range c.given {
				given[k] = v
			}
			v, err := p.Evaluate(request(c.environment, given, nil))
			if err != nil {
				t.Fatal(err)
			}
			if got := v.Inputs[c.input]; !got.RawEquals(c.want) {
				t.Errorf("%#v, want %#v", got, c.want)
			}
			if got := v.Tfvars["count"]; !got.RawEquals(cty.NumberIntVal(2)) {
				t.Errorf("count is %#v", got)
			}
		})
	}
	v, err := p.Evaluate(request("dev", map[string]cty.Value{"need": text, "a": cty.NumberIntVal(4)}, nil))
	if err != nil || !v.Locals["c"].RawEquals(cty.NumberIntVal(9)) {
		t.Errorf("locals are %v, %v", v, err)
	}
}

func TestEvaluateProblems(t *testing.T) {
	p := load(t, inputs)
	text := cty.StringVal("text")
	for name, c := range map[string]struct {
		given, tfvars map[string]cty.Value
		want          string
	}{
		"missing":            {nil, nil, `"need" has no value in environment dev: needed`},
		"unknown":            {map[string]cty.Value{"ned": text, "need": text}, nil, `did you mean "need"`},
		"unknown, far":       {map[string]cty.Value{"zzzzzz": text, "need": text}, nil, "inputs: a, list, object, need, count"},
		"type":               {map[string]cty.Value{"a": text, "need": text}, nil, `input "a"`},
		"a choice":           {map[string]cty.Value{"list": cty.TupleVal([]cty.Value{text}), "need": text}, nil, `it may be "x", "y"`},
		"validation":         {map[string]cty.Value{"a": cty.NumberIntVal(100), "need": text}, nil, "Less than 100, in r-1."},
		"second validation":  {map[string]cty.Value{"a": cty.NumberIntVal(-10), "need": text}, nil, "c is -19."},
		"two owners":         {map[string]cty.Value{"count": cty.NumberIntVal(1), "need": text}, nil, "every value has one owner"},
		"tfvars validation":  {map[string]cty.Value{"need": text}, map[string]cty.Value{"count": cty.NumberIntVal(11)}, "At most 10."},
		"control character":  {map[string]cty.Value{"need": cty.StringVal("a\x00b")}, nil, "control character"},
		"escape":             {map[string]cty.Value{"need": cty.StringVal("a\x1b[31m")}, nil, "control character"},
		"nested control":     {map[string]cty.Value{"need": text, "object": cty.ObjectVal(map[string]cty.Value{"s": cty.StringVal("\r")})}, nil, "control character"},
		"attribute too many": {map[string]cty.Value{"need": text, "object": cty.ObjectVal(map[string]cty.Value{"s": text, "zz": text})}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := p.Evaluate(request("dev", c.given, c.tfvars))
			if name == "attribute too many" {
				return // Terraform drops it as well
			}
			list := diag.Of(err)
			if len(list) != 1 || list[0].Kind != diag.Usage || !strings.Contains(list[0].Error(), c.want) {
				t.Errorf("got %v, want one problem with %q", list, c.want)
			}
		})
	}
	_, err := p.Evaluate(request("dev", map[string]cty.Value{"a": text, "zzz": text}, nil))
	if list := diag.Of(err); len(list) != 3 {
		t.Errorf("three mistakes give %v", list)
	}
}

// TestMapKeysAreText too: a control character in a key is refused.
// What is given is validated although other values are missing, as far as it
// does not depend on them, also by a local or inside can().
func TestValidationsBesideWhatIsMissing(t *testing.T) {
	p := load(t, `
locals {
  half  = b / 2
  sum   = need + b
  maybe = try(local.sum, 0)
}
input "need" {
  type        = number
  nullable    = false
  description = "needed"
}
input "b" {
  type        = number
  default     = 1
  description = "given"
  validation {
    condition     = can(need + 1) && local.maybe > 0
    error_message = "Never asked without need."
  }
  validation {
    condition     = local.half < 10
    error_message = "Half of it is below 10."
  }
}
`)
	for b, want := range map[int64]string{1: "", 100: "Half of it is below 10."} {
		_, err := p.Evaluate(request("dev", map[string]cty.Value{"b": cty.NumberIntVal(b)}, nil))
		list := diag.Of(err)
		if len(list) == 0 || list[0].Code != diag.MissingInput || list[0].Input.Name != "need" || list[0].Input.Type != "number" || strings.Join(list[0].Environments, "") != "dev" {
			t.Fatalf("b = %d: %+v", b, list)
		}
		if want == "" && len(list) != 1 || want != "" && (len(list) != 2 || list[1].Hint != want) {
			t.Errorf("b = %d: %v", b, list)
		}
	}
}

func TestMapKeysAreText(t *testing.T) {
	p := load(t, "input \"m\" {\n  type = map(string)\n  description = \"m\"\n}\n")
	for key, ok := range map[string]bool{"plain": true, "a\x00": false, "a\x1bb": false, "a\rb": false} {
		t.Run(key, func(t *testing.T) {
			_, err := p.Evaluate(request("dev", map[string]cty.Value{"m": cty.MapVal(map[string]cty.Value{key: cty.StringVal("x")})}, nil))
			if (err == nil) != ok {
				t.Errorf("%q: %v", key, err)
			}
		})
	}
}

func TestCheckName(t *testing.T) {
	p := load(t, "name {\n  pattern = \"^[a-z]+(-[a-z]+)*$\"\n  min = 2\n  max = 8\n  reserved = [\"core\", \"aws*\"]\n  forbidden_suffixes = [\"-x\"]\n  message = \"M.\"\n}\n")
	for name, want := range map[string]string{
		"ab": "", "good": "", "a": "2 to 8", "toolonged": "2 to 8", "Bad": "match", "core": "reserved", "aws": "reserved", "aws-a": "reserved",
		"a-dev": "ends in", "a-x": "ends in", "devx": "",
	} {
		t.Run(name, func(t *testing.T) {
			problem := p.CheckName(name, []string{"dev"})
			if (problem == nil) != (want == "") || (problem != nil && !strings.Contains(problem.Error(), want)) {
				t.Errorf("%q: %v, want %q", name, problem, want)
			}
		})
	}
	if load(t, "").CheckName("anything at all", nil) != nil {
		t.Error("a pack without a rule refuses a name")
	}
}

func TestStore(t *testing.T) {
	builtin := fstest.MapFS{}
	for name, file := range packFS(head) {
		builtin["dir/p/"+name] = file
	}
	vendored := fstest.MapFS{}
	for name, file := range packFS(strings.Replace(head, "1.0.0", "0.9.0", 1)) {
		vendored[VendorDir+"/p@0.9.0/"+name] = file
	}
	wrong := strings.Replace(head, "1.0.0", "0.7.0", 1)
	for name, file := range packFS(wrong) {
		vendored[VendorDir+"/p@0.8.0/"+name] = file
	}
	s := &Store{Builtin: builtin, BuiltinDir: map[string]string{"p": "dir/p"}, Repository: vendored, Sources: map[string]string{"far": "git::x"}}
	for ref, want := range map[string]string{
		"p": "p@1.0.0", "p@1.0.0": "p@1.0.0", "p@0.9.0": "p@0.9.0", "p@2.0.0": "!neither vendored", "q": "!built in are: p", "p@0.8.0": "!is p@0.7.0",
		"far@1.0.0": "!source that can't be read",
	} {
		t.Run(ref, func(t *testing.T) {
			parsed, ok := spec.ParsePackRef(ref)
			if !ok {
				t.Fatal(ref)
			}
			p, err := s.Get(parsed)
			got := ""
			if err == nil {
				got = p.Ref()
			} else if strings.Contains(err.Error(), strings.TrimPrefix(want, "!")) {
				got = want
			} else {
				got = fmt.Sprint(err)
			}
			if got != want {
				t.Errorf("%s is %s, want %s", ref, got, want)
			}
		})
	}
	old, _ := s.Get(spec.PackRef{Name: "p", Version: "0.9.0"})
	newest, _ := s.Get(spec.PackRef{Name: "p"})
	if !s.IsVendored(old) || s.IsVendored(newest) {
		t.Error("what is vendored is judged wrong")
	}
	if again, _ := s.Get(spec.PackRef{Name: "p", Version: "1.0.0"}); again != newest {
		t.Error("a pack is read twice")
	}
}

func TestFlag(t *testing.T) {
	if got := Flag("health_check_path"); got != "health-check-path" {
		t.Error(got)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(head + inputs)
	f.Fuzz(func(_ *testing.T, declaration string) {
		p, err := Load(packFS(declaration), "p")
		if err == nil {
			_, _ = p.Evaluate(request("dev", map[string]cty.Value{"need": cty.StringVal("x")}, nil))
			_, _ = p.Evaluate(request("", nil, nil))
		}
	})
}

// One run names mistakes in the order of the file, however often it is made.
func TestProblemsStandInOrder(t *testing.T) {
	src := `a = 1
b = 2
c = 3
pack "x" {
  version = "1.0.0"
  one     = 1
  two     = 2
  three   = 3
}
locals {
  k = 1
  l = 1
  m = 1
}
locals {
  k = 2
  l = 2
  m = 2
}
`
	_, first := parse(map[string][]byte{Filename: []byte(src)}, nil, "")
	line := 0
	for _, p := range diag.Of(first) {
		if p.Range.Start.Line < line {
			t.Errorf("line %d comes after line %d:\n%s", p.Range.Start.Line, line, first)
		}
		line = p.Range.Start.Line
	}
	if len(diag.Of(first)) != 9 {
		t.Errorf("not every mistake is named:\n%s", first)
	}
}

// unread is a tree whose big file must not be read to learn its size.
type unread struct {
	fstest.MapFS
	t *testing.T
}

func (u unread) ReadFile(name string) ([]byte, error) {
	if len(u.MapFS[name].Data) > MaxSize {
		u.t.Errorf("%s was read", name)
	}
	return u.MapFS.ReadFile(name)
}

func TestBigFilesStayUnread(t *testing.T) {
	tree := unread{fstest.MapFS{"big": &fstest.MapFile{Data: make([]byte, MaxSize+1)}}, t}
	if _, err := Load(tree, "packs/p"); err == nil || !strings.Contains(err.Error(), "more than 4 MB") {
		t.Errorf("%v", err)
	}
}
