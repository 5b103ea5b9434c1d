package cli

import (
	"errors"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// inTurn does work that makes several commits. Programs get one result of it
// all, also when it fails on the way: what is committed stays.
func (s *session) inTurn(command string, work func() error) error {
	if !s.g.machine() {
		return work()
	}
	s.batch = &report.Result{Command: command, Plan: &plan.Plan{}}
	err := work()
	all := *s.batch
	s.batch = nil
	_, shown := errors.AsType[*shownError](err)
	if err != nil && !shown {
		return s.g.failWith(all, diag.Of(err))
	}
	return errors.Join(s.g.show(s.w, all), err)
}

// rewound puts back what an interrupted run of the same command had half written
// of one of its commits: it is done again as a whole. A run that was killed
// between two commits left nothing but its branch, which is taken as it is.
func (s *session) rewound(m *repo.Repository) (*repo.Repository, error) {
	s.redo = true
	if s.interrupted == nil {
		return m, nil
	}
	if err := s.writer.Rewind(s.interrupted); err != nil {
		return nil, err
	}
	s.interrupted = nil
	return s.load(nil)
}

// addInTurn adds services with a commit each.
func (s *session) addInTurn(m *repo.Repository, all []serviceSpec) error {
	add, err := s.planServices(m, all) // every mistake is told before anything is written
	if err != nil {
		return err
	}
	groups, err := s.order(m, add, all)
	if err != nil {
		return err
	}
	return s.inTurn("service", func() error {
		for _, group := range groups {
			m, err := s.load(nil)
			if err != nil {
				return err
			}
			if err := s.addServices(m, group); err != nil {
				return err
			}
		}
		return nil
	})
}

// order puts services that others refer to before these. Those that refer to
// each other, which they may by name, share a commit.
func (s *session) order(m *repo.Repository, add *addition, all []serviceSpec) ([][]serviceSpec, error) {
	waits := map[string][]string{}
	for _, one := range all {
		refers, err := add.model.Refers(add.model.Unit(one.name), s.packs)
		if err != nil {
			return nil, err
		}
		waits[one.name] = refers
	}
	there := func(name string) bool { return m.Unit(name) != nil }
	done := map[string]bool{}
	var groups [][]serviceSpec
	for left := slices.Clone(all); len(left) > 0; {
		var later []serviceSpec
		for _, one := range left {
			if slices.ContainsFunc(waits[one.name], func(name string) bool { return !there(name) && !done[name] }) {
				later = append(later, one)
				continue
			}
			groups = append(groups, []serviceSpec{one})
			done[one.name] = true
		}
		if len(later) == len(left) {
			return append(groups, left), nil
		}
		left = later
	}
	return groups, nil
}
