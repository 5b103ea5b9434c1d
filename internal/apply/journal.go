package apply

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Journal says what a run is about to write, so that it can be undone.
type Journal struct {
	Version int       `json:"version"`
	Command []string  `json:"command"` // the arguments of the run
	Dir     string    `json:"dir"`     // the working directory of the run, a host path
	Root    string    `json:"root"`    // the folder that the entries are relative to, a host path
	Temps   []string  `json:"temps"`   // what the names of the run's temporary files begin with
	PID     int       `json:"pid"`
	Started time.Time `json:"started"`
	Entries []Entry   `json:"entries"`

	// Redo says that the run merged or moved files: to finish it, what it wrote is
	// put back first, as it must not be merged a second time.
	Redo bool `json:"redo,omitempty"`
	// Pending is set when every file is written and a person must resolve conflicts.
	Pending *Pending `json:"pending,omitempty"`
}

// Pending is what remains of a run that wrote conflicts: the commit, once they
// are resolved.
type Pending struct {
	Conflicts  []repo.Path `json:"conflicts"` // files with markers
	Commit     bool        `json:"commit"`
	Paths      []string    `json:"paths"` // of the commit, relative to git's worktree
	Executable []string    `json:"executable,omitempty"`
	Message    string      `json:"message"`
	Branch     string      `json:"branch,omitempty"`
	NoVerify   bool        `json:"no_verify,omitempty"`
	Sign       *bool       `json:"sign,omitempty"`
	Push       bool        `json:"push,omitempty"`
}

// Entry is one file of a run.
type Entry struct {
	Path   repo.Path   `json:"path"`
	Before bool        `json:"before"` // there was a file; its bytes lie beside the journal
	Mode   fs.FileMode `json:"mode,omitempty"`
	Blob   string      `json:"blob,omitempty"`  // the git blob id of those bytes
	After  string      `json:"after,omitempty"` // that of what the run writes; empty when it deletes

	content []byte // those bytes, where there is no git directory to keep them in
}

// Has tells whether the run was about to write the file.
func (j *Journal) Has(p repo.Path) bool {
	return slices.ContainsFunc(j.Entries, func(e Entry) bool { return e.Path == p })
}

// stateDir is scaffold's folder in the git directory: the lock and the journal.
type stateDir struct {
	path string
	lock *flock.Flock
}

// lockPatience is how long a run waits for the lock of another. That of a killed
// run can outlive it for a moment, in a child that was forked and not yet
// executed.
const lockPatience = time.Second

func openState(dir string) (*stateDir, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, diag.Failedf("%s can't be made: %s", dir, reason(err))
	}
	s := &stateDir{path: dir, lock: flock.New(filepath.Join(dir, "lock"))}
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	got, err := s.lock.TryLockContext(ctx, lockPatience/20)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return nil, diag.Failedf("%s can't be locked: %s", dir, reason(err))
	}
	if !got {
		pid, _ := os.ReadFile(filepath.Join(dir, "pid"))
		return nil, diag.Failedf("another run of scaffold is at work here, locked by pid %s", strings.TrimSpace(string(pid))).
			WithHint("wait until it is done, then run this again").WithCode(diag.Locked)
	}
	if err := os.WriteFile(filepath.Join(dir, "pid"), []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
		return nil, diag.Failedf("%s can't be written: %s", dir, reason(err))
	}
	return s, nil
}

func (s *stateDir) close() { _ = s.lock.Unlock() }

func (s *stateDir) journal() string { return filepath.Join(s.path, "journal.json") }
func (s *stateDir) backup(i int) string {
	return filepath.Join(s.path, "before", strconv.Itoa(i))
}

// Interrupted returns the journal of a run that was killed, or nil.
func (w *Writer) Interrupted() (*Journal, error) {
	if w.state == nil {
		return nil, nil
	}
	content, err := os.ReadFile(w.state.journal())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var j Journal
	if err == nil {
		err = json.Unmarshal(content, &j)
	}
	if err != nil {
		return nil, diag.Failedf("the journal %s can't be read: %s", w.state.journal(), reason(err)).
			WithHint("look at git status; when the files are as you want them, delete the journal")
	}
	return &j, nil
}

// Begin writes the journal of a run: which files it will write, and the bytes
// of those that exist. earlier is the journal of an interrupted run that this
// one finishes; what it saved stays saved. Outside git there is no journal, but
// Undo works all the same.
func (w *Writer) Begin(p *plan.Plan, command []string, dir string, earlier *Journal) error {
	j := &Journal{
		Version: 1, Command: command, Dir: dir, Root: w.dir, Temps: []string{tempPrefix()},
		PID: os.Getpid(), Started: time.Now().UTC(),
	}
	saved := map[repo.Path]bool{}
	if earlier != nil {
		w.sweep(earlier)
		j.Entries, j.Temps = earlier.Entries, append(j.Temps, earlier.Temps...)
		for _, e := range earlier.Entries {
			saved[e.Path] = true
		}
	}
	if w.state != nil {
		if err := os.MkdirAll(filepath.Join(w.state.path, "before"), 0o755); err != nil {
			return diag.Failedf("the journal can't be written: %s", reason(err))
		}
	}
	for _, a := range p.Writes() {
		if saved[a.Path] {
			continue
		}
		e, err := w.save(a.Path, len(j.Entries))
		if err != nil {
			return err
		}
		if a.Kind != plan.Delete {
			e.After = lock.BlobID(a.Bytes())
		}
		j.Redo = j.Redo || a.Kind == plan.Merge || a.Kind == plan.Move || a.Kind == plan.Conflict
		j.Entries = append(j.Entries, e)
	}
	if err := w.fault("journal"); err != nil {
		return err
	}
	w.journal = j
	if w.state == nil {
		return nil
	}
	return w.state.write(j)
}

// sweep removes the temporary files that a killed run left.
func (w *Writer) sweep(j *Journal) {
	seen := map[string]bool{}
	for _, e := range j.Entries {
		dir := string(e.Path.Dir())
		if seen[dir] {
			continue
		}
		seen[dir] = true
		entries, _ := fs.ReadDir(w.root.FS(), dir)
		for _, entry := range entries {
			for _, prefix := range j.Temps {
				if prefix != "" && strings.HasPrefix(entry.Name(), prefix) {
					_ = w.root.Remove(path.Join(dir, entry.Name()))
				}
			}
		}
	}
}

// save keeps a file's bytes beside the journal.
func (w *Writer) save(name repo.Path, index int) (Entry, error) {
	e := Entry{Path: name}
	if err := w.plainFolders(name.Dir()); err != nil {
		return e, err
	}
	info, err := w.root.Lstat(string(name))
	if errors.Is(err, fs.ErrNotExist) || notFolder(err) {
		return e, nil
	}
	if err != nil {
		return e, problem(string(name), err)
	}
	if !info.Mode().IsRegular() {
		return e, diag.Usagef("%s is not a plain file", name).WithHint("a link or folder is in the way of what would be written; move it aside")
	}
	content, err := w.root.ReadFile(string(name))
	if err == nil && w.state != nil {
		err = os.WriteFile(w.state.backup(index), content, 0o600)
	}
	if err != nil {
		return e, problem(string(name), err)
	}
	e.Before, e.Mode, e.Blob = true, info.Mode().Perm(), lock.BlobID(content)
	if w.state == nil {
		e.content = content
	}
	return e, nil
}

// plainFolders refuses a link or a file among the folders above what would be
// written, before anything is.
func (w *Writer) plainFolders(dir repo.Path) error {
	if dir == "." || w.plain[dir] {
		return nil
	}
	if err := w.plainFolders(dir.Dir()); err != nil {
		return err
	}
	if info, err := w.root.Lstat(string(dir)); err == nil && !info.IsDir() {
		return notPlain(string(dir))
	}
	w.plain[dir] = true
	return nil
}

// notFolder tells whether err says that something above the path is a file.
func notFolder(err error) bool { return err != nil && strings.Contains(err.Error(), "not a directory") }

func (s *stateDir) write(j *Journal) error {
	content, err := json.Marshal(j)
	if err != nil {
		return err
	}
	temp := s.journal() + ".new"
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err == nil {
		_, err = f.Write(content)
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err == nil {
		err = os.Rename(temp, s.journal())
	}
	if err != nil {
		return diag.Failedf("the journal can't be written: %s", reason(err))
	}
	return nil
}

// Hold ends a run but for the conflicts it wrote: the journal stays, with what
// remains to be done once a person has resolved them.
func (w *Writer) Hold(p Pending) error {
	if w.journal == nil || w.state == nil {
		return nil
	}
	w.journal.Pending = &p
	syncFilesystem(w.dir)
	return w.state.write(w.journal)
}

// Resolved ends a held run: its conflicts are resolved.
func (w *Writer) Resolved(j *Journal) error {
	w.journal = j
	return w.Finish()
}

// Rewind puts back what an interrupted run had written, so that it can run
// again from the start. A file that somebody changed since stops it.
func (w *Writer) Rewind(j *Journal) error {
	for _, e := range j.Entries {
		content, err := w.root.ReadFile(string(e.Path))
		now := ""
		if err == nil {
			now = lock.BlobID(content)
		}
		if now != e.After && now != e.Blob {
			return diag.Failedf("%s was changed since the run that was interrupted here", e.Path).
				WithHint("take your change out and run this again, or undo the run with --abort, which puts the file back as it was before")
		}
	}
	return w.Restore(j)
}

// Finish ends a run: what was written reaches the disk, then the journal goes.
func (w *Writer) Finish() error {
	if w.journal == nil {
		return nil
	}
	if err := w.fault("sync"); err != nil {
		return err
	}
	syncFilesystem(w.dir)
	return w.drop()
}

func (w *Writer) drop() error {
	if w.state == nil {
		w.journal = nil
		return nil
	}
	if err := os.Remove(w.state.journal()); err != nil {
		return diag.Failedf("the journal can't be removed: %s", reason(err))
	}
	w.journal = nil
	_ = os.RemoveAll(filepath.Join(w.state.path, "before"))
	return nil
}

// Undo puts back every byte that this run changed.
func (w *Writer) Undo() error {
	if w.journal == nil {
		return nil
	}
	return w.Restore(w.journal)
}

// Restore puts back every byte that an interrupted run changed.
func (w *Writer) Restore(j *Journal) error {
	w.sweep(j)
	for i := len(j.Entries) - 1; i >= 0; i-- {
		if err := w.restore(j.Entries[i], i); err != nil {
			return err
		}
	}
	syncFilesystem(w.dir)
	return w.drop()
}

// restore puts back one file.
func (w *Writer) restore(e Entry, index int) error {
	if !e.Before {
		return w.remove(e.Path)
	}
	content := e.content
	if w.state != nil {
		var err error
		if content, err = os.ReadFile(w.state.backup(index)); err != nil {
			return diag.Failedf("the saved bytes of %s can't be read: %s", e.Path, reason(err))
		}
	}
	if e.Blob != lock.BlobID(content) {
		return diag.Failedf("the saved bytes of %s are damaged", e.Path).
			WithHint("finish the run with `scaffold generate --continue`, or restore the file with git checkout")
	}
	if err := w.write(e.Path, content, e.Mode); err != nil {
		return err
	}
	if err := w.root.Chmod(string(e.Path), e.Mode); err != nil { // whatever the umask took
		return problem(string(e.Path), err)
	}
	return nil
}
