package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// hostingOptions are about the repository on GitHub.
type hostingOptions struct {
	on         bool
	visibility string
	pull       flags.PullRequest // of the infrastructure repository's change
}

func (h *hostingOptions) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&h.on, "create-repository", false, "make the repository on GitHub as .github/repository.json says, and push")
	f.StringVar(&h.visibility, "visibility", "private", "with --create-repository: private, internal or public")
}

// check refuses flags that contradict each other. A new repository has nothing
// to open a pull request against: --pr is about the infrastructure repository.
func (h *hostingOptions) check(cmd *cobra.Command, w *flags.Write) error {
	if !h.on {
		if cmd.Flags().Changed("visibility") {
			return diag.Usagef("--visibility is about the repository on GitHub").WithHint("give --create-repository, too")
		}
		return nil
	}
	if !w.Commit {
		return diag.Usagef("--create-repository pushes the commit, so it and --no-commit contradict each other")
	}
	if !slices.Contains([]string{"private", "internal", "public"}, h.visibility) {
		return diag.Usagef("--visibility %q is none of private, internal and public", h.visibility)
	}
	h.pull, w.Pull.On, w.Push = w.Pull, false, false // the push comes when there is something to push to
	return nil
}

// hosting makes the repository on GitHub.
func (a *application) hosting(dryRun bool) run.Hosting {
	h := run.Hosting{
		Dir: a.target, Shown: a.program.place.Shown(a.target), Visibility: a.o.hosting.visibility, DryRun: dryRun, Attended: a.program.terminal.Attended(), Client: a.program.github,
	}
	h.Host, h.SSH = a.githubHost()
	return h
}

// githubHost is the host of the new repository, and whether it is reached by SSH:
// the infrastructure repository's; without one GH_HOST or github.com.
func (a *application) githubHost() (host string, ssh bool) {
	other := cmp.Or(a.program.place.Getenv("GH_HOST"), "github.com")
	if a.infra == nil {
		return other, false
	}
	return run.HostBeside(a.infra.Dir, other)
}

// checkHosting finds out before anything is written what would be in the way.
func (a *application) checkHosting(c *run.Checkout, p *change.Planned, tokenless bool) error {
	if !a.o.hosting.on {
		return nil
	}
	return a.hosting(tokenless).Check(p.Plan, c.Disk, tokenless)
}

// host is what follows the commit.
func (a *application) host() func(context.Context, *run.Checkout, *change.Planned, *plan.Result) error {
	if !a.o.hosting.on {
		return nil
	}
	return func(ctx context.Context, c *run.Checkout, p *change.Planned, r *plan.Result) error {
		made, err := a.hosting(r.DryRun).Make(ctx, p.Plan, c.Disk, r)
		if err != nil || made == nil {
			return err
		}
		return a.recordIDs(made, r)
	}
}

// hostAgain goes on where an earlier run was stopped: the application repository
// is there, and what GitHub lacks is made.
func (a *application) hostAgain() (*request, error) {
	c := change.Existing{Name: a.name, Given: a.given()}
	return &request{
		command: "app-repo", change: c,
		open: func() (*run.Checkout, func(), error) {
			checkout, err := run.Open(a.target, access(&a.o.write), a.program.edges())
			if err != nil {
				return nil, nil, err
			}
			return checkout, checkout.Close, nil
		},
		complete: func(_ context.Context, checkout *run.Checkout, _ run.Delivery) (change.Change, error) {
			m, err := repo.Load(checkout.Disk)
			if err != nil {
				return nil, err
			}
			if u := m.Units[0]; u.Name != a.name {
				return nil, diag.Usagef("%s is the application repository of %s", a.target, u.Name).WithHint("name another folder with --output-dir")
			}
			if len(a.wrong) > 0 {
				return nil, a.wrong
			}
			a.infra, err = a.program.place.FindInfrastructure(a.o.infra, a.target)
			return c, err
		},
		check: a.checkHosting, last: a.host(), dryLast: true,
	}, nil
}

// given is what the command line says of inputs.
func (a *application) given() []change.Assignment {
	given, _, err := a.file.Describe(a.name, a.flags, a.set)
	a.wrong = a.wrong.Append(err)
	return given
}

// idsRole is the role of the input that holds the repository's numbers on GitHub.
const idsRole = "repository_ids"

// recordIDs writes the numbers of owner and repository into the service's spec in
// the infrastructure repository, and commits it there: the deploy role then
// trusts these and no others. Where that can't be done, it says how to.
func (a *application) recordIDs(r *forge.Repository, result *plan.Result) error {
	value := cty.ObjectVal(map[string]cty.Value{"owner": cty.StringVal(r.OwnerID), "repository": cty.StringVal(r.ID)})
	if a.infra == nil {
		result.Next = append(result.Next, "give the service the repository's IDs: in the infrastructure repository, run `"+a.giveIDs(idsRole, value)+"`")
		return nil
	}
	u := a.infra.Model.Unit(a.name)
	p, err := a.infra.Packs.Get(u.PackOf(""))
	if err != nil {
		return diag.In(a.infra.Dir, err)
	}
	in := p.InputByRole(idsRole)
	if in == nil {
		result.Notes = append(result.Notes, "pack "+p.Ref()+" has no input for the repository's IDs, so the deploy role trusts its name")
		return nil
	}
	if have, ok := u.Spec.Inputs[in.Name]; ok {
		if v, err := in.Convert(have.Value); err == nil && v.RawEquals(value) {
			return nil
		}
	}
	there := a.program.place.Shown(a.infra.Dir)
	done, err := a.generateThere(in.Name, value)
	if err != nil {
		result.Next = append(result.Next, "run `"+a.giveIDs(in.Name, value)+"` in "+there+" when that is mended")
		return diag.While("the service's spec in "+there+" did not get the repository's IDs", err)
	}
	switch {
	case done.Pull != nil:
		result.Done = append(result.Done, fmt.Sprintf("%s in %s has the repository's IDs; pull request #%d: %s", a.name, there, done.Pull.Number, done.Pull.URL))
		result.Pull = done.Pull
	case done.Commit != nil:
		result.Done = append(result.Done, fmt.Sprintf("%s in %s has the repository's IDs, committed on %s", a.name, there, done.Commit.Branch))
		result.Next = append(result.Next, "push "+there+", so that the deploy role trusts the repository by its IDs")
	}
	return nil
}

// giveIDs is the command that gives the service's input the repository's numbers.
func (a *application) giveIDs(input string, value cty.Value) string {
	return "scaffold " + interview.Shell([]string{"generate", a.name, "--set", input + "=" + expr.LiteralLine(value)})
}

// generateThere gives the service's input the repository's numbers in the
// infrastructure repository, and returns what it did.
func (a *application) generateThere(input string, value cty.Value) (*plan.Result, error) {
	w := &flags.Write{Commit: true, NoVerify: a.o.write.NoVerify, Sign: a.o.write.Sign, Pull: a.o.hosting.pull}
	w.Push = w.Pull.On
	w.Pull.Topic = flags.TopicBranch([]string{"generate", a.name})
	there := newProgram([]string{"generate", a.name, "--set", input + "=" + expr.LiteralLine(value)}, a.program.terminal.Streams)
	there.place.Chdir, there.terminal.Quiet, there.terminal.NoInput, there.terminal.Forge = a.infra.Dir, true, true, a.program.terminal.Forge
	results, err := there.carryOut(w, &request{command: "generate", change: change.Generate{
		Units: []string{a.name}, Set: []change.Assignment{{Name: input, Attr: spec.Attr{Value: value}}},
	}})
	if err != nil || len(results) == 0 {
		return &plan.Result{}, err
	}
	return results[0], results[0].Failed.Err()
}
