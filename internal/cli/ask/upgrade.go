package ask

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Upgrade asks which units are upgraded, when the command line names none,
// and for the inputs that are new in their packs and must be said.
func Upgrade(a *Asker) error {
	r, err := a.open("")
	if err != nil {
		return err
	}
	to, _ := a.cmd.Flags().GetString("to")
	all, _ := a.cmd.Flags().GetBool("all")
	names := a.given
	if len(names) == 0 && !all {
		if names, err = a.askUnits(r, to); err != nil {
			return err
		}
	}
	units, err := change.Select(r.model, names)
	if err != nil {
		return err
	}
	given, err := flags.Given(a.cmd)
	if err != nil {
		return err
	}
	asked := len(a.given) == 0 && !all
	open, err := keep(a, "units "+strings.Join(names, ","), func() ([]*interview.Unit, error) { return lackingUnits(r, units, to, given) })
	if err != nil {
		return err
	}
	for _, u := range open {
		asked = true
		a.about(u)
		if err := a.Needed(u); err != nil {
			return err
		}
	}
	if !asked {
		return errNothingToAsk
	}
	return nil
}

// askUnits asks which of the units that are behind are upgraded.
func (a *Asker) askUnits(r repository, to string) ([]string, error) {
	q := prompt.Question{Title: "Which units are upgraded?", Kind: prompt.Choices, Check: func(answer prompt.Answer) string {
		if len(answer) == 0 {
			return "choose at least one"
		}
		return ""
	}}
	for _, u := range r.model.Units {
		p, err := change.Wanted(r.base.Packs, u, to)
		if err != nil {
			continue // said when it is chosen by name
		}
		if next := p.Ref(); behind(r.model, u, p) {
			q.Options = append(q.Options, prompt.Option{Value: u.Name, Note: "from " + u.Spec.Pack.String() + " to " + next})
			q.Start = append(q.Start, u.Name)
		}
	}
	if len(q.Options) == 0 {
		a.flags = []string{"--all"} // it says that there is nothing to do
		return nil, errAnswered
	}
	answer, err := a.Ask("units", q)
	a.positional = answer
	return answer, err
}

// behind tells whether an environment of the unit is not at the pack's version.
func behind(m *repo.Repository, u *repo.Unit, p *pack.Pack) bool {
	for _, environment := range m.Environments(u) {
		if u.PackOf(environment).String() != p.Ref() {
			return true
		}
	}
	return u.PackOf("").String() != p.Ref()
}

// lackingUnits are those of the units that lack an input which must be said in
// the pack that they move to, as they are asked about.
func lackingUnits(r repository, units []*repo.Unit, to string, given []change.Assignment) ([]*interview.Unit, error) {
	c := change.Upgrade{To: to}
	for _, u := range units {
		c.Units = append(c.Units, u.Name)
	}
	all, err := change.Prospects(c, r.base)
	if err != nil {
		return nil, err
	}
	var out []*interview.Unit
	for _, next := range all {
		var own []change.Assignment
		for _, set := range given {
			if set.Unit == next.Unit.Name || (set.Unit == "" && len(units) == 1) {
				own = append(own, set)
			}
		}
		if u := interviewed(next, next.Unit.Name, own); len(u.Missing()) > 0 {
			out = append(out, u)
		}
	}
	return out, nil
}
