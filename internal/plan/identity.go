package plan

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// checkName refuses a unit that was rendered under another name: workspaces and
// resources are called after it, so under the new one everything would be made
// anew beside what is there.
func (r Request) checkName(u *repo.Unit) *diag.Problem {
	was := u.Lock.Name(u.Name)
	if was == u.Name || r.Model.IsApplication() {
		return nil
	}
	others := slices.ContainsFunc(r.Model.Environments(u), func(e string) bool { return !selected(r.Environments, e) })
	switch {
	case r.replaces(u.Name) && others:
		return diag.Usagef("%s was rendered as %q, and a name is given up in all environments at once", u.Name, was).
			At(u.Spec.Range, u.Spec.Source).WithHint("leave --env out")
	case r.replaces(u.Name):
		return nil
	case r.Model.Unit(was) != nil:
		return diag.Usagef("%s was copied from %s: its lock says that %q was rendered here", u.Path, r.Model.Unit(was).Path, was).
			At(u.Spec.Range, u.Spec.Source).WithHint("leave scaffold.hcl alone in the folder and generate again, or make it with its own command")
	}
	return diag.Usagef("%s was rendered as %q: under its new name it would begin without a state, and %s would keep what was made", u.Name, was, r.workspaces(u, was)).
		At(u.Spec.Range, u.Spec.Source).
		WithHint("give label and folder the name %q again; to begin anew, destroy what was made under the old name first, or leave it behind with --allow-replace %s", was, u.Name)
}

// replaces tells whether --allow-replace gives a name.
func (r Request) replaces(name string) bool { return slices.Contains(r.AllowReplace, name) }

// workspaces names those in which a unit's last renders keep their state.
func (r Request) workspaces(u *repo.Unit, name string) string {
	var out []string
	for _, block := range u.Lock.Blocks {
		if block.Environment != "" {
			out = append(out, workspaceOf(r.Model, block, name))
		}
	}
	return strings.Join(out, ", ")
}

// workspaceOf is the workspace of a render, by the pattern of its time.
func workspaceOf(m *repo.Repository, block *lock.Block, unit string) string {
	pattern := m.Root.WorkspaceName
	if was := block.Context()["workspace_name"]; isText(was) {
		pattern = was.AsString()
	}
	return repo.Workspace(pattern, unit, block.Environment)
}

func isText(v cty.Value) bool {
	return v != cty.NilVal && v.IsKnown() && !v.IsNull() && v.Type() == cty.String
}

// leftBehind says what a changed value abandons; for others, a workspace begins
// without what is there.
var leftBehind = map[string]string{
	"organization": "the workspaces there keep their state and all that they made",
	"hostname":     "the workspaces there keep their state and all that they made",
	"region":       "what was made there stays, and no state knows it any more",
	"account":      "what was made there stays, and no state knows it any more",
}

// checkIdentity refuses a render in which a value has changed by whose old one the
// pack finds what it made. Filling in what was empty is no change.
func (r Request) checkIdentity(u *repo.Unit, p *pack.Pack, old *lock.Block, values *pack.Values) error {
	if old == nil || old.Environment == "" || len(p.Identity) == 0 || r.replaces(u.Name) {
		return nil
	}
	before := old.Context()
	var list diag.List
	for _, name := range p.Identity {
		was, now := before[name], values.Variables()[name]
		if was == cty.NilVal || empty(was) || (now != cty.NilVal && now.RawEquals(was)) || r.replaces(name) {
			continue
		}
		left := leftBehind[name]
		if left == "" {
			left = "what carries it in its name would be made anew"
		}
		problem := diag.Usagef("%s changes from %s to %s for", name, expr.LiteralLine(was), literal(now)).
			At(r.Model.Root.Place(old.Environment, name), r.Model.Root.Unit.Source).
			WithHint("take the change back, or destroy what is there first; --allow-replace %s goes on and leaves it behind", name)
		problem.Units, problem.Rest, problem.RestOfMany = []string{string(u.Path)}, ": "+left, ": "+left
		if !slices.Contains(pack.RootReads, name) {
			problem.Environments = []string{old.Environment}
		}
		list = append(list, problem)
	}
	return list.Err()
}

// renamesWorkspace says what a new pattern of names needs: workspaces are found
// again by their tags, so nothing is left behind.
func (u *unitResult) renamesWorkspace(old *lock.Block, values *pack.Values) {
	if old == nil || old.Environment == "" {
		return
	}
	was, now := old.Context()["workspace_name"], values.Variables()["workspace_name"]
	if isText(was) && isText(now) && was.AsString() != now.AsString() {
		u.notices = append(u.notices, "workspace_name changes from "+was.AsString()+" to "+now.AsString()+
			": `scaffold workspaces apply` renames the workspaces, which keep their state; run it where this is merged")
	}
}

func literal(v cty.Value) string {
	if v == cty.NilVal {
		return "nothing"
	}
	return expr.LiteralLine(v)
}

// empty tells whether a value says nothing.
func empty(v cty.Value) bool {
	return v.IsNull() || (isText(v) && v.AsString() == "")
}
