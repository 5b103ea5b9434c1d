package refs

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// Head is where HEAD stands.
type Head struct {
	Ref  string    // full name of the branch; "" when detached
	ID   object.ID // the commit; zero when the branch has none yet
	Tree object.ID // the commit's tree
	Text string    // what the HEAD file holds
}

// Branch returns the short name of the branch, "" when detached.
func (h Head) Branch() string { return strings.TrimPrefix(h.Ref, Heads) }

// Describe names h in a log: the branch, or the commit when detached.
func (h Head) Describe() string {
	if h.Ref == "" {
		return h.ID.String()
	}
	return h.Branch()
}

func (r Refs) headFile() string { return filepath.Join(r.at.GitDir, "HEAD") }

// Head finds the commit HEAD stands at.
func (r Refs) Head(store *object.Store) (Head, error) {
	data, err := os.ReadFile(r.headFile())
	if err != nil {
		return Head{}, diag.Failedf("cannot read HEAD: %v", err)
	}
	h := Head{Text: string(data)}
	text := strings.TrimSpace(h.Text)
	if target, ok := strings.CutPrefix(text, "ref:"); ok {
		if h.Ref, h.ID, err = r.follow(strings.TrimSpace(target)); err != nil {
			return Head{}, err
		}
	} else if !plumbing.IsHash(text) {
		return Head{}, diag.Failedf("HEAD holds neither a branch nor a commit")
	} else {
		h.ID = plumbing.NewHash(text)
	}
	if !h.ID.IsZero() {
		h.Tree, err = store.TreeOf(h.ID)
	}
	return h, err
}

// CurrentBranch returns the short name of the branch that HEAD names, "" when it
// is detached. The branch may have no commit yet.
func (r Refs) CurrentBranch() (string, error) {
	text, err := os.ReadFile(r.headFile())
	if err != nil {
		return "", diag.Failedf("cannot read HEAD: %v", err)
	}
	branch, ok := strings.CutPrefix(strings.TrimSpace(string(text)), "ref: "+Heads)
	if !ok {
		return "", nil
	}
	return branch, nil
}

// LockHead takes git's lock of HEAD.
func (r Refs) LockHead() (*lockfile.File, error) {
	return lockfile.Take(r.headFile(), r.at.GitDir)
}

// MoveHead makes HEAD say content if it stands at from.
func (r Refs) MoveHead(store *object.Store, from Head, content string) error {
	l, err := r.LockHead()
	if err != nil {
		return err
	}
	defer l.Release()
	if err := r.CheckHead(store, from); err != nil {
		return err
	}
	return l.Publish([]byte(content), time.Time{}, true)
}

// CheckHead refuses to go on if HEAD was switched by someone else.
func (r Refs) CheckHead(store *object.Store, was Head) error {
	now, err := r.Head(store)
	if err != nil {
		return err
	}
	if now.Ref != was.Ref || now.ID != was.ID {
		return diag.Failedf("HEAD moved while the commit was made; nothing was committed").
			WithHint("run the command again")
	}
	return nil
}
