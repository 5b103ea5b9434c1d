package apply

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Journal says what a run is about to write, so that it can be undone.
type Journal struct {
	Version int       `json:"version"`
	Command []string  `json:"command"` // the arguments of the run
	Dir     string    `json:"dir"`     // the working directory of the run, a host path
	PID     int       `json:"pid"`
	Started time.Time `json:"started"`
	Entries []Entry   `json:"entries"`
}

// Entry is one file of a run.
type Entry struct {
	Path   repo.Path   `json:"path"`
	Before bool        `json:"before"` // there was a file; its bytes lie beside the journal
	Mode   fs.FileMode `json:"mode,omitempty"`
}

// stateDir is scaffold's folder in the git directory: the lock and the journal.
type stateDir struct {
	path string
	lock *flock.Flock
}

func openState(dir string) (*stateDir, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, diag.Failedf("%s can't be made: %s", dir, reason(err))
	}
	s := &stateDir{path: dir, lock: flock.New(filepath.Join(dir, "lock"))}
	got, err := s.lock.TryLock()
	if err != nil {
		return nil, diag.Failedf("%s can't be locked: %s", dir, reason(err))
	}
	if !got {
		pid, _ := os.ReadFile(filepath.Join(dir, "pid"))
		return nil, diag.Failedf("another run of scaffold is at work here, locked by pid %s", strings.TrimSpace(string(pid))).
			WithHint("wait until it is done, then run this again")
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
// one finishes; what it saved stays saved.
func (w *Writer) Begin(p *plan.Plan, command []string, dir string, earlier *Journal) error {
	if w.state == nil {
		return nil
	}
	j := &Journal{Version: 1, Command: command, Dir: dir, PID: os.Getpid(), Started: time.Now().UTC()}
	saved := map[repo.Path]bool{}
	if earlier != nil {
		j.Entries = earlier.Entries
		for _, e := range earlier.Entries {
			saved[e.Path] = true
		}
	}
	if err := os.MkdirAll(filepath.Join(w.state.path, "before"), 0o755); err != nil {
		return diag.Failedf("the journal can't be written: %s", reason(err))
	}
	for _, a := range p.Writes() {
		if saved[a.Path] {
			continue
		}
		e, err := w.save(a.Path, len(j.Entries))
		if err != nil {
			return err
		}
		j.Entries = append(j.Entries, e)
	}
	if err := w.fault("journal"); err != nil {
		return err
	}
	w.journal = j
	return w.state.write(j)
}

// save keeps a file's bytes beside the journal.
func (w *Writer) save(name repo.Path, index int) (Entry, error) {
	e := Entry{Path: name}
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
	if err == nil {
		err = os.WriteFile(w.state.backup(index), content, 0o600)
	}
	if err != nil {
		return e, problem(string(name), err)
	}
	e.Before, e.Mode = true, info.Mode().Perm()
	return e, nil
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

// Finish ends a run: what was written reaches the disk, then the journal goes.
func (w *Writer) Finish() error {
	if w.state == nil || w.journal == nil {
		return nil
	}
	if err := w.fault("sync"); err != nil {
		return err
	}
	syncFilesystem(w.dir)
	return w.drop()
}

func (w *Writer) drop() error {
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
	for i := len(j.Entries) - 1; i >= 0; i-- {
		e := j.Entries[i]
		if !e.Before {
			if err := w.remove(e.Path); err != nil {
				return err
			}
			continue
		}
		content, err := os.ReadFile(w.state.backup(i))
		if err != nil {
			return diag.Failedf("the saved bytes of %s can't be read: %s", e.Path, reason(err))
		}
		if err := w.write(e.Path, content, e.Mode); err != nil {
			return err
		}
	}
	syncFilesystem(w.dir)
	return w.drop()
}
