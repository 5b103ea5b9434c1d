package cli

import (
	"cmp"
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/codeowners"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// publish pushes the branch and opens its pull request, or updates the one that
// is open. A run that changes nothing does so too where an earlier one was
// stopped on the way; where all is there, it writes nothing.
func (s *session) publish(j job, r *report.Result) {
	if s.pr == nil {
		return
	}
	ctx, stop := interruptible()
	defer stop()
	if err := s.publishRun(ctx, j, r); err != nil {
		r.Failed = append(r.Failed, alsoHinted(err, "what is committed stays; the same command goes on from here")...)
	}
}

func (s *session) publishRun(ctx context.Context, j job, r *report.Result) error {
	p := s.pr
	current, err := s.git.CurrentBranch()
	if err != nil || current != p.branch {
		return err // nothing was committed, so there is no branch
	}
	tip, err := s.git.Tip(p.branch)
	if err != nil {
		return err
	}
	if s.git.Contains(p.tips[p.base], tip) {
		return nil // nothing that the base lacks
	}
	if p.tips[p.branch] != tip {
		if err := s.git.Push(ctx, p.branch); err != nil && !s.arrived(ctx, tip) {
			return err
		}
		p.tips[p.branch] = tip
		if r.Commit != nil {
			r.Commit.Pushed = true
		}
	}
	r.Pull = &report.PullRequest{Branch: p.branch, Base: p.base, Action: "unchanged"}
	files := s.changed(ctx, j, tip)
	paths := slices.Sorted(maps.Keys(files))
	text := s.describe(j, r, files, tip)
	if p.open == nil {
		title, body := text.Describe("", "")
		made, err := p.client.Open(ctx, forge.NewPullRequest{Title: title, Body: body, Branch: p.branch, Base: p.base, Draft: p.flags.draft})
		if err != nil {
			return err
		}
		p.open = &made
		show(r.Pull, made, "created")
		return s.review(ctx, r, paths, true)
	}
	show(r.Pull, *p.open, "unchanged")
	if described := report.DescribedTip(p.open.Body); described == tip || (described == "" && r.Commit == nil) {
		return s.review(ctx, r, paths, false)
	}
	// The description comes last: it says up to where all this was done.
	if err := s.review(ctx, r, paths, true); err != nil {
		return err
	}
	return s.redescribe(ctx, r, text)
}

// arrived tells whether the remote has the commit after all: the push of a run
// that was killed may go on and be done beside ours, which is then refused.
func (s *session) arrived(ctx context.Context, tip string) bool {
	tips, err := s.git.RemoteTips(ctx, s.pr.remote, s.pr.branch)
	return err == nil && tips[s.pr.branch] == tip
}

// show says in the result what became of the pull request.
func show(out *report.PullRequest, p forge.PullRequest, action string) {
	*out = report.PullRequest{Number: p.Number, URL: p.URL, Branch: p.Branch, Base: p.Base, Action: action}
}

// redescribe changes title and description of the open pull request.
func (s *session) redescribe(ctx context.Context, r *report.Result, text report.Proposal) error {
	p := s.pr
	title, body := text.Describe(p.open.Title, p.open.Body)
	if err := p.client.Edit(ctx, p.open.Number, title, body); err != nil {
		return err
	}
	p.open.Title, p.open.Body, r.Pull.Action = title, body, "updated"
	return nil
}

// changed are the files in which the branch differs from its base; where the
// history does not tell, those of this run.
func (s *session) changed(ctx context.Context, j job, tip string) map[string]string {
	for _, from := range []string{s.pr.tips[s.pr.base], s.pr.start} {
		if files, known := s.git.Difference(ctx, from, tip); known && len(files) > 0 {
			return files
		}
	}
	files := map[string]string{}
	letters := map[plan.Kind]string{plan.Create: "A", plan.Delete: "D"}
	for _, a := range j.plan.Writes() {
		files[path.Join(s.prefix, string(a.Path))] = cmp.Or(letters[a.Kind], "M")
	}
	return files
}

// maxTitle bounds the title of a pull request: GitHub takes 256 characters.
const maxTitle = 250

// describe is what the pull request says.
func (s *session) describe(j job, r *report.Result, files map[string]string, tip string) report.Proposal {
	title, _, _ := strings.Cut(s.request(j, nil).Message, "\n")
	if runes := []rune(title); len(runes) > maxTitle {
		title = string(runes[:maxTitle-1]) + "…"
	}
	return report.Proposal{
		Command: j.command, Title: cmp.Or(title, "scaffold "+j.command), Tip: tip, Files: files, Added: j.plan.Addresses.Added, Removed: j.plan.Addresses.Removed,
		Notes: slices.Concat(j.plan.Notices, r.Notes), Workspaces: s.workspaceLinks(files),
	}
}

// review labels the pull request and asks the code owners of its files. Where
// there is nothing new it leaves pull requests alone that are not scaffold's,
// and asks only where nobody was ever asked: an earlier run was stopped before.
func (s *session) review(ctx context.Context, r *report.Result, paths []string, anew bool) error {
	p := s.pr
	if !anew && !report.HasSection(p.open.Body) {
		return nil
	}
	notes, err := p.client.Label(ctx, *p.open, p.flags.labels)
	r.Notes = append(r.Notes, notes...)
	if err != nil {
		return err
	}
	p.open.Labels = append(p.open.Labels, p.flags.labels...)
	users, teams := s.codeOwners().Reviewers(paths, p.client.Address().Owner)
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

// codeOwners reads the worktree's CODEOWNERS, the lines of new units included.
func (s *session) codeOwners() codeowners.File {
	for _, place := range codeowners.Places {
		if src, err := os.ReadFile(filepath.Join(s.git.Root(), filepath.FromSlash(place))); err == nil {
			return codeowners.Parse(src)
		}
	}
	return nil
}

// workspaceLinks are the Terraform Cloud workspaces whose root modules change.
func (s *session) workspaceLinks(files map[string]string) []report.Link {
	m, err := s.load(nil)
	if err != nil || m.IsApplication() {
		return nil
	}
	folders := map[string]bool{}
	for name := range files {
		for dir := path.Dir(name); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	var out []report.Link
	for _, u := range m.Units {
		for _, environment := range m.Environments(u) {
			folder := u.Path.Join("environments", environment)
			if _, err := fs.Stat(s.disk, string(folder)); err != nil || !folders[path.Join(s.prefix, string(folder))] {
				continue
			}
			name := repo.Workspace(m.Root.WorkspaceName, u.Name, environment)
			out = append(out, report.Link{Name: name, URL: "https://" + m.Root.Hostname + "/app/" + m.Root.Organization + "/workspaces/" + name})
		}
	}
	return out
}
