// Package packsource reads packs from where pack_source blocks say: a folder,
// or a git repository.
//
// Parse reads the text of a source; Reader.Fetch returns the files of the pack
// there. Nothing is written: a git repository's one commit is fetched into
// memory, over HTTPS, SSH or from a file, and bounded in bytes, files and time.
// What comes out holds plain files with harmless names only: no links, no
// submodules. Credentials never stand in a source, and none are printed.
package packsource

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Bounds of one fetch.
const (
	maxTransfer = 64 << 20        // bytes that a server may send
	maxUnpacked = 256 << 20       // bytes of the objects that come of them
	maxObjects  = 200_000         // objects in them
	timeout     = 2 * time.Minute // for all of it
)

// Reader reads packs. Its zero value reads absolute folders and public
// repositories.
type Reader struct {
	Root      string              // what folders are relative to, a host path
	Getenv    func(string) string // for GITHUB_TOKEN, GIT_SSH_COMMAND and PATH; nil means none
	Transport http.RoundTripper   // nil for http.DefaultTransport
	Timeout   time.Duration       // 0 for two minutes
	Notify    func(source string) // called before a repository is fetched; may be nil
}

// Fetch returns the files of the pack at source, by their paths in it.
func (r *Reader) Fetch(source string) (map[string][]byte, error) {
	s, err := Parse(source)
	if err != nil {
		return nil, err
	}
	if s.Repository == nil {
		return r.folder(s)
	}
	if r.Notify != nil {
		r.Notify(s.String())
	}
	limit := r.Timeout
	if limit == 0 {
		limit = timeout
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	type result struct {
		files map[string][]byte
		err   error
	}
	done := make(chan result, 1)
	go func() {
		files, err := r.git(ctx, s)
		done <- result{files, err}
	}()
	select {
	case got := <-done:
		if ctx.Err() == nil || got.err == nil {
			return got.files, got.err
		}
	case <-ctx.Done(): // whatever does not heed it is left behind
	}
	return nil, diag.Failedf("%s has not answered within %s", s, limit).WithHint("is the network up? try again later; packs that are vendored already need no network")
}

// Pinned is the version that a git source's ref names, such as 2.1.0 of
// ?ref=v2.1.0; empty when it names none.
func (*Reader) Pinned(source string) string {
	s, err := Parse(source)
	if err != nil {
		return ""
	}
	return s.version()
}

// Show is the source without credentials, for messages.
func (*Reader) Show(source string) string {
	s, err := Parse(source)
	if err != nil {
		return redact(source)
	}
	return s.String()
}

func (r *Reader) folder(s Source) (map[string][]byte, error) {
	dir := filepath.FromSlash(s.Folder)
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(r.Root, dir)
	}
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return nil, diag.Usagef("there is no folder %s", s.Folder).
			WithHint("a folder is given relative to the repository's root, or absolute; a git repository as git::https://HOST/REPOSITORY.git//FOLDER?ref=TAG")
	}
	return Folder(dir, s.Folder)
}

func (r *Reader) getenv(name string) string {
	if r.Getenv == nil {
		return ""
	}
	return r.Getenv(name)
}
