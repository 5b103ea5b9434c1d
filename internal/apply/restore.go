package apply

import (
	"bytes"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// standing is how a file stands towards a run that is finished or undone.
type standing int

const (
	asBefore standing = iota // not written yet
	asAfter                  // written
	torn                     // written in part, as before a power cut
	changed                  // by somebody else since
)

// standing compares a file as it is now with both sides.
func (w *Writer) standing(e Entry) (standing, error) {
	id, content, err := w.idOf(e.Path)
	switch {
	case err != nil:
		return changed, err
	case id == e.After.Blob:
		if id != "" && id == e.Before.Blob && w.modeOf(e.Path) != e.After.Mode {
			return asBefore, nil // but for its mode they are one
		}
		return asAfter, nil
	case id == e.Before.Blob:
		return asBefore, nil
	case id == "" || e.After.Blob == "":
		return changed, nil // it came or went
	}
	after, err := w.read(e, e.After)
	if err != nil {
		return changed, err
	}
	if bytes.HasPrefix(after, bytes.TrimRight(content, "\x00")) {
		return torn, nil
	}
	return changed, nil
}

// PutBack tells whether somebody put a file of the current part back as it was
// before the run.
func (w *Writer) PutBack() (bool, error) {
	for _, e := range w.journal.Entries() {
		if how, err := w.standing(e); err != nil || how == asBefore {
			return err == nil, err
		}
	}
	return false, nil
}

// Forward writes what the current part of an interrupted run had not written
// yet. A file that somebody changed since stops it before anything is written.
func (w *Writer) Forward() error {
	entries := w.journal.Entries()
	w.sweep(entries)
	open := make([]Entry, 0, len(entries))
	var list diag.List
	for _, e := range entries {
		if e.Kind == plan.TakeAlong {
			continue // committed as it is
		}
		how, err := w.standing(e)
		list = list.Append(err)
		switch how {
		case asBefore, torn:
			open = append(open, e)
		case changed:
			if err == nil {
				list = append(list, diag.Failedf("%s was changed since the run that was interrupted here", e.Path).
					WithHint("take your change out and run this again, or undo the run with --abort, which leaves your change alone"))
			}
		}
	}
	if len(list) > 0 {
		return list
	}
	return w.carryOut(open, nil)
}

// Undo puts back every byte of the current part that this run changed.
func (w *Writer) Undo() error {
	if w.journal == nil {
		return nil
	}
	_, err := w.Restore()
	return err
}

// Restore puts back every byte that the current part of a run changed: what it
// made goes first, which also makes room on a full disk. What somebody changed
// since is left alone and returned. It goes on where a file can't be put back;
// then the journal stays, and it can be tried again.
func (w *Writer) Restore() (changedSince []repo.Path, err error) {
	entries := w.journal.Entries()
	w.sweep(entries)
	var list diag.List
	for _, made := range []bool{true, false} {
		for i := len(entries) - 1; i >= 0; i-- {
			e := entries[i]
			if made != (e.Before.Blob == "") || e.Kind == plan.TakeAlong {
				continue
			}
			how, err := w.standing(e)
			switch {
			case err != nil:
				list = list.Append(err)
			case how == changed:
				changedSince = append(changedSince, e.Path)
			case how != asBefore:
				list = list.Append(w.restore(e))
			}
		}
	}
	if len(list) > 0 {
		return changedSince, list
	}
	syncFilesystem(w.dir)
	return changedSince, w.drop()
}

// restore puts back one file.
func (w *Writer) restore(e Entry) error {
	if e.Before.Blob == "" {
		return w.remove(e.Path)
	}
	content, err := w.read(e, e.Before)
	if err != nil {
		return err
	}
	return w.write(e.Path, content, e.Before.Mode, true)
}
