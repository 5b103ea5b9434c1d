package tfconfig

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// managed are the addresses that the files manage, in one line.
func managed(files map[string]string) string {
	return strings.Join(slices.Sorted(maps.Keys(read(files).Managed())), " ")
}

func read(files map[string]string) *Module {
	content := map[string][]byte{}
	for name, text := range files {
		content[name] = []byte(text)
	}
	return Read("dev", content)
}

func TestManaged(t *testing.T) {
	const logs = "resource \"aws_log\" \"app\" {\n}\n"
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"nothing":             {nil, ""},
		"native syntax":       {map[string]string{"main.tf": logs + "module \"vpc\" {\n  source = \"./vpc\"\n}\ndata \"aws_ami\" \"a\" {\n}\n"}, "aws_log.app module.vpc"},
		"JSON":                {map[string]string{"main.tf.json": `{"resource":{"aws_log":{"app":{},"b":{}}},"module":{"vpc":{"source":"./vpc"}}}`}, "aws_log.app aws_log.b module.vpc"},
		"JSON in lists":       {map[string]string{"main.tf.json": `{"resource":[{"aws_log":[{"app":{}}]},{"aws_log":{"b":{}}}]}`}, "aws_log.app aws_log.b"},
		"a comment":           {map[string]string{"main.tf": "# " + strings.ReplaceAll(logs, "\n}", "\n# }")}, ""},
		"a long comment":      {map[string]string{"main.tf": "/*\n" + logs + "*/\n"}, ""},
		"a heredoc":           {map[string]string{"main.tf": "locals {\n  note = <<EOT\n" + logs + "EOT\n}\n"}, ""},
		"bare labels":         {map[string]string{"main.tf": "resource aws_log app {\n}\n"}, "aws_log.app"},
		"no times":            {map[string]string{"main.tf": "resource \"aws_log\" \"app\" {\n  count = 0\n}\nmodule \"m\" {\n  for_each = {}\n}\n"}, ""},
		"as often as said":    {map[string]string{"main.tf": "resource \"aws_log\" \"app\" {\n  count = var.on ? 1 : 0\n}\n"}, "aws_log.app"},
		"overridden to none":  {map[string]string{"main.tf": logs, "override.tf": "resource \"aws_log\" \"app\" {\n  count = 0\n}\n"}, ""},
		"overridden, but not": {map[string]string{"main.tf": logs, "x_override.tf.json": `{"resource":{"aws_log":{"app":{"name":"x"}}}}`}, "aws_log.app"},
		"an override alone":   {map[string]string{"override.tf": logs}, ""},
		"files of editors":    {map[string]string{"main.tf~": logs, ".#main.tf": logs, "#main.tf#": logs, "main.tf.bak": logs, "notes.md": logs}, ""},
		"OpenTofu's instead":  {map[string]string{"main.tf": logs, "main.tofu": "resource \"aws_log\" \"b\" {\n}\n"}, "aws_log.b"},
		"beside a broken one": {map[string]string{"main.tf": logs, "other.tf": "resource {{{\n"}, "aws_log.app"},
		"before what breaks":  {map[string]string{"main.tf": logs + "}\n"}, "aws_log.app"},
		"a byte order mark":   {map[string]string{"main.tf": "\xef\xbb\xbf" + logs}, "aws_log.app"},
		"Windows line ends":   {map[string]string{"main.tf": strings.ReplaceAll(logs, "\n", "\r\n")}, "aws_log.app"},
		"labels too many":     {map[string]string{"main.tf": "resource \"a\" \"b\" \"c\" {\n}\n" + logs}, "aws_log.app"},
		"labels too few":      {map[string]string{"main.tf": "resource \"a\" {\n}\n" + logs}, "aws_log.app"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := managed(c.files); got != c.want {
				t.Errorf("managed are %q, want %q", got, c.want)
			}
		})
	}
}

func TestKeeps(t *testing.T) {
	const forget = "\n  lifecycle {\n    destroy = false\n  }\n}\n"
	moved := func(from, to string) string { return "moved {\n  from = " + from + "\n  to = " + to + "\n}\n" }
	for name, c := range map[string]struct {
		files map[string]string
		keeps bool
	}{
		"gone":                    {map[string]string{}, false},
		"in another file":         {map[string]string{"b.tf": "resource \"a\" \"b\" {\n}\n"}, true},
		"forgotten":               {map[string]string{"b.tf": "removed {\n  from = a.b" + forget}, true},
		"forgotten in JSON":       {map[string]string{"b.tf.json": `{"removed":{"from":"a.b","lifecycle":{"destroy":false}}}`}, true},
		"removed":                 {map[string]string{"b.tf": "removed {\n  from = a.b\n}\n"}, false},
		"removed and destroyed":   {map[string]string{"b.tf": "removed {\n  from = a.b\n  lifecycle {\n    destroy = true\n  }\n}\n"}, false},
		"removed in JSON":         {map[string]string{"b.tf.json": `{"removed":{"from":"a.b"}}`}, false},
		"destroyed by the value":  {map[string]string{"b.tf": "removed {\n  from = a.b\n  lifecycle {\n    destroy = var.keep\n  }\n}\n"}, false},
		"moved":                   {map[string]string{"b.tf": moved("a.b", "a.c") + "resource \"a\" \"c\" {\n}\n"}, true},
		"moved in JSON":           {map[string]string{"b.tf.json": `{"moved":{"from":"a.b","to":"a.c"},"resource":{"a":{"c":{}}}}`}, true},
		"moved into a key":        {map[string]string{"b.tf": moved("a.b", "a.c[\"x\"]") + "resource \"a\" \"c\" {\n  for_each = var.all\n}\n"}, true},
		"moved into a count":      {map[string]string{"b.tf": moved("a.b", "a.c[0]") + "resource \"a\" \"c\" {\n  count = var.n\n}\n"}, true},
		"moved into a module":     {map[string]string{"b.tf": moved("a.b", "module.m.a.b") + "module \"m\" {\n}\n"}, true},
		"moved into one of many":  {map[string]string{"b.tf": moved("a.b", "module.m[0].a.b") + "module \"m\" {\n  count = 2\n}\n"}, true},
		"moved to what is gone":   {map[string]string{"b.tf": moved("a.b", "a.c")}, false},
		"moved to what is none":   {map[string]string{"b.tf": moved("a.b", "a.c") + "resource \"a\" \"c\" {\n  count = 0\n}\n"}, false},
		"moved and forgotten":     {map[string]string{"b.tf": moved("a.b", "a.c") + "removed {\n  from = a.c" + forget}, true},
		"moved twice":             {map[string]string{"b.tf": moved("a.b", "a.c") + moved("a.c", "a.d") + "resource \"a\" \"d\" {\n}\n"}, true},
		"moved in a circle":       {map[string]string{"b.tf": moved("a.b", "a.c") + moved("a.c", "a.b")}, false},
		"a move that is no move":  {map[string]string{"b.tf": "moved {\n  from = a.b\n}\n"}, false},
		"a removal of nothing":    {map[string]string{"b.tf": "removed {" + forget}, false},
		"an address of a formula": {map[string]string{"b.tf": "removed {\n  from = upper(\"a.b\")" + forget}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(c.files).Keeps()("a.b"); got != c.keeps {
				t.Errorf("keeps a.b: %v, want %v", got, c.keeps)
			}
		})
	}
}

// TestFiles reads a folder, and says what it can't read.
func TestFiles(t *testing.T) {
	tree := fstest.MapFS{
		"dev/main.tf":   {Data: []byte("module \"m\" {\n  source = \"./m\"\n}\nresource \"a\" \"b\" {\n  provider = aws.east\n  for_each = toset([ \"x\",\n    \"y\" ])\n}\noutput \"o\" {\n}\n")},
		"dev/broken.tf": {Data: []byte("locals {\n  a = = 1\n}\n")},
		"dev/sub/x.tf":  {Data: []byte("resource \"a\" \"sub\" {\n}\n")},
		"dev/gone.tf":   {Mode: fs.ModeSymlink, Data: []byte("nowhere")},
	}
	files, problems := Files(tree, "dev")
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), "dev/gone.tf can't be read") {
		t.Errorf("problems %v", problems)
	}
	m := Read("dev", files)
	if got := strings.Join(m.Files, " "); got != "broken.tf main.tf" {
		t.Errorf("files %q", got)
	}
	if len(m.Calls) != 1 || m.Calls[0].Source != "./m" || strings.Join(m.Outputs, " ") != "o" {
		t.Errorf("calls %+v, outputs %v", m.Calls, m.Outputs)
	}
	if r := m.Resources; len(r) != 1 || r[0].Provider != "aws.east" || r[0].ForEach != `toset([ "x", "y" ])` || r[0].Range.Start.Line != 4 || r[0].Range.Filename != "dev/main.tf" {
		t.Errorf("resources %+v", r)
	}
	if len(m.Problems) != 1 || !strings.Contains(m.Problems[0].Error(), "dev/broken.tf:2") {
		t.Errorf("problems %v", m.Problems)
	}
	if files, problems := Files(tree, "none"); len(files)+len(problems) != 0 {
		t.Errorf("a folder that is not there: %v, %v", files, problems)
	}
}

// TestStates reads alike what both syntaxes say of Terraform Cloud.
func TestStates(t *testing.T) {
	want := State{Name: "vpc", Backend: "remote", Hostname: "tfe.acme.test", Organization: "acme", Workspace: "aws-vpc-dev"}
	for name, files := range map[string]map[string]string{
		"native": {"main.tf": "terraform {\n  cloud {\n    hostname = \"tfe.acme.test\"\n    organization = \"acme\"\n    workspaces {\n      name = \"aws-mail-dev\"\n    }\n  }\n}\ndata \"terraform_remote_state\" \"vpc\" {\n  backend = \"remote\"\n  config = {\n    hostname = \"tfe.acme.test\"\n    organization = \"acme\"\n    workspaces = {\n      name = \"aws-vpc-dev\"\n    }\n  }\n}\n"},
		"JSON":   {"main.tf.json": `{"terraform":{"cloud":{"hostname":"tfe.acme.test","organization":"acme","workspaces":{"name":"aws-mail-dev"}}},"data":{"terraform_remote_state":{"vpc":{"backend":"remote","config":{"hostname":"tfe.acme.test","organization":"acme","workspaces":{"name":"aws-vpc-dev"}}}}}}`},
		"overridden": {
			"main.tf":          "terraform {\n  cloud {\n    organization = \"other\"\n    workspaces {\n      name = \"other\"\n    }\n  }\n}\ndata \"terraform_remote_state\" \"vpc\" {\n  backend = \"local\"\n}\n",
			"override.tf.json": `{"terraform":{"cloud":{"hostname":"tfe.acme.test","organization":"acme","workspaces":{"name":"aws-mail-dev"}}},"data":{"terraform_remote_state":{"vpc":{"backend":"remote","config":{"hostname":"tfe.acme.test","organization":"acme","workspaces":{"name":"aws-vpc-dev"}}}}}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := read(files)
			if len(m.States) != 1 || m.Workspace != "aws-mail-dev" || m.Organization != "acme" || m.Hostname != "tfe.acme.test" {
				t.Fatalf("states %+v, workspace %q of %s on %s", m.States, m.Workspace, m.Organization, m.Hostname)
			}
			got := m.States[0]
			got.Range = want.Range
			if got != want {
				t.Errorf("reads %+v, want %+v", got, want)
			}
		})
	}
	open := read(map[string]string{"main.tf": "data \"terraform_remote_state\" \"vpc\" {\n  backend = \"remote\"\n  config = {\n    workspaces = {\n      name = \"aws-${var.layer}\"\n    }\n  }\n}\n"})
	if len(open.States) != 1 || open.States[0].Workspace != "" {
		t.Errorf("a name that is no literal: %+v", open.States)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("main.tf", []byte("resource \"a\" \"b\" {\n  count = 0\n}\nmoved {\n  from = a.b[1]\n  to = a.c\n}\n"))
	f.Add("main.tf.json", []byte(`{"resource":{"a":{"b":{"for_each":{}}}},"removed":[{"from":"a.b"}]}`))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		m := Read("dev", map[string][]byte{name: src})
		for address := range m.Managed() {
			if !m.Keeps()(address) {
				t.Errorf("%s is managed and not kept", address)
			}
		}
	})
}
