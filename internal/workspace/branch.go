package workspace

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// BranchAndProject are what the repository's pack says of the branch that is
// applied and of the projects' names, by the roles of its inputs.
func BranchAndProject(m *repo.Repository, packs repo.Packs) (branch, project string, err error) {
	branch, project = "main", "{environment}"
	root := m.Unit(".")
	p, err := packs.Get(root.PackOf(""))
	if err != nil {
		return "", "", err
	}
	for role, target := range map[string]*string{"default_branch": &branch, "terraform_project": &project} {
		in := p.InputByRole(role)
		if in == nil {
			continue // an older pack
		}
		v, err := p.InputValue(in.Name, pack.Request{Context: m.Context(root, p, "", nil), Given: m.GivenTo(root, p, "", packs), Unit: root.Spec})
		if err != nil {
			return "", "", err
		}
		if v.Type() == cty.String && !v.IsNull() && !strings.Contains(v.AsString(), "*") {
			*target = v.AsString()
		}
	}
	if m.Root.Cloud.Project != "" {
		project = m.Root.Cloud.Project
	}
	return branch, project, nil
}
