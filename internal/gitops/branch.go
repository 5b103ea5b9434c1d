package gitops

import (
	"bytes"
	"os"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// checkBranchName holds git's rules for a branch (git check-ref-format --branch).
func checkBranchName(name string) error {
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

// checkBranch refuses a branch that cannot be made. resume accepts one that an
// interrupted run of the same request made.
func (r *Repository) checkBranch(name string, at head, resume bool) error {
	if err := checkBranchName(name); err != nil {
		return err
	}
	ref := headsPrefix + name
	value, err := r.readRef(ref)
	if err != nil {
		return err
	}
	if resume && (at.ref == ref || value == at.id.String()) {
		return nil
	}
	if value != "" || at.ref == ref {
		return diag.Usagef("the branch %s exists already", name).
			WithHint("switch to it with `git switch %s` and leave --branch out, or choose another name", name)
	}
	if other := r.conflictingBranch(name); other != "" {
		return diag.Usagef("the branch %s cannot be made next to the branch %s", name, other).
			WithHint("git keeps branches as files and folders: choose a name that does not continue another one")
	}
	return nil
}

// conflictingBranch returns a branch whose name continues name with "/", or
// that name continues.
func (r *Repository) conflictingBranch(name string) string {
	for above := name; strings.Contains(above, "/"); {
		above = above[:strings.LastIndexByte(above, '/')]
		if value, err := r.readRef(headsPrefix + above); err == nil && value != "" {
			return above
		}
	}
	if packed, err := r.packedRefs(); err == nil {
		if _, after, found := bytes.Cut(packed, []byte(" "+headsPrefix+name+"/")); found {
			rest, _, _ := bytes.Cut(after, []byte("\n"))
			return name + "/" + string(rest)
		}
	}
	return r.branchBelow(name)
}

// branchBelow returns a branch with a file of its own below the folder name.
func (r *Repository) branchBelow(name string) string {
	entries, _ := os.ReadDir(r.refPath(headsPrefix + name))
	for _, e := range entries {
		below := name + "/" + e.Name()
		if !e.IsDir() {
			return below
		}
		if found := r.branchBelow(below); found != "" {
			return found
		}
	}
	return ""
}
