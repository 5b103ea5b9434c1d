package run

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

func TestMain(m *testing.M) { gittest.Main(m, nil) }

// site is a repository with a remote on a fake GitHub, and all that runs reach.
type site struct {
	*gittest.Sandbox
	top        string // holds the repository, work, and its remote, remote.git
	hub        *hub
	moments    *moments
	workspaces []string // what was asked for, a run each
	noWorkspaces,
	noHub error // what goes wrong there
	committed []plan.Commit
}

// newSite makes a repository with README, app/a, app/b and other/x, pushed.
func newSite(t testing.TB) *site {
	t.Helper()
	s := newTop(t, t.TempDir())
	s.Must(os.Mkdir(s.Dir, 0o755))
	s.Git("init", "-q", "--template=")
	for name, content := range map[string]string{"README": "readme\n", "app/a": "a\n", "app/b": "b\n", "other/x": "x\n"} {
		s.Write(name, content)
	}
	s.Git("add", ".")
	s.Git("commit", "-qm", "first")
	s.Git("init", "-q", "--bare", "--template=", "../remote.git")
	s.Git("remote", "add", "origin", "https://github.com/acme/infra.git")
	s.Git("config", "url.../remote.git.insteadOf", "https://github.com/acme/infra.git")
	s.Git("push", "-qu", "origin", "trunk")
	return s
}

func newTop(t testing.TB, top string) *site {
	t.Helper()
	top, err := filepath.EvalSymlinks(top)
	if err != nil {
		t.Fatal(err)
	}
	s := &site{Sandbox: &gittest.Sandbox{T: t, Dir: filepath.Join(top, "work")}, top: top}
	s.hub = &hub{site: s, fails: map[string]error{}}
	return s
}

// copied is another site as this one is now, pull requests included.
func (s *site) copied(t testing.TB) *site {
	t.Helper()
	out := newTop(t, t.TempDir())
	s.Must(os.CopyFS(out.top, os.DirFS(s.top)))
	for _, p := range s.hub.pulls {
		pull := *p
		out.hub.pulls = append(out.hub.pulls, &pull)
	}
	return out
}

// remote asks the remote's git.
func (s *site) remote(args ...string) string {
	s.T.Helper()
	return s.Git(append([]string{"--git-dir", filepath.Join(s.top, "remote.git")}, args...)...)
}

func (s *site) edges() Edges {
	return Edges{
		Writing: func(int) (func(int, int, string), func()) {
			return func(_, _ int, file string) { s.moments.at("wrote " + file) }, func() {}
		},
		Committed: func(c plan.Commit) { s.moments.at("told"); s.committed = append(s.committed, c) },
		Diff:      func(p *plan.Plan, _ fs.FS) []byte { return fmt.Appendf(nil, "%d files", len(p.Writes())) },
		GitHub:    func(forge.Address, bool) (PullRequests, error) { return s.client() },
		Wording:   wording{},
		Workspaces: func(_ context.Context, _ string, units []string) (string, error) {
			s.moments.at("workspaces")
			s.workspaces = append(s.workspaces, strings.Join(units, " "))
			return "made workspaces", s.noWorkspaces
		},
	}
}

func (s *site) client() (PullRequests, error) {
	if s.noHub != nil {
		return nil, s.noHub
	}
	return s.hub, nil
}

// open opens the repository for a run. It is closed with the test, or before.
func (s *site) open() *Checkout {
	s.T.Helper()
	c, err := Open(s.Dir, Access{}, s.edges())
	s.Must(err)
	c.writer.Fault = func(step string) error { s.moments.at(step); return nil }
	s.T.Cleanup(c.Close)
	return c
}

// do opens the repository, does the job and closes it.
func (s *site) do(j Job) ([]*plan.Result, error) {
	s.T.Helper()
	c := s.open()
	defer c.Close()
	return c.Do(s.moments.context(), j)
}

// done does a job that must succeed, and returns the result of its last part.
func (s *site) done(j Job) *plan.Result {
	s.T.Helper()
	results, err := s.do(j)
	s.Must(err)
	return results[len(results)-1]
}

// goOn opens the repository and continues the run there.
func (s *site) goOn() ([]*plan.Result, error) {
	s.T.Helper()
	c := s.open()
	defer c.Close()
	return c.Continue(s.moments.context())
}

// abort opens the repository and undoes the run there.
func (s *site) abort() ([]repo.Path, error) {
	s.T.Helper()
	c := s.open()
	defer c.Close()
	return c.Abort()
}

// interrupted tells whether a journal is there.
func (s *site) interrupted() bool {
	_, err := os.Stat(s.Path(".git/scaffold/journal.json"))
	return err == nil
}

// finished checks that nothing is half done, and no lock or temporary file left.
func (s *site) finished() {
	s.T.Helper()
	if s.interrupted() {
		s.T.Error("the journal is still there")
	}
	s.Must(filepath.WalkDir(s.top, func(name string, _ fs.DirEntry, err error) error {
		base := filepath.Base(name)
		if strings.HasSuffix(base, ".lock") || strings.HasPrefix(base, ".scaffold-") || strings.HasPrefix(base, "scaffold-") {
			s.T.Errorf("left behind: %s", name)
		}
		return err
	}))
}

// state is all that a run may change, as text.
func (s *site) state() string {
	s.T.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s%s\n", s.Read(".git/HEAD"), s.Git("status", "--porcelain", "-uall"))
	s.Must(filepath.WalkDir(s.Dir, func(name string, d fs.DirEntry, err error) error {
		if d.IsDir() && d.Name() == ".git" {
			return fs.SkipDir
		}
		if !d.IsDir() {
			rel, _ := filepath.Rel(s.Dir, name)
			info, _ := d.Info()
			fmt.Fprintf(&b, "file %s %s %q\n", rel, info.Mode(), s.Read(rel))
		}
		return err
	}))
	const format = "--format=commit %s"
	fmt.Fprintf(&b, "%s\n", s.Git("log", "--name-status", format))
	fmt.Fprintf(&b, "remote %s\n", s.remote("log", "--all", "--topo-order", "--decorate", "--name-status", format+"%D"))
	for _, p := range s.hub.pulls {
		body, _, _ := strings.Cut(p.Body, "tip ")
		fmt.Fprintf(&b, "pull %d %s→%s %q %q %v %v open=%v\n", p.Number, p.Branch, p.Base, p.Title, body, p.Labels, p.Users, p.Open)
	}
	return b.String()
}

// write is an action that writes a file.
func write(name, content string) plan.Action {
	return plan.Action{Kind: plan.Update, Path: repo.Path(name), Content: []byte(content)}
}

// part is a plan of some actions: those that the disk does not show already.
func (s *site) part(message string, actions ...plan.Action) Part {
	p := &plan.Plan{Units: []string{"app"}}
	for _, a := range actions {
		now, err := os.ReadFile(s.Path(string(a.Path)))
		switch {
		case a.Kind == plan.Delete && err == nil, a.Kind != plan.Delete && (err != nil || !bytes.Equal(now, a.Content)):
			p.Actions = append(p.Actions, a)
		default:
			p.Unchanged++
		}
	}
	return Part{Plan: p, Message: message, Notes: []string{"a note on " + message}, Next: []string{"look at " + message}}
}

// job is one that writes the parts and commits them.
func job(parts ...Part) Job {
	return Job{Command: "generate", Args: []string{"generate", "app"}, Change: "abc", Parts: parts, Delivery: Delivery{Commit: true}}
}

// conflict is an action that leaves markers in a file.
func conflict(name string) plan.Action {
	a := write(name, "<<<<<<< yours\na\n=======\nA\n>>>>>>> template\n")
	a.Kind = plan.Conflict
	return a
}
