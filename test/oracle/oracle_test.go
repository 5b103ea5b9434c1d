// Package oracle holds a walk at random through the lives of repositories: packs
// and their versions, edits by hand, commands, branches and merges, in clones of
// every kind. After every command what the README promises is compared with what
// is there: HEAD regenerates to itself, no edit is lost, nothing of anybody else
// is touched, and nothing is left behind.
//
// ORACLE_ROUNDS is how many rounds there are, ORACLE_SEED the first one's seed;
// ORACLE_KEEP is a folder that gets a script for every round that failed, and
// ORACLE_DIR one to work in.
package oracle

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// binary is the folder with the program.
var binary string

// clones are the kinds of clones that are worked in.
var clones = []string{"plain", "plain", "plain", "autocrlf", "shallow", "sparse", "worktree", "filemode"}

var counting sync.Mutex

// tell counts something that happened.
func (r *round) tell(what string) {
	counting.Lock()
	defer counting.Unlock()
	r.counts[what]++
}

func fromEnvironment(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// TestRounds walks.
func TestRounds(t *testing.T) {
	binary = project.Binary(t)
	counts := stats{}
	rounds, seed := fromEnvironment("ORACLE_ROUNDS", 30), fromEnvironment("ORACLE_SEED", 1)
	t.Run("round", func(t *testing.T) {
		for i := range rounds {
			t.Run(strconv.Itoa(seed+i), func(t *testing.T) {
				t.Parallel()
				newRound(t, uint64(seed+i), counts).walk()
			})
		}
	})
	var out strings.Builder
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&out, "%6d %s\n", counts[what], what)
	}
	t.Logf("what came of it:\n%s", out.String())
}

// walk is one round.
func (r *round) walk() {
	r.begin()
	for range 6 + r.IntN(14) {
		switch n := r.IntN(100); {
		case n < 35:
			r.editSomething()
		case n < 47:
			r.newVersion()
		case n < 76:
			r.run(r.command())
		case n < 82:
			r.collide()
		default:
			r.history()
		}
	}
	r.run(command{args: []string{"generate"}})
}

// root is the repository's file.
func (r *round) root() string {
	source := func(name string) string {
		at := "packs/" + name
		if !r.inside {
			at = r.top + "/packs/" + name
		}
		return fmt.Sprintf("\npack_source %q {\n  source = %q\n}\n", name, at)
	}
	text := "repository {\n  organization = \"acme\"\n  vcs          = \"acme/infra\"\n  pack         = \"repository@1.1.0\"\n}\n"
	text += "\nenvironment \"dev\" {\n  region = \"us-east-1\"\n}\n\nenvironment \"prod\" {\n  region = \"us-east-1\"\n}\n"
	text += "\nlayer \"apps\" {\n  directory = \"1-apps\"\n  holds     = \"services\"\n}\n"
	for _, name := range slices.Sorted(maps.Keys(r.packs)) {
		text += source(name)
	}
	return text
}

// begin makes the repository, its remote, and the clone that is worked in.
func (r *round) begin() {
	r.must("git config --global user.name Ada && git config --global user.email ada@example.com && git config --global init.defaultBranch main && git config --global advice.detachedHead false")
	r.inside = r.chance(60)
	for _, kind := range []string{"repository", "service", "blank"} {
		r.packs[kind] = newPack(r, kind, kind)
		r.packs[kind].next(r)
	}
	r.must("git init -q seed")
	r.at("seed")
	where := "packs/"
	if !r.inside {
		where = "$TOP/packs/"
	}
	for _, name := range slices.Sorted(maps.Keys(r.packs)) {
		r.must(r.packs[name].put(where + name))
	}
	r.write("scaffold.hcl", r.root())
	r.write("layers/1-apps/.keep", "")
	r.must("git add -A && git commit -qm first && scaffold generate -q && scaffold service alpha -q && scaffold service beta --uses alpha -q")
	r.must("git clone -q --bare . ../origin.git")
	r.at("")
	r.clone = pick(r, clones)
	switch r.clone {
	case "plain":
		r.must("git clone -q origin.git work")
	case "worktree":
		r.must("git clone -q origin.git main && git -C main worktree add -q -b work ../work")
	case "filemode":
		r.must("git clone -q -c core.fileMode=false origin.git work")
	case "autocrlf":
		r.must("git clone -q -c core.autocrlf=true origin.git work")
	case "shallow":
		r.must("git clone -q --depth 1 file://$TOP/origin.git work")
	case "sparse":
		r.must("git clone -q origin.git work && cd work && git sparse-checkout set layers/1-apps/alpha packs .scaffold")
	}
	r.at("work")
	if r.chance(60) {
		r.must("scaffold merge-driver --install -q")
	}
}

// at goes to a folder below the top.
func (r *round) at(name string) {
	r.dir = r.top + "/" + name
	fmt.Fprintf(&r.script, "cd $TOP/%s\n", name)
}
