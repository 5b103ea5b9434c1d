package config_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

func TestMain(m *testing.M) { gittest.Main(m, nil) }

func find(s *gittest.Sandbox) worktree.Worktree {
	s.T.Helper()
	at, err := worktree.Find(s.Dir)
	s.Must(err)
	return at
}

// read reads the sandbox's settings, which must be possible.
func read(s *gittest.Sandbox) config.Settings {
	s.T.Helper()
	settings, err := config.Read(find(s))
	s.Must(err)
	return settings
}

func TestSettings(t *testing.T) {
	s := config.Settings{}
	for key, value := range map[string]string{
		"a.yes": "Yes", "a.on": "on", "a.one": "1", "a.two": "-2", "a.no": "No", "a.off": "off", "a.zero": "0", "a.empty": "", "a.odd": "odd",
		"p.home": "~/x", "p.relative": "x/../y", "p.absolute": "/x//y",
	} {
		s.Add(key, "true")
		s.Add(key, value) // the last one wins
	}
	for key, on := range map[string]bool{
		"a.yes": true, "a.on": true, "a.one": true, "a.two": true, "a.no": false, "a.off": false, "a.zero": false, "a.empty": false, "a.odd": false,
	} {
		if s.IsOn(key, !on) != on {
			t.Errorf("%s is %t", key, !on)
		}
	}
	if !s.IsOn("a.none", true) || s.IsOn("a.none", false) || s.Has("a.none") || !s.Has("a.empty") || s.Get("a.none") != "" {
		t.Error("a key that is not set")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"p.home": filepath.Join(home, "x"), "p.relative": filepath.FromSlash("/base/y"), "p.absolute": filepath.FromSlash("/x/y"), "p.none": "",
	} {
		if got := s.Path(key, "/base"); got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	if s.IsPartial() {
		t.Error("a whole clone is partial")
	}
	s.Add("remote.origin.promisor", "true")
	if !s.IsPartial() {
		t.Error("a partial clone is whole")
	}
}

// Without a git program the same files must say the same.
func TestReadWithAndWithoutGit(t *testing.T) {
	s := gittest.New(t)
	s.Write("system", "[core]\n\tpager = less\n[User]\n\tName = System\n")
	t.Setenv("GIT_CONFIG_NOSYSTEM", "")
	t.Setenv("GIT_CONFIG_SYSTEM", s.Path("system"))
	s.Git("config", "branch.Feature/X.remote", "origin")
	s.Git("config", "--add", "branch.Feature/X.remote", "upstream")
	s.Git("config", "core.fileMode", "false")
	s.Git("config", "odd.value", `  # not a comment "quoted" \ `)
	s.Git("config", "extensions.worktreeConfig", "true")
	s.Git("config", "--worktree", "core.sparseCheckout", "true")
	withGit := read(s)
	gittest.WithoutGit(t)
	without := read(s)
	for _, key := range slices.Sorted(maps.Keys(withGit)) {
		if !slices.Equal(without[key], withGit[key]) {
			t.Errorf("%s: %q with git, %q without", key, withGit[key], without[key])
		}
	}
	if len(without) != len(withGit) {
		t.Errorf("%d keys with git, %d without", len(withGit), len(without))
	}
	s.Same("last value", without.Get("branch.Feature/X.remote"), "upstream")
	s.Same("name", without.Get("user.name"), "Ada Example")
	user, err := config.Read(worktree.Worktree{Root: s.Dir})
	s.Must(err)
	s.Same("of the user", user.Get("init.defaultbranch")+user.Get("odd.value"), "trunk")
}

func TestWhatOnlyGitReads(t *testing.T) {
	for name, c := range map[string]struct {
		part  string
		setup func(*gittest.Sandbox)
	}{
		"include":   {"includes other files", func(s *gittest.Sandbox) { s.Git("config", "include.path", "more") }},
		"includeIf": {"includes other files", func(s *gittest.Sandbox) { s.Git("config", "includeIf.gitdir:/x.path", "more") }},
		"count":     {"GIT_CONFIG_COUNT", func(s *gittest.Sandbox) { s.T.(*testing.T).Setenv("GIT_CONFIG_COUNT", "1") }},
		"syntax":    {"is not a valid git configuration", func(s *gittest.Sandbox) { s.Write(".git/config", "[core\n") }},
	} {
		t.Run(name, func(t *testing.T) {
			s := gittest.New(t)
			c.setup(s)
			gittest.WithoutGit(t)
			_, err := config.Read(find(s))
			s.Refused(err, diag.Usage, c.part)
		})
	}
	s := gittest.New(t)
	s.Write(".git/config", "[core\n")
	_, err := config.Read(find(s))
	s.Refused(err, diag.Usage, "git cannot read its configuration")
}

func TestFormats(t *testing.T) {
	s := gittest.New(t)
	at := find(s)
	linked := at
	linked.GitDir = s.Path(".git/worktrees/x")
	for _, c := range []struct{ key, value, part string }{
		{"core.repositoryformatversion", "1", ""},
		{"core.repositoryformatversion", "2", "has format 2"},
		{"extensions.objectformat", "sha1", ""},
		{"extensions.objectformat", "sha256", "extensions.objectformat = sha256"},
		{"extensions.refstorage", "files", ""},
		{"extensions.refstorage", "reftable", "extensions.refstorage = reftable"},
		{"extensions.partialclone", "origin", ""},
		{"extensions.new", "true", "extensions.new = true"},
		{"core.bare", "true", "is bare"},
		{"core.worktree", "..", ""},
		{"core.worktree", "/elsewhere", "points to /elsewhere"},
		{"core.sharedrepository", "umask", ""},
		{"core.sharedrepository", "group", "core.sharedRepository = group"},
	} {
		err := config.Settings{c.key: {c.value}}.CheckFormat(at)
		switch {
		case c.part != "":
			s.Refused(err, diag.Usage, c.part)
		case err != nil:
			t.Errorf("%s = %s: %v", c.key, c.value, err)
		}
	}
	for _, key := range []string{"core.bare", "core.worktree"} { // of the main worktree
		s.Must(config.Settings{key: {"true"}}.CheckFormat(linked))
	}
}
