package refs

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// CheckName holds git's rules for a branch (git check-ref-format --branch).
func CheckName(name string) error {
	bad := name == "" || name == "HEAD" || name == "@" || strings.HasPrefix(name, "-") ||
		strings.HasSuffix(name, ".") || strings.Contains(name, "..") || strings.Contains(name, "@{") ||
		strings.ContainsAny(name, " ~^:?*[\\\x7f")
	for part := range strings.SplitSeq(name, "/") {
		bad = bad || part == "" || part[0] == '.' || strings.HasSuffix(part, ".lock")
	}
	for _, b := range []byte(name) {
		bad = bad || b < ' '
	}
	if bad {
		return diag.Usagef("%q is no valid name of a git branch", name)
	}
	return nil
}

// CheckNew refuses a branch that cannot be made. resume accepts one that an
// interrupted run of the same request made.
func (r Refs) CheckNew(name string, at Head, resume bool) error {
	if err := CheckName(name); err != nil {
		return err
	}
	ref := Heads + name
	value, err := r.Read(ref)
	if err != nil {
		return err
	}
	if resume && (at.Ref == ref || value == at.ID.String()) {
		return nil
	}
	if value != "" || at.Ref == ref {
		return diag.Usagef("the branch %s exists already", name).
			WithHint("switch to it with `git switch %s` and leave --branch out, or choose another name", name)
	}
	if other := r.conflicting(name); other != "" {
		return diag.Usagef("the branch %s cannot be made next to the branch %s", name, other).
			WithHint("git keeps branches as files and folders: choose a name that does not continue another one")
	}
	return nil
}

// conflicting returns a branch whose name continues name with "/", or
// that name continues.
func (r Refs) conflicting(name string) string {
	for above := name; strings.Contains(above, "/"); {
		above = above[:strings.LastIndexByte(above, '/')]
		if value, err := r.Read(Heads + above); err == nil && value != "" {
			return above
		}
	}
	if packed, err := r.packed(); err == nil {
		if _, after, found := bytes.Cut(packed, []byte(" "+Heads+name+"/")); found {
			rest, _, _ := bytes.Cut(after, []byte("\n"))
			return name + "/" + string(rest)
		}
	}
	return r.below(name)
}

// below returns a branch with a file of its own below the folder name.
func (r Refs) below(name string) string {
	entries, _ := os.ReadDir(r.Path(Heads + name))
	for _, e := range entries {
		below := name + "/" + e.Name()
		if !e.IsDir() {
			return below
		}
		if found := r.below(below); found != "" {
			return found
		}
	}
	return ""
}

// Create makes the branch ref at the commit id.
func (r Refs) Create(ref string, id object.ID, who config.Person) error {
	l, err := r.Lock(ref)
	if err != nil {
		return err
	}
	defer l.Release()
	if value, err := r.Read(ref); err != nil || value != "" {
		return errors.Join(err, diag.Failedf("the branch %s was made meanwhile", strings.TrimPrefix(ref, Heads)))
	}
	if err := l.Publish([]byte(id.String()+"\n"), time.Time{}, true); err != nil {
		return err
	}
	if err := r.Log(ref, Move{To: id, Who: who, Why: "branch: Created from HEAD"}); err != nil {
		return errors.Join(err, os.Remove(r.Path(ref)))
	}
	return nil
}

// Drop removes a branch that Create made at the commit id, unless it has moved
// on.
func (r Refs) Drop(ref string, id object.ID) error {
	l, err := r.Lock(ref)
	if err != nil {
		return err
	}
	defer l.Release()
	if value, err := r.Read(ref); err != nil || value != id.String() {
		return err
	}
	_ = os.Remove(filepath.Join(r.at.Common, "logs", filepath.FromSlash(ref)))
	return os.Remove(r.Path(ref))
}
