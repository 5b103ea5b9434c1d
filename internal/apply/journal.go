package apply

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// journalVersion is the version of the journal's form.
const journalVersion = 2

// Journal is all that is needed to finish or undo a run without what asked for
// it: what is written, what was there before, and what remains to be done. The
// bytes themselves lie beside it.
type Journal struct {
	Version int       `json:"version"`
	ID      string    `json:"id"` // of the run: its temporary files are named by it
	PID     int       `json:"pid"`
	Started time.Time `json:"started"`
	Order   Order     `json:"order"`
	Parts   []Part    `json:"parts"` // each is committed by itself
	Current int       `json:"current"`
	// Held is set when every file of the current part is written and these wait
	// for a person to resolve their conflicts.
	Held []repo.Path `json:"held,omitempty"`
	// Undoing is set when somebody began to undo the run: it can't go on any more.
	Undoing bool `json:"undoing,omitempty"`
	// Uncommitted is set when every file of the current part is written, and the
	// commit failed.
	Uncommitted bool `json:"uncommitted,omitempty"`
	// Written is set when every file of the current part is written and committed,
	// and something else remains to be done.
	Written bool `json:"written,omitempty"`
}

// Order is what a run was asked for.
type Order struct {
	Command []string        `json:"command"` // the arguments, for messages alone
	Change  string          `json:"change"`  // a digest: equal ones ask for the same
	Folder  string          `json:"folder"`  // of the repository inside git's worktree, slash-separated
	Work    json.RawMessage `json:"work"`    // what remains besides files; package run's
}

// Part is what one commit of a run holds.
type Part struct {
	Entries []Entry         `json:"entries"`
	Work    json.RawMessage `json:"work"` // the commit; package run's
}

// Entry is one file of a run, before and after.
type Entry struct {
	Kind   plan.Kind   `json:"kind"`
	Path   repo.Path   `json:"path"`
	From   repo.Path   `json:"from,omitempty"`
	Reason string      `json:"reason,omitempty"`
	Before Side        `json:"before"`
	After  Side        `json:"after"`
	Mode   fs.FileMode `json:"mode,omitempty"` // with which it is written
	Bit    plan.Bit    `json:"bit,omitempty"`
}

// Side is a file before or after a run; the zero Side is none.
type Side struct {
	Blob string      `json:"blob,omitempty"` // the git blob id of its bytes
	At   int64       `json:"at,omitempty"`   // where they lie among the kept bytes
	Size int64       `json:"size,omitempty"`
	Mode fs.FileMode `json:"mode,omitempty"`
}

// Entries are those of the part at hand.
func (j *Journal) Entries() []Entry { return j.Parts[j.Current].Entries }

// Begin keeps what the plans will write and what is there before, and then
// writes the journal: from here on the run can be finished or undone by anybody.
// Each plan is a part; work says for each what package run does with it. Outside
// git nothing is kept on disk, but Undo works all the same.
func (w *Writer) Begin(order Order, plans []*plan.Plan, work []json.RawMessage) error {
	j := &Journal{Version: journalVersion, ID: w.id, PID: os.Getpid(), Started: time.Now().UTC(), Order: order}
	kept, err := w.keep()
	if err != nil {
		return err
	}
	defer func() {
		kept.close()
		if w.journal == nil && w.state != nil {
			_ = os.Remove(w.state.bytes())
		}
	}()
	latest := map[repo.Path]Side{} // what earlier parts make of a file
	for i, p := range plans {
		part := Part{}
		if i < len(work) {
			part.Work = work[i]
		}
		for _, a := range p.Commits() {
			e, err := w.entry(a, latest, kept)
			if err != nil {
				return err
			}
			latest[a.Path] = e.After
			part.Entries = append(part.Entries, e)
		}
		j.Parts = append(j.Parts, part)
	}
	if err := kept.done(); err != nil {
		return err
	}
	if err := w.fault("journal"); err != nil {
		return err
	}
	w.journal = j
	return w.record(true)
}

// entry keeps both sides of a file.
func (w *Writer) entry(a plan.Action, latest map[repo.Path]Side, kept *bytesKept) (Entry, error) {
	e := Entry{Kind: a.Kind, Path: a.Path, From: a.From, Reason: a.Reason, Bit: a.Bit}
	before, known := latest[a.Path]
	if !known {
		var err error
		if before, err = w.save(a.Path, latest, kept); err != nil {
			return e, err
		}
	}
	e.Before = before
	switch a.Kind {
	case plan.Delete:
		return e, nil
	case plan.TakeAlong:
		e.After, e.Mode = before, before.Mode
		return e, nil
	}
	was := before.Mode
	if a.Kind == plan.Move {
		was = w.modeOf(a.From)
	}
	e.Mode = mode(a.Bit, was)
	side, err := kept.add(w.bytes(a))
	if e.After = side; err != nil {
		return e, problem(string(a.Path), err)
	}
	e.After.Mode = e.Mode
	return e, nil
}

// save keeps a file's bytes as they are now. What the run deletes before is not in
// its way: a file may become a folder, and a folder a file.
func (w *Writer) save(name repo.Path, latest map[repo.Path]Side, kept *bytesKept) (Side, error) {
	if err := w.plainFolders(name.Dir(), latest); err != nil {
		return Side{}, err
	}
	info, err := w.root.Lstat(string(name))
	if errors.Is(err, fs.ErrNotExist) || notFolder(err) {
		return Side{}, nil
	}
	if err != nil {
		return Side{}, problem(string(name), err)
	}
	if info.IsDir() && w.emptied(name, latest) {
		return Side{}, nil
	}
	if !info.Mode().IsRegular() {
		return Side{}, diag.Usagef("%s is not a plain file", name).WithHint("a link or folder is in the way of what would be written; move it aside")
	}
	content, err := w.root.ReadFile(string(name))
	if err != nil {
		return Side{}, problem(string(name), err)
	}
	side, err := kept.add(content)
	if err != nil {
		return side, problem(string(name), err)
	}
	side.Mode = info.Mode().Perm()
	return side, nil
}

// plainFolders refuses a link or a file among the folders above what would be
// written, before anything is.
func (w *Writer) plainFolders(dir repo.Path, latest map[repo.Path]Side) error {
	if dir == "." || w.plain[dir] {
		return nil
	}
	if err := w.plainFolders(dir.Dir(), latest); err != nil {
		return err
	}
	if info, err := w.root.Lstat(string(dir)); err == nil && !info.IsDir() && !deleted(dir, latest) {
		return notPlain(string(dir))
	}
	w.plain[dir] = true
	return nil
}

// deleted tells whether earlier entries delete a file.
func deleted(name repo.Path, latest map[repo.Path]Side) bool {
	side, known := latest[name]
	return known && side.Blob == ""
}

// emptied tells whether earlier entries delete all that is in a folder.
func (w *Writer) emptied(dir repo.Path, latest map[repo.Path]Side) bool {
	some := false
	err := fs.WalkDir(w.root.FS(), string(dir), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if some = deleted(repo.Path(name), latest); !some {
			return fs.ErrExist
		}
		return nil
	})
	return some && err == nil
}

// notFolder tells whether err says that something above the path is a file.
func notFolder(err error) bool { return err != nil && strings.Contains(err.Error(), "not a directory") }

// Interrupted returns the journal of a run that was not finished, or nil. The
// Writer goes on with that run.
func (w *Writer) Interrupted() (*Journal, error) {
	if w.state == nil {
		return nil, nil
	}
	content, err := os.ReadFile(w.state.journal())
	if errors.Is(err, fs.ErrNotExist) {
		_ = os.Remove(w.state.journal() + ".new") // of a run that was killed before its journal, or after
		_ = os.Remove(w.state.bytes())
		return nil, nil
	}
	var j Journal
	if err == nil {
		err = json.Unmarshal(content, &j)
	}
	if err == nil && (j.Version != journalVersion || j.Current >= len(j.Parts) || !validID(j.ID)) {
		err = errors.New("it is of another version of scaffold")
	}
	if err != nil {
		return nil, diag.Failedf("the journal %s can't be read: %s", w.state.journal(), reason(err)).
			WithHint("look at git status; when the files are as you want them, delete the journal").WithCode(diag.Interrupted)
	}
	w.journal, w.id = &j, j.ID
	return &j, nil
}

// validID keeps a journal from naming other files than temporary ones.
func validID(id string) bool {
	return id != "" && strings.Trim(id, "0123456789abcdef") == ""
}

// Hold ends a part but for the conflicts it wrote: the journal stays, with what
// remains to be done once a person has resolved them.
func (w *Writer) Hold(conflicts []repo.Path) error {
	if w.state == nil {
		return nil
	}
	w.journal.Held = conflicts
	syncFilesystem(w.dir)
	return w.record(true)
}

// GiveUp notes that the run is being undone. Where that can't be noted, as the disk
// is full, undoing may make room all the same: then call it again.
func (w *Writer) GiveUp() {
	if w.journal.Undoing {
		return
	}
	w.journal.Undoing = true
	w.journal.Undoing = w.record(true) == nil
}

// Next goes on to the next part, if there is one. work takes the place of the
// order's: where the run stands by now.
func (w *Writer) Next(work json.RawMessage) error {
	w.journal.Held, w.journal.Uncommitted = nil, false
	if w.journal.Current+1 == len(w.journal.Parts) {
		return nil
	}
	w.journal.Current++
	w.journal.Order.Work = work
	return w.record(false)
}

// Written tells whether all files are written and committed; see AllWritten.
func (w *Writer) Written() bool { return w.journal != nil && w.journal.Written }

// AllWritten notes that all files are written and committed, and something else
// remains to be done.
func (w *Writer) AllWritten() error {
	if w.journal.Written {
		return nil
	}
	w.journal.Written, w.journal.Uncommitted = true, false
	return w.record(false)
}

// NotCommitted notes that all files of the part at hand are written, and their
// commit failed.
func (w *Writer) NotCommitted() error {
	if w.journal == nil || w.journal.Uncommitted {
		return nil
	}
	w.journal.Uncommitted = true
	syncFilesystem(w.dir)
	return w.record(true)
}

// record writes the journal. durably waits for the disk: from then on the bytes
// that it speaks of may be relied on.
func (w *Writer) record(durably bool) error {
	if w.state == nil {
		return nil
	}
	content, err := json.Marshal(w.journal)
	if err != nil {
		return err
	}
	temp := w.state.journal() + ".new"
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err == nil {
		_, err = f.Write(content)
		if durably {
			err = errors.Join(err, f.Sync())
		}
		err = errors.Join(err, f.Close())
	}
	if err == nil {
		err = os.Rename(temp, w.state.journal())
	}
	if err != nil {
		_ = os.Remove(temp)
		return diag.Failedf("the journal can't be written: %s", reason(err))
	}
	return nil
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
	w.journal, w.kept = nil, nil
	if w.state == nil {
		return nil
	}
	if err := os.Remove(w.state.journal()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return diag.Failedf("the journal can't be removed: %s", reason(err))
	}
	_ = os.Remove(w.state.bytes())
	return nil
}

// sweep removes the temporary files that a killed run left.
func (w *Writer) sweep(entries []Entry) {
	seen := map[string]bool{}
	for _, e := range entries {
		dir := string(e.Path.Dir())
		if seen[dir] {
			continue
		}
		seen[dir] = true
		found, _ := fs.ReadDir(w.root.FS(), dir)
		for _, entry := range found {
			if strings.HasPrefix(entry.Name(), w.tempPrefix()) {
				_ = w.root.Remove(path.Join(dir, entry.Name()))
			}
		}
	}
}

// idOf is the blob id of a file as it is now; "" where there is none.
func (w *Writer) idOf(name repo.Path) (id string, content []byte, err error) {
	content, err = w.root.ReadFile(string(name))
	switch {
	case err == nil:
		return lock.BlobID(content), content, nil
	case errors.Is(err, fs.ErrNotExist) || notFolder(err):
		return "", nil, nil
	}
	if info, statErr := w.root.Lstat(string(name)); statErr == nil && info.IsDir() {
		return "", nil, nil
	}
	return "", nil, problem(string(name), err)
}

// modeOf are the permissions of a file as it is now; 0 where there is none.
func (w *Writer) modeOf(name repo.Path) fs.FileMode {
	info, err := w.root.Lstat(string(name))
	if err != nil {
		return 0
	}
	return info.Mode().Perm()
}
