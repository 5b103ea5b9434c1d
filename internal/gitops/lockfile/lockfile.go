// Package lockfile is git's lock on one of its files, and how their content is
// replaced whole.
//
// Call Take first, Publish the new content, and Release in any case.
package lockfile

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// File is git's lock on one of its files: path.lock, made by whoever is
// first. Its content says which scaffold process holds it, so that a later one
// can break the lock of a process that was killed; git looks only at its
// existence. The new content of path therefore comes from a temporary file.
type File struct {
	path string
	temp string // folder for temporary files, on the same file system
	held bool
}

// lockMark starts a lock of ours. After it: process id and host.
const lockMark = "scaffold lock "

// Names of temporary files in the git directory; the process id follows. They
// are made under the index lock only, so its holder may remove leftovers.
const (
	tempPrefix      = "scaffold-tmp-"
	nextIndexPrefix = "scaffold-next-index-"
)

// NextIndex is the temporary file for an index that is not git's yet.
func NextIndex(gitDir string) string {
	return filepath.Join(gitDir, fmt.Sprintf("%s%d", nextIndexPrefix, os.Getpid()))
}

// RemoveLeftovers removes temporary files of a killed scaffold. The caller
// holds the index lock.
func RemoveLeftovers(gitDir string) {
	for _, prefix := range []string{tempPrefix, nextIndexPrefix} {
		found, _ := filepath.Glob(filepath.Join(gitDir, prefix+"*"))
		for _, file := range found {
			_ = os.Remove(file)
		}
	}
}

// Take takes the lock of path. temp is a folder outside of refs, where a
// leftover of a kill could be mistaken for a branch.
func Take(path, temp string) (*File, error) {
	name := path + ".lock"
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return nil, diag.Failedf("cannot lock %s: %v", path, err)
	}
	for range 3 {
		err := createMarked(name, temp)
		if err == nil {
			return &File{path: path, temp: temp, held: true}, nil
		}
		if errors.Is(err, fs.ErrNotExist) {
			continue // the holder of the index lock swept the mark away
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, diag.Failedf("cannot lock %s: %v", path, err)
		}
		if !BreakStale(name) {
			break
		}
	}
	return nil, ErrHeld(name)
}

// createMarked creates the lock name with our mark in it, in one step: a kill
// in between would leave a lock that nobody can tell as ours.
func createMarked(name, temp string) error {
	mark, err := os.CreateTemp(temp, tempPrefix+"lock-")
	if err != nil {
		return err
	}
	defer os.Remove(mark.Name())
	_, err = mark.WriteString(Mark(os.Getpid()))
	if err = errors.Join(err, mark.Close()); err != nil {
		return err
	}
	err = os.Link(mark.Name(), name)
	if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	// No hard links here, as on exFAT.
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = file.WriteString(Mark(os.Getpid()))
	return errors.Join(err, file.Close())
}

// ErrHeld is the problem of a lock, the file name, that somebody else holds.
func ErrHeld(name string) error {
	return diag.Failedf("another git or scaffold process is writing: %s exists", name).
		WithHint("wait for it to end; if none is running, remove that file")
}

// Mark is what a lock of the process pid of this host holds.
func Mark(pid int) string {
	host, _ := os.Hostname()
	return fmt.Sprintf("%s%d %s\n", lockMark, pid, host)
}

// IsStale tells a lock that a scaffold process of this host left behind.
func IsStale(name string) bool {
	data, err := os.ReadFile(name)
	if err != nil {
		return false
	}
	rest, ours := strings.CutPrefix(string(data), lockMark)
	var pid int
	var host string
	if _, err := fmt.Sscanf(rest, "%d %s", &pid, &host); !ours || err != nil {
		return false
	}
	here, _ := os.Hostname()
	return host == here && pid != os.Getpid() && !isRunning(pid)
}

// Process names this process, for a file's name.
func Process() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("%x-%d", crc32.ChecksumIEEE([]byte(host)), os.Getpid())
}

// Ended tells whether a name is that of a process of this host that runs no more.
func Ended(name string) bool {
	host, number, _ := strings.Cut(Process(), "-")
	rest, here := strings.CutPrefix(name, host+"-")
	pid, err := strconv.Atoi(rest)
	return here && err == nil && rest != number && !isRunning(pid)
}

// BreakStale removes a stale lock. It is moved aside first and looked at again:
// between look and move, another process may have broken it and locked anew.
func BreakStale(name string) bool {
	if !IsStale(name) {
		return false
	}
	aside := fmt.Sprintf("%s.%d.stale", name, os.Getpid())
	if os.Rename(name, aside) != nil {
		return true // gone; the next attempt tells
	}
	defer os.Remove(aside)
	if !IsStale(aside) {
		_ = os.Link(aside, name) // a living lock: give it back
		return false
	}
	return true
}

// Publish puts content at the lock's path, whole or not at all. The file gets
// the time modified unless that is zero. The lock stays.
func (l *File) Publish(content []byte, modified time.Time, sync bool) error {
	staged, err := l.Stage(content, modified, sync)
	if err != nil {
		return err
	}
	return staged.Publish()
}

// Staged is content that needs no room on the disk any more to be published.
type Staged struct{ temp, path string }

// Stage writes content beside the lock's path. Publish or Drop what it returns.
func (l *File) Stage(content []byte, modified time.Time, sync bool) (s *Staged, err error) {
	s = &Staged{temp: filepath.Join(l.temp, fmt.Sprintf("%s%d-%s", tempPrefix, os.Getpid(), filepath.Base(l.path))), path: l.path}
	temp, err := os.OpenFile(s.temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return nil, diag.Failedf("cannot write %s: %v", l.path, err)
	}
	_, err = temp.Write(content)
	if err == nil && sync {
		err = temp.Sync()
	}
	if info, statErr := os.Stat(l.path); statErr == nil && info.Mode().IsRegular() {
		err = errors.Join(err, temp.Chmod(info.Mode().Perm()))
	}
	err = errors.Join(err, temp.Close())
	if err == nil && !modified.IsZero() {
		err = os.Chtimes(s.temp, modified, modified)
	}
	if err != nil {
		s.Drop()
		return nil, diag.Failedf("cannot write %s: %v", l.path, err)
	}
	return s, nil
}

// Publish puts it in its place.
func (s *Staged) Publish() error {
	err := os.Rename(s.temp, s.path)
	if err != nil && RemoveEmptyDirs(s.path) {
		err = os.Rename(s.temp, s.path)
	}
	if err != nil {
		s.Drop()
		return diag.Failedf("cannot write %s: %v", s.path, err)
	}
	return nil
}

// Drop removes it.
func (s *Staged) Drop() { _ = os.Remove(s.temp) }

// RemoveEmptyDirs removes dir if it holds nothing but folders: git leaves such
// behind where branches like feature/x were deleted.
func RemoveEmptyDirs(dir string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !e.IsDir() || !RemoveEmptyDirs(filepath.Join(dir, e.Name())) {
			return false
		}
	}
	return os.Remove(dir) == nil
}

// Release gives the lock up; calling it again does nothing.
func (l *File) Release() {
	if l != nil && l.held {
		l.held = false
		_ = os.Remove(l.path + ".lock")
	}
}
