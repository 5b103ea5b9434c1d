package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

func TestEveryPageIsMade(t *testing.T) {
	t.Chdir("../../..")
	made, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"commands.md":        "## scaffold service",
		"pack-service.md":    "- rule: A port is 1 to 65535.",
		"scaffold-hcl.md":    "| `required_approvals` | a whole number | `1, production 2` |",
		"helpers.md":         "## hclpart",
		"functions.md":       "`cidrsubnet`",
		"exit-codes.md":      "| 3 | a person must decide: conflicts stand in the files, unless --conflict=abort; nothing was committed |",
		"json.md":            "| `commit` | [commit](#commit) or null |",
		"README.md":          "(pack-platform.md)",
		"output.schema.json": `"$schema"`,
	} {
		if !strings.Contains(string(made[name]), want) {
			t.Errorf("%s lacks %q", name, want)
		}
	}
	for name, content := range made {
		if strings.Contains(string(content), "quoteHCL") {
			t.Errorf("%s shows a Go function's name", name)
		}
	}
}

// A key that the parser knows and the page does not, or the other way round, is
// an error, so that the page can't fall behind.
func TestKeysAreComplete(t *testing.T) {
	root, err := spec.ParseRoot(spec.Filename, []byte(inRepository("environment \"production\" {}\n")))
	if err != nil {
		t.Fatal(err)
	}
	whole := blocks[1]
	missing := whole
	missing.keys = whole.keys[1:]
	if _, err := missing.describe(root); err == nil || !strings.Contains(err.Error(), "the key short is not documented") {
		t.Errorf("a key that is not documented: %v", err)
	}
	extra := whole
	extra.keys = append([]key{{"colour", "", func(*spec.Root) any { return "" }}}, whole.keys...)
	if _, err := extra.describe(root); err == nil || !strings.Contains(err.Error(), "colour") {
		t.Errorf("a key that does not exist: %v", err)
	}
}

func TestCheckNamesWhatIsStale(t *testing.T) {
	t.Chdir(t.TempDir())
	made := map[string][]byte{"a.md": []byte("a\n"), "b.md": []byte("b\n")}
	if err := write(made); err != nil {
		t.Fatal(err)
	}
	if err := compare(made); err != nil {
		t.Errorf("what was just written: %v", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "left.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	made["b.md"] = []byte("c\n")
	if err := compare(made); err == nil || !strings.HasSuffix(err.Error(), "b.md, left.md") {
		t.Errorf("b.md is out of date and left.md left over: %v", err)
	}
	if err := write(made); err != nil {
		t.Fatal(err)
	}
	if err := compare(made); err != nil {
		t.Errorf("written again: %v", err)
	}
}

func TestMarkdownOfComment(t *testing.T) {
	for got, want := range map[string]string{
		markdownOf("Text.\n\n\tcode <%\n\nMore <b>.\n"): "Text.\n\n```text\ncode <%\n```\n\nMore &lt;b>.\n",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
