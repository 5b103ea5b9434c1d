package run

import (
	"cmp"
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/codeowners"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/disk"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// PullRequestText is what the description of a pull request says.
type PullRequestText struct {
	Command    string
	Title      string
	Tip        string            // hash of the branch's last commit
	Files      map[string]string // path → what happened to it, as git's letter
	Addresses  plan.Addresses
	Notes      []string
	Workspaces []Link
}

// Link is a name and where it leads.
type Link struct{ Name, URL string }

// Wording makes the texts of pull requests; package report has one.
type Wording interface {
	// Describe returns title and description; the old ones are empty for a new pull
	// request. What people wrote there stays.
	Describe(p PullRequestText, oldTitle, oldBody string) (title, body string)
	// Tip is the commit up to which a description describes its branch.
	Tip(body string) string
	// Ours tells whether a description holds a section of ours.
	Ours(body string) bool
}

// publish pushes the branch and opens its pull request, or updates the one that
// is open. A run that changes nothing does so too where an earlier one was
// stopped on the way; where all is there, it writes nothing.
func (e *execution) publish(ctx context.Context) error {
	if e.job.Delivery.Proposal == nil {
		return nil
	}
	if err := (publication{e}).publish(ctx); err != nil {
		r := e.result()
		r.Failed = append(r.Failed, diag.Also(err, "what is committed stays; the same command goes on from here")...)
	}
	return nil
}

// publication is the pull request of a run.
type publication struct{ run *execution }

// publish does what is not done yet.
func (u publication) publish(ctx context.Context) error {
	p, r := u.run.job.Delivery.Proposal, u.run.result()
	current, err := u.run.checkout.Git.CurrentBranch()
	if err != nil || current != p.Branch {
		return err // nothing was committed, so there is no branch
	}
	tip, err := u.run.checkout.Git.Tip(p.Branch)
	if err != nil {
		return err
	}
	if u.run.checkout.Git.Contains(p.tips[p.Base], tip) {
		return nil // nothing that the base lacks
	}
	if err := u.push(ctx, tip); err != nil {
		return err
	}
	r.Pull = &plan.PullRequest{Branch: p.Branch, Base: p.Base, Action: "unchanged"}
	files := u.changed(ctx, tip)
	paths := slices.Sorted(maps.Keys(files))
	text := u.proposed(files, tip)
	if p.open == nil {
		title, body := u.run.checkout.edges.Wording.Describe(text, "", "")
		made, err := p.client.Open(ctx, forge.NewPullRequest{Title: title, Body: body, Branch: p.Branch, Base: p.Base, Draft: u.run.job.Delivery.Pull.Draft})
		if err != nil {
			return err
		}
		p.open = &made
		tell(r, made, "created")
		return u.review(ctx, paths, true)
	}
	tell(r, *p.open, "unchanged")
	if described := u.run.checkout.edges.Wording.Tip(p.open.Body); described == tip || (described == "" && r.Commit == nil) {
		return u.review(ctx, paths, false)
	}
	// The description comes last: it says up to where all this was done.
	if err := u.review(ctx, paths, true); err != nil {
		return err
	}
	return u.redescribe(ctx, text)
}

// push pushes the branch, whose last commit is tip, unless the remote has it.
func (u publication) push(ctx context.Context, tip string) error {
	p, r := u.run.job.Delivery.Proposal, u.run.result()
	if p.tips[p.Branch] == tip {
		return nil
	}
	if err := u.run.checkout.Git.Push(ctx, p.Branch); err != nil && !u.arrived(ctx, tip) {
		return err
	}
	p.tips[p.Branch] = tip
	if r.Commit != nil {
		r.Commit.Pushed = true
	}
	return nil
}

// arrived tells whether the remote has the commit after all: the push of a run
// that was killed may go on and be done beside ours, which is then refused.
func (u publication) arrived(ctx context.Context, tip string) bool {
	p := u.run.job.Delivery.Proposal
	tips, err := u.run.checkout.Git.RemoteTips(ctx, p.Remote, p.Branch)
	return err == nil && tips[p.Branch] == tip
}

// tell says in the result what became of the pull request.
func tell(r *plan.Result, p forge.PullRequest, action string) {
	r.Pull = &plan.PullRequest{Number: p.Number, URL: p.URL, Branch: p.Branch, Base: p.Base, Action: action}
}

// redescribe changes title and description of the open pull request.
func (u publication) redescribe(ctx context.Context, text PullRequestText) error {
	p := u.run.job.Delivery.Proposal
	title, body := u.run.checkout.edges.Wording.Describe(text, p.open.Title, p.open.Body)
	if err := p.client.Edit(ctx, p.open.Number, title, body); err != nil {
		return err
	}
	p.open.Title, p.open.Body, u.run.result().Pull.Action = title, body, "updated"
	return nil
}

// changed are the files in which the branch differs from its base; where the
// history does not tell, those of this run.
func (u publication) changed(ctx context.Context, tip string) map[string]string {
	p := u.run.job.Delivery.Proposal
	for _, from := range []string{p.tips[p.Base], p.Start} {
		if files, known := u.run.checkout.Git.Difference(ctx, from, tip); known && len(files) > 0 {
			return files
		}
	}
	files := map[string]string{}
	letters := map[plan.Kind]string{plan.Create: "A", plan.Delete: "D"}
	for _, a := range u.run.files() {
		files[path.Join(u.run.checkout.Folder, string(a.Path))] = cmp.Or(letters[a.Kind], "M")
	}
	return files
}

// maxTitle bounds the title of a pull request: GitHub takes 256 characters.
const maxTitle = 250

// proposed is what the pull request says.
func (u publication) proposed(files map[string]string, tip string) PullRequestText {
	part := u.run.job.Parts[u.run.part]
	title := Title(u.run.job.Delivery.message(part))
	if made := u.run.result().Commit; made != nil {
		title = Title(made.Message) // as hooks left it
	}
	if runes := []rune(title); len(runes) > maxTitle {
		title = string(runes[:maxTitle-1]) + "…"
	}
	return PullRequestText{
		Command: u.run.job.Command, Title: cmp.Or(title, "scaffold "+u.run.job.Command), Tip: tip, Files: files, Addresses: part.Plan.Addresses,
		Notes: slices.Concat(part.Plan.Notices, u.run.result().Notes), Workspaces: workspaceLinks(u.run.checkout, files),
	}
}

// review labels the pull request and asks the code owners of its files. Where
// there is nothing new it leaves pull requests alone that are not scaffold's,
// and asks only where nobody was ever asked: an earlier run was stopped before.
func (u publication) review(ctx context.Context, paths []string, anew bool) error {
	p, r := u.run.job.Delivery.Proposal, u.run.result()
	if !anew && !u.run.checkout.edges.Wording.Ours(p.open.Body) {
		return nil
	}
	labels := u.run.job.Delivery.Pull.Labels
	notes, err := p.client.Label(ctx, *p.open, labels)
	r.Notes = append(r.Notes, notes...)
	if err != nil {
		return err
	}
	p.open.Labels = append(p.open.Labels, labels...)
	users, teams := codeOwnersOf(u.run.checkout).Reviewers(paths, p.client.Address().Owner)
	if len(users)+len(teams) == 0 {
		return nil
	}
	reviewed, err := p.client.Reviewed(ctx, p.open.Number)
	if err != nil {
		return err
	}
	if !anew && len(reviewed)+len(p.open.Users)+len(p.open.Teams) > 0 {
		return nil
	}
	users = without(users, slices.Concat(reviewed, p.open.Users, []string{p.open.Author}))
	teams = without(teams, p.open.Teams)
	notes, err = p.client.Ask(ctx, p.open.Number, users, teams)
	r.Notes = append(r.Notes, notes...)
	p.open.Users, p.open.Teams = append(p.open.Users, users...), append(p.open.Teams, teams...)
	return err
}

// without returns the names that are not among others, as GitHub compares them.
func without(names, others []string) []string {
	return slices.DeleteFunc(names, func(name string) bool {
		return slices.ContainsFunc(others, func(other string) bool { return strings.EqualFold(name, other) })
	})
}

// codeOwnersOf reads the worktree's CODEOWNERS, the lines of new units included.
func codeOwnersOf(c *Checkout) codeowners.File {
	for _, place := range codeowners.Places {
		if src, err := disk.ReadFile(c.Git.Root(), place); err == nil {
			return codeowners.Parse(src)
		}
	}
	return nil
}

// workspaceLinks are the Terraform Cloud workspaces whose root modules change.
func workspaceLinks(c *Checkout, files map[string]string) []Link {
	m, err := repo.Load(c.Disk)
	if err != nil || m.IsApplication() {
		return nil
	}
	folders := map[string]bool{}
	for name := range files {
		for dir := path.Dir(name); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	var out []Link
	for _, u := range m.Units {
		for _, environment := range m.Environments(u) {
			folder := u.Path.Join("environments", environment)
			if _, err := fs.Stat(c.Disk, string(folder)); err != nil || !folders[path.Join(c.Folder, string(folder))] {
				continue
			}
			name := repo.Workspace(m.Root.WorkspaceName, u.Name, environment)
			out = append(out, Link{Name: name, URL: "https://" + m.Root.Hostname + "/app/" + m.Root.Organization + "/workspaces/" + name})
		}
	}
	return out
}
