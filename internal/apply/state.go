package apply

import (
	"bufio"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
)

// stateDir is scaffold's folder in the git directory: the lock, the journal and
// the bytes that it speaks of.
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
func (s *stateDir) bytes() string   { return filepath.Join(s.path, "bytes") }

// bytesKept holds the bytes of files before and after a run, one behind the
// other: in one file of the git directory, or in memory outside git.
type bytesKept struct {
	file   *os.File
	out    *bufio.Writer
	size   int64
	memory []byte
}

// keep begins to keep bytes.
func (w *Writer) keep() (*bytesKept, error) {
	k := &bytesKept{}
	w.kept = k
	if w.state == nil {
		return k, nil
	}
	var err error
	if k.file, err = os.OpenFile(w.state.bytes(), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600); err != nil {
		return nil, diag.Failedf("the journal can't be written: %s", reason(err))
	}
	k.out = bufio.NewWriterSize(k.file, 1<<16)
	return k, nil
}

// add keeps some bytes and says where they lie.
func (k *bytesKept) add(content []byte) (Side, error) {
	s := Side{Blob: lock.BlobID(content), At: k.size, Size: int64(len(content))}
	k.size += s.Size
	if k.file == nil {
		k.memory = append(k.memory, content...)
		return s, nil
	}
	_, err := k.out.Write(content)
	return s, err
}

// done makes what was kept durable.
func (k *bytesKept) done() error {
	if k.file == nil {
		return nil
	}
	if err := errors.Join(k.out.Flush(), k.file.Sync()); err != nil {
		return diag.Failedf("the journal can't be written: %s", reason(err))
	}
	return nil
}

// close ends the keeping; what is in memory stays.
func (k *bytesKept) close() {
	if k.file != nil {
		_ = k.file.Close()
	}
}

// Before returns the bytes that an entry's file had before the run, and whether it
// was there.
func (w *Writer) Before(e Entry) (content []byte, there bool, err error) {
	if e.Before.Blob == "" {
		return nil, false, nil
	}
	content, err = w.read(e, e.Before)
	return content, err == nil, err
}

// After returns the bytes that an entry writes; nil where there is no file then.
func (w *Writer) After(e Entry) ([]byte, error) {
	if e.After.Blob == "" {
		return nil, nil
	}
	return w.read(e, e.After)
}

// read returns the bytes of one side of a file, and refuses damaged ones.
func (w *Writer) read(e Entry, s Side) ([]byte, error) {
	content := make([]byte, s.Size)
	var err error
	if w.state == nil {
		copy(content, w.kept.memory[s.At:])
	} else {
		var f *os.File
		if f, err = os.Open(w.state.bytes()); err == nil {
			_, err = f.ReadAt(content, s.At)
			_ = f.Close()
		}
		if s.Size == 0 {
			err = nil
		}
	}
	if err != nil {
		return nil, diag.Failedf("the saved bytes of %s can't be read: %s", e.Path, reason(err))
	}
	if s.Blob != lock.BlobID(content) {
		return nil, diag.Failedf("the saved bytes of %s are damaged", e.Path).
			WithHint("restore the file with git checkout, then delete the journal %s", w.state.journal())
	}
	return content, nil
}
