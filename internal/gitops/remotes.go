package gitops

import (
	"context"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// Remotes is the part of a Repository that deals with those it came from or
// goes to.
type Remotes struct {
	clone    *clone
	attended *bool // Repository.Attended, which is set after Open
}

// ask runs a git program that may ask a person something.
func (m Remotes) ask(ctx context.Context, args ...string) ([]byte, error) {
	return m.clone.asking(*m.attended).Run(ctx, m.clone.at.Root, nil, nil, args...)
}

// Remote returns the remote to which git pushes branch.
func (m Remotes) Remote(branch string) (string, error) {
	if err := m.clone.load(); err != nil {
		return "", err
	}
	remote := "origin"
	for _, key := range []string{"branch." + branch + ".remote", "remote.pushdefault", "branch." + branch + ".pushremote"} {
		if value := m.clone.settings.Get(key); value != "" {
			remote = value
		}
	}
	return remote, nil
}

// RemoteURLs returns where a remote is: as git rewrites it (url.….insteadOf),
// then as the configuration has it. It is empty when there is no such remote.
func (m Remotes) RemoteURLs(remote string) ([]string, error) {
	if err := m.clone.load(); err != nil {
		return nil, err
	}
	written := m.clone.settings.Get("remote." + remote + ".url")
	if written == "" {
		return nil, nil
	}
	out, err := m.clone.git(context.Background(), "remote", "get-url", remote)
	if err != nil {
		return []string{written}, nil
	}
	return []string{strings.TrimSpace(string(out)), written}, nil
}

// AddRemote adds a remote, or leaves it when it is there with that address.
func (m Remotes) AddRemote(name, url string) error {
	urls, err := m.RemoteURLs(name)
	if err != nil || (len(urls) > 0 && urls[len(urls)-1] == url) {
		return err
	}
	if len(urls) > 0 {
		return diag.Failedf("the remote %s is another repository", name).WithHint("rename or remove it with `git remote`")
	}
	if _, err := m.clone.git(context.Background(), "remote", "add", name, url); err != nil {
		return gitProblem("the remote could not be added", err)
	}
	m.clone.settings.Add("remote."+name+".url", url)
	return nil
}

// RemoteTips asks a remote for the last commits of branches; those it lacks are
// left out.
func (m Remotes) RemoteTips(ctx context.Context, remote string, branches ...string) (map[string]string, error) {
	args := []string{"ls-remote", "--quiet", remote}
	for _, b := range branches {
		args = append(args, refs.Heads+b)
	}
	out, err := m.ask(ctx, args...)
	if err != nil {
		return nil, gitProblem("the remote "+remote+" could not be read", err)
	}
	tips := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if id, ref, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			tips[strings.TrimPrefix(ref, refs.Heads)] = id
		}
	}
	return tips, nil
}

// Push pushes branch and sets its upstream, never by force. It runs the git
// program, which knows the user's credential helpers and SSH configuration.
func (m Remotes) Push(ctx context.Context, branch string) error {
	if branch == "" {
		return diag.Usagef("HEAD is on no branch, so there is none to push").WithHint("pass --branch")
	}
	remote, err := m.Remote(branch)
	if err != nil {
		return err
	}
	ref := refs.Heads + branch
	if _, err := m.ask(ctx, "push", "--quiet", "-u", remote, ref+":"+ref); err != nil {
		return gitProblem(branch+" could not be pushed to "+remote+"; the commit is made", err)
	}
	return nil
}

// gitProblem is a failed git program, with what it printed as the hint.
func gitProblem(what string, err error) *diag.Problem {
	return &diag.Problem{Kind: diag.Failed, Summary: what, Hint: err.Error(), Err: err}
}
