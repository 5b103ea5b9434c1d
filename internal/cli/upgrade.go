package cli

import (
	"maps"
	"slices"
	"strings"

	semver "github.com/hashicorp/go-version"
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

type upgradeOptions struct {
	*global
	write   writeFlags
	units   []string
	all     bool
	to      string
	perUnit bool
	run     []string // the names of all units of this run
}

func newUpgrade(g *global) *cobra.Command {
	o := &upgradeOptions{global: g}
	cmd := &cobra.Command{
		Use:   "upgrade [UNIT…]",
		Short: "Move units to a newer version of their pack; hand edits are merged",
		Long: `Renders the units, or all with --all, with the newest version of their packs and
merges what changed into their files. The last render is made again from the
vendored pack and the lock, so every edit is told from what the pack wrote.
With --env only these environments move; the others stay at their version until
they are upgraded, too. New inputs that are required are given with --set; at a
terminal they are asked for, as are the units where none is named.
A Terraform address that would vanish stops it, unless --allow-destroy names it.`,
		Example: `  scaffold upgrade --all --env dev
  scaffold upgrade service-a --dry-run --diff`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.units = args
			if err := o.write.check(cmd); err != nil {
				return err
			}
			if !o.all && len(args) == 0 && !o.write.resume && !o.write.abort {
				return diag.Usagef("upgrade needs units").WithHint("name them, or give --all")
			}
			return o.inRepository(&o.write, func(s *session, m *repo.Repository) error { return upgradeRun(o, s, m) })
		},
	}
	o.write.add(cmd, true)
	o.write.addUnitFlags(cmd)
	o.write.addMergeFlags(cmd)
	f := cmd.Flags()
	f.BoolVar(&o.all, "all", false, "every unit, the repository's own files included")
	f.StringVar(&o.to, "to", "", "this version instead of the newest")
	f.BoolVar(&o.perUnit, "commit-per-unit", false, "one commit for each unit instead of one for all")
	f.BoolVar(&o.write.detailed, "detailed-exitcode", false, "with --dry-run: exit 4 when changes are pending")
	return cmd
}

func upgradeRun(o *upgradeOptions, s *session, m *repo.Repository) error {
	units, err := selectUnits(m, o.units)
	if err != nil {
		return err
	}
	o.write.upgrade, o.run = true, names(units)
	if !o.perUnit || o.write.dryRun {
		return s.upgrade(o, m, units)
	}
	if m, err = s.rewound(m); err != nil {
		return err
	}
	if _, err := s.planUpgrade(o, m, again(m, units)); err != nil {
		return err // every mistake is told before anything is written
	}
	return s.inTurn("upgrade", func() error {
		for _, name := range o.run {
			if m, err = s.load(nil); err != nil {
				return err
			}
			if err := s.upgrade(o, m, []*repo.Unit{m.Unit(name)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// upgrade plans the units with the versions wanted, writes and commits.
func (s *session) upgrade(o *upgradeOptions, m *repo.Repository, units []*repo.Unit) error {
	j, err := s.planUpgrade(o, m, units)
	if err != nil {
		return err
	}
	return s.finish(j)
}

// planUpgrade plans the units with the versions wanted.
func (s *session) planUpgrade(o *upgradeOptions, m *repo.Repository, units []*repo.Unit) (job, error) {
	packs, edits, err := s.moveSpecs(units, o.to)
	if err != nil {
		return job{}, err
	}
	versions := map[string]bool{}
	for _, p := range packs {
		versions[p.Ref()] = true
	}
	m, err = s.reload(m, edits)
	if err != nil {
		return job{}, err
	}
	units = again(m, units)
	g := &generateOptions{global: o.global, write: o.write}
	if o.perUnit {
		g.later = o.run
	}
	moved := m
	tfvars, m, err := s.assign(g, m, units, edits)
	if err != nil {
		return job{}, s.unitsMissing(err, moved, units, o.write.readableSets())
	}
	units = again(m, units)
	if m, err = s.complete(m, units, edits, ""); err != nil {
		return job{}, err
	}
	units = again(m, units)
	planned, err := s.build(m, units, edits, tfvars)
	return job{command: "upgrade", message: upgradeMessage(units, slices.Sorted(maps.Keys(versions))), plan: planned}, err
}

// moveSpecs writes the versions wanted into the units' specs. It returns the
// packs that they move to, by unit, and the edits.
func (s *session) moveSpecs(units []*repo.Unit, to string) (map[string]*pack.Pack, map[repo.Path][]byte, error) {
	packs, edits := map[string]*pack.Pack{}, map[repo.Path][]byte{}
	var problems diag.List
	for _, u := range units {
		p, err := s.wanted(u, to)
		if err == nil {
			packs[u.Name] = p
			err = moveSpec(u, p, edits)
		}
		problems = problems.Append(err)
	}
	return packs, edits, problems.Err()
}

// wanted is the pack that a unit is to move to. It is never an older one than
// its spec names: what newer versions brought could be lost.
func (s *session) wanted(u *repo.Unit, to string) (*pack.Pack, error) {
	p, err := s.packs.Get(spec.PackRef{Name: u.Spec.Pack.Name, Version: to})
	if err != nil {
		return nil, err
	}
	next, errNext := semver.NewVersion(p.Version)
	now, errNow := semver.NewVersion(u.Spec.Pack.Version)
	if errNext != nil || errNow != nil || !next.LessThan(now) {
		return p, nil
	}
	if to == "" {
		return s.packs.Get(u.Spec.Pack) // nothing newer is known here
	}
	return nil, diag.Usagef("%s is at %s, and %s is older", u.Name, u.Spec.Pack, p.Ref()).
		At(u.Spec.Range, u.Spec.Source).
		WithHint("an older version may lack what the newer one made; go back with git revert")
}

// moveSpec writes the new version into a unit's spec, and renames inputs that
// the pack calls otherwise now.
func moveSpec(u *repo.Unit, to *pack.Pack, edits map[repo.Path][]byte) error {
	name := u.Path.Join(spec.Filename)
	src := u.Spec.Source
	for _, m := range to.Renames {
		if to.Input(m.From) != nil {
			continue
		}
		renamed, _, err := spec.Rename(string(name), src, m.From, m.To)
		if err != nil {
			return err
		}
		src = renamed
	}
	if ref := (spec.PackRef{Name: to.Name, Version: to.Version}); u.Spec.Pack != ref {
		changed, err := spec.Edit(string(name), src, []spec.Change{{Name: "pack", Value: expr.Quote(ref.String())}})
		if err != nil {
			return err
		}
		src = changed
	}
	if string(src) != string(u.Spec.Source) {
		edits[name] = src
	}
	return nil
}

func upgradeMessage(units []*repo.Unit, versions []string) string {
	who := names(units)
	if i := slices.Index(who, "."); i >= 0 {
		who = append(slices.Delete(who, i, i+1), "the repository's files")
	}
	if len(who) > 3 {
		who = []string{plural(len(units), "unit")}
	}
	if len(versions) > 3 {
		versions = []string{"newer packs"}
	}
	return "chore: upgrade " + strings.Join(who, ", ") + " to " + strings.Join(versions, ", ")
}
