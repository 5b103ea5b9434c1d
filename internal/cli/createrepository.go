package cli

import (
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// createOptions are about the repository on GitHub.
type createOptions struct {
	on         bool
	visibility string
	pr         pullRequestFlags // of the infrastructure repository's change
}

func (c *createOptions) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&c.on, "create-repository", false, "make the repository on GitHub as .github/repository.json says, and push")
	f.StringVar(&c.visibility, "visibility", "private", "with --create-repository: private, internal or public")
}

// check refuses flags that contradict each other. A new repository has nothing
// to open a pull request against: --pr is about the infrastructure repository.
func (c *createOptions) check(cmd *cobra.Command, w *writeFlags) error {
	if !c.on {
		if cmd.Flags().Changed("visibility") {
			return diag.Usagef("--visibility is about the repository on GitHub").WithHint("give --create-repository, too")
		}
		return nil
	}
	if !w.commit {
		return diag.Usagef("--create-repository pushes the commit, so it and --no-commit contradict each other")
	}
	if !contains([]string{"private", "internal", "public"}, c.visibility) {
		return diag.Usagef("--visibility %q is none of private, internal and public", c.visibility)
	}
	c.pr, w.pr.on, w.push = w.pr, false, false // the push comes when there is something to push to
	return nil
}

// checkCreate finds out before anything is written what would be in the way of
// making the repository on GitHub.
func (o *appRepoOptions) checkCreate(p *plan.Plan, disk fs.FS) error {
	if !o.create.on {
		return nil
	}
	want, err := settingsOf(p, disk)
	if err != nil {
		return err
	}
	host, _ := o.forgeHost(o.found)
	_, err = o.forgeAt(want.Address(host), o.write.dryRun && o.onPlan == nil)
	return err
}

// createOnGitHub is what follows the commit of an application repository in dir.
func (o *appRepoOptions) createOnGitHub(p *plan.Plan, dir string, disk fs.FS) func(*report.Result) error {
	if !o.create.on {
		return nil
	}
	return func(r *report.Result) error {
		r.Failed = append(r.Failed, diag.Of(o.createRun(p, dir, disk, r))...)
		return nil
	}
}

// settingsOf reads the settings as they will be when the plan is carried out.
func settingsOf(p *plan.Plan, disk fs.FS) (*forge.Settings, error) {
	planned := map[repo.Path][]byte{}
	for _, a := range p.Writes() {
		if a.Kind != plan.Delete {
			planned[a.Path] = a.Bytes()
		}
	}
	return forge.ReadSettings(repo.Overlay{Base: disk, Files: planned})
}

func (o *appRepoOptions) createRun(p *plan.Plan, dir string, disk fs.FS, r *report.Result) error {
	ctx, stop := interruptible()
	defer stop()
	if !o.write.dryRun {
		disk = os.DirFS(dir) // a new repository was put in its place
	}
	want, err := settingsOf(p, disk)
	if err != nil {
		return err
	}
	host, ssh := o.forgeHost(o.found)
	client, err := o.forgeAt(want.Address(host), o.write.dryRun)
	if err != nil {
		return err
	}
	setup, err := client.Plan(ctx, want, o.create.visibility)
	if err != nil {
		return err
	}
	if o.write.dryRun {
		tellSteps(r, setup)
		r.Notes = append(r.Notes, setup.Notes...)
		if client == nil {
			r.Notes = append(r.Notes, "without a token it is not known what GitHub has already: everything is shown as new")
		}
		return nil
	}
	err = o.carryOut(ctx, setup, want, dir, ssh)
	tellSteps(r, setup)
	r.Notes = append(r.Notes, setup.Notes...)
	if err != nil {
		return goesOn(err)
	}
	return o.recordIDs(o.found, setup.Repository, r)
}

// tellSteps adds to the result what was done, or is to be done, and what is as
// it should be.
func tellSteps(r *report.Result, setup *forge.Setup) {
	for _, step := range setup.Steps {
		if r.DryRun || step.Done || step.Action == "unchanged" {
			r.GitHub = append(r.GitHub, report.Step{Action: step.Action, Object: step.Object, Detail: step.Detail})
		}
	}
}

// goesOn says that the same command carries on.
func goesOn(err error) error {
	return alsoHinted(err, "what is done stays; the same command goes on from here")
}

// forgeHost is the host of the new repository: the infrastructure repository's,
// and whether that is reached by SSH. Without one it is GH_HOST or github.com.
func (g *global) forgeHost(infra *infrastructure) (host string, ssh bool) {
	host = "github.com"
	if named := g.Getenv("GH_HOST"); named != "" {
		host = named
	}
	if infra == nil {
		return host, false
	}
	git, err := gitops.Open(infra.dir)
	if err != nil {
		return host, false
	}
	remote, err := git.Remote("")
	if err != nil {
		return host, false
	}
	urls, _ := git.RemoteURLs(remote)
	for _, url := range urls {
		if address, ok := forge.ParseRemote(url); ok {
			return address.Host, !strings.HasPrefix(url, "http")
		}
	}
	return host, false
}
