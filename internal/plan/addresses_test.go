package plan

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
)

func TestLost(t *testing.T) {
	before := "resource \"a\" \"b\" {\n}\nmodule \"m\" {\n  source = \"x\"\n}\ndata \"a\" \"d\" {\n}\n"
	for after, want := range map[string]string{
		before:                               "",
		"module \"m\" {\n source = \"y\"\n}": "a.b",
		"":                                   "a.b module.m",
		"module \"m\" {\n}\nresource \"a\" \"c\" {\n}\nmoved {\n from = a.b\n to = a.c\n}\n": "",
		"module \"m\" {\n}\nmoved {\n from = a.b\n to = a.c\n}\n":                            "a.b",
		"removed {\n from = a.b\n lifecycle {\n destroy = false\n }\n}\nmodule \"m\" {\n}\n": "",
	} {
		t.Run(after, func(t *testing.T) {
			got := strings.Join(Lost(map[string][]byte{"main.tf": []byte(before)}, map[string][]byte{"other.tf": []byte(after)}), " ")
			if got != want {
				t.Errorf("after %q, %q is lost, want %q", after, got, want)
			}
		})
	}
	if got := Lost(nil, nil); got != nil {
		t.Errorf("nothing loses %v", got)
	}
}

// TestUndecided: what Terraform alone can know is named, with what stood there.
func TestUndecided(t *testing.T) {
	block := func(line string) string { return "resource \"a\" \"b\" {\n  " + line + "\n}\n" }
	for name, c := range map[string]struct{ before, after, want string }{
		"nothing":            {block("x = 1"), block("x = 2"), ""},
		"count":              {block("count = 2"), block("count = 1"), "dev: how often a.b is there changes (count = 1, was count = 2): look in Terraform's plan at what that destroys"},
		"once, then counted": {block("x = 1"), block("count = var.n"), "dev: how often a.b is there changes (count = var.n, was once): look in Terraform's plan at what that destroys"},
		"for_each":           {block("for_each = var.a"), block("for_each = var.b"), "dev: how often a.b is there changes (for_each = var.b, was for_each = var.a): look in Terraform's plan at what that destroys"},
		"provider":           {block("x = 1"), block("provider = aws.east"), "dev: a.b gets another provider (aws.east, was the default): look in Terraform's plan at what that destroys"},
		"gone":               {block("count = 2"), "", ""}, // refused elsewhere
	} {
		t.Run(name, func(t *testing.T) {
			read := func(text string) *tfconfig.Module {
				return tfconfig.Read("dev", map[string][]byte{"main.tf": []byte(text)})
			}
			if got := strings.Join(undecided("dev", read(c.before), read(c.after)), "\n"); got != c.want {
				t.Errorf("said %q, want %q", got, c.want)
			}
		})
	}
}

// TestOutlines: the fast path parses a module where its addresses may change, and
// never says of one that loses some that it is the same.
func TestOutlines(t *testing.T) {
	const text = "resource \"a\" \"b\" {\n  x = 1\n}\n\nlocals {\n  note = <<EOT\n  words\nEOT\n}\n"
	disk := fstest.MapFS{"dev/main.tf": {Data: []byte(text)}, "dev/more.tf.json": {Data: []byte("{}")}}
	for name, c := range map[string]struct {
		file, after string
		kind        Kind
		same        bool
	}{
		"an argument":            {"main.tf", strings.Replace(text, "x = 1", "x = 2", 1), Update, true},
		"a label":                {"main.tf", strings.Replace(text, "\"b\"", "\"c\"", 1), Update, false},
		"a comment around it":    {"main.tf", "/*\n" + strings.Replace(text, "locals", "*/\nlocals", 1), Update, false},
		"a comment on the line":  {"main.tf", strings.Replace(text, "resource", "# resource", 1), Update, false},
		"a heredoc begins above": {"main.tf", "locals {\n  note = <<EOT\n" + text, Update, false},
		"a heredoc ends later":   {"main.tf", strings.Replace(text, "\nEOT\n", "\n", 1) + "EOT\n", Update, true}, // both orders hold it; nothing stands between
		"a count":                {"main.tf", strings.Replace(text, "x = 1", "count = 0", 1), Update, false},
		"JSON":                   {"more.tf.json", "{}", Update, false},
		"a file that comes":      {"new.tf", text, Create, false},
		"a file that goes":       {"main.tf", "", Delete, false},
		"a conflict":             {"main.tf", text, Conflict, false},
	} {
		t.Run(name, func(t *testing.T) {
			a := &Action{Kind: c.kind, Path: repo.Path("dev/" + c.file), Content: []byte(c.after)}
			if got := sameOutlines(disk, "dev", map[string]*Action{c.file: a}); got != c.same {
				t.Errorf("the same: %v, want %v", got, c.same)
			}
		})
	}
}
