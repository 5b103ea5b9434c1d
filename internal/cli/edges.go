package cli

import (
	"os"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workspaces"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
)

// edges are what a run reaches besides files and git.
func (p *program) edges() run.Edges {
	return run.Edges{
		Attended: p.terminal.Attended(), Hooks: p.terminal.Err, Quiet: p.terminal.Quiet, Diff: report.Diff, Wording: wording{}, Workspaces: p.workspaces().Make, Note: report.Note,
		Writing: func(files int) (func(done, all int, file string), func()) {
			bar := p.terminal.Progress(console.Writing, files)
			return bar.Step, bar.Done
		},
		Committed: func(c plan.Commit) { p.terminal.Event(func(j report.JSON) { j.Committed(c) }) },
		GitHub: func(address forge.Address, optional bool) (run.PullRequests, error) {
			client, err := p.github(address, optional)
			if client == nil || err != nil {
				return nil, err // a nil *forge.Client is no nil interface
			}
			return client, nil
		},
	}
}

// workspaces are the commands about Terraform Cloud.
func (p *program) workspaces() *workspaces.Commands {
	return &workspaces.Commands{Terminal: p.terminal, Place: p.place}
}

// github returns the client of a repository on GitHub; nil where there is no
// token and none is needed.
func (p *program) github(address forge.Address, optional bool) (*forge.Client, error) {
	if host := p.place.Getenv("GH_HOST"); host != "" && address.Host != "github.com" {
		address.Host = host // the remote's may be an alias of SSH's configuration
	}
	access, err := forge.FindAccess(address.Host, p.place.Getenv)
	if err != nil {
		return nil, err
	}
	if access.Token == "" {
		if optional {
			return nil, nil
		}
		return nil, diag.Usagef("there is no token for %s", address.Host).
			WithHint("set %s; it needs to read and write contents and pull requests", access.Variables)
	}
	config := p.terminal.Forge
	config.Address, config.Access = address, access
	return forge.New(config)
}

// wording makes the texts of pull requests by package report.
type wording struct{}

func (wording) Describe(p run.PullRequestText, oldTitle, oldBody string) (title, body string) {
	text := report.Proposal{
		Command: p.Command, Title: p.Title, Tip: p.Tip, Files: p.Files, Added: p.Addresses.Added, Removed: p.Addresses.Removed, Notes: p.Notes,
	}
	for _, link := range p.Workspaces {
		text.Workspaces = append(text.Workspaces, report.Link(link))
	}
	return text.Describe(oldTitle, oldBody)
}

func (wording) Tip(body string) string { return report.DescribedTip(body) }
func (wording) Ours(body string) bool  { return report.HasSection(body) }

// repository is the root of the repository at hand.
func (p *program) repository() (string, error) {
	if _, err := os.Stat(p.place.Folder()); err != nil {
		return "", diag.Usagef("the folder %s does not exist", p.place.Folder())
	}
	return p.place.NeedRoot("run `scaffold init` or `scaffold app-repo` to make one, or name its folder with -C")
}
