package gitops

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// What git's configuration and environment say must hold for our commits too.

func TestIdentityFromIncludes(t *testing.T) {
	s := newSandbox(t)
	s.Write("../included", "[user]\n\tname = Work Name\n\temail = work@example.com\n")
	s.Git("config", "includeIf.gitdir:"+s.Dir+"/.path", s.Path("../included"))
	s.Write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.Same("author", s.Git("log", "-1", "--format=%an <%ae>"), "Work Name <work@example.com>")
}

func TestIdentityFromEnvironment(t *testing.T) {
	s := newSandbox(t)
	t.Setenv("GIT_AUTHOR_NAME", "Grace Ünicode")
	t.Setenv("GIT_AUTHOR_EMAIL", "grace@example.com")
	t.Setenv("GIT_AUTHOR_DATE", "2001-02-03T04:05:06+07:00")
	t.Setenv("GIT_COMMITTER_NAME", "Robot")
	s.Write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.Same("people", s.Git("log", "-1", "--format=%an <%ae> %aI|%cn <%ce>"),
		"Grace Ünicode <grace@example.com> 2001-02-03T04:05:06+07:00|Robot <ada@example.com>")
}

func TestMissingIdentityIsRefused(t *testing.T) {
	s := newSandbox(t)
	t.Setenv("GIT_CONFIG_GLOBAL", s.Path("none"))
	s.Git("config", "user.useConfigOnly", "true")
	s.Write("app/a", "changed\n")
	s.readyRefuses(request("app/a"), diag.Usage, "does not know who you are")
	s.Git("config", "user.name", "Only Name")
	s.readyRefuses(request("app/a"), diag.Usage, "does not know who you are")
}

func TestClock(t *testing.T) {
	s := newSandbox(t)
	s.Write("app/a", "changed\n")
	req := request("app/a")
	req.Now = func() time.Time { return time.Date(2020, 1, 2, 3, 4, 5, 0, time.FixedZone("", -5400)) }
	s.commit(req)
	s.Same("dates", s.Git("log", "-1", "--format=%aI|%cI"), "2020-01-02T03:04:05-01:30|2020-01-02T03:04:05-01:30")
}

func TestForeignEnvironmentIsRefused(t *testing.T) {
	s, other := newSandbox(t), newSandbox(t)
	for name, value := range map[string]string{
		"GIT_DIR": other.Path(".git"), "GIT_WORK_TREE": other.Dir,
		"GIT_OBJECT_DIRECTORY": other.Path(".git/objects"), "GIT_COMMON_DIR": other.Path(".git"),
		"GIT_ALTERNATE_OBJECT_DIRECTORIES": other.Path(".git/objects"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			_, err := Open(s.Dir)
			s.Refused(err, diag.Usage, name)
		})
	}
	t.Run("same place", func(t *testing.T) { // as in a hook of this very repository
		t.Chdir(s.Dir)
		t.Setenv("GIT_DIR", ".git")
		s.Write("app/a", "changed\n")
		s.commit(request("app/a"))
		s.Status("")
	})
}

// TestInAHook: the index that a surrounding git works on is read; written is none,
// and no branch moves.
func TestInAHook(t *testing.T) {
	s := newSandbox(t)
	s.Write("app/new", "new\n")
	s.Write("sub/x", "x\n")
	for _, file := range []string{".git/index", s.Path(".git/index"), ".git/next-index", s.Path(".git/next-index"), newSandbox(t).Path(".git/index")} {
		t.Run(file, func(t *testing.T) {
			want := "[app/a app/b]"
			if strings.HasSuffix(file, "next-index") {
				data := s.Read(".git/index")
				s.Git("add", "app/new")
				s.Write(".git/next-index", s.Read(".git/index"))
				s.Write(".git/index", data)
				want = "[app/a app/b app/new]"
			}
			t.Setenv("GIT_INDEX_FILE", file)
			t.Chdir(s.Path("sub")) // git sees a relative one from the root
			r := s.open()
			got, err := Tracked(r, "app")
			s.Must(err)
			s.Same("tracked", fmt.Sprint(got), want)
			dirty, err := r.Dirty([]string{"app/a", "app/new"})
			s.Must(err)
			s.Same("dirty", fmt.Sprint(dirty), "[app/new]")
			_, errCommit := r.Commit(t.Context(), request("app/new"))
			for what, err := range map[string]error{
				"ready": r.Ready(request("app/new")), "commit": errCommit, "unstage": Unstage(r, nil), "switch": r.SwitchTo(t.Context(), "other", "origin", false, ""),
			} {
				if err == nil || !strings.Contains(err.Error(), "as in a hook of a commit") {
					t.Errorf("%s: %v", what, err)
				}
			}
		})
	}
	s.Same("commits", s.Git("rev-list", "--count", "HEAD"), "1")
}

func TestLineEndsAreConverted(t *testing.T) {
	for _, c := range []struct{ attributes, autocrlf, content, stored string }{
		{"", "", "a\r\nb\r\n", "a\r\nb\r\n"},
		{"", "true", "a\r\nb\r\n", "a\nb\n"},
		{"", "input", "a\r\nb\r\n", "a\nb\n"},
		{"* text=auto", "", "a\r\nb\n", "a\nb\n"},
		{"* text=auto", "", "a\r\nb\x00\n", "a\r\nb\x00\n"},
		{"* text=auto", "", "a\r\nb\rc\n", "a\r\nb\rc\n"},
		{"* text", "", "a\r\nb\rc\x00\r\n", "a\nb\rc\x00\n"},
		{"* -text", "true", "a\r\n", "a\r\n"},
		{"* eol=crlf", "", "a\r\n", "a\n"},
		{"* eol=lf", "", "a\r\n", "a\n"},
		{"* crlf", "", "a\r\n", "a\n"},
		{"* binary", "true", "a\r\n", "a\r\n"},
		{"* text=auto eol=crlf", "", "a\r\n\x01\x02", "a\r\n\x01\x02"},
		{"* text=auto", "", "only lf\n", "only lf\n"},
	} {
		t.Run(c.attributes+"/"+c.autocrlf, func(t *testing.T) {
			s := newSandbox(t)
			s.Write(".gitattributes", c.attributes+"\n")
			s.Git("add", ".gitattributes")
			s.Git("commit", "-qm", "attributes")
			if c.autocrlf != "" {
				s.Git("config", "core.autocrlf", c.autocrlf)
			}
			s.Write("new", c.content)
			s.Write("byGit", c.content)
			s.commit(request("new"))
			s.Git("add", "byGit")
			s.Same("blob as git's", s.Git("rev-parse", ":new"), s.Git("rev-parse", ":byGit"))
			s.Same("blob", s.Git("rev-parse", ":new"), object.BlobID([]byte(c.stored)).String())
			s.Status("A  byGit")
			dirty, err := s.open().Dirty([]string{"new"})
			s.Must(err)
			if len(dirty) > 0 {
				t.Errorf("dirty: %v", dirty)
			}
		})
	}
}

// git keeps CRLF in a file that has been stored with it.
func TestStoredCRLFStays(t *testing.T) {
	s := newSandbox(t)
	s.Write("old", "a\r\nb\r\n")
	s.Git("add", "old")
	s.Git("commit", "-qm", "crlf")
	s.Git("config", "core.autocrlf", "true")
	s.Write("old", "a\r\nb\r\nc\r\n")
	s.commit(request("old"))
	s.Same("blob", s.Git("rev-parse", ":old"), object.BlobID([]byte("a\r\nb\r\nc\r\n")).String())
	s.Status("")
}

func TestFiltersAreRefused(t *testing.T) {
	s := newSandbox(t)
	s.Write(".gitattributes", "app/a filter=lfs\napp/b ident\nother/new working-tree-encoding=UTF-16\nREADME filter=unknown working-tree-encoding=utf-8\n")
	s.Git("add", ".gitattributes")
	s.Git("commit", "-qm", "attributes")
	s.Git("config", "filter.lfs.clean", "cat")
	s.Write("other/new", "x\n")
	s.Write("README", "changed\n")
	s.readyRefuses(request("app/a"), diag.Usage, "app/a has the attribute filter=lfs")
	s.readyRefuses(request("app/b"), diag.Usage, "app/b has the attribute ident")
	s.readyRefuses(request("other/new"), diag.Usage, "working-tree-encoding=UTF-16")
	s.commit(request("README")) // a filter nobody configured does nothing
	s.Committed("M README")
}

// Attributes may be among the files of the commit: what Ready learnt is old.
func TestAttributesWrittenByTheCommit(t *testing.T) {
	s := newSandbox(t)
	s.Git("config", "filter.lfs.clean", "cat")
	req := request("app/a", ".gitattributes")
	r := s.open()
	s.Must(r.Ready(req))
	s.Write(".gitattributes", "app/a filter=lfs\n")
	_, err := r.Commit(t.Context(), req)
	s.Refused(err, diag.Usage, "filter=lfs")
}

func TestFileModeOff(t *testing.T) {
	s := newSandbox(t)
	s.Script("app/run", "true\n")
	s.Git("add", "app/run")
	s.Git("commit", "-qm", "run")
	s.Git("config", "core.fileMode", "false")
	s.Must(os.Chmod(s.Path("app/run"), 0o644))
	s.Must(os.Chmod(s.Path("app/a"), 0o755))
	s.Write("app/run", "changed\n")
	s.Write("app/a", "changed\n")
	s.Script("app/new", "true\n")
	s.Script("app/tool", "true\n")
	req := request("app/run", "app/a", "app/new", "app/tool")
	req.Executable = map[string]bool{"app/tool": true}
	s.commit(req)
	for name, mode := range map[string]string{"run": "100755", "a": "100644", "new": "100644", "tool": "100755"} {
		s.Same(name, s.Git("ls-tree", "HEAD", "app/"+name)[:6], mode)
	}
	s.Status("")
}

func TestSafeDirectory(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a repository away")
	}
	s := newSandbox(t)
	s.Must(exec.Command("chown", "-R", "12345", s.Dir).Run())
	_, err := Open(s.Dir)
	s.Refused(err, diag.Usage, "belongs to another user")
	global := filepath.Join(t.TempDir(), "config")
	t.Setenv("GIT_CONFIG_GLOBAL", global)
	s.Must(os.WriteFile(global, []byte("[safe]\n\tdirectory = "+s.Dir+"\n[user]\n\tname = A\n\temail = a@b\n"), 0o600))
	s.Write("app/a", "changed\n")
	s.commit(request("app/a"))
}

func TestFormatsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name, part string
		setup      func(*sandbox)
	}{
		{"reftable", "refstorage", func(s *sandbox) {
			s.Git("config", "core.repositoryformatversion", "1")
			s.Write(".git/config", s.Read(".git/config")+"[extensions]\n\trefStorage = reftable\n")
		}},
		{"version", "format 2", func(s *sandbox) {
			s.Write(".git/config", "[core]\n\trepositoryformatversion = 2\n")
		}},
		{"shared", "sharedRepository", func(s *sandbox) { s.Git("config", "core.sharedRepository", "group") }},
		{"worktree", "core.worktree", func(s *sandbox) { s.Git("config", "core.worktree", "/elsewhere") }},
		{"bare", "is bare", func(s *sandbox) { s.Git("config", "core.bare", "true") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSandbox(t)
			c.setup(s)
			r, err := Open(s.Dir)
			s.Must(err)
			head, index := s.Read(".git/refs/heads/trunk"), s.Read(".git/index")
			s.Refused(r.Ready(request("app/a")), diag.Usage, c.part)
			_, err = r.Commit(t.Context(), request("app/a"))
			s.Refused(err, diag.Usage, c.part)
			s.Same("trunk", s.Read(".git/refs/heads/trunk"), head)
			s.Same("index", s.Read(".git/index"), index)
		})
	}
}

func TestSHA256IsRefused(t *testing.T) {
	s := sandboxAt(t, t.TempDir())
	s.Git("init", "-q", "--object-format=sha256")
	s.Write("a", "a\n")
	s.Git("add", "a")
	s.Git("commit", "-qm", "first")
	s.Write("a", "b\n")
	s.readyRefuses(request("a"), diag.Usage, "objectformat = sha256")
}
