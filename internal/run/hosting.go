package run

import (
	"context"
	"io/fs"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Hosting makes an application repository on GitHub, as the settings say that its
// pack rendered, and pushes it there.
type Hosting struct {
	Dir        string // the repository's folder, a host path
	Shown      string // the same as messages name it
	Visibility string // private, internal or public
	Host       string // of GitHub
	SSH        bool   // it is reached by SSH
	DryRun     bool   // what would be done is told, nothing is done
	Attended   bool   // a person can answer what git asks
	// Client returns the client of a repository; nil where there is no token and
	// none is needed, as optional says.
	Client func(address forge.Address, optional bool) (*forge.Client, error)
}

// Check finds out before anything is written what would be in the way of making
// the repository that the plan describes.
func (h Hosting) Check(p *plan.Plan, disk fs.FS, optional bool) error {
	want, err := settingsOf(p, disk)
	if err == nil {
		_, err = h.Client(want.Address(h.Host), optional)
	}
	return err
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

// Make makes what GitHub lacks, and adds to the result what was done, or would be
// in a dry run. It returns the repository there; nil in a dry run.
func (h Hosting) Make(ctx context.Context, p *plan.Plan, disk fs.FS, r *plan.Result) (*forge.Repository, error) {
	if !h.DryRun {
		disk = gitops.Disk(h.Dir) // a new repository was put in its place
	}
	want, err := settingsOf(p, disk)
	if err != nil {
		return nil, err
	}
	client, err := h.Client(want.Address(h.Host), h.DryRun)
	if err != nil {
		return nil, err
	}
	setup, err := client.Plan(ctx, want, h.Visibility)
	if err != nil {
		return nil, err
	}
	if !h.DryRun {
		err = h.carryOut(ctx, setup, want)
	}
	for _, step := range setup.Steps {
		if h.DryRun || step.Done || step.Action == "unchanged" {
			r.GitHub = append(r.GitHub, plan.Step{Action: step.Action, Object: step.Object, Detail: step.Detail})
		}
	}
	r.Notes = append(r.Notes, setup.Notes...)
	switch {
	case err != nil:
		return nil, diag.Also(err, "what is done stays; the same command goes on from here")
	case h.DryRun && client == nil:
		r.Notes = append(r.Notes, "without a token it is not known what GitHub has already: everything is shown as new")
	}
	if h.DryRun {
		return nil, nil
	}
	return setup.Repository, nil
}

// carryOut makes the repository and pushes. What is there already must be this
// repository: settings of another one are not touched.
func (h Hosting) carryOut(ctx context.Context, setup *forge.Setup, want *forge.Settings) error {
	git, err := gitops.Open(h.Dir)
	if err != nil {
		return err
	}
	git.Attended = h.Attended
	branch, err := git.CurrentBranch()
	if err != nil {
		return err
	}
	if branch != want.DefaultBranch {
		return diag.Usagef("the branch %s is checked out in %s, and the repository's default branch is %s", branch, h.Shown, want.DefaultBranch).
			WithHint("switch to %s", want.DefaultBranch)
	}
	push := func(r *forge.Repository) error {
		tips, err := h.remoteTips(ctx, git, r, branch)
		if err != nil {
			return err
		}
		if tips[branch] == git.HeadCommit() {
			return nil
		}
		return git.Push(ctx, branch)
	}
	if setup.Repository != nil {
		tips, err := h.remoteTips(ctx, git, setup.Repository, branch)
		if err != nil {
			return err
		}
		if tip := tips[branch]; tip != "" && !git.Contains("HEAD", tip) {
			return diag.Failedf("%s on GitHub has a branch %s with commits that are not here", want.Repository, branch).
				WithHint("clone it, or pull them, if it is the same repository; choose another name if it is not")
		}
	}
	return setup.Apply(ctx, push)
}

// remoteTips adds the remote and asks for its branch.
func (h Hosting) remoteTips(ctx context.Context, git *gitops.Repository, r *forge.Repository, branch string) (map[string]string, error) {
	url := r.CloneURL
	if h.SSH {
		url = r.SSHURL
	}
	urls, err := git.RemoteURLs("origin")
	switch {
	case err != nil:
		return nil, err
	case len(urls) == 0:
		if err := git.AddRemote("origin", url); err != nil {
			return nil, err
		}
	case !anyNames(urls, r.Name):
		return nil, diag.Failedf("the remote origin is another repository than %s", forge.Public(r.CloneURL)).WithHint("rename or remove it with `git remote`")
	}
	return git.RemoteTips(ctx, "origin", branch)
}

// HostBeside is the host of GitHub that the repository at dir is on, and whether it
// is reached by SSH; other where that is on none.
func HostBeside(dir, other string) (host string, ssh bool) {
	git, err := gitops.Open(dir)
	if err != nil {
		return other, false
	}
	remote, err := git.Remote("")
	if err != nil {
		return other, false
	}
	urls, _ := git.RemoteURLs(remote)
	for _, url := range urls {
		if address, ok := forge.ParseRemote(url); ok {
			return address.Host, !strings.HasPrefix(url, "http")
		}
	}
	return other, false
}

// anyNames tells whether one of a remote's addresses is that of OWNER/NAME.
func anyNames(urls []string, repository string) bool {
	for _, url := range urls {
		if a, ok := forge.ParseRemote(url); ok && strings.EqualFold(a.String(), repository) {
			return true
		}
	}
	return false
}
