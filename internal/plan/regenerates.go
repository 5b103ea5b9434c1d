package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// regenerates refuses a plan whose commit would not render to itself, as it is
// rendered from what only the disk holds: the root file, or the spec of a unit
// outside the run. A root file whose edits change no unit outside is taken along.
func (b *Builder) regenerates(p *Plan, r Request, sections []managed) error {
	if r.Model.Unit(".") == nil || len(p.Commits()) == 0 {
		return nil // an application repository is one unit
	}
	c := &consistency{b: b, r: r, plan: p, sections: sections, inRun: map[string]bool{}}
	for _, u := range r.Units {
		c.inRun[u.Name] = true
	}
	suspected, err := c.suspected()
	if err != nil || !suspected {
		return err
	}
	ok, without, err := c.holds()
	if err != nil || ok {
		return err
	}
	if c.rootEdited() {
		p.Actions = append(p.Actions, Action{Kind: TakeAlong, Path: spec.Filename, Reason: "the repository's settings, which this is rendered from"})
		ok, with, err := c.holds()
		if err != nil {
			return err
		}
		behind, err := c.newlyBehind(without, with)
		switch {
		case err != nil:
			return err
		case len(behind) > 0:
			return c.rootChangesOthers(behind)
		case ok:
			return nil
		}
	}
	return c.dependsOnDisk()
}

// consistency compares what a run renders from the disk with what a clone of its
// commit would.
type consistency struct {
	b        *Builder
	r        Request
	plan     *Plan
	sections []managed
	inRun    map[string]bool
}

// suspected tells cheaply whether anything outside the run that its renders may
// hold differs from the last commit.
func (c *consistency) suspected() (bool, error) {
	if c.rootEdited() {
		return true, nil
	}
	for _, u := range c.r.Units {
		refers, err := c.r.Model.Refers(u, c.b.Packs)
		if err != nil {
			return false, err
		}
		for _, name := range refers {
			if target := c.r.Model.Unit(name); target != nil && !c.inRun[name] && c.edited(target) {
				return true, nil
			}
		}
	}
	for _, s := range c.sections {
		if c.sectionSuspected(s) {
			return true, nil
		}
	}
	return false, nil
}

// sectionSuspected tells whether lines about units outside the run differ from
// those in the last commit.
func (c *consistency) sectionSuspected(s managed) bool {
	committed, ok := readFile(c.r.Head, repo.Path(s.Path))
	if !ok {
		return true
	}
	_, rest, _ := strings.Cut(string(committed), s.Begin+"\n")
	section, _, _ := strings.Cut("\n"+rest, "\n"+s.End)
	last := map[string]bool{}
	for line := range strings.SplitSeq(strings.TrimPrefix(section, "\n"), "\n") {
		last[line] = line != ""
	}
	for _, line := range s.lines {
		if !last[line] && !c.inRun[s.of[line]] {
			return true
		}
		delete(last, line)
	}
	return slices.Contains(slices.Collect(maps.Values(last)), true)
}

func (c *consistency) rootEdited() bool {
	return !c.takes(spec.Filename) && c.r.differs(spec.Filename)
}

// takes tells whether the commit holds the file as the run has it.
func (c *consistency) takes(name repo.Path) bool {
	return slices.ContainsFunc(c.plan.Commits(), func(a Action) bool { return a.Path == name })
}

// edited tells whether a unit's spec or lock is not what the last commit holds.
func (c *consistency) edited(u *repo.Unit) bool {
	for _, name := range []string{spec.Filename, lock.Filename} {
		path := u.Path.Join(name)
		if c.r.differs(path) && !c.takes(path) {
			return true
		}
	}
	return false
}

// clone is the repository as a clone of the commit would have it.
func (c *consistency) clone() (*Builder, Request, error) {
	held := repo.Overlay{Base: c.r.Head, Files: map[repo.Path][]byte{}, Gone: map[repo.Path]bool{}}
	c.plan.Lay(held, c.r.Disk)
	m, err := repo.Load(held)
	b := &Builder{Packs: c.b.Packs.On(held), Renderer: c.b.Renderer}
	return b, Request{Model: m, Disk: held, Environments: c.r.Environments}, err
}

// holds tells whether the units of the run and the managed sections are rendered
// from the commit as they are from the disk, and returns the repository as a clone
// has it; its Model is nil where a clone can't be read.
func (c *consistency) holds() (bool, Request, error) {
	b, r, err := c.clone()
	if err != nil {
		r.Model = nil
		return false, r, nil //nolint:nilerr // what a clone lacks is told by who asks
	}
	for _, planned := range c.r.Units {
		u := r.Model.Unit(planned.Name)
		if u == nil {
			return false, r, nil
		}
		behind, err := b.behind(r, u)
		if behind || err != nil {
			return false, r, nil //nolint:nilerr // such as a unit that a clone lacks
		}
	}
	sections, err := b.managed(r.Model)
	if err != nil || len(sections) != len(c.sections) {
		return false, r, nil //nolint:nilerr // as above
	}
	for i, s := range sections {
		if !slices.Equal(s.lines, c.sections[i].lines) {
			return false, r, nil
		}
	}
	return true, r, nil
}

// behind tells whether a unit's specs say more than its lock does, in the
// environments of the request.
func (b *Builder) behind(r Request, u *repo.Unit) (bool, error) {
	for _, environment := range append([]string{""}, r.Model.Environments(u)...) {
		if environment != "" && !selected(r.Environments, environment) {
			continue
		}
		block := u.Lock.Block(environment)
		if block == nil {
			return true, nil
		}
		ref := u.PackOf(environment)
		if environment == "" {
			ref = r.highest(u)
		}
		p, err := b.Packs.Get(ref)
		if err != nil {
			return false, err
		}
		values, _, err := b.evaluate(r, u, p, environment)
		if err != nil {
			return false, err
		}
		if !sameRender(p, values, environment, block) {
			return true, nil
		}
	}
	return false, nil
}

// newlyBehind are the units outside the run that one clone would render otherwise
// than they are, and the other would not.
func (c *consistency) newlyBehind(before, after Request) ([]string, error) {
	if after.Model == nil {
		return nil, nil
	}
	b := &Builder{Packs: c.b.Packs.On(after.Disk), Renderer: c.b.Renderer}
	after.Environments, before.Environments = nil, nil
	var out []string
	for _, u := range after.Model.Units {
		if c.inRun[u.Name] || u.Lock == nil {
			continue
		}
		now, err := b.behind(after, u)
		if err != nil {
			return nil, err
		}
		if now && before.Model != nil {
			if old := before.Model.Unit(u.Name); old != nil {
				if was, err := b.behind(before, old); err == nil && was {
					continue
				}
			}
		}
		if now {
			out = append(out, u.Name)
		}
	}
	return out, nil
}

// rootChangesOthers refuses to commit what is rendered from an edited root file.
func (c *consistency) rootChangesOthers(behind []string) error {
	return diag.Usagef("%s differs from the last commit, and its edits change units outside this run: %s", spec.Filename, fewOf(behind)).
		WithHint("run `scaffold generate`, which renders them all and commits the file, or commit or undo the edits first")
}

// dependsOnDisk refuses to commit what is rendered from specs of others that no
// clone would have.
func (c *consistency) dependsOnDisk() error {
	var others []string
	for _, u := range c.r.Model.Units {
		if !c.inRun[u.Name] && c.edited(u) {
			others = append(others, u.Name)
		}
	}
	if _, r, err := c.clone(); err == nil && r.Model != nil {
		for _, u := range r.Model.Units {
			if c.r.Model.Unit(u.Name) == nil {
				return diag.Usagef("%s is gone here, and the last commit still holds it: what is rendered now would not be what a clone renders", u.Name).
					WithHint("commit its removal first, or restore it with git checkout")
			}
		}
	}
	if len(others) == 0 {
		return nil // nothing on disk explains it: the last commit itself is behind, which status tells
	}
	all := slices.Clone(others) // those that the run adds can be rendered after them
	for _, u := range c.r.Units {
		if u.Lock != nil {
			all = append(all, u.Name)
		}
	}
	slices.Sort(all)
	return diag.Usagef("the spec of %s differs from the last commit, is not part of this run, and what is rendered here holds its values", fewOf(others)).
		WithHint("run `scaffold generate %s`, which commits it too, or commit or undo its edits first", strings.Join(all, " "))
}

// fewOf lists names, the first ones of many.
func fewOf(names []string) string {
	const few = 10
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}
