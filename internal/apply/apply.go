// Package apply carries a plan out; it is the only writer of files.
//
// Open takes the repository's lock, Begin keeps what is there and what will be
// and writes the journal, Write carries out the file actions and Finish ends the
// run. Every file is written to a temporary name and renamed, below an os.Root,
// so that no link leads out of the repository. The journal lies in the git
// directory: after a kill at any moment Interrupted finds it, and Forward
// finishes the files, or Restore puts back every byte that nobody changed since.
package apply

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Writer writes below one folder.
type Writer struct {
	root    *os.Root
	dir     string
	state   *stateDir // nil outside git: then there is no journal
	folders map[string]*os.Root
	id      string             // of the run that is carried out: its temporary files are named by it
	temps   int                // temporary files made so far
	plain   map[repo.Path]bool // folders known to be no links, or not to exist
	journal *Journal           // of that run; nil before Begin and after Finish
	kept    *bytesKept

	// CheckOut makes of a file's content what is written; nil is that as it is.
	CheckOut func(name repo.Path, content []byte) []byte
	// Fault, when set, is called before each step; an error it returns stops
	// the run there. Tests inject faults through it.
	Fault func(step string) error
	// Progress is told of each file that is written; it may be nil.
	Progress func(done, all int, file string)
	// Stop is asked before each file; an error it returns stops the run there, such
	// as that of a context. It may be nil.
	Stop func() error
}

// Open returns a Writer for the repository at dir. gitDir is where the journal
// and the lock live; empty outside git. A second run at the same time gets an
// error that names the first one's pid.
func Open(dir, gitDir string) (*Writer, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, diag.Failedf("the folder %s can't be opened: %s", dir, reason(err))
	}
	w := &Writer{root: root, dir: dir, id: newID(), folders: map[string]*os.Root{}, plain: map[repo.Path]bool{}}
	if gitDir != "" {
		if w.state, err = openState(filepath.Join(gitDir, "scaffold")); err != nil {
			root.Close()
			return nil, err
		}
	}
	return w, nil
}

// Unfinished tells whether a run was begun and is not at its end.
func (w *Writer) Unfinished() bool { return w.journal != nil }

// Close releases the lock. It does not end an unfinished run.
func (w *Writer) Close() error {
	if w.state != nil {
		w.state.close()
	}
	w.closeFolders()
	return w.root.Close()
}

// Write carries out the file actions of the current part in their order; plan is
// the one that Begin was given for it. An error leaves the journal, so that the
// run can be finished or undone.
func (w *Writer) Write(p *plan.Plan) error {
	return w.carryOut(w.journal.Entries(), p.Commits())
}

// carryOut writes the entries. actions hold their bytes; without them these are
// read from what was kept.
func (w *Writer) carryOut(entries []Entry, actions []plan.Action) error {
	for i, e := range entries {
		if err := w.fault("write " + string(e.Path)); err != nil {
			return err
		}
		if w.Stop != nil {
			if err := w.Stop(); err != nil {
				return err
			}
		}
		var err error
		switch {
		case e.Kind == plan.TakeAlong:
		case e.Kind == plan.Delete:
			err = w.remove(e.Path)
		case actions != nil:
			err = w.write(e.Path, w.bytes(actions[i]), e.Mode, e.Before.Blob != "")
		default:
			var content []byte
			if content, err = w.read(e, e.After); err == nil {
				err = w.write(e.Path, content, e.Mode, e.Before.Blob != "")
			}
		}
		if err != nil {
			return err
		}
		if w.Progress != nil {
			w.Progress(i+1, len(entries), string(e.Path))
		}
	}
	return nil
}

// bytes are what an action writes.
func (w *Writer) bytes(a plan.Action) []byte {
	if w.CheckOut == nil {
		return a.Bytes()
	}
	return w.CheckOut(a.Path, a.Bytes())
}

// mode is the one with which an action writes a file: what it was, but for the
// executable bit, which follows the right to read. was is 0 for a new file.
func mode(bit plan.Bit, was fs.FileMode) fs.FileMode {
	if was == 0 {
		was = 0o644
	}
	switch bit {
	case plan.BitSet:
		return was | was&0o444>>2 | 0o100
	case plan.BitCleared:
		return was &^ 0o111
	}
	return was
}

func (w *Writer) fault(step string) error {
	if w.Fault == nil {
		return nil
	}
	return w.Fault(step)
}

// write puts content into a file by a temporary name and a rename. exactly says
// that the mode holds whatever the umask is, as of a file that was there.
func (w *Writer) write(name repo.Path, content []byte, perm fs.FileMode, exactly bool) error {
	target, base := string(name), name.Base()
	folder, err := w.folder(path.Dir(target))
	if err != nil {
		return err
	}
	w.temps++
	temp := w.tempPrefix() + strconv.Itoa(w.temps)
	f, err := folder.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return problem(target, err)
	}
	_, err = f.Write(content)
	if err == nil && (exactly || perm&0o111 != 0) {
		err = f.Chmod(perm)
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = w.fault("rename " + target)
	}
	if err == nil {
		err = folder.Rename(temp, base)
	}
	if err != nil {
		_ = folder.Remove(temp)
		return problem(target, err)
	}
	return nil
}

// newID tells a run's temporary files from those of others.
func newID() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails
	return hex.EncodeToString(b[:])
}

func (w *Writer) tempPrefix() string { return ".scaffold-" + w.id + "-" }

// maxFolders bounds the folders that are kept open.
const maxFolders = 64

// folder opens a folder, making it and those above it. It is kept open, so that
// each file costs no walk from the root. A link on the way is refused: the file
// would be written to where git does not see it.
func (w *Writer) folder(dir string) (*os.Root, error) {
	if dir == "." {
		return w.root, nil
	}
	if open := w.folders[dir]; open != nil {
		return open, nil
	}
	parent, err := w.folder(path.Dir(dir))
	if err != nil {
		return nil, err
	}
	base := path.Base(dir)
	err = parent.Mkdir(base, 0o755)
	if errors.Is(err, fs.ErrExist) {
		info, statErr := parent.Lstat(base)
		if statErr == nil && !info.IsDir() {
			return nil, notPlain(dir)
		}
		err = statErr
	}
	if err != nil {
		return nil, problem(dir, err)
	}
	open, err := parent.OpenRoot(base)
	if err != nil {
		return nil, problem(dir, err)
	}
	if len(w.folders) >= maxFolders {
		w.closeFolders()
	}
	w.folders[dir] = open
	return open, nil
}

func notPlain(dir string) error {
	return diag.Usagef("%s is not a plain folder", dir).WithHint("a link or a file is in the way of what would be written; move it aside")
}

func (w *Writer) closeFolders() {
	for dir, open := range w.folders {
		_ = open.Close()
		delete(w.folders, dir)
	}
}

// remove deletes a file, and the folders that this empties.
func (w *Writer) remove(name repo.Path) error {
	if err := w.root.Remove(string(name)); err != nil && !errors.Is(err, fs.ErrNotExist) && !notFolder(err) {
		return problem(string(name), err)
	}
	w.closeFolders() // one of them may go
	for dir := path.Dir(string(name)); dir != "."; dir = path.Dir(dir) {
		if err := w.root.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			break // not empty
		}
	}
	return nil
}

func problem(name string, err error) error {
	if p, ok := errors.AsType[*diag.Problem](err); ok {
		return p
	}
	if strings.Contains(err.Error(), "escapes from parent") {
		return diag.Usagef("%s leads out of the repository through a link", name).WithHint("replace the link by a plain folder")
	}
	p := diag.Failedf("%s can't be written: %s", name, reason(err))
	p.Err = err
	return p
}

// reason returns what went wrong without the paths, which the message names.
func reason(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err.Error()
	}
	if le, ok := errors.AsType[*os.LinkError](err); ok {
		return le.Err.Error()
	}
	return fmt.Sprint(err)
}
