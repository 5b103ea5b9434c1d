package gitops

import (
	"context"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// History is the part of a Repository that tells where its branches stand and
// what lies between commits.
type History struct{ clone *clone }

// CurrentBranch returns the short name of the branch that HEAD names, "" when
// it is detached. The branch may have no commit yet.
func (h History) CurrentBranch() (string, error) { return h.clone.refs().CurrentBranch() }

// Tip returns the last commit of a branch here, "" when there is none.
func (h History) Tip(branch string) (string, error) { return h.clone.refs().Read(refs.Heads + branch) }

// HeadCommit returns the commit that HEAD stands at, "" when there is none.
func (h History) HeadCommit() string {
	head, err := h.clone.refs().Head(h.clone.objects())
	if err != nil || head.ID.IsZero() {
		return ""
	}
	return head.ID.String()
}

// Contains tells whether the commit later has the commit earlier among its
// ancestors, as far as the history is here.
func (h History) Contains(later, earlier string) bool {
	_, err := h.clone.git(context.Background(), "merge-base", "--is-ancestor", earlier, later)
	return err == nil
}

// Difference lists the paths in which two commits differ since their common
// ancestor, with git's letter for what happened: A, M, D, T. known is false
// where the history is not here.
func (h History) Difference(ctx context.Context, from, to string) (paths map[string]string, known bool) {
	out, err := h.clone.git(ctx, "diff", "--name-status", "--no-renames", "-z", from+"..."+to)
	if err != nil {
		return nil, false
	}
	paths = map[string]string{}
	words := strings.Split(string(out), "\x00")
	for i := 0; i+1 < len(words); i += 2 {
		paths[words[i+1]] = words[i]
	}
	return paths, true
}
