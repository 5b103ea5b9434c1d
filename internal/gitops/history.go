package gitops

import "github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"

func (r *Repository) refs() refs.Refs { return refs.Of(r.at, r.settings) }

// CurrentBranch returns the short name of the branch that HEAD names, "" when
// it is detached. The branch may have no commit yet.
func (r *Repository) CurrentBranch() (string, error) { return r.refs().CurrentBranch() }
