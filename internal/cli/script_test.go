package cli

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/seed-3f5c2e52/scaffold/internal/forge/forgetest"
	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
)

// isolated is the environment of every git that a test runs: an identity, and
// nothing of the machine's configuration.
func isolated(home string) []string {
	config := filepath.Join(home, "gitconfig")
	return []string{
		"HOME=" + home, "XDG_CONFIG_HOME=" + filepath.Join(home, "xdg"), "GIT_CONFIG_GLOBAL=" + config, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_CEILING_DIRECTORIES=" + filepath.Dir(home), "LC_ALL=C", "CI=", "TFE_TOKEN=",
		"GITHUB_TOKEN=", "GH_TOKEN=", "GH_ENTERPRISE_TOKEN=", "GITHUB_ENTERPRISE_TOKEN=", "GITHUB_API_URL=", "GITHUB_SERVER_URL=", "GH_HOST=",
	}
}

const gitConfig = "[user]\n\tname = Ada Example\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n[advice]\n\tdetachedHead = false\n"

func TestMain(m *testing.M) {
	home := ""
	if filepath.Base(os.Args[0]) != "scaffold" { // not when a script runs this binary as scaffold
		home = isolate()
	}
	testscript.Main(cleanUp{m, home}, map[string]func(){"scaffold": func() { os.Exit(Main(os.Args[1:], System())) }})
}

// isolate takes the user's git configuration out of this process.
func isolate() string {
	home, err := os.MkdirTemp("", "cli-home-")
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(filepath.Join(home, "gitconfig"), []byte(gitConfig), 0o600); err != nil {
		panic(err)
	}
	for _, pair := range isolated(home) {
		name, value, _ := strings.Cut(pair, "=")
		os.Setenv(name, value)
	}
	return home
}

// cleanUp removes the shared folders after the tests.
type cleanUp struct {
	m    *testing.M
	home string
}

func (c cleanUp) Run() int {
	code := c.m.Run()
	os.RemoveAll(c.home)
	if dir := prepared.dir; dir != "" {
		os.RemoveAll(dir)
	}
	return code
}

func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireUniqueNames: true, RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			for _, pair := range isolated(env.WorkDir) {
				name, value, _ := strings.Cut(pair, "=")
				env.Setenv(name, value)
			}
			env.Values[serverKey{}], env.Values[forgeKey{}] = new(*tfetest.Server), new(*forgetest.Server)
			return os.WriteFile(filepath.Join(env.WorkDir, "gitconfig"), []byte(gitConfig), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"repository": cmdRepository, "exits": cmdExits, "untouched": cmdUntouched, "commits": cmdCommits, "regenerates": cmdRegenerates, "edit": cmdEdit,
			"server": cmdServer, "dump": cmdDump, "on": cmdOn, "tokenless": cmdTokenless,
			"forge": cmdForge, "hosted": cmdHosted, "github": cmdGithub, "pull": cmdPull, "deny": cmdDeny, "person": cmdPerson, "server-side": cmdServerSide,
		},
	})
}

// prepared is a repository with the services alpha and beta, which uses alpha.
// It is made once; scripts work on copies.
var prepared struct {
	once sync.Once
	dir  string
	err  error
}

// preparedRepository returns its folder.
func preparedRepository() (string, error) {
	prepared.once.Do(func() {
		if prepared.dir, prepared.err = os.MkdirTemp("", "cli-repository-"); prepared.err != nil {
			return
		}
		var out strings.Builder
		for _, args := range [][]string{
			{"init", "infra", "--organization", "acme", "--repository", "acme/infra"},
			{"service", "alpha", "-C", "infra"},
			{"service", "beta", "-C", "infra", "--uses", "alpha"},
		} {
			s := Streams{In: strings.NewReader(""), Out: &out, Err: &out, Dir: prepared.dir, Getenv: os.Getenv}
			if code := Main(args, s); code != 0 {
				prepared.err = errors.New(strings.Join(args, " ") + " failed:\n" + out.String())
				return
			}
		}
	})
	return filepath.Join(prepared.dir, "infra"), prepared.err
}

// copyTree copies files with their modes and times.
func copyTree(from, to string) error { return eachFile(from, to, copyFile) }

func eachFile(from, to string, each func(name, target string, d fs.DirEntry) error) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, name)
		target := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		return each(name, target, d)
	})
}

func copyFile(name, target string, d fs.DirEntry) error {
	info, err := d.Info()
	if err != nil {
		return err
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := os.WriteFile(target, content, info.Mode().Perm()); err != nil {
		return err
	}
	return os.Chtimes(target, info.ModTime(), info.ModTime())
}

// cmdRepository is `repository`: it makes $WORK/infra and goes there.
func cmdRepository(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 0 {
		ts.Fatalf("usage: repository")
	}
	from, err := preparedRepository()
	ts.Check(err)
	ts.Check(copyTree(from, ts.MkAbs("infra")))
	ts.Check(ts.Chdir("infra"))
	ts.Check(ts.Exec("git", "status", "--porcelain"))
	ts.Setenv("HEAD", git(ts, "rev-parse", "HEAD"))
}

func git(ts *testscript.TestScript, args ...string) string {
	cmd := exec.Command("git", args...)
	cmd.Dir = ts.MkAbs(".")
	out, err := cmd.Output()
	ts.Check(err)
	return strings.TrimSpace(string(out))
}

// cmdExits is `exits CODE PROGRAM ARG…`.
func cmdExits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARG…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// cmdUntouched is `untouched`: nothing was written or committed since
// `repository`, and no journal is left.
func cmdUntouched(ts *testscript.TestScript, _ bool, _ []string) {
	if status := git(ts, "status", "--porcelain", "--ignored"); status != "" {
		ts.Fatalf("git status says:\n%s", status)
	}
	if head := git(ts, "rev-parse", "HEAD"); head != ts.Getenv("HEAD") {
		ts.Fatalf("something was committed: %s", git(ts, "log", "-1", "--stat"))
	}
	noJournal(ts)
}

func noJournal(ts *testscript.TestScript) {
	if _, err := os.Stat(ts.MkAbs(filepath.Join(git(ts, "rev-parse", "--git-dir"), "scaffold/journal.json"))); err == nil {
		ts.Fatalf("a journal is left")
	}
}

// cmdCommits is `commits N [PATH…]`: there are N commits since `repository`,
// everything is committed, and the last commit holds just the paths.
func cmdCommits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: commits N [PATH…]")
	}
	if got := git(ts, "rev-list", "--count", ts.Getenv("HEAD")+"..HEAD"); got != args[0] {
		ts.Fatalf("%s commits, want %s", got, args[0])
	}
	if status := git(ts, "status", "--porcelain"); status != "" {
		ts.Fatalf("git status says:\n%s", status)
	}
	git(ts, "fsck", "--strict")
	noJournal(ts)
	if len(args) == 1 {
		return
	}
	got := git(ts, "show", "--format=", "--name-only", "HEAD")
	if want := strings.Join(args[1:], "\n"); got != want {
		ts.Fatalf("the commit holds\n%s\nwant\n%s", got, want)
	}
}

// cmdRegenerates is `regenerates [ARG…]`: in a clone of HEAD, `scaffold generate
// ARG…` has nothing to do.
func cmdRegenerates(ts *testscript.TestScript, _ bool, args []string) {
	dir, err := os.MkdirTemp(ts.Getenv("WORK"), "clone-")
	ts.Check(err)
	git(ts, "clone", "-q", ".", dir)
	if err := ts.Exec("scaffold", append([]string{"generate", "--check", "-C", dir}, args...)...); err != nil {
		ts.Fatalf("a clone of HEAD is rendered otherwise: %v", err)
	}
}

// cmdEdit is `edit FILE OLD NEW`: it replaces the first OLD. \n is a newline.
func cmdEdit(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	name := ts.MkAbs(args[0])
	content, err := os.ReadFile(name)
	ts.Check(err)
	unescape := strings.NewReplacer(`\n`, "\n", `\t`, "\t")
	before, after := unescape.Replace(args[1]), unescape.Replace(args[2])
	if !strings.Contains(string(content), before) {
		ts.Fatalf("%s lacks %q:\n%s", args[0], before, content)
	}
	ts.Check(os.WriteFile(name, []byte(strings.Replace(string(content), before, after, 1)), 0o600))
}
