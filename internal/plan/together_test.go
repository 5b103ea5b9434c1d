package plan

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

const sharingPack = `pack "service" {
  version = "1.0.0"
  kind    = "thing"
  layer   = "applications"
  exposes = ["stores"]
  reads   = ["production"]
}
input "host" {
  type        = string
  default     = null
  description = "host"
}
input "stores" {
  type        = list(string)
  default     = []
  description = "stores"
}
input "wants" {
  type        = map(string)
  default     = {}
  description = "wants"
  validation {
    condition     = alltrue([for unit, store in wants : contains(exposed(unit).stores, store)])
    error_message = "No such store: ${join(", ", values(wants))}."
  }
}
unique "host" {
  values  = [host]
  message = "Choose another."
}
limit "prefix" {
  of      = host == null ? null : substr(host, 0, 1)
  warn    = 3
  max     = 4
  message = "${count} hosts begin alike"
}
files "environment" {
  root = "environment"
}
`

func sharingWorld(t *testing.T) *world {
	w := newWorld(t)
	w.packs = builtin()
	w.packs["service/pack.hcl"] = &fstest.MapFile{Data: []byte(sharingPack)}
	w.packs["service/environment/main.tf.tmpl"] = &fstest.MapFile{Data: []byte("locals {\n}\n")}
	w.packs["other/pack.hcl"] = &fstest.MapFile{Data: []byte(strings.Replace(sharingPack, `pack "service"`, `pack "other"`, 1))}
	w.packs["other/environment/main.tf.tmpl"] = &fstest.MapFile{Data: []byte("locals {\n}\n")}
	for name := range w.packs {
		if strings.Contains(name, "table") || strings.Contains(name, "run.sh") || strings.Contains(name, "tfvars") {
			delete(w.packs, name)
		}
	}
	return w
}

// only renders these units.
func only(names ...string) func(*Request) {
	return func(r *Request) {
		r.Units = slices.DeleteFunc(slices.Clone(r.Units), func(u *repo.Unit) bool { return !slices.Contains(names, u.Name) })
	}
}

func (w *world) says(only func(*Request), environments ...string) string {
	w.t.Helper()
	w.more = only
	p, err := w.plan(environments...)
	var out []string
	for _, problem := range diag.Of(err) {
		out = append(out, problem.Error())
	}
	if p != nil {
		out = append(out, p.Notices...)
	}
	return strings.Join(out, "\n")
}

func TestUnique(t *testing.T) {
	w := sharingWorld(t)
	w.spec("zeta", "  host = \"a\"\n")
	w.spec("open")
	w.spec("open-too")
	w.apply()
	w.spec("alpha", "  host = \"a\"\n")
	want := service("alpha") + `/scaffold.hcl:3: alpha has the same host as zeta in environment dev: a (Choose another.)`
	if got := w.says(only("alpha"), "dev"); got != want {
		t.Errorf("a new unit: got %q", got)
	}
	if got := w.says(only("zeta"), "dev"); got != "" {
		t.Errorf("who has it is told %q", got)
	}
	if got := w.says(nil, "dev"); got != strings.Replace(strings.Replace(want, "alpha has the same host as zeta", "zeta has the same host as alpha", 1), "/alpha/", "/zeta/", 1) {
		t.Errorf("both at once: got %q", got)
	}
	w.spec("alpha", "  host = \"b\"\n")
	if got := w.says(nil); got != "" {
		t.Errorf("another host: %q", got)
	}
	w.spec("alpha", "  host = \"b\"\n", "  environment \"production\" {\n    host = \"a\"\n  }\n")
	if got := w.says(only("alpha")); !strings.Contains(got, "in environment production: a") || strings.Contains(got, "dev") {
		t.Errorf("in production alone: %q", got)
	}
	w.spec("alpha", "  host = \"a\"\n", "  environments = [\"production\"]\n")
	w.spec("zeta", "  host = \"a\"\n", "  environments = [\"dev\"]\n")
	if got := w.says(nil); got != "" {
		t.Errorf("each in an environment of its own: %q", got)
	}
}

// Packs of one kind count together, whoever wrote them.
func TestUniqueAcrossPacks(t *testing.T) {
	w := sharingWorld(t)
	w.spec("zeta", "  host = \"a\"\n")
	w.write(service("alpha")+"/scaffold.hcl", "unit \"alpha\" {\n  pack = \"other@1.0.0\"\n  host = \"a\"\n}\n")
	m, err := repo.Load(w.files)
	if err != nil {
		t.Fatal(err)
	}
	b := w.builder()
	b.Packs.BuiltinDir["other"] = "other"
	if _, err := b.Build(Request{Model: m, Disk: w.files, Units: m.Units}); err == nil || !strings.Contains(err.Error(), "zeta has the same host as alpha") {
		t.Errorf("got %v", err)
	}
}

func TestLimit(t *testing.T) {
	w := sharingWorld(t)
	add := func(name string) { w.spec(name, "  host = \"x-"+name+"\"\n") }
	for _, name := range []string{"a1", "a2"} {
		add(name)
	}
	if got := w.says(nil); got != "" {
		t.Errorf("two of four: %q", got)
	}
	w.more = nil
	w.apply()
	add("a3")
	if got := w.says(only("a3"), "dev"); got != "dev: 3 hosts begin alike" {
		t.Errorf("three of four: %q", got)
	}
	w.more = nil
	w.apply()
	add("a4")
	w.apply()
	add("a5")
	if got := w.says(only("a5"), "dev"); got != service("a5")+"/scaffold.hcl:3: a5 is one of 5 units with prefix x in environment dev, and at most 4 may have it (5 hosts begin alike)" {
		t.Errorf("five of four: %q", got)
	}
	// Two branches that were merged are beyond it: what a run then does makes it no worse.
	other := sharingWorld(t)
	other.spec("a5", "  host = \"x-a5\"\n")
	other.apply()
	for name, f := range other.files {
		if strings.HasPrefix(name, service("a5")) {
			w.files[name] = f
		}
	}
	if got := w.says(only("a5"), "dev"); got != "dev: 5 hosts begin alike" {
		t.Errorf("five that were there: %q", got)
	}
	if got := w.says(nil, "dev"); got != "dev: 5 hosts begin alike" {
		t.Errorf("all five at once: %q", got)
	}
}

// A run that changes what a unit exposes validates its readers again; it changes no file of theirs.
func TestRecheckOfReaders(t *testing.T) {
	w := sharingWorld(t)
	w.spec("base", "  stores = [\"a\", \"b\"]\n")
	w.spec("reader", "  wants = { base = \"a\" }\n")
	w.spec("far", "  wants = { nowhere = \"a\" }\n") // nothing is known of that
	w.apply()
	lock := w.text(service("reader") + "/.scaffold.lock.hcl")
	w.spec("base", "  stores = [\"a\"]\n")
	if got := w.says(only("base")); got != "" {
		t.Errorf("a store that nobody wants goes: %q", got)
	}
	w.spec("base", "  stores = [\"b\", \"c\"]\n")
	if got := w.says(only("base")); !strings.Contains(got, service("reader")+`/scaffold.hcl:3: after this run reader would not be valid: input "wants" is { base = "a" } in environment dev (No such store: a; change reader first, or generate both at once)`) || strings.Count(got, "\n") != 1 {
		t.Errorf("one that somebody wants: %q", got)
	}
	if got := w.says(only("base"), "production"); !strings.Contains(got, "production") || strings.Contains(got, "environment dev") {
		t.Errorf("in production alone: %q", got)
	}
	w.spec("reader", "  wants = { base = \"c\" }\n")
	if got := w.says(only("reader")); !strings.Contains(got, "No such store: c.") {
		t.Errorf("what base will have counts before it has it: %q", got)
	}
	if got := w.says(only("base", "reader")); got != "" {
		t.Errorf("both at once: %q", got)
	}
	w.spec("base", "  stores = [\"a\", \"b\", \"d\"]\n")
	w.spec("reader", "  wants = { base = \"a\" }\n")
	w.more = nil
	w.apply()
	if got := w.text(service("reader") + "/.scaffold.lock.hcl"); got != lock {
		t.Errorf("the reader's lock holds what base exposes:\n%s", got)
	}
}

// Whatever the units are and in whichever order they are rendered, the same is told.
func TestOrderOfUnitsNeverMatters(t *testing.T) {
	rounds := rand.New(rand.NewPCG(7, 11))
	broken := 0
	for round := range 40 {
		w := sharingWorld(t)
		names := make([]string, 3+rounds.IntN(5))
		for i := range names {
			names[i] = fmt.Sprintf("unit-%c", 'a'+i)
			of, host := rounds.IntN(i+1), rounds.IntN(60)
			w.spec(names[i], fmt.Sprintf("  host = \"%c-%d\"\n  stores = [\"%d\"]\n  wants = { %s = \"%d\" }\n", 'w'+rune(host%3), host, i, names[of], max(0, of-rounds.IntN(12)/11)))
		}
		m, err := repo.Load(w.files)
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]bool{}
		for range 4 {
			units := slices.Clone(m.Units)
			rounds.Shuffle(len(units), func(i, j int) { units[i], units[j] = units[j], units[i] })
			var got []string
			p, err := w.builder().Build(Request{Model: m, Disk: w.files, Units: units})
			for _, problem := range diag.Of(err) {
				got = append(got, problem.Error())
			}
			if p != nil {
				got = append(got, p.Notices...)
			} else {
				broken++
			}
			slices.Sort(got)
			told[strings.Join(got, "\n")] = true
		}
		if len(told) != 1 {
			t.Fatalf("round %d: %d answers: %q", round, len(told), slices.Sorted(maps.Keys(told)))
		}
	}
	if broken == 0 || broken == 160 {
		t.Errorf("%d of 160 runs were refused: the rounds show nothing", broken)
	}
}
