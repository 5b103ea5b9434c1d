package cli

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// askUpgrade asks which units are upgraded, when the command line names none,
// and for the inputs that are new in their packs and must be said.
func askUpgrade(a *asker) error {
	s, m, err := a.repository("")
	if err != nil {
		return err
	}
	to, _ := a.cmd.Flags().GetString("to")
	all, _ := a.cmd.Flags().GetBool("all")
	names := a.given
	if len(names) == 0 && !all {
		if names, err = a.askUnits(s, m, to); err != nil {
			return err
		}
	}
	units, err := selectUnits(m, names)
	if err != nil {
		return err
	}
	given, err := a.assignments()
	if err != nil {
		return err
	}
	asked := len(a.given) == 0 && !all
	open, err := keep(a, "units "+strings.Join(names, ","), func() ([]*interview.Unit, error) { return s.upgradedUnits(units, to, given) })
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
func (a *asker) askUnits(s *session, m *repo.Repository, to string) ([]string, error) {
	q := prompt.Question{Title: "Which units are upgraded?", Kind: prompt.Choices, Check: func(answer prompt.Answer) string {
		if len(answer) == 0 {
			return "choose at least one"
		}
		return ""
	}}
	for _, u := range m.Units {
		p, err := s.wanted(u, to)
		if err != nil {
			continue // said when it is chosen by name
		}
		if next := p.Ref(); behind(m, u, p) {
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

// upgradedUnits are those of the units that lack an input which must be said in
// the pack that they move to, as they are asked about.
func (s *session) upgradedUnits(units []*repo.Unit, to string, given []assignment) ([]*interview.Unit, error) {
	packs, edits, err := s.moveSpecs(units, to)
	if err != nil {
		return nil, err
	}
	m, err := s.load(edits)
	if err != nil {
		return nil, err
	}
	var out []*interview.Unit
	for _, u := range again(m, units) {
		var own []assignment
		for _, set := range given {
			if set.unit == u.Name || (set.unit == "" && len(units) == 1) {
				own = append(own, set)
			}
		}
		environments := m.Environments(u)
		if len(environments) == 0 {
			environments = []string{""}
		}
		next := modelled{model: m, unit: u, packs: s.packs, in: &assigned{}}.interviewed(u.Name, packs[u.Name], environments, own)
		if len(next.Missing()) > 0 {
			out = append(out, next)
		}
	}
	return out, nil
}
