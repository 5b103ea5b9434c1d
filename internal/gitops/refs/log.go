package refs

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// Move is one step of a ref, for its log.
type Move struct {
	From, To object.ID
	Who      config.Person
	Why      string // as git words it, one line
}

// Log appends a step to the log of name, HEAD or a branch.
func (r Refs) Log(name string, m Move) error {
	dir := r.at.Common
	if name == "HEAD" {
		dir = r.at.GitDir
	}
	path := filepath.Join(dir, "logs", filepath.FromSlash(name))
	flags := os.O_WRONLY | os.O_APPEND
	if r.settings.IsOn("core.logallrefupdates", true) || r.settings.Get("core.logallrefupdates") == "always" {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return diag.Failedf("cannot write the log of %s: %v", name, err)
		}
		flags |= os.O_CREATE
	}
	file, err := os.OpenFile(path, flags, 0o666)
	if err != nil && flags&os.O_CREATE == 0 {
		return nil // no log is kept
	}
	if err != nil && lockfile.RemoveEmptyDirs(path) {
		file, err = os.OpenFile(path, flags, 0o666)
	}
	if err != nil {
		return diag.Failedf("cannot write the log of %s: %v", name, err)
	}
	why := strings.Join(strings.Fields(m.Why), " ")
	_, err = fmt.Fprintf(file, "%s %s %s\t%s\n", m.From, m.To, m.Who, why)
	if err = errors.Join(err, file.Close()); err != nil {
		return diag.Failedf("cannot write the log of %s: %v", name, err)
	}
	return nil
}
