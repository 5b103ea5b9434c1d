package docs

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

var update = flag.Bool("update", false, "write the output of shown commands into the documents")

// Every ```console block of a document is run, in order, in one folder; what a
// document shows must be what comes out.
func TestShownSessionsAreReal(t *testing.T) {
	for _, name := range documents(t) {
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			t.Parallel()
			have := project.Read(t, name)
			if !strings.Contains(have, "```console\n") {
				return
			}
			s := session{t: t, env: project.Isolated(t), dir: t.TempDir()}
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
			t.Errorf("%s shows what is not so; `go test ./test/docs -update` would write\n%s", name, differing(have, want))
		})
	}
}

var consoleBlock = regexp.MustCompile("(?s)```console\n.*?\n```")

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
	out, code := project.Shell(s.t, s.env, s.dir, strings.ReplaceAll(command, "\n> ", "\n"))
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
