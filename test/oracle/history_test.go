package oracle

import (
	"fmt"
	"slices"
	"strings"
)

// branches are the local ones but the one at hand.
func (r *round) branches() []string {
	var out []string
	now := strings.TrimSpace(r.git(r.dir, "rev-parse", "--abbrev-ref", "HEAD"))
	for _, name := range strings.Fields(r.git(r.dir, "for-each-ref", "--format=%(refname:short)", "refs/heads")) {
		if name != now {
			out = append(out, name)
		}
	}
	return out
}

// clean commits whatever lies about, so that git lets branches change.
func (r *round) clean() {
	r.sh("git add -A --sparse && git commit -qm 'what lay about'")
}

// history does something with branches and commits.
func (r *round) history() {
	r.Helper()
	others := r.branches()
	switch n := r.IntN(100); {
	case n < 25 || len(others) == 0:
		r.changes++
		r.must(fmt.Sprintf("git checkout -q -b b%d", r.changes))
	case n < 28:
		r.must("git checkout -q --detach")
	case n < 40:
		r.clean()
		r.sh("git checkout -q " + pick(r, others)) // one may be checked out in another worktree
	case n < 70:
		r.clean()
		r.merge(pick(r, others))
	case n < 77:
		r.clean()
		r.step("rebase", "git rebase -q "+pick(r, others), "git rebase --abort")
	case n < 84:
		r.clean()
		r.step("squash", "git merge -q --squash "+pick(r, others)+" && git commit -qm squashed", "git reset -q --hard")
	case n < 90:
		r.clean()
		r.step("cherry-pick", "git cherry-pick "+pick(r, others), "git cherry-pick --abort")
	case n < 97:
		r.clean()
		if r.asks("rev-parse", "-q", "--verify", "HEAD~1") && !r.asks("rev-parse", "-q", "--verify", "HEAD^2") {
			r.step("revert", "git revert --no-edit HEAD", "git revert --abort")
		}
	default:
		r.clean()
		r.sh("git push -q origin HEAD")
	}
}

// step does something that may end in conflicts, which are resolved or given up.
func (r *round) step(what, line, giveUp string) {
	r.Helper()
	r.must("git tag -f before >/dev/null")
	_, code := r.sh(line)
	if code != 0 {
		if !r.chance(60) || !r.settle(what) {
			r.sh(giveUp)
			r.must("git reset -q --hard before")
			r.tell(what + ": given up")
			return
		}
		r.tell(what + ": resolved")
	} else {
		r.tell(what + ": clean")
	}
	if !r.agree(r.freshClone(), "in a clone after "+what) {
		r.tell(what + ": does not generate, taken back")
		r.must("git reset -q --hard before")
	}
}

// settle resolves what git could not, each file by one side, and locks also by
// leaving git's markers to scaffold.
func (r *round) settle(what string) bool {
	r.Helper()
	stages := map[string]string{}
	for _, line := range strings.Split(r.git(r.dir, "ls-files", "-u", "-z"), "\x00") {
		if entry, name, ok := strings.Cut(line, "\t"); ok {
			stages[name] += entry[len(entry)-1:]
		}
	}
	if len(stages) == 0 {
		return false
	}
	packs := ""
	for name, s := range stages {
		if strings.HasPrefix(name, "packs/") {
			packs = "packs"
			delete(stages, name)
			_ = s
		}
	}
	if packs != "" {
		return false // half of one version and half of another: a person gives up
	}
	var names []string
	for name := range stages {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		in := stages[name]
		name = "'" + name + "'"
		side, stage := "--ours", "2"
		if r.chance(50) {
			side, stage = "--theirs", "3"
		}
		switch {
		case strings.HasSuffix(name, ".scaffold.lock.hcl'") && r.chance(50) && strings.Contains(in, "2") && strings.Contains(in, "3"):
			r.must("git add " + name)
		case strings.Contains(in, stage):
			r.must("git checkout -q " + side + " -- " + name + " && git add " + name)
		default:
			r.must("git rm -q --cached " + name + " && rm -f " + name)
		}
	}
	line := map[string]string{"merge": "git commit -qm merged", "squash": "git commit -qm squashed", "cherry-pick": "git cherry-pick --continue", "revert": "git revert --continue", "rebase": "git rebase --continue"}[what]
	_, code := r.sh(line)
	return code == 0
}

// merge merges a branch. What a side added and none deleted is there afterwards,
// where git and its driver saw no conflict.
func (r *round) merge(branch string) {
	r.Helper()
	bases := strings.Fields(r.git(r.dir, "merge-base", "--all", "HEAD", branch))
	want := map[string]string{}
	if len(bases) == 1 {
		base, ours, theirs := r.marksIn(bases[0]), r.marksIn("HEAD"), r.marksIn(branch)
		for mark, name := range ours {
			if base[mark] == "" || theirs[mark] != "" {
				want[mark] = name
			}
		}
		for mark, name := range theirs {
			if base[mark] == "" {
				want[mark] = name
			}
		}
	}
	r.must("git tag -f before >/dev/null")
	out, code := r.sh("git merge -q --no-edit " + branch)
	if code == 0 && len(want) > 0 {
		now := r.marksIn("HEAD")
		for mark, name := range want {
			if now[mark] == "" {
				r.fail("merge lost", "%s, which stood in %s, is lost by a merge without conflicts\n%s", mark, name, out)
			}
		}
	}
	if code != 0 {
		if !r.chance(60) || !r.settle("merge") {
			r.sh("git merge --abort")
			r.tell("merge: given up")
			return
		}
		r.tell("merge: resolved")
	} else {
		r.tell("merge: clean")
	}
	if !r.agree(r.freshClone(), "in a clone after a merge") {
		r.tell("merge: does not generate, taken back")
		r.must("git reset -q --hard before")
	}
}

// marksIn are the marks in a commit.
func (r *round) marksIn(commit string) map[string]string {
	out := map[string]string{}
	if !r.asks("grep", "-q", "mark[0-9][0-9]*x", commit) {
		return out
	}
	for _, line := range strings.Split(strings.TrimSpace(r.git(r.dir, "grep", "-o", "mark[0-9][0-9]*x", commit)), "\n") {
		at := strings.LastIndex(line, ":")
		out[line[at+1:]] = line[:at]
	}
	return out
}
