package cli

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// idsRole is the role of the input that holds the repository's numbers on GitHub.
const idsRole = "repository_ids"

// recordIDs writes the numbers of owner and repository into the service's spec
// in the infrastructure repository, and commits it there: the deploy role then
// trusts these and no others. Where that can't be done, it says how to.
func (o *appRepoOptions) recordIDs(infra *infrastructure, r *forge.Repository, result *report.Result) error {
	value := cty.ObjectVal(map[string]cty.Value{"owner": cty.StringVal(r.OwnerID), "repository": cty.StringVal(r.ID)})
	if infra == nil {
		result.Next = append(result.Next, "give the service the repository's IDs: in the infrastructure repository, run `"+o.giveIDs(idsRole, value)+"`")
		return nil
	}
	u := infra.model.Unit(o.name)
	p, err := infra.build.Packs.Get(u.PackOf(""))
	if err != nil {
		return within(infra.dir, err)
	}
	in := p.InputByRole(idsRole)
	if in == nil {
		result.Notes = append(result.Notes, "pack "+p.Ref()+" has no input for the repository's IDs, so the deploy role trusts its name")
		return nil
	}
	if have, ok := u.Spec.Inputs[in.Name]; ok {
		if v, err := expr.Convert(have.Value, in.Type, in.Defaults); err == nil && v.RawEquals(value) {
			return nil
		}
	}
	done, err := o.generateThere(infra.dir, o.idArgs(in.Name, value))
	if err != nil {
		result.Next = append(result.Next, "run `"+o.giveIDs(in.Name, value)+"` in "+o.shown(infra.dir)+" when that is mended")
		return prefixed("the service's spec in "+o.shown(infra.dir)+" did not get the repository's IDs", err)
	}
	switch {
	case done.Pull != nil:
		result.Notes = append(result.Notes, fmt.Sprintf("%s in %s has the repository's IDs; pull request #%d: %s", o.name, o.shown(infra.dir), done.Pull.Number, done.Pull.URL))
		result.Pull = done.Pull
	case done.Commit != nil:
		result.Notes = append(result.Notes, fmt.Sprintf("%s in %s has the repository's IDs, committed on %s", o.name, o.shown(infra.dir), done.Commit.Branch))
		result.Next = append(result.Next, "push "+o.shown(infra.dir)+", so that the deploy role trusts the repository by its IDs")
	}
	return nil
}

// idArgs is the command that gives the service's input the repository's numbers.
func (o *appRepoOptions) idArgs(input string, value cty.Value) []string {
	return []string{"generate", o.name, "--set", input + "=" + expr.LiteralLine(value)}
}

// giveIDs is idArgs for a person's shell.
func (o *appRepoOptions) giveIDs(input string, value cty.Value) string {
	return "scaffold " + interview.Shell(o.idArgs(input, value))
}

// generateThere runs a command in another repository and returns what it did.
func (o *appRepoOptions) generateThere(dir string, args []string) (*report.Outcome, error) {
	args = append(args, "-C", dir, "--output", "json", "--no-input")
	if o.write.noVerify {
		args = append(args, "--no-verify")
	}
	if o.create.pr.on {
		args = append(args, "--pr", fmt.Sprintf("--draft=%t", o.create.pr.draft))
		for _, label := range o.create.pr.labels {
			args = append(args, "--label", label)
		}
		if o.create.pr.base != "" {
			args = append(args, "--base", o.create.pr.base)
		}
	}
	if o.write.signed {
		args = append(args, fmt.Sprintf("--sign=%t", o.write.sign))
	}
	var out bytes.Buffer
	streams := o.Streams
	streams.Out, streams.Terminal = &out, false
	code := Main(args, streams)
	var done report.Outcome
	if err := json.Unmarshal(out.Bytes(), &done); err != nil {
		return nil, fmt.Errorf("scaffold generate ended with exit code %d", code)
	}
	return &done, done.Err()
}
