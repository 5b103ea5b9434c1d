package program_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

func TestMain(m *testing.M) { gittest.Main(m, nil) }

func TestRun(t *testing.T) {
	s := gittest.New(t)
	out, err := program.Run(t.Context(), s.Dir, []byte("a\n"), nil, "hash-object", "--stdin")
	s.Must(err)
	s.Same("output", strings.TrimSpace(string(out)), s.Git("hash-object", "app/a"))
	out, err = program.Run(t.Context(), s.Dir, nil, []string{"GIT_AUTHOR_NAME=Grace"}, "var", "GIT_AUTHOR_IDENT")
	s.Must(err)
	if !strings.HasPrefix(string(out), "Grace <") {
		t.Errorf("the variable is not passed on: %s", out)
	}
	_, err = program.Run(t.Context(), s.Dir, nil, nil, "-c", "x.y=z", "rev-parse", "--verify", "nothing")
	if err == nil || err.Error() != "git rev-parse: fatal: Needed a single revision" {
		t.Errorf("error: %v", err)
	}
}

func TestRunWithoutGit(t *testing.T) {
	if !program.Exists() {
		t.Fatal("there is no git program")
	}
	gittest.WithoutGit(t)
	if program.Exists() {
		t.Error("a git program is left")
	}
	if _, err := program.Run(t.Context(), t.TempDir(), nil, nil, "version"); !errors.Is(err, program.ErrMissing) {
		t.Errorf("error: %v", err)
	}
}

// A hook that runs scaffold has these variables set, for another repository.
func TestVariablesOfASurroundingGitAreDropped(t *testing.T) {
	s, other := gittest.New(t), gittest.New(t)
	for _, name := range program.LocalVariables {
		t.Setenv(name, other.Path(".git"))
	}
	out, err := program.Run(t.Context(), s.Dir, nil, nil, "rev-parse", "--absolute-git-dir")
	s.Must(err)
	s.Same("git directory", strings.TrimSpace(string(out)), s.Path(".git"))
}

// asked are the variables that git programs see.
func asked(t *testing.T, run func(args ...string) ([]byte, error)) []string {
	t.Helper()
	out, err := run("-c", "alias.variables=!env", "variables")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(out), "\n")
}

func TestAsking(t *testing.T) {
	s := gittest.New(t)
	t.Setenv("GPG_TTY", "/dev/pts/7")
	t.Setenv("DISPLAY", ":7")
	const prompt, batch, tty = "GIT_TERMINAL_PROMPT=0", "GIT_SSH_COMMAND=ssh -oBatchMode=yes", "GPG_TTY=/dev/pts/7"
	for _, c := range []struct {
		name    string
		asking  program.Asking
		askPass string
		signing bool
		want    []string
		without []string
	}{
		{"nobody answers", program.Asking{}, "", false, []string{prompt, batch, "SSH_ASKPASS_REQUIRE=never", tty}, nil},
		{"nobody signs", program.Asking{}, "", true, []string{prompt, batch}, []string{tty, "DISPLAY=:7"}},
		{"ssh by the configuration", program.Asking{OwnSSH: true}, "", false, []string{prompt}, []string{batch}},
		{"a CI system answers", program.Asking{}, "answer", false, []string{prompt, "SSH_ASKPASS=answer"}, []string{"SSH_ASKPASS_REQUIRE=never"}},
		{"a person answers", program.Asking{Attended: true}, "", false, []string{tty}, []string{prompt, batch}},
		{"a person signs", program.Asking{Attended: true}, "", true, []string{tty, "DISPLAY=:7"}, []string{prompt}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("SSH_ASKPASS", c.askPass)
			run := c.asking.Run
			if c.signing {
				run = c.asking.RunSigning
			}
			got := asked(t, func(args ...string) ([]byte, error) { return run(t.Context(), s.Dir, nil, nil, args...) })
			for _, want := range c.want {
				if !slices.Contains(got, want) {
					t.Errorf("%s is missing", want)
				}
			}
			for _, bad := range c.without {
				if slices.Contains(got, bad) {
					t.Errorf("%s is set", bad)
				}
			}
		})
	}
}

func TestTogether(t *testing.T) {
	first, second := make(chan bool), make(chan bool)
	program.Together(func() { first <- true; <-second }, func() { <-first; second <- true }) // each waits for the other
}
