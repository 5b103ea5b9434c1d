package oracle

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// command is a line of scaffold that may commit.
type command struct {
	args  []string
	same  []string // what generate is to find nothing for, in a clone of its commit
	gone  string   // the folder that it takes away
	loses bool     // it may lose edits, as it was told to
}

// command makes one up.
func (r *round) command() command {
	all := r.units()
	if len(all) == 0 || r.chance(10) {
		return r.newService()
	}
	u := pick(r, all)
	env := pick(r, u.envs)
	c := command{}
	switch n := r.IntN(100); {
	case n < 20:
		c = command{args: []string{"generate"}}
	case n < 32:
		c = command{args: []string{"generate", u.name}, same: []string{u.name}}
	case n < 42:
		c = command{args: []string{"generate", u.name, "--env", env}, same: []string{u.name, "--env", env}}
	case n < 48:
		c = command{args: []string{"generate", "--env", env}, same: []string{"--env", env}}
	case n < 58:
		c = r.setting(u, env)
	case n < 66:
		c = command{args: []string{"upgrade", "--all"}}
	case n < 73:
		c = command{args: []string{"upgrade", "--all", "--env", env}, same: []string{"--env", env}}
	case n < 80:
		c = command{args: []string{"upgrade", u.name}, same: []string{u.name}}
	case n < 86:
		c = command{args: []string{"upgrade", u.name, "--env", env}, same: []string{u.name, "--env", env}}
	case n < 90:
		c = command{args: []string{"remove", u.name, "--assume-destroyed"}, gone: u.dir + "/"}
		c.same = []string{"."}
	case n < 92:
		c = command{args: []string{"pack", "prune"}}
		c.same = []string{"."}
	case n < 95 && r.packs["blank"] != nil:
		r.changes++
		name := fmt.Sprintf("l%d", r.changes)
		c = command{args: []string{"layer", name}, same: []string{name}}
	default:
		c = r.newService()
	}
	return r.flags(c)
}

// flags adds some to a command.
func (r *round) flags(c command) command {
	if strings.HasPrefix(c.args[0], "generate") || c.args[0] == "upgrade" {
		if r.chance(8) {
			c.args = append(c.args, "--conflict", pick(r, []string{"ours", "theirs", "abort"}))
			c.loses = slices.Contains(c.args, "theirs")
		}
	}
	if r.chance(8) {
		r.changes++
		c.args = append(c.args, "--branch", fmt.Sprintf("s%d", r.changes))
	}
	if r.chance(5) {
		c.args = append(c.args, "--push")
	}
	if c.args[0] == "upgrade" && r.chance(10) {
		c.args = append(c.args, "--commit-per-unit")
	}
	if len(c.args) == 2 && c.args[0] == "generate" && r.chance(20) {
		c = r.choosing(c)
	}
	return c
}

// choosing makes a run take a side about a file, or choose a number anew.
func (r *round) choosing(c command) command {
	all := r.rendered()
	switch flag := pick(r, []string{"--reset", "--restore", "--reallocate"}); {
	case flag == "--reallocate":
		c.args = append(c.args, flag, "number")
	case len(all) > 0:
		c.args, c.loses = append(c.args, flag, pick(r, all)), true
	}
	return c
}

// setting is a run that sets an input.
func (r *round) setting(u unit, env string) command {
	r.changes++
	input := pick(r, []string{"size", "port", "count"})
	switch r.IntN(3) {
	case 0:
		return command{args: []string{"generate", u.name, "--set", fmt.Sprintf("%s:%s=%d", env, input, r.changes)}, same: []string{u.name}}
	case 1:
		return command{args: []string{"generate", u.name, "--env", env, "--set", fmt.Sprintf("%s=%d", input, r.changes)}, same: []string{u.name, "--env", env}}
	}
	return command{args: []string{"generate", u.name, "--set", fmt.Sprintf("%s=%d", input, r.changes)}, same: []string{u.name}}
}

// newService adds a service.
func (r *round) newService() command {
	r.changes++
	name := fmt.Sprintf("s%d", r.changes)
	c := command{args: []string{"service", name}, same: []string{name}}
	if all := r.units(); len(all) > 0 && r.chance(40) && strings.Contains(all[0].dir, "apps") {
		c.args = append(c.args, "--uses", all[0].name)
	}
	if r.chance(30) {
		c.args = append(c.args, "--set", fmt.Sprintf("size=%d", r.changes))
	}
	if r.chance(20) {
		c.args = append(c.args, "--environments", "dev")
	}
	return c
}

// run carries a command out and checks all that must hold then.
func (r *round) run(c command) {
	r.Helper()
	refuse := r.chance(6)
	if refuse {
		r.must("printf '#!/bin/sh\\nexit 1\\n' >$TOP/refuse && chmod +x $TOP/refuse && mkdir -p $TOP/hooks && ln -s $TOP/refuse $TOP/hooks/pre-commit && git config core.hooksPath $TOP/hooks")
	}
	before := r.look()
	o := r.scaffolds(c.args...)
	if refuse {
		r.must("rm $TOP/hooks/pre-commit && git config --unset core.hooksPath")
		if o.code == 1 {
			o = r.refused(c, before, o)
			if o.code == 1 {
				return
			}
		}
	}
	if o.code == 2 && o.says("would vanish") || o.says("would lose") || o.says("--allow-destroy") {
		c, o = r.allowed(c, o)
	}
	r.count(c.args[0], o)
	if (c.same == nil || c.same[0] == "--env") && !slices.Contains(c.args, "--commit-per-unit") {
		c.same = append(o.names(), c.same...) // a clone has units, too, whose folder somebody has deleted here
	}
	switch o.code {
	case 0:
		r.done(c, before, o)
	case 3:
		if slices.Contains(c.args, "abort") {
			r.unchanged(before, o)
			return
		}
		r.held(c, before, o)
	default:
		r.unchanged(before, o)
	}
}

// refused goes on after a hook refused the commit: by the same command, which has
// to commit then, by --continue or by --abort.
func (r *round) refused(c command, before look, o outcome) outcome {
	r.Helper()
	refused := r.look()
	if d := differ("index entry", before.index, refused.index, nil); before.head != refused.head || len(d) > 0 {
		r.fail("refused", "a refused commit changed the index or HEAD:\n%s\n%s", strings.Join(d, "\n"), o)
	}
	if !c.loses {
		r.keeps(before, refused, c.gone, o)
	}
	var a outcome
	switch r.IntN(3) {
	case 0:
		a = r.scaffolds("generate", "--abort")
		r.count("refused, abort", a)
		if a.code == 0 {
			r.unchanged(before, o)
			return o
		}
		r.unchanged(refused, a)
		a = r.scaffolds(c.args...)
	case 1:
		a = r.scaffolds("generate", "--continue")
		r.count("refused, continue", a)
		if a.code == 0 {
			return a
		}
		r.unchanged(refused, a)
		a = r.scaffolds(c.args...)
	default:
		a = r.scaffolds(c.args...)
	}
	r.count("refused, again", a)
	if a.code != 0 || len(a.Commits) == 0 {
		r.fail("refused", "the same command again, after a hook refused:\n%s\n%s", o, a)
	}
	return a
}

// count keeps what came of a command, for the summary.
func (r *round) count(what string, o outcome) {
	why := ""
	if len(o.Problems) > 0 {
		why = " " + regexp.MustCompile(`[a-z.]*[0-9][a-z0-9.]*|"[^"]*"|[a-z0-9.-]*/[^ ]*`).ReplaceAllString(o.Problems[0].Summary, "…")
	} else if len(o.Commits) > 0 {
		why = " committed"
	}
	if o.code == 1 || o.code == 2 {
		why += " (" + r.clone + ")"
		r.Logf("%s", o)
	}
	r.tell(fmt.Sprintf("%s: exit %d%s", what, o.code, why))
}

// scaffolds runs a command where the round is at work, in the script, too.
func (r *round) scaffolds(args ...string) outcome {
	r.Helper()
	fmt.Fprintf(&r.script, "scaffold %s\n", strings.Join(args, " "))
	return r.scaffold(r.dir, args...)
}

var allowRE = regexp.MustCompile(`--allow-destroy '?([^ '` + "`" + `]+)`)

// allowed is the command again, with what it may destroy.
func (r *round) allowed(c command, o outcome) (command, outcome) {
	for _, p := range o.Problems {
		for _, m := range allowRE.FindAllStringSubmatch(p.Hint, -1) {
			c.args = append(slices.Clone(c.args), "--allow-destroy", m[1])
		}
	}
	return c, r.scaffolds(c.args...)
}

// done checks what a run left that came to its end.
func (r *round) done(c command, before look, o outcome) {
	r.Helper()
	after := r.look()
	if before.head == after.head {
		if before.branch != after.branch {
			before.branch, before.refs = after.branch, after.refs
		}
		r.unchanged(before, o)
		return
	}
	r.committed(before, after, o)
	if !c.loses {
		r.keeps(before, after, c.gone, o)
	}
	r.regenerates(r.freshClone(), o, c.same)
}

// held goes on after conflicts: by --abort, by --continue, or by git.
func (r *round) held(c command, before look, o outcome) {
	r.Helper()
	after := r.look()
	r.keeps(before, after, c.gone, o)
	if slices.Contains(c.args, "--commit-per-unit") {
		before = after // the units before it may be committed, and those behind it wait
	}
	if d := differ("index entry", before.index, after.index, nil); len(d) > 0 || before.head != after.head {
		r.fail("held", "a held run changed the index or HEAD:\n%s\n%s", strings.Join(d, "\n"), o)
	}
	if r.chance(30) {
		if a := r.scaffolds("generate", "--abort"); a.code != 0 {
			r.fail("abort", "%s", a)
		}
		r.tell("abort")
		if !slices.Contains(c.args, "--commit-per-unit") {
			r.unchanged(before, o)
		}
		return
	}
	if r.chance(15) { // and comes back
		r.must("git stash -q -u && git stash pop -q")
	}
	r.resolve(o)
	resolved := r.look()
	by := "continue"
	if r.chance(20) {
		by = "git, then continue"
		r.must("git add -A --sparse && git commit -qm resolved")
	}
	a := r.scaffolds("generate", "--continue")
	r.count(by, a)
	switch {
	case a.code == 0:
		now := r.look()
		r.settled(a)
		r.keeps(resolved, now, "", a)
		if !slices.Contains(c.args, "--commit-per-unit") || (c.same != nil && c.same[0] != "--env") {
			r.regenerates(r.freshClone(), a, c.same)
		}
	case by == "continue":
		if d := resolved.same(r.look()); d != "" {
			r.fail("continue", "it refused and changed\n%s\n%s", d, a)
		}
		if a := r.scaffolds("generate", "--abort"); a.code != 0 {
			r.fail("abort", "%s", a)
		}
		r.settled(a)
	default:
		r.fail("git, then continue", "%s", a)
	}
}

var conflictRE = regexp.MustCompile(`(?m)^<<<<<<< .*\n((?s:.*?))^(?:\|\|\|\|\|\|\| .*\n(?s:.*?))?=======\r?\n((?s:.*?))^>>>>>>> .*\n?`)

// resolve takes one side of every conflict.
func (r *round) resolve(o outcome) {
	r.Helper()
	for _, a := range o.Actions {
		if a.Action != "conflict" {
			continue
		}
		side := pick(r, []string{"$1", "$2"})
		text := conflictRE.ReplaceAllString(r.read(a.Path), side)
		r.write(a.Path, text)
	}
}
