package cli

import (
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
)

// openNew opens a repository that is to be made at target, a host path: a git
// repository of its own, or, where there is one, its folder. An empty branch is
// git's init.defaultBranch.
func openNew(p *program, w *flags.Write, target, branch string, inGit bool) (*run.Checkout, func(), error) {
	if !w.DryRun {
		run.SweepBeside(target)
	}
	if !inGit {
		if err := refuseForNew(p, w, target); err != nil {
			return nil, nil, err
		}
	}
	switch {
	case w.DryRun:
		return run.Absent(target, p.edges()), func() {}, nil
	case inGit:
		return run.OpenFolder(target, access(w), p.edges())
	}
	return run.New(target, branch, access(w), p.edges())
}

// refuseForNew refuses flags that make no sense for a new git repository.
func refuseForNew(p *program, w *flags.Write, target string) error {
	switch {
	case w.Continue || w.Abort:
		return diag.Usagef("no run was interrupted in %s", target).WithHint("leave out --continue and --abort")
	case w.Pull.On:
		return diag.Usagef("a new repository has no branch to open a pull request against").WithHint("leave --pr out, or use an empty folder of a clone")
	case w.Push:
		return diag.Usagef("a new repository has no remote to push to").
			WithHint("leave out --push; add a remote in %s and push there, or, for an application repository, give --create-repository", p.place.Shown(target))
	}
	return nil
}
