package plan

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
)

// checkAddresses refuses a plan that makes a managed address disappear from a
// root module without a moved block, or a removed one that lets it go: the next
// apply would destroy what it stands for. What it can't decide it names.
func (p *Plan) checkAddresses(r Request) error {
	changed := map[repo.Path]map[string]*Action{}
	for i := range p.Actions {
		a := &p.Actions[i]
		if tfconfig.IsCode(a.Path.Base()) && a.Writes() {
			dir := a.Path.Dir()
			if changed[dir] == nil {
				changed[dir] = map[string]*Action{}
			}
			changed[dir][a.Path.Base()] = a
		}
	}
	c := addressCheck{plan: p, disk: r.Disk, allowed: r.AllowDestroy, lost: map[string][]string{}, dropped: r.droppedModules()}
	var list diag.List
	for _, dir := range slices.Sorted(maps.Keys(changed)) {
		list = list.Append(c.module(dir, changed[dir]))
	}
	for address, dirs := range c.lost {
		list = append(list, destroysProblem(strings.Join(dirs, ", "), address))
	}
	sort.Strings(p.Addresses.Added)
	sort.Strings(p.Addresses.Removed)
	sort.Slice(list, func(i, j int) bool { return list[i].Summary < list[j].Summary })
	return list.Err()
}

func destroysProblem(dirs, address string) *diag.Problem {
	return diag.Usagef("%s would lose %s, and the next apply would destroy it", dirs, address).
		WithHint("add a moved block, or a removed block with destroy = false, or give --allow-destroy %s", address)
}

// allows tells whether --allow-destroy names an address, everywhere or in a root
// module.
func allows(allowed []string, dir repo.Path, address string) bool {
	return slices.Contains(allowed, address) || slices.Contains(allowed, string(dir)+":"+address)
}

// addressCheck compares root modules before and after a plan.
type addressCheck struct {
	plan    *Plan
	disk    fs.FS
	allowed []string
	lost    map[string][]string // address → root modules that lose it
	dropped map[repo.Path]bool  // root modules of environments that are given up, whatever of them stays
}

// droppedModules are the folders of code of environments that this run gives up.
func (r Request) droppedModules() map[repo.Path]bool {
	out := map[repo.Path]bool{}
	for _, u := range r.Units {
		if u.Lock == nil {
			continue
		}
		for _, block := range u.Lock.Blocks {
			for name := range block.Files {
				if r.drops(u, block) && tfconfig.IsCode(path.Base(name)) {
					out[u.Path.Join(name).Dir()] = true
				}
			}
		}
	}
	return out
}

// module compares one root module. It notes what may not vanish; losing the whole
// module is a problem of its own.
func (c *addressCheck) module(dir repo.Path, actions map[string]*Action) error {
	if sameOutlines(c.disk, dir, actions) {
		return nil
	}
	files := codeFiles(c.disk, dir)
	before := tfconfig.Read(string(dir), files)
	managed := before.Managed()
	if len(managed) == 0 {
		return nil // a new module: nothing can be lost
	}
	ours, theirs := sidesAfter(dir, files, actions)
	whole := len(theirs.Files) == 0 || c.dropped[dir]
	if whole && !slices.Contains(c.allowed, string(dir)) {
		return diag.Usagef("%s would lose its whole root module, and %d resources and modules with it", dir, len(managed)).
			WithHint("destroy them with Terraform while their code is still there, then give --allow-destroy %s", dir)
	}
	a, oursKeeps, theirsKeeps := &c.plan.Addresses, ours.Keeps(), theirs.Keeps()
	for _, address := range slices.Sorted(maps.Keys(managed)) {
		if oursKeeps(address) || theirsKeeps(address) {
			continue // a conflict: a person decides, and is asked again then
		}
		a.Removed = append(a.Removed, string(dir)+": "+address)
		if !whole && !allows(c.allowed, dir, address) {
			c.lost[address] = append(c.lost[address], string(dir))
		}
	}
	for address := range theirs.Managed() {
		if _, there := managed[address]; !there {
			a.Added = append(a.Added, string(dir)+": "+address)
		}
	}
	c.plan.Notices = append(c.plan.Notices, undecided(dir, before, theirs)...)
	return nil
}

// sidesAfter are the module as the plan leaves it, with what stands on our side
// of conflicts, and on theirs; the same where there are none.
func sidesAfter(dir repo.Path, files map[string][]byte, actions map[string]*Action) (ours, theirs *tfconfig.Module) {
	our, their := maps.Clone(files), maps.Clone(files)
	conflicts := false
	for name, a := range actions {
		delete(our, name)
		delete(their, name)
		switch a.Kind {
		case Delete:
		case Conflict:
			conflicts = true
			our[name], their[name] = side(a.Content, false), side(a.Content, true)
		default:
			our[name], their[name] = a.Bytes(), a.Bytes()
		}
	}
	theirs = tfconfig.Read(string(dir), their)
	if !conflicts {
		return theirs, theirs
	}
	return tfconfig.Read(string(dir), our), theirs
}

// side is a file with conflict markers as one side has it.
func side(content []byte, theirs bool) []byte {
	var out strings.Builder
	const none, our, base, their = 0, 1, 2, 3
	at := none
	for line := range strings.Lines(string(content)) {
		switch bare := strings.TrimRight(line, "\r\n"); {
		case bare == renderNames.begins():
			at = our
		case bare == renderNames.divides() && at == our:
			at = base
		case bare == "=======" && (at == base || at == our):
			at = their
		case bare == renderNames.ends() && at == their:
			at = none
		case at == none, at == our && !theirs, at == their && theirs:
			out.WriteString(line)
		}
	}
	return []byte(out.String())
}

// undecided names what may destroy something, or not: the values of count and
// for_each, and the provider, are known to Terraform alone.
func undecided(dir repo.Path, before, after *tfconfig.Module) []string {
	var out []string
	now := after.Managed()
	old := before.Managed()
	for _, address := range slices.Sorted(maps.Keys(old)) {
		next, there := now[address]
		if was := old[address]; there && (was.Count != next.Count || was.ForEach != next.ForEach) {
			out = append(out, fmt.Sprintf("%s: how often %s is there changes (%s, was %s): look in Terraform's plan at what that destroys", dir, address, repetition(next), repetition(was)))
		}
	}
	providers := map[string]string{}
	for _, r := range before.Resources {
		providers[r.Address()] = r.Provider
	}
	for _, r := range after.Resources {
		if was, there := providers[r.Address()]; there && was != r.Provider {
			out = append(out, fmt.Sprintf("%s: %s gets another provider (%s, was %s): look in Terraform's plan at what that destroys", dir, r.Address(), orDefault(r.Provider), orDefault(was)))
		}
	}
	return out
}

func repetition(r tfconfig.Repetition) string {
	switch {
	case r.Count != "":
		return "count = " + r.Count
	case r.ForEach != "":
		return "for_each = " + r.ForEach
	}
	return "once"
}

func orDefault(provider string) string {
	if provider == "" {
		return "the default"
	}
	return provider
}

// codeFiles are the files of a folder that Terraform reads. What can't be read on
// disk is refused before a plan is made.
func codeFiles(fsys fs.FS, dir repo.Path) map[string][]byte {
	if fsys == nil {
		return map[string][]byte{}
	}
	files, _ := tfconfig.Files(fsys, string(dir))
	return files
}

// Lost returns the managed addresses that the files of a root module have before
// and lack after, without a moved block, or a removed one that lets go, sorted.
// The maps hold the module's files by name. The next apply would destroy them.
func Lost(before, after map[string][]byte) []string {
	old, keeps := tfconfig.Read("", before), tfconfig.Read("", after).Keeps()
	var out []string
	for _, address := range slices.Sorted(maps.Keys(old.Managed())) {
		if !keeps(address) {
			out = append(out, address)
		}
	}
	return out
}

// CheckLost refuses root modules of which a person's resolution of conflicts lost
// an address that is not allowed to vanish. Both trees are read below the folders
// of the files.
func CheckLost(before, after fs.FS, files []repo.Path, allowed []string) error {
	var list diag.List
	seen := map[repo.Path]bool{}
	for _, file := range files {
		dir := file.Dir()
		if seen[dir] || !tfconfig.IsCode(file.Base()) {
			continue
		}
		seen[dir] = true
		for _, address := range Lost(codeFiles(before, dir), codeFiles(after, dir)) {
			if !allows(allowed, dir, address) {
				list = append(list, destroysProblem(string(dir), address))
			}
		}
	}
	return list.Err()
}
