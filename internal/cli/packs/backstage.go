package packs

import (
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/disk"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// requestWorkflow is the workflow of the repository pack that a portal starts.
const requestWorkflow = "service-request.yaml"

// portal is the Backstage template of the pack for the repository at hand.
func (o *packDocsOptions) portal(p *pack.Pack) (string, error) {
	dir := workplace.Infrastructure(o.commands.place.Folder())
	if dir == "" {
		return "", diag.Usagef("--backstage needs the infrastructure repository that units are made in").
			WithHint("run it there, or name its folder with -C")
	}
	src, err := disk.ReadFile(dir, spec.Filename)
	if err != nil {
		return "", diag.Unreadable(spec.Filename, err)
	}
	root, err := spec.ParseRoot(spec.Filename, src)
	if err != nil {
		return "", err
	}
	own, err := o.commands.place.Packs(dir).Get(root.Unit.Pack)
	if err != nil {
		return "", err
	}
	to := packdoc.Dispatch{VCS: root.VCS, Workflow: requestWorkflow, Environments: root.EnvironmentNames()}
	if in := own.InputByRole("default_branch"); in != nil {
		v, err := own.InputValue(in.Name, pack.Request{Given: root.Unit.Inputs, Unit: root.Unit})
		if err != nil {
			return "", err
		}
		to.Branch = v.AsString()
	}
	return packdoc.Backstage(p, to)
}
