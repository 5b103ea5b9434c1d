package docs

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli"
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// documents are the Markdown files of the project that people read.
func documents(t *testing.T) []string {
	t.Helper()
	names := []string{"README.md", "CONTRIBUTING.md"}
	for _, pattern := range []string{"docs/*.md", "docs/contributing/*.md", "docs/reference/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no documents in %s", pattern)
		}
		names = append(names, found...)
	}
	return names
}

// A document never names a command, flag or make target that does not exist.
func TestDocumentsNameWhatExists(t *testing.T) {
	root, err := cli.Tree()
	if err != nil {
		t.Fatal(err)
	}
	makefile := project.Read(t, "Makefile")
	for _, name := range documents(t) {
		text := project.Read(t, name)
		for _, found := range inlineCommand.FindAllStringSubmatch(text, -1) {
			checkCommand(t, name, root, strings.Fields(found[1]))
		}
		for _, found := range makeTarget.FindAllStringSubmatch(text, -1) {
			if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(found[1]) + `:`).MatchString(makefile) {
				t.Errorf("%s names `make %s`, which the Makefile does not have", name, found[1])
			}
		}
		if strings.HasPrefix(filepath.Base(name), "pack-") { // names files that a pack renders
			continue
		}
		for _, found := range sourcePath.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(found[1]); err != nil {
				t.Errorf("%s names %s, which is not there", name, found[1])
			}
		}
	}
}

var (
	sourcePath    = regexp.MustCompile("`((?:internal|cmd|test|templates|golden|docs|\\.ci)/[A-Za-z0-9_./-]+)`")
	inlineCommand = regexp.MustCompile("(?:`|\n *\\$ *|\n  )scaffold ([a-z][^`\n]*)")
	makeTarget    = regexp.MustCompile("(?:`|\n)make ([a-z-]+)")
)

// Neither does a hint of the program, nor a document that a pack renders.
func TestHintsNameWhatExists(t *testing.T) {
	root, err := cli.Tree()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, folder := range []string{"internal", "templates", "test"} {
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go") {
				return err
			}
			for _, found := range hintedCommand.FindAllStringSubmatch(project.Read(t, name), -1) {
				seen++
				checkCommand(t, name, root, strings.Fields(found[1]))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 10 {
		t.Errorf("only %d commands found in hints and templates; is the pattern right?", seen)
	}
}

var hintedCommand = regexp.MustCompile("`scaffold ([a-z][^`\n]*)`")

func checkCommand(t *testing.T, name string, root *cobra.Command, words []string) {
	t.Helper()
	cmd, _, err := root.Find(words[:1])
	if err == nil && cmd.HasSubCommands() && len(words) > 1 && !strings.HasPrefix(words[1], "-") {
		parent := cmd
		if cmd, _, _ = root.Find(words[:2]); cmd == parent && regexp.MustCompile(`^[a-z]+$`).MatchString(words[1]) {
			t.Errorf("%s names `scaffold %s %s`, which does not exist", name, words[0], words[1])
		}
	}
	if err != nil || cmd == root {
		if words[0] != "help" && words[0] != "completion" {
			t.Errorf("%s names `scaffold %s`, which does not exist", name, words[0])
		}
		return
	}
	for _, word := range words[1:] {
		for _, sub := range cmd.Commands() {
			if sub.Name() == word {
				cmd = sub
			}
		}
		flagName, _, _ := strings.Cut(strings.TrimLeft(word, "-"), "=")
		if strings.HasPrefix(word, "--") && cmd.Flags().Lookup(flagName) == nil && root.PersistentFlags().Lookup(flagName) == nil && flagName != "help" {
			t.Errorf("%s names `%s --%s`, which does not exist", name, cmd.CommandPath(), flagName)
		}
	}
}
