package scaffold

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli"
)

var update = flag.Bool("update", false, "write the output of shown commands into the documents")

// Every ```console block of a document is run, in order, in one folder; what a
// document shows must be what comes out.
func TestShownSessionsAreReal(t *testing.T) {
	for _, name := range documents(t) {
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			t.Parallel()
			have := readFile(t, name)
			if !strings.Contains(have, "```console\n") {
				return
			}
			s := session{t: t, env: isolated(t), dir: t.TempDir()}
			want := consoleBlock.ReplaceAllStringFunc(have, func(block string) string {
				body := strings.TrimSuffix(strings.TrimPrefix(block, "```console\n"), "```")
				return "```console\n" + s.run(body) + "```"
			})
			if want == have {
				return
			}
			if *update {
				if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s shows what is not so; `go test . -update` would write\n%s", name, differing(have, want))
		})
	}
}

var consoleBlock = regexp.MustCompile("(?s)```console\n.*?\n```")

// documents are the Markdown files of the project that people read.
func documents(t *testing.T) []string {
	t.Helper()
	names := []string{"README.md", "CONTRIBUTING.md"}
	for _, pattern := range []string{"docs/*.md", "docs/reference/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no documents in %s", pattern)
		}
		names = append(names, found...)
	}
	return names
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// session runs the commands of one document; cd lasts.
type session struct {
	t   *testing.T
	env []string
	dir string
}

// run returns the block as it is with the real output. What differs by hashes
// alone stays as it was. A line "…" stands for any lines.
func (s *session) run(body string) string {
	var out strings.Builder
	for _, part := range commandLine.Split(body, -1)[1:] {
		command, shown, _ := strings.Cut(part, "\n")
		for strings.HasSuffix(command, `\`) {
			var more string
			more, shown, _ = strings.Cut(shown, "\n")
			command += "\n" + more
		}
		out.WriteString("$ " + command + "\n")
		real := s.execute(command)
		if !matches(shown, real) {
			shown = abridge(real, shown)
		}
		out.WriteString(shown)
	}
	return out.String()
}

var commandLine = regexp.MustCompile(`(?m)^\$ `)

func (s *session) execute(command string) string {
	if dir, ok := strings.CutPrefix(command, "cd "); ok {
		s.dir = filepath.Join(s.dir, dir)
		return ""
	}
	out, code := shell(s.t, s.env, s.dir, strings.ReplaceAll(command, "\n> ", "\n"))
	if code != 0 {
		out += fmt.Sprintf("[exit code %d]\n", code)
	}
	return out
}

// matches compares output without hashes; "…" in shown skips any lines.
func matches(shown, real string) bool {
	pattern := regexp.QuoteMeta(withoutHashes(shown))
	pattern = strings.ReplaceAll(pattern, "…\n", "(?s:.*)")
	ok, err := regexp.MatchString("^"+pattern+"$", withoutHashes(real))
	return ok && err == nil
}

// abridge is the real output with as many lines around a "…" as shown has.
func abridge(real, shown string) string {
	before, after, abridged := strings.Cut(shown, "…\n")
	lines := strings.SplitAfter(real, "\n")
	head, tail := strings.Count(before, "\n"), strings.Count(after, "\n")
	if lines = lines[:len(lines)-1]; !abridged || head+tail >= len(lines) {
		return real
	}
	return strings.Join(lines[:head], "") + "…\n" + strings.Join(lines[len(lines)-tail:], "")
}

var hash = regexp.MustCompile(`\b[0-9a-f]{40}\b|\b[0-9a-f]{7}\b`)

func withoutHashes(s string) string { return hash.ReplaceAllString(s, "HASH") }

// differing returns the lines that one text has and the other lacks.
func differing(have, want string) string {
	var b strings.Builder
	in := func(text, mark string, other string) {
		lines := map[string]bool{}
		for line := range strings.SplitSeq(other, "\n") {
			lines[line] = true
		}
		for line := range strings.SplitSeq(text, "\n") {
			if !lines[line] {
				b.WriteString(mark + line + "\n")
			}
		}
	}
	in(have, "- ", want)
	in(want, "+ ", have)
	return b.String()
}

// A document never names a command, flag or make target that does not exist.
func TestDocumentsNameWhatExists(t *testing.T) {
	root, err := cli.Tree()
	if err != nil {
		t.Fatal(err)
	}
	makefile := readFile(t, "Makefile")
	for _, name := range documents(t) {
		text := readFile(t, name)
		for _, found := range inlineCommand.FindAllStringSubmatch(text, -1) {
			checkCommand(t, name, root, strings.Fields(found[1]))
		}
		for _, found := range makeTarget.FindAllStringSubmatch(text, -1) {
			if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(found[1]) + `:`).MatchString(makefile) {
				t.Errorf("%s names `make %s`, which the Makefile does not have", name, found[1])
			}
		}
		for _, found := range link.FindAllStringSubmatch(text, -1) {
			target, _, _ := strings.Cut(found[1], "#")
			if target == "" || strings.Contains(target, "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), target)); err != nil {
				t.Errorf("%s links to %s, which is not there", name, target)
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
	link          = regexp.MustCompile(`\]\(([^)\s]+)\)`)
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
			for _, found := range hintedCommand.FindAllStringSubmatch(readFile(t, name), -1) {
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

// What help gives as an example works.
func TestExamplesOfHelpWork(t *testing.T) {
	root, err := cli.Tree()
	if err != nil {
		t.Fatal(err)
	}
	env := isolated(t)
	base := t.TempDir()
	must(t, env, base, "scaffold init base --organization acme --repository acme/infra && scaffold service service-b -C base")
	must(t, env, base, "scaffold pack new base/packs/worker")
	must(t, env, base, `printf 'unit "orders" {\n  uses = ["mails"]\n}\n\nunit "mails" {\n}\n' >base/services.hcl`)
	for _, cmd := range allCommands(root) {
		example := strings.ReplaceAll(cmd.Example, "\\\n", "")
		for line := range strings.SplitSeq(strings.TrimSpace(example), "\n") {
			if line == "" {
				continue
			}
			t.Run(strings.TrimSpace(line), func(t *testing.T) {
				dir := t.TempDir()
				must(t, env, base, "cp -r base/. "+dir)
				switch cmd.Name() {
				case "init":
					dir = t.TempDir()
				case "new":
					must(t, env, dir, "rm -r packs")
				case "generate", "upgrade", "status":
					must(t, env, dir, "scaffold service service-a")
				case "app-repo":
					dir = t.TempDir()
					must(t, env, dir, "cp -r "+base+"/base infrastructure && scaffold service shop -C infrastructure")
				}
				if strings.Contains(line, " workspaces ") && !strings.Contains(line, "--offline") {
					asksForToken(t, env, dir, line)
					return
				}
				must(t, env, dir, line)
			})
		}
	}
}

// asksForToken runs a command that needs a server, which no test here has: it
// gets as far as the token.
func asksForToken(t *testing.T, env []string, dir, line string) {
	t.Helper()
	if out, code := shell(t, env, dir, line); code != 2 || !strings.Contains(out, "there is no token") {
		t.Errorf("%s: exit %d\n%s", line, code, out)
	}
}

// allCommands are the commands below cmd, however deep.
func allCommands(cmd *cobra.Command) []*cobra.Command {
	var out []*cobra.Command
	for _, sub := range cmd.Commands() {
		out = append(append(out, sub), allCommands(sub)...)
	}
	return out
}

// The demo ends with a clean repository and says where it is.
func TestDemo(t *testing.T) {
	env := append(isolated(t), "SCAFFOLD="+filepath.Join(binary(t), "scaffold"))
	out := must(t, env, ".", "sh docs/demo.sh")
	place := regexp.MustCompile(`The repository is (\S+);`).FindStringSubmatch(out)
	if place == nil || !strings.Contains(out, "Nothing to do") {
		t.Fatalf("the demo does not say what it should:\n%s", out)
	}
	if status := must(t, env, place[1], "git status --porcelain && git fsck --strict"); strings.TrimSpace(status) != "" {
		t.Errorf("the demo's repository is not clean:\n%s", status)
	}
}
