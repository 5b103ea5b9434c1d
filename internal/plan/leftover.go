package plan

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
)

// leftover is a root module in a unit's folder of an environment that the unit
// does not have: what was the user's when the environment was given up.
type leftover struct {
	environment string
	dir         repo.Path
	files       []repo.Path
}

// leftovers finds them, without what the plan's actions delete. What a lock still
// names is not given up yet.
func leftovers(r Request, u *repo.Unit, l *lock.Lock, actions []Action) []leftover {
	if u.Path == "." || r.Disk == nil {
		return nil
	}
	parent := u.Path.Join("environments")
	entries, _ := fs.ReadDir(r.Disk, string(parent))
	var out []leftover
	for _, e := range entries {
		name := e.Name()
		if !e.IsDir() || strings.HasPrefix(name, ".") || r.Model.HasEnvironment(u, name) || l.Block(name) != nil {
			continue
		}
		left := leftover{environment: name, dir: parent.Join(name)}
		for _, file := range visibleFiles(r.Disk, left.dir) {
			if !slices.ContainsFunc(actions, func(a Action) bool { return a.Kind == Delete && a.Path == file }) {
				left.files = append(left.files, file)
			}
		}
		if left.isRootModule(r.Disk) {
			out = append(out, left)
		}
	}
	return out
}

// visibleFiles are the files below a folder, without hidden ones, such as what
// terraform init leaves.
func visibleFiles(disk fs.FS, dir repo.Path) []repo.Path {
	var out []repo.Path
	_ = fs.WalkDir(disk, string(dir), func(name string, e fs.DirEntry, err error) error {
		switch hidden := strings.HasPrefix(path.Base(name), "."); {
		case err != nil, hidden && e.IsDir():
			return fs.SkipDir
		case !hidden && !e.IsDir():
			out = append(out, repo.Path(name))
		}
		return nil
	})
	return out
}

// isRootModule tells a root module from a module that others call, which may stand
// there: it has values of its own, or a workspace.
func (l leftover) isRootModule(disk fs.FS) bool {
	code := map[string][]byte{}
	for _, file := range l.files {
		switch {
		case strings.HasSuffix(string(file), ".tfvars"):
			return true
		case file.Dir() == l.dir && tfconfig.IsCode(file.Base()):
			code[file.Base()], _ = readFile(disk, file)
		}
	}
	return len(code) > 0 && tfconfig.Read(string(l.dir), code).Workspace != ""
}

// said is what a run says of it.
func (l leftover) said(u *repo.Unit) string {
	names := make([]string, len(l.files))
	for i, file := range l.files {
		names[i] = file.Rel(l.dir)
	}
	return string(l.dir) + " is of no environment of " + u.Name + ", and is left as it is: " + diag.Few(names) +
		"; when nothing is applied there any more remove it with git rm -r, or list " + l.environment + " in " + string(u.Path.Join("scaffold.hcl")) + " again"
}
