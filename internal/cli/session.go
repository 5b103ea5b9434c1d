package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/apply"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// session is one run of a writing command in one repository: it finds the
// repository, holds its lock, and carries a plan out.
type session struct {
	g           *global
	w           *writeFlags
	dir         string // the repository's root, a host path
	disk        fs.FS  // the same as a file tree; nil when there is none yet
	git         *gitops.Repository
	prefix      string // the repository's root inside git's worktree, slash-separated
	writer      *apply.Writer
	interrupted *apply.Journal
	packs       *pack.Store
	redo        bool           // an interrupted run was put back and is done again
	batch       *report.Result // collects what several commits of one run did; nil otherwise
	place       func() error   // puts a new repository in its place; nil otherwise
	target      string         // that place, a host path; empty otherwise
	pr          *proposal      // the pull request of this run; nil without one
	notes       []string       // remarks from before the plan
}

// inRepository opens the repository in which the command runs, for writing. If
// --continue or --abort was asked for, that is all it does; else work gets the
// repository's model.
func (g *global) inRepository(w *writeFlags, work func(*session, *repo.Repository) error) error {
	s, err := g.open(w)
	if err != nil {
		return err
	}
	defer s.close()
	if done, err := s.begin(); done || err != nil {
		return err
	}
	m, err := s.load(nil)
	if err != nil {
		return err
	}
	return work(s, m)
}

// begin handles what an interrupted run left and prepares the pull request. done
// is true when the command has nothing more to do.
func (s *session) begin() (done bool, err error) {
	if done, err := s.recover(); done || err != nil {
		return done, err
	}
	return false, s.propose()
}

// start is the folder a command works from.
func (g *global) start(chdir string) string {
	if chdir == "" {
		return g.Dir
	}
	if filepath.IsAbs(chdir) {
		return chdir
	}
	return filepath.Join(g.Dir, chdir)
}

// locate returns the root of the repository that holds the start folder, or "".
// args may hold a -C that cobra has not parsed yet.
func (g *global) locate(args []string) string {
	chdir := g.chdir
	for i, a := range args {
		if value, ok := strings.CutPrefix(a, "--chdir="); ok {
			chdir = value
		} else if (a == "-C" || a == "--chdir") && i+1 < len(args) {
			chdir = args[i+1]
		}
	}
	start := g.start(chdir)
	if app := applicationAbove(start); app != "" {
		return app
	}
	return rootAbove(start)
}

// rootAbove returns the root of the infrastructure repository that holds the
// folder dir, or "".
func rootAbove(dir string) string {
	return above(dir, func(dir string) bool {
		src, err := os.ReadFile(filepath.Join(dir, spec.Filename))
		return err == nil && spec.IsRoot(spec.Filename, src)
	})
}

// applicationAbove returns the root of the application repository that holds
// the folder dir, or "". Its spec is a unit's, as in the folders of an
// infrastructure repository, but only a repository's root holds packs.
func applicationAbove(dir string) string {
	return above(dir, func(dir string) bool {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(pack.VendorDir))); err != nil {
			return false
		}
		src, err := os.ReadFile(filepath.Join(dir, spec.Filename))
		return err == nil && spec.IsUnit(spec.Filename, src)
	})
}

// above returns the first folder that is a root, from dir upwards, or "".
func above(dir string, isRoot func(string) bool) string {
	for !isRoot(dir) {
		if dir == filepath.Dir(dir) {
			return ""
		}
		dir = filepath.Dir(dir)
	}
	return dir
}

// packs returns the store of the repository at dir; "" means built-in packs only.
// It is kept for the run: the pack that gave a command its flags is not read again.
func (g *global) packs(dir string) *pack.Store {
	if g.store == nil || g.storeDir != dir {
		g.store, g.storeDir = g.newStore(dir), dir
	}
	return g.store
}

// newStore returns the packs of the repository at dir; "" means built-in ones only.
func (g *global) newStore(dir string) *pack.Store {
	running, _ := buildInfo()
	if strings.HasPrefix(running, "v0.0.0-") {
		running = "" // Go's name for an untagged commit, which is older than no release
	}
	store := &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs, Scaffold: running}
	if dir != "" {
		store.Repository = os.DirFS(dir)
		g.connectSources(store, dir)
		if completing(g.args) {
			store.Remote = nil // a key press waits for no network
		}
	}
	return store
}

// open finds the repository and takes its lock. A dry run takes none.
func (g *global) open(w *writeFlags) (*session, error) {
	dir := g.locate(nil)
	if dir == "" {
		start := g.start(g.chdir)
		if _, err := os.Stat(start); err != nil {
			return nil, diag.Usagef("the folder %s does not exist", start)
		}
		return nil, diag.Usagef("%s is not in a scaffold repository", start).
			WithHint("run `scaffold init` or `scaffold app-repo` to make one, or name its folder with -C").WithCode(diag.NoRepository)
	}
	return g.openAt(w, dir)
}

func (g *global) openAt(w *writeFlags, dir string) (*session, error) {
	s := &session{g: g, w: w, dir: dir, disk: os.DirFS(dir), packs: g.packs(dir)}
	if err := s.openGit(); err != nil {
		return nil, err
	}
	if w.dryRun {
		return s, nil
	}
	gitDir := ""
	if s.git != nil {
		gitDir = s.git.GitDir()
	}
	var err error
	if s.writer, err = apply.Open(dir, gitDir); err != nil {
		return nil, err
	}
	s.interrupted, err = s.writer.Interrupted()
	if err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *session) openGit() error {
	git, err := gitops.Open(s.dir)
	if err != nil {
		if errors.Is(err, gitops.ErrNotRepository) && (!s.w.commit || s.w.dryRun) {
			return nil
		}
		return err
	}
	git.Attended = s.g.attended()
	s.git = git
	resolved, err := filepath.EvalSymlinks(s.dir)
	if err != nil {
		return diag.Failedf("%s can't be resolved", s.dir)
	}
	rel, err := filepath.Rel(git.Root(), resolved)
	if err != nil || strings.HasPrefix(rel, "..") {
		return diag.Failedf("%s is outside its git worktree %s", s.dir, git.Root())
	}
	s.prefix = filepath.ToSlash(rel)
	return nil
}

// blob returns an object of git's; false where it lacks it.
func (s *session) blob(id string) ([]byte, bool) {
	content, err := s.git.Blob(id)
	return content, err == nil
}

func (s *session) close() {
	if s.writer != nil {
		_ = s.writer.Close()
	}
}

// load reads the repository as it will be with the edits.
func (s *session) load(edits map[repo.Path][]byte) (*repo.Repository, error) {
	m, err := repo.Load(repo.Overlay{Base: s.disk, Files: edits})
	if err != nil {
		return nil, err
	}
	s.packs.Sources = m.Root.PackSources
	tuneGC(len(m.Units))
	return m, nil
}

// tuneGC trades memory for time in small repositories, where a run allocates a
// few megabytes and ends, and time for memory in large ones.
func tuneGC(units int) {
	if units > 200 {
		debug.SetGCPercent(50)
	} else {
		debug.SetGCPercent(400)
	}
}

func (s *session) builder() *plan.Builder {
	return &plan.Builder{Packs: s.packs, Renderer: render.New()}
}

// recover handles what an interrupted run left, before anything else. done is
// true when the command has nothing more to do.
func (s *session) recover() (done bool, err error) {
	j := s.interrupted
	switch {
	case s.w.abort && j == nil, s.w.resume && j == nil:
		return true, diag.Usagef("no run was interrupted here").WithHint("leave out --continue and --abort")
	case j != nil && j.Root != "" && !sameFolder(j.Root, s.dir):
		return true, diag.Failedf("a run was interrupted in %s, which is in the same git repository", j.Root).
			WithHint("run `scaffold generate --continue -C %s` to finish it, or --abort to undo it", j.Root).WithCode(diag.Interrupted)
	case s.w.abort:
		if err := s.writer.Restore(j); err != nil {
			return true, err
		}
		s.g.print("Restored every file that the interrupted run had changed.")
		return true, nil
	case s.w.resume && j.Pending != nil:
		return true, s.settle(j)
	case j != nil && j.Pending != nil:
		return true, heldProblem(j)
	case s.w.resume:
		return true, s.resume(j)
	case j != nil && !slices.Equal(j.Command, s.g.args):
		return true, diag.Failedf("a run was interrupted here and left files half done: scaffold %s", strings.Join(j.Command, " ")).
			WithHint("run `scaffold generate --continue` to finish it, or `scaffold generate --abort` to undo it").WithCode(diag.Interrupted)
	case j != nil && j.Redo:
		if err := s.writer.Rewind(j); err != nil {
			return true, err
		}
		s.interrupted, s.redo = nil, true
	}
	return false, nil
}

// sameFolder tells whether two host paths name one folder, through links too.
func sameFolder(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// resume runs the interrupted command again; it finds its own files written and
// goes on.
func (s *session) resume(j *apply.Journal) error {
	for i, a := range j.Command {
		if a == "--spec=-" || (a == "--spec" && i+1 < len(j.Command) && j.Command[i+1] == "-") {
			return diag.Usagef("the interrupted run read its spec from standard input, which is gone").
				WithHint("run the same command again with the same input, or undo it with --abort")
		}
	}
	s.close()
	s.writer = nil
	streams := s.g.Streams
	streams.Dir = j.Dir
	again := &global{Streams: streams, args: j.Command, forced: s.g.output, begun: true}
	if code := again.main(); code != ExitOK {
		return &shownError{code}
	}
	return nil
}

// show prints a result, as text or JSON, and turns conflicts into exit 3.
func (s *session) show(r report.Result) error {
	r.Root, r.DryRun = s.dir, s.w.dryRun
	if s.w.diff {
		r.Diff = report.Diff(r.Plan, s.disk)
	}
	if s.batch == nil {
		return s.g.show(s.w, r)
	}
	s.batch.Add(r)
	if len(r.Plan.Of(plan.Conflict)) > 0 {
		return &shownError{ExitConflict}
	}
	return nil
}

func (g *global) show(w *writeFlags, r report.Result) error {
	conflicts := report.Conflicts(r.Plan)
	if g.machine() {
		g.printer().Result(r, append(conflicts, r.Failed...))
	} else if len(conflicts) > 0 {
		g.text().Problems(conflicts)
	} else {
		g.text().Result(r)
		g.text().Problems(r.Failed)
	}
	switch {
	case len(conflicts) > 0:
		return &shownError{ExitConflict}
	case len(r.Failed) > 0:
		return &shownError{exitCode(r.Failed)}
	case w.detailed && w.dryRun && len(r.Plan.Writes()) > 0:
		return &shownError{ExitPending}
	}
	return nil
}

// background is the context of a run.
func background() context.Context { return context.Background() }
