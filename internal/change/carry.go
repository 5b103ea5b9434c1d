package change

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// carry takes the values of inputs that other versions of the units' packs keep
// elsewhere out of the specs, and keeps what specs and terraform.tfvars gain.
func carry(d *draft, units []*repo.Unit, to map[string]*pack.Pack, given func(u *repo.Unit, environment, input string) bool) error {
	r := plan.Request{Model: d.model, Disk: d.base.Disk, Units: units, Environments: d.options.Environments}
	all, err := d.builder().Carries(r, to, given)
	if err != nil {
		return err
	}
	d.carried = all
	cuts := map[repo.Path][]hcl.Range{}
	for _, u := range units {
		name := u.Path.Join(spec.Filename)
		cuts[name] = append(cuts[name], all[u.Name].Cut...)
	}
	cuts[spec.Filename] = append(cuts[spec.Filename], unusedDefaults(d, units, to)...)
	for _, name := range slices.Sorted(maps.Keys(cuts)) {
		if len(cuts[name]) == 0 {
			continue
		}
		src, err := source(d, name)
		if err == nil {
			src, err = spec.Cut(string(name), src, cuts[name])
		}
		if err != nil {
			return err
		}
		d.edits[name] = src
	}
	d.notices = append(d.notices, moves(units, all)...)
	return nil
}

// source is a spec as it stands.
func source(d *draft, name repo.Path) ([]byte, error) {
	for _, u := range d.model.Units {
		if u.Path.Join(spec.Filename) == name {
			return u.Spec.Source, nil
		}
	}
	return nil, diag.Failedf("there is no %s", name)
}

// unusedDefaults are the places of the root's defaults that no unit takes any more
// once the units stand at their new versions.
func unusedDefaults(d *draft, units []*repo.Unit, to map[string]*pack.Pack) []hcl.Range {
	at := func(u *repo.Unit, environment string) spec.PackRef {
		chosen := len(d.options.Environments) == 0 || slices.Contains(d.options.Environments, environment)
		if chosen && slices.Contains(units, u) {
			return refOf(to[u.Name])
		}
		return u.PackOf(environment)
	}
	var out []hcl.Range
	for _, u := range units {
		for name, attr := range d.model.Root.Defaults[u.Spec.Pack.Name] {
			takes := func(at func(*repo.Unit, string) spec.PackRef) bool {
				return d.model.Takes(u.Spec.Pack.Name, name, at, d.base.Packs)
			}
			if in := to[u.Name].Input(to[u.Name].Renamed(name)); in != nil && in.StoredIn == "spec" || slices.Contains(out, attr.Range) {
				continue
			}
			if takes((*repo.Unit).PackOf) && !takes(at) {
				out = append(out, attr.Range)
			}
		}
	}
	return out
}

// moves says once which inputs have another owner now, and in which units.
func moves(units []*repo.Unit, all map[string]*plan.Carry) []string {
	var order []plan.OwnerMove
	of := map[plan.OwnerMove][]string{}
	for _, u := range units {
		for _, m := range all[u.Name].Moves {
			if of[m] == nil {
				order = append(order, m)
			}
			of[m] = append(of[m], u.Name)
		}
	}
	out := make([]string, len(order))
	for i, m := range order {
		who := strings.Join(of[m], ", ")
		if n := len(of[m]); n > 3 {
			who = diag.Counted(n, "unit")
		}
		out[i] = fmt.Sprintf("%s of %s %s", m.Input, who, m.What)
	}
	return out
}

// intoTfvars is what moves into and out of each terraform.tfvars.
func intoTfvars(carried map[string]*plan.Carry) map[string]map[string]plan.CarriedTfvars {
	out := map[string]map[string]plan.CarriedTfvars{}
	for name, c := range carried {
		out[name] = c.Tfvars
	}
	return out
}
