package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// claim is what a unit takes of what the units of its kind share in an environment.
type claim struct {
	pack.Claim
	unit        *repo.Unit
	environment string
	kind        string
	inRun       bool
}

// shared are the claims on one thing: of one rule, environment and key.
type shared struct{ kind, environment, rule, key string }

// claim notes what a render takes.
func (b *Builder) claim(r Request, res *unitResult, p *pack.Pack, values *pack.Values, environment string) error {
	if !p.Together() || (environment == "" && p.HasEnvironments()) {
		return nil
	}
	claims, err := p.Claims(values, b.exposed(r, environment))
	for _, c := range claims {
		res.claims = append(res.claims, claim{c, res.unit, environment, p.Kind, true})
	}
	return err
}

// together refuses what the units of a run may not have beside each other and
// beside all others, and returns what is to be said of limits that are near.
func (b *Builder) together(r Request, claims []claim) ([]string, diag.List) {
	groups := map[shared][]claim{}
	put := func(c claim) {
		key := shared{c.kind, c.environment, c.Rule, c.Key}
		groups[key] = append(groups[key], c)
	}
	asked := map[shared]bool{} // by kind and environment
	for _, c := range claims {
		put(c)
		asked[shared{kind: c.kind, environment: c.environment}] = true
	}
	for key := range asked {
		for _, u := range r.Model.Units {
			if !r.renders(u, key.environment) {
				for _, c := range b.claimedBefore(r, u, key.environment, key.kind) {
					put(c)
				}
			}
		}
	}
	place := map[string]int{}
	for i, u := range r.Model.Units {
		place[u.Name] = i
	}
	var notices []string
	var list diag.List
	for _, group := range groups {
		slices.SortFunc(group, func(a, b claim) int { return place[a.unit.Name] - place[b.unit.Name] })
		if group[0].Max == 0 {
			list = append(list, b.twice(r, group)...)
			continue
		}
		notice, problem := b.tooMany(r, group)
		list = append(list, problem...)
		notices = append(notices, notice...)
	}
	slices.SortFunc(list, func(a, b *diag.Problem) int {
		return strings.Compare(a.Sentence(), b.Sentence())
	})
	slices.Sort(notices)
	return notices, list
}

// claimedBefore is what a unit of a kind took when it was last rendered.
func (b *Builder) claimedBefore(r Request, u *repo.Unit, environment, kind string) []claim {
	block := u.Lock.Block(environment)
	if block == nil {
		return nil
	}
	if p := b.ofKind(block.Pack, kind); p == nil || !p.Together() {
		return nil
	}
	p, values := b.recorded(u, environment)
	if p == nil {
		return nil
	}
	claims, err := p.Claims(values, b.exposed(r, environment))
	if err != nil {
		return nil
	}
	out := make([]claim, len(claims))
	for i, c := range claims {
		out[i] = claim{c, u, environment, kind, false}
	}
	return out
}

// twice refuses all but the first to claim what is unique. Who was there before
// this run comes first.
func (b *Builder) twice(r Request, group []claim) diag.List {
	first := max(slices.IndexFunc(group, func(c claim) bool { return !c.inRun }), 0)
	var list diag.List
	for i, c := range group {
		if i == first || !c.inRun {
			continue
		}
		what := c.Name
		if what == "" {
			what = "values"
		}
		problem := b.placed(r, c, diag.Usagef("%s has the same %s as %s", c.unit.Name, what, group[first].unit.Name)).
			WithHint("%s", c.Message(len(group)))
		problem.Rest = ": " + c.Shown
		list = append(list, foundIn(c.unit, r.Model.Environments(c.unit), diag.List{problem})...)
	}
	return list
}

// tooMany refuses what this run adds beyond a limit, and tells when it is near or
// was passed before.
func (b *Builder) tooMany(r Request, group []claim) (notices []string, list diag.List) {
	n, in := len(group), slices.IndexFunc(group, func(c claim) bool { return c.inRun })
	if in < 0 {
		return nil, nil
	}
	rule := group[in]
	if n > rule.Max {
		added := slices.IndexFunc(group, func(c claim) bool { return c.inRun && !b.claimed(r, c) })
		if added >= 0 {
			c := group[added]
			problem := b.placed(r, c, diag.Usagef("%s is one of %d units with %s", c.unit.Name, n, strings.TrimSpace(c.Name+" "+c.Shown))).
				WithHint("%s", c.Message(n))
			problem.Rest = fmt.Sprintf(", and at most %d may have it", c.Max)
			return nil, foundIn(c.unit, r.Model.Environments(c.unit), diag.List{problem})
		}
	}
	if rule.Warn > 0 && n >= rule.Warn || n > rule.Max {
		return []string{rule.environment + ": " + rule.Message(n)}, nil
	}
	return nil, nil
}

// claimed tells whether a unit took the same before this run.
func (b *Builder) claimed(r Request, c claim) bool {
	return slices.ContainsFunc(b.claimedBefore(r, c.unit, c.environment, c.kind), func(old claim) bool { return old.Rule == c.Rule && old.Key == c.Key })
}

// placed puts a problem where the spec says what a claim is made of.
func (b *Builder) placed(r Request, c claim, problem *diag.Problem) *diag.Problem {
	if c.environment != "" {
		problem.Environments = []string{c.environment}
	}
	given := r.Model.Given(c.unit, c.environment)
	for _, name := range c.Inputs {
		if attr, ok := given[name]; ok && attr.Range.Filename != "" {
			return problem.At(attr.Range, attr.Source)
		}
	}
	if c.unit.Spec.Filename != "" {
		problem.At(c.unit.Spec.Range, c.unit.Spec.Source)
	}
	return problem
}
