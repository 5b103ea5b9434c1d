package gitops

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// CurrentBranch returns the short name of the branch that HEAD names, "" when
// it is detached. The branch may have no commit yet.
func (r *Repository) CurrentBranch() (string, error) {
	text, err := os.ReadFile(filepath.Join(r.at.GitDir, "HEAD"))
	if err != nil {
		return "", diag.Failedf("cannot read HEAD: %v", err)
	}
	branch, ok := strings.CutPrefix(strings.TrimSpace(string(text)), "ref: "+headsPrefix)
	if !ok {
		return "", nil
	}
	return branch, nil
}
