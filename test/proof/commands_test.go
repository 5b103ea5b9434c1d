package proof

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/cli"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// goldenDir is golden/, seen from this package's folder.
const goldenDir = "../../golden"

// repositoryName is the folder that the first golden command makes.
const repositoryName = "infrastructure"

// goldenCommand is one entry of golden/commands.txt: the tree golden/NAME is
// what the command adds to the repository or changes in it, or the application
// repository that it makes in the folder NAME.
type goldenCommand struct {
	name            string
	args            []string
	allEnvironments bool // golden/ keeps staging, too
}

// allEnvironments stands behind the name of such a command.
const allEnvironments = " all environments"

// parseCommands reads golden/commands.txt: "NAME:" followed by indented lines,
// which make up one command line. A word may stand in single quotes.
func parseCommands(text string) ([]goldenCommand, error) {
	var commands []goldenCommand
	for number, line := range strings.Split(text, "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case line == trimmed && strings.HasSuffix(strings.TrimSuffix(line, allEnvironments), ":"):
			name, rest, _ := strings.Cut(line, ":")
			commands = append(commands, goldenCommand{name: name, allEnvironments: rest != ""})
		case line == trimmed || len(commands) == 0:
			return nil, fmt.Errorf("line %d: %q is neither NAME: nor an indented command", number+1, line)
		default:
			words, err := splitWords(trimmed)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", number+1, err)
			}
			last := &commands[len(commands)-1]
			last.args = append(last.args, words...)
		}
	}
	for i, c := range commands {
		if len(c.args) < 2 || c.args[0] != "scaffold" {
			return nil, fmt.Errorf("%s: a command starts with scaffold", c.name)
		}
		commands[i].args = c.args[1:]
	}
	return commands, nil
}

// splitWords splits as a shell does, knowing single quotes only.
func splitWords(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	quoted, inWord := false, false
	for _, r := range line {
		switch {
		case r == '\'':
			quoted, inWord = !quoted, true
		case r == ' ' && !quoted:
			if inWord {
				words = append(words, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quoted {
		return nil, fmt.Errorf("a quote is open at the end of %q", line)
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}

func goldenCommands(t *testing.T) []goldenCommand {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(goldenDir, "commands.txt"))
	if err != nil {
		t.Fatal(err)
	}
	commands, err := parseCommands(string(text))
	if err != nil {
		t.Fatalf("golden/commands.txt: %v", err)
	}
	return commands
}

// scaffold runs the program in dir and fails the test unless it exits with 0.
func scaffold(t *testing.T, dir string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Main(args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &errs, Dir: dir, Getenv: os.Getenv})
	if code != console.ExitOK {
		t.Fatalf("scaffold %s: exit %d\n%s%s", strings.Join(args, " "), code, &out, &errs)
	}
	return out.String()
}

// runGolden runs all golden commands in a new folder. It returns the repository
// they make and, by name, the tree that each of them added.
func runGolden(t *testing.T) (string, map[string]tree) {
	t.Helper()
	dir := t.TempDir()
	copySpecs(t, dir)
	repository := filepath.Join(dir, repositoryName)
	before := tree{}
	added := map[string]tree{}
	for _, c := range goldenCommands(t) {
		scaffold(t, dir, c.args...)
		if c.args[0] == "app-repo" {
			added[c.name] = readTree(t, filepath.Join(dir, c.name))
			continue
		}
		after := readTree(t, repository)
		for name := range before {
			if _, ok := after[name]; !ok {
				t.Fatalf("%s removed %s", c.name, name)
			}
		}
		added[c.name] = after.without(before)
		before = after
	}
	return repository, added
}

// provenProvider is the version of the AWS provider that is on the machine, the
// oldest that what is generated works with.
const provenProvider = "5.100.0"

// pinProvider makes every environment of a repository name that version, as its
// owners would who use it.
func pinProvider(t *testing.T, repository string) {
	t.Helper()
	name := filepath.Join(repository, spec.Filename)
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	pinned := strings.ReplaceAll(string(src), strconv.Quote(spec.DefaultAWSProviderVersion), strconv.Quote(provenProvider))
	if pinned == string(src) {
		t.Fatalf("no environment of %s names the provider's version", repository)
	}
	writeFile(t, name, []byte(pinned), 0o644)
	scaffold(t, repository, "generate")
}

// sharedGolden is one repository of the golden commands for all tests that only
// read it, with the provider's version that is on the machine.
var sharedGolden struct {
	once sync.Once
	dir  string
}

func readGolden(t *testing.T) string {
	t.Helper()
	sharedGolden.once.Do(func() {
		made, _ := runGolden(t)
		dir, err := os.MkdirTemp("", "golden-") // outlives the test that was first
		if err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(dir, os.DirFS(filepath.Dir(made))); err != nil {
			t.Fatal(err)
		}
		sharedGolden.dir = filepath.Join(dir, repositoryName)
		pinProvider(t, sharedGolden.dir)
	})
	if sharedGolden.dir == "" {
		t.Fatal("the golden commands failed in another test")
	}
	return sharedGolden.dir
}

// copySpecs puts the files that the commands name beside the repository.
func copySpecs(t *testing.T, dir string) {
	t.Helper()
	specs, err := filepath.Glob(filepath.Join(goldenDir, "*.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range specs {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(dir, filepath.Base(name)), src, 0o644)
	}
}
