package repo

import (
	"io/fs"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// loadApplication reads an application repository: its root file is the spec
// of the one unit it is.
func loadApplication(fsys fs.FS, src []byte) (*Repository, error) {
	s, err := spec.ParseUnit(shown(fsys, spec.Filename), src)
	if err != nil {
		return nil, err
	}
	if problem := s.NoEnvironments(); problem != nil {
		return nil, problem.WithHint("its environments are an input of its pack: it is rendered once")
	}
	u := &Unit{Name: s.Name, Path: ".", Spec: s}
	root := &spec.Root{PackSources: map[string]string{}, Defaults: map[string]map[string]spec.Attr{}, Unit: s}
	r := &Repository{FS: fsys, Root: root, Units: []*Unit{u}, names: map[string]*Unit{u.Name: u}, values: contextValues(root)}
	return r, r.readLock(u)
}

// IsApplication tells whether this is an application repository.
func (r *Repository) IsApplication() bool { return r.names["."] == nil }

// NeedInfrastructure is the problem of a command that makes no sense in an
// application repository; nil elsewhere.
func (r *Repository) NeedInfrastructure(command string) *diag.Problem {
	if !r.IsApplication() {
		return nil
	}
	return diag.Usagef("this is the application repository of %s, and `scaffold %s` works in an infrastructure repository", r.Units[0].Name, command).
		WithHint("name the infrastructure repository's folder with -C")
}

// UnknownEnvironment is the problem of an environment that somebody names and the
// repository does not have.
func (r *Repository) UnknownEnvironment(name string) *diag.Problem {
	if r.IsApplication() {
		return diag.Usagef("there is no environment %q: the application repository of %s is rendered once, for all of them", name, r.Units[0].Name).
			WithHint("leave the environment out")
	}
	return diag.Usagef("there is no environment %q", name).WithHint("environments here: %s", strings.Join(r.Root.EnvironmentNames(), ", "))
}
