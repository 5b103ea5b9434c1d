package oracle

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// round is one walk through the life of a repository.
type round struct {
	*testing.T
	*rand.Rand
	seed   uint64
	top    string // holds everything
	dir    string // the clone that is worked in
	env    []string
	script strings.Builder // every line that was run, to be run again

	packs   map[string]*packModel
	inside  bool // packs lie in the repository, not beside it
	clone   string
	changes int   // marks made so far; each is a name of its own
	counts  stats // of all rounds
}

// stats counts what came of steps, over all rounds.
type stats map[string]int

// newRound makes the surroundings of a round: an environment without the user's
// settings, and a folder.
func newRound(t *testing.T, seed uint64, counts stats) *round {
	top, err := os.MkdirTemp(os.Getenv("ORACLE_DIR"), "oracle-")
	if err == nil {
		top, err = filepath.EvalSymlinks(top)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(top) })
	r := &round{T: t, Rand: rand.New(rand.NewPCG(seed, 19)), seed: seed, top: top, dir: top, counts: counts, packs: map[string]*packModel{}}
	r.env = append(os.Environ(), "HOME="+top, "GIT_CONFIG_NOSYSTEM=1", "GIT_EDITOR=true", "LC_ALL=C.UTF-8", "CI=true", "TOP="+top)
	r.env = slices.DeleteFunc(r.env, func(v string) bool {
		return strings.HasPrefix(v, "GIT_CONFIG_GLOBAL=") || strings.HasPrefix(v, "PATH=")
	})
	r.env = append(r.env, "PATH="+binary+string(os.PathListSeparator)+os.Getenv("PATH"))
	return r
}

// preamble makes the script a whole one.
const preamble = `#!/bin/sh
# sh this with scaffold in the PATH: round %d. It stops before the folder goes.
export TOP=$(mktemp -d) GIT_CONFIG_NOSYSTEM=1 GIT_EDITOR=true CI=true LC_ALL=C.UTF-8
unset GIT_CONFIG_GLOBAL
export HOME=$TOP
cd $TOP; echo $TOP
set -x
`

// sh runs a line of shell where the round is at work, keeps it in the script,
// and returns what it prints with its exit code.
func (r *round) sh(line string) (string, int) {
	r.Helper()
	fmt.Fprintf(&r.script, "%s\n", line)
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir, cmd.Env = r.dir, r.env
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		r.Fatal(err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// must runs a line that has to succeed.
func (r *round) must(line string) string {
	r.Helper()
	out, code := r.sh(line)
	if code != 0 {
		r.fail("set-up", "$ %s\nexit %d\n%s", line, code, out)
	}
	return out
}

// write puts a file where the round is at work, in the script, too.
func (r *round) write(name, content string) {
	r.Helper()
	r.must(heredoc(name, strings.ReplaceAll(content, r.top, "$TOP")))
}

func heredoc(name, content string) string {
	if strings.Contains(content, "$TOP") {
		return fmt.Sprintf("mkdir -p %s && cat >%s <<END\n%s\nEND", filepath.Dir(name), name, strings.TrimSuffix(content, "\n"))
	}
	return fmt.Sprintf("mkdir -p %s && cat >%s <<'END'\n%s\nEND", filepath.Dir(name), name, strings.TrimSuffix(content, "\n"))
}

// git asks git about the clone that is worked in, or about another folder.
func (r *round) git(dir string, args ...string) string {
	r.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = dir, r.env
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		r.fail("set-up", "git %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// asks tells whether git succeeds.
func (r *round) asks(args ...string) bool {
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = r.dir, r.env
	return cmd.Run() == nil
}

// fail ends the round with what went wrong and the script to see it again.
func (r *round) fail(kind, format string, args ...any) {
	r.Helper()
	r.tell("FAILED " + kind)
	text := fmt.Sprintf(preamble, r.seed) + r.script.String()
	name := ""
	if keep := os.Getenv("ORACLE_KEEP"); keep != "" {
		name = filepath.Join(keep, fmt.Sprintf("%s-%d.sh", strings.ReplaceAll(kind, " ", "-"), r.seed))
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			r.Error(err)
		}
		text = "kept as " + name
	}
	r.Fatalf("round %d: %s\n%s\n\nagain: ORACLE_SEED=%d ORACLE_ROUNDS=1 go test ./test/oracle\n%s", r.seed, kind, fmt.Sprintf(format, args...), r.seed, text)
}

// chance is true in n of 100.
func (r *round) chance(n int) bool { return r.IntN(100) < n }

// pick is one of several; there must be one.
func pick[T any](r *round, all []T) T { return all[r.IntN(len(all))] }
