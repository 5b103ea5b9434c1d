// Package refs reads and moves branches and HEAD, and writes their logs.
//
// Call Of first. A branch is made by Create and switched to by MoveHead; each
// moves under git's lock of its file, and only if it still stands where the
// caller saw it.
package refs

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// Heads is what the full names of branches start with.
const Heads = "refs/heads/"

// Refs are the refs of a repository, and HEAD of one of its worktrees.
type Refs struct {
	at       worktree.Worktree
	settings config.Settings
}

// Of returns the refs of a repository. Only what moves them and Log needs the
// settings.
func Of(at worktree.Worktree, settings config.Settings) Refs { return Refs{at, settings} }

// follow follows name through symbolic refs to the one that holds a commit;
// id is zero when it does not exist yet.
func (r Refs) follow(name string) (ref string, id object.ID, err error) {
	for range 5 {
		if !strings.HasPrefix(name, "refs/") || worktree.Check(name) != nil {
			return "", id, diag.Failedf("HEAD leads to %q, which is no ref", name)
		}
		value, err := r.Read(name)
		if err != nil {
			return "", id, err
		}
		target, symbolic := strings.CutPrefix(value, "ref:")
		if !symbolic {
			if value != "" && !plumbing.IsHash(value) {
				return "", id, diag.Failedf("%s is damaged", name)
			}
			return name, plumbing.NewHash(value), nil
		}
		name = strings.TrimSpace(target)
	}
	return "", id, diag.Failedf("HEAD leads through too many symbolic refs")
}

// Path is the file of a ref. Those of a worktree's own are not branches, so
// they never come up here.
func (r Refs) Path(name string) string {
	return filepath.Join(r.at.Common, filepath.FromSlash(name))
}

// Read returns what a ref holds, "" when it does not exist: its own file
// first, then packed-refs.
func (r Refs) Read(name string) (string, error) {
	data, err := os.ReadFile(r.Path(name))
	if err == nil {
		return strings.TrimSpace(string(data)), nil
	}
	if info, statErr := os.Stat(r.Path(name)); statErr == nil && info.IsDir() {
		err = fs.ErrNotExist // branches below it, or an empty folder
	}
	if !errors.Is(err, fs.ErrNotExist) && !worktree.IsNotDir(err) {
		return "", diag.Failedf("cannot read %s: %v", name, err)
	}
	packed, err := r.packed()
	if err != nil {
		return "", err
	}
	for line := range bytes.Lines(packed) {
		id, found := bytes.CutSuffix(bytes.TrimRight(line, "\r\n"), []byte(" "+name))
		if found {
			return string(id), nil
		}
	}
	return "", nil
}

func (r Refs) packed() ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(r.at.Common, "packed-refs"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, diag.Failedf("cannot read packed-refs: %v", err)
	}
	return data, nil
}

// Lock takes git's lock of a ref.
func (r Refs) Lock(name string) (*lockfile.File, error) {
	return lockfile.Take(r.Path(name), r.at.GitDir)
}
