package plan

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

const rootFile = `repository {
  organization = "acme"
  vcs          = "acme/infra"
  pack         = "root@1.0.0"
}

environment "dev" {
}

environment "production" {
}

layer "applications" {
  directory = "04-applications"
  holds     = "services"
}
`

const rootPack = `pack "root" {
  version = "1.0.0"
  reads   = ["environments"]
}
files "unit" {
  root = "unit"
}
file "OWNERS" {
  seed_once = true
}
section "OWNERS" {
  role  = "owner"
  line  = "/${path}/${environment} ${value}"
  begin = "# begin"
  end   = "# end"
}
`

const servicePack = `pack "service" {
  version = "1.0.0"
  layer   = "applications"
  reads   = ["production"]
}
input "owner" {
  type        = string
  default     = "team"
  role        = "owner"
  description = "owner"
}
input "table" {
  type        = bool
  default     = false
  description = "table"
}
input "size" {
  type        = number
  default     = production ? 2 : 1
  pinned      = true
  description = "size"
}
input "slot" {
  type        = number
  description = "slot"
  allocate {
    low         = 10
    high        = 14
    unique_with = ["owner"]
  }
}
input "count" {
  type        = number
  default     = 3
  stored_in   = "tfvars"
  description = "How many"
  validation {
    condition     = count <= 9
    error_message = "At most 9."
  }
}
files "environment" {
  root = "environment"
}
file "environments/*/table.tf" {
  when = table
}
file "environments/*/run.sh" {
  executable = true
}
notice {
  when    = try(previous.table, false) && !table
  message = "The table of ${unit} goes."
}
`

func builtin() fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range map[string]string{
		"root/pack.hcl": rootPack, "root/unit/OWNERS.tmpl": "mine\n# begin\n# end\n", "root/unit/README.md.tmpl": "<% len .environments %>\n",
		"service/pack.hcl":                          servicePack,
		"service/environment/main.tf.tmpl":          "resource \"a_b\" \"main\" {\n  owner = <% hcl .owner %>\n}\n",
		"service/environment/table.tf.tmpl":         "resource \"a_table\" \"main\" {\n}\n",
		"service/environment/run.sh.tmpl":           "#!/bin/sh\n",
		"service/environment/terraform.tfvars.tmpl": "# numbers of <% .unit %>\n",
	} {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// world is a repository in memory, on which plans are carried out.
type world struct {
	t     *testing.T
	files fstest.MapFS
	allow []string
	flags Tfvars
	packs fstest.MapFS // built in; nil means builtin()
	more  func(*Request)
	stop  func() error
}

func newWorld(t *testing.T, services ...string) *world {
	w := &world{t: t, files: fstest.MapFS{}}
	w.write("scaffold.hcl", rootFile)
	for _, name := range services {
		w.spec(name)
	}
	return w
}

func (w *world) write(name, text string) { w.files[name] = &fstest.MapFile{Data: []byte(text)} }

func (w *world) spec(name string, lines ...string) {
	w.write(service(name)+"/scaffold.hcl", fmt.Sprintf("unit %q {\n  pack = \"service@1.0.0\"\n%s}\n", name, strings.Join(append(lines, ""), "\n")))
}

func service(name string) string { return "layers/04-applications/" + name }

func (w *world) builder() *Builder {
	if w.packs == nil {
		w.packs = builtin()
	}
	return &Builder{Packs: &pack.Store{Builtin: w.packs, BuiltinDir: map[string]string{"root": "root", "service": "service"}, Repository: w.files}, Renderer: render.New(), Stop: w.stop}
}

// plan completes the specs and builds a plan of all units.
func (w *world) plan(environments ...string) (*Plan, error) {
	m, err := repo.Load(w.files)
	if err != nil {
		return nil, err
	}
	b := w.builder()
	changes, err := b.Complete(m, m.Units, "")
	if err != nil {
		return nil, err
	}
	for _, u := range m.Units {
		if len(changes[u.Name]) > 0 {
			name := u.Path.Join(spec.Filename)
			edited, err := spec.Edit(string(name), u.Spec.Source, changes[u.Name])
			if err != nil {
				return nil, err
			}
			w.write(string(name), string(edited))
		}
	}
	if m, err = repo.Load(w.files); err != nil {
		return nil, err
	}
	r := Request{Model: m, Disk: w.files, Units: m.Units, Environments: environments, AllowDestroy: w.allow, Tfvars: w.flags}
	if w.more != nil {
		w.more(&r)
	}
	return b.Build(r)
}

// apply plans and carries the plan out; it returns "kind path" of each action.
func (w *world) apply(environments ...string) []string {
	w.t.Helper()
	p, err := w.plan(environments...)
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, a := range p.Actions {
		out = append(out, string(a.Kind)+" "+string(a.Path))
		switch a.Kind {
		case Create, Update, Merge, Move:
			mode := fs.FileMode(0o644)
			if a.Bit == BitSet {
				mode = 0o755
			}
			w.files[string(a.Path)] = &fstest.MapFile{Data: a.Bytes(), Mode: mode}
		case Delete:
			delete(w.files, string(a.Path))
		}
	}
	return out
}

func (w *world) text(name string) string {
	if f := w.files[name]; f != nil {
		return string(f.Data)
	}
	return ""
}

func TestBuild(t *testing.T) {
	w := newWorld(t, "alpha", "beta")
	first := w.apply()
	for _, want := range []string{
		"create " + service("alpha") + "/environments/dev/main.tf", "create " + service("beta") + "/.scaffold.lock.hcl", "create .scaffold.lock.hcl",
		"create .scaffold/packs/service@1.0.0/pack.hcl", "create README.md",
	} {
		if !slices.Contains(first, want) {
			t.Errorf("the plan lacks %q: %v", want, first)
		}
	}
	for _, name := range first {
		if strings.Contains(name, "table.tf") && !strings.Contains(name, "packs") {
			t.Errorf("%s although `when` is false", name)
		}
	}
	if got := w.text("OWNERS"); got != "mine\n# begin\n/layers/04-applications/alpha/dev team\n/layers/04-applications/alpha/production team\n/layers/04-applications/beta/dev team\n/layers/04-applications/beta/production team\n# end\n" {
		t.Errorf("OWNERS holds\n%s", got)
	}
	if got := w.text(service("alpha") + "/environments/dev/terraform.tfvars"); got != "# numbers of alpha\n\n# How many\ncount = 3\n" {
		t.Errorf("tfvars holds\n%s", got)
	}
	if second := w.apply(); len(second) > 0 {
		t.Errorf("again: %v", second)
	}
}

// TestLocksComeLast: a unit's lock says what is on disk, so it is written
// behind the unit's files, and a vendored pack's declaration behind its others.
func TestLocksComeLast(t *testing.T) {
	w := newWorld(t, "alpha")
	actions := w.apply()
	at := func(name string) int { return slices.Index(actions, "create "+name) }
	for _, name := range actions {
		switch {
		case strings.Contains(name, service("alpha")) && at(service("alpha")+"/.scaffold.lock.hcl") < slices.Index(actions, name):
			t.Errorf("%s comes behind the lock", name)
		case strings.Contains(name, "packs/service@") && at(".scaffold/packs/service@1.0.0/pack.hcl") < slices.Index(actions, name):
			t.Errorf("%s comes behind pack.hcl", name)
		}
	}
	p, _ := newWorld(t, "alpha").plan()
	for _, a := range p.Actions {
		if (a.Bit == BitSet) != strings.HasSuffix(string(a.Path), "/run.sh") {
			t.Errorf("%s executable: %v", a.Path, a.Bit)
		}
	}
}

func TestPinsAndAllocations(t *testing.T) {
	w := newWorld(t, "a", "b", "c", "d", "e")
	w.apply()
	seen := map[string]bool{}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		u, err := spec.ParseUnit(name, []byte(w.text(service(name)+"/scaffold.hcl")))
		if err != nil {
			t.Fatal(err)
		}
		slot := u.Inputs["slot"].Value.AsBigFloat().String()
		if seen[slot] {
			t.Errorf("slot %s is taken twice", slot)
		}
		seen[slot] = true
		if !u.Overrides["dev"]["size"].Value.RawEquals(cty.NumberIntVal(1)) || !u.Overrides["production"]["size"].Value.RawEquals(cty.NumberIntVal(2)) {
			t.Errorf("%s: size is pinned to %v", name, u.Overrides)
		}
	}
	w.spec("f")
	if _, err := w.plan(); err == nil || !strings.Contains(err.Error(), "all numbers from 10 to 14 are taken") {
		t.Errorf("a sixth: %v", err)
	}
	w.spec("f", `owner = "others"`) // another group
	w.apply()
	w.spec("g", "slot = 12", `owner = "more"`)
	w.spec("h", "slot = 12", `owner = "more"`)
	_, err := w.plan()
	if list := diag.Of(err); len(list) != 1 || !strings.Contains(list[0].Error(), "scaffold generate h --reallocate slot") || list[0].Range == nil {
		t.Errorf("twice the same: %v", err)
	}
}

// TestAllocationIsStable: the number follows from the names alone.
func TestAllocationIsStable(t *testing.T) {
	one, two := newWorld(t, "alpha", "beta"), newWorld(t, "alpha", "beta")
	one.apply()
	two.apply()
	for name, f := range one.files {
		if two.text(name) != string(f.Data) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestHandEdits(t *testing.T) {
	main := service("alpha") + "/environments/dev/main.tf"
	w := newWorld(t, "alpha")
	w.apply()
	rendered := w.text(main)
	w.write(main, rendered+"# mine\n")
	if got := w.apply(); len(got) > 0 {
		t.Errorf("an edit alone: %v", got)
	}
	w.write("scaffold.hcl", rootFile+"\ndefaults \"service\" {\n  owner = \"x\"\n}\n")
	if got := w.apply(); !slices.Contains(got, "merge "+main) || w.text(main) != strings.Replace(rendered, "team", "x", 1)+"# mine\n" {
		t.Errorf("an edited file whose render changes: %v\n%s", got, w.text(main))
	}
	delete(w.files, main)
	w.write("scaffold.hcl", rootFile+"\ndefaults \"service\" {\n  owner = \"y\"\n}\n")
	if got := w.apply(); !slices.Contains(got, "keep "+main) || w.text(main) != "" {
		t.Errorf("a deleted file: %v", got)
	}
	if got := w.apply(); len(got) > 0 {
		t.Errorf("it is reported once: %v", got)
	}
}

func TestPendingEnvironments(t *testing.T) {
	w := newWorld(t, "alpha")
	w.apply()
	w.write("scaffold.hcl", rootFile+"\ndefaults \"service\" {\n  owner = \"x\"\n}\n")
	w.apply("dev")
	if !strings.Contains(w.text(service("alpha")+"/environments/dev/main.tf"), `"x"`) || strings.Contains(w.text(service("alpha")+"/environments/production/main.tf"), `"x"`) {
		t.Error("--env renders the wrong environments")
	}
	l, err := lock.Parse("x", []byte(w.text(service("alpha")+"/.scaffold.lock.hcl")))
	if err != nil {
		t.Fatal(err)
	}
	if !l.Block("dev").Inputs()["owner"].RawEquals(cty.StringVal("x")) || !l.Block("production").Inputs()["owner"].RawEquals(cty.StringVal("team")) {
		t.Error("the lock's blocks did not advance one by one")
	}
	if _, err := w.plan("nope"); err == nil || !strings.Contains(err.Error(), "dev, production") {
		t.Errorf("an unknown environment: %v", err)
	}
	if got := w.apply(); !slices.Contains(got, "update "+service("alpha")+"/environments/production/main.tf") {
		t.Errorf("the rest: %v", got)
	}
}

// TestStop: planning ends before the next unit when it is to stop, or at the end.
func TestStop(t *testing.T) {
	stopped := errors.New("stopped")
	for last := range 4 {
		w := newWorld(t, "alpha", "beta")
		var asked atomic.Int64
		w.stop = func() error {
			if int(asked.Add(1)) > last {
				return stopped
			}
			return nil
		}
		p, err := w.plan()
		if err == nil && last == 3 && p != nil {
			continue // all were planned before
		}
		if !errors.Is(err, stopped) || p != nil {
			t.Errorf("stopped after %d questions: %v, %v", last, p, err)
		}
	}
}

func TestAddressSafety(t *testing.T) {
	w := newWorld(t)
	w.spec("alpha", "table = true")
	w.apply()
	table, dev := service("alpha")+"/environments/dev/table.tf", service("alpha")+"/environments/dev"
	w.write(service("alpha")+"/scaffold.hcl", strings.Replace(w.text(service("alpha")+"/scaffold.hcl"), "table = true", "table = false", 1))
	_, err := w.plan()
	// One problem names every root module that loses the address.
	losing := func(err error) int { return strings.Count(diag.List.Error(diag.Of(err)), "/environments/") }
	if list := diag.Of(err); len(list) != 1 || losing(err) != 2 || !strings.Contains(list[0].Error(), "would lose a_table.main") || !strings.Contains(list[0].Hint, "--allow-destroy a_table.main") {
		t.Errorf("a lost address: %v", err)
	}
	forget := "\n\n  lifecycle {\n    destroy = false\n  }\n}\n"
	moved := func(from, to string) string { return "moved {\n  from = " + from + "\n  to = " + to + "\n}\n" }
	other := "resource \"a_table\" \"other\" {}\nmodule \"m\" {\n  source = \"./m\"\n}\n"
	for name, c := range map[string]struct {
		text string
		lost int // of dev and production, where only dev has the text
	}{
		"moved":               {moved("a_table.main", "a_table.other") + other, 1},
		"moved to a key":      {moved("a_table.main", "a_table.other[\"x\"]") + other, 1},
		"moved into a module": {moved("a_table.main", "module.m.a_table.main") + other, 1},
		"moved on":            {moved("a_table.main", "a_table.old") + moved("a_table.old", "a_table.other") + other, 1},
		"moved to nowhere":    {moved("a_table.main", "a_table.gone") + other, 2},
		"moved in a circle":   {moved("a_table.main", "a_table.old") + moved("a_table.old", "a_table.main"), 2},
		"moved and removed":   {moved("a_table.main", "a_table.old") + "removed {\n  from = a_table.old" + forget, 1},
		"removed, but what":   {"removed {\n}\n", 2},
		"removed":             {"removed {\n  from = a_table.main" + forget, 1},
		"removed, destroyed":  {"removed {\n  from = a_table.main\n}\n", 2},
		"said to destroy":     {strings.Replace("removed {\n  from = a_table.main"+forget, "false", "true", 1), 2},
		"in a comment":        {"# resource \"a_table\" \"main\" {\n# }\n", 2},
		"in a heredoc":        {"locals {\n  note = <<EOT\nresource \"a_table\" \"main\" {\n}\nEOT\n}\n", 2},
		"in another file":     {"resource \"a_table\" \"main\" {\n}\n", 1},
		"there no times":      {"resource \"a_table\" \"main\" {\n  count = 0\n}\n", 2},
	} {
		t.Run(name, func(t *testing.T) {
			w.write(dev+"/own.tf", c.text)
			if _, err := w.plan(); losing(err) != c.lost {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	w.write(dev+"/own.tf", "# removed { from = a_table.main }\n")
	if _, err := w.plan(); losing(err) != 2 {
		t.Errorf("with a comment: %v", err)
	}
	delete(w.files, dev+"/own.tf")
	w.allow = []string{service("alpha") + "/environments/dev:a_table.main"}
	if _, err := w.plan(); losing(err) != 1 {
		t.Errorf("allowed in dev: %v", err)
	}
	w.allow = []string{"a_table.main"}
	p, err := w.plan()
	if err != nil || len(p.Addresses.Removed) != 2 || len(p.Notices) == 0 || !strings.Contains(p.Notices[0], "The table of alpha goes.") {
		t.Fatalf("allowed: %+v, %v", p, err)
	}
	if got := w.apply(); !slices.Contains(got, "delete "+table) {
		t.Errorf("allowed: %v", got)
	}
	w.allow = nil
	w.write(service("alpha")+"/scaffold.hcl", strings.Replace(w.text(service("alpha")+"/scaffold.hcl"), "table = false", "table = true", 1))
	p, err = w.plan()
	if err != nil || len(p.Addresses.Added) != 2 {
		t.Errorf("coming back: %+v, %v", p, err)
	}
}

func TestTfvars(t *testing.T) {
	name := service("alpha") + "/environments/dev/terraform.tfvars"
	for title, c := range map[string]struct {
		text string
		flag cty.Value
		want string // the file afterwards, or a part of the problem after !
	}{
		"kept":              {"count = 5 # mine\n", cty.NilVal, "count = 5 # mine\n"},
		"added":             {"other = \"x\"\n", cty.NilVal, "other = \"x\"\n\n# How many\ncount = 3\n"},
		"no final newline":  {"other = 1", cty.NilVal, "other = 1\n\n# How many\ncount = 3\n"},
		"an operator":       {"count = 2 + 2\n", cty.NilVal, "count = 2 + 2\n"},
		"text for a number": {"count = \"4\"\n", cty.NilVal, "count = \"4\"\n"},
		"a flag, missing":   {"", cty.NumberIntVal(7), "\n# How many\ncount = 7\n"},
		"a flag, the same":  {"count = 7\n", cty.NumberIntVal(7), "count = 7\n"},
		"a flag, otherwise": {"count = 6\n", cty.NumberIntVal(7), "!terraform.tfvars:1"},
		"not valid":         {"count = 10\n", cty.NilVal, "!At most 9."},
		"a flag, not valid": {"", cty.NumberIntVal(10), "!At most 9."},
		"a wrong type":      {"count = [1]\n", cty.NilVal, "!terraform.tfvars:1"},
		"a function":        {"count = max(1, 2)\n", cty.NilVal, "!terraform.tfvars:1"},
		"a variable":        {"\ncount = var.x\n", cty.NilVal, "!terraform.tfvars:2"},
		"unparsable":        {"count = \n", cty.NilVal, "!terraform.tfvars:1"},
	} {
		t.Run(title, func(t *testing.T) {
			w := newWorld(t, "alpha")
			w.apply()
			w.write(name, c.text)
			if c.flag != cty.NilVal {
				w.flags = Tfvars{"alpha": {"dev": {"count": c.flag}}}
			}
			if problem, wrong := strings.CutPrefix(c.want, "!"); wrong {
				if _, err := w.plan(); err == nil || !strings.Contains(err.Error(), problem) || len(diag.Of(err)) != 1 {
					t.Errorf("got %v, want %q", err, problem)
				}
				return
			}
			w.apply()
			if got := w.text(name); got != c.want {
				t.Errorf("it holds %q, want %q", got, c.want)
			}
			lockText := w.text(service("alpha") + "/.scaffold.lock.hcl")
			if strings.Contains(lockText, "count") {
				t.Error("the lock holds a value of tfvars")
			}
		})
	}
}

func TestSections(t *testing.T) {
	for name, c := range map[string]struct{ before, after, notice string }{
		"the user's lines stay": {"# mine\n# begin\nold\n# end\nmore", "# mine\n# begin\n/layers/04-applications/alpha/dev team\n/layers/04-applications/alpha/production team\n# end\nmore", ""},
		"no end":                {"# begin\n", "# begin\n", "has lost its lines"},
		"no begin":              {"# end\n", "# end\n", "has lost its lines"},
		"two of them":           {"# begin\n# end\n# begin\n# end\n", "# begin\n# end\n# begin\n# end\n", "has lost its lines"},
		"empty":                 {"", "", "has lost its lines"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "alpha")
			w.apply()
			w.write("OWNERS", c.before)
			p, err := w.plan()
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(p.Notices, "\n"); (got == "") != (c.notice == "") || !strings.Contains(got, c.notice) {
				t.Errorf("notices are %q", got)
			}
			w.apply()
			if got := w.text("OWNERS"); got != c.after {
				t.Errorf("it holds %q", got)
			}
		})
	}
	w := newWorld(t, "alpha")
	w.apply()
	delete(w.files, "OWNERS")
	if got := w.apply(); len(got) > 0 {
		t.Errorf("a deleted file comes back: %v", got)
	}
	w = newWorld(t)
	w.spec("alpha", `owner = "a\n/ @evil"`)
	if _, err := w.plan(); err == nil || !strings.Contains(err.Error(), "one line of text") {
		t.Errorf("an owner of two lines: %v", err)
	}
}

func TestUnitProblems(t *testing.T) {
	for name, c := range map[string]struct{ spec, want string }{
		"environment unknown":   {"environments = [\"test\"]", `"test" that does not exist`},
		"override of unknown":   {"environment \"test\" {\n}", "to override"},
		"a pack of the root":    {"", "makes units of the layer"},
		"input unknown":         {"ownr = \"x\"", `did you mean "owner"`},
		"wrong type":            {"table = \"perhaps\"", `input "table"`},
		"two owners":            {"count = 3", "every value has one owner"},
		"one mistake, one line": {"table = 7", "input"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.spec("alpha", c.spec)
			if c.spec == "" {
				w.write("scaffold.hcl", strings.Replace(rootFile, `layer "applications"`, `layer "others"`, 1))
			}
			_, err := w.plan()
			list := diag.Of(err)
			if !isOne(list) || list[0].Kind != diag.Usage || list[0].Range == nil || !strings.Contains(list[0].Error(), c.want) {
				t.Errorf("got %v, want one problem with %q", list, c.want)
			}
		})
	}
}

// isOne tells whether package report makes one problem of a list: they differ in
// nothing but their environments.
func isOne(list diag.List) bool {
	told := map[string]bool{}
	for _, p := range list {
		bare := *p
		bare.Environments = nil
		told[fmt.Sprint(bare.Error(), bare.Unit, bare.Among)] = true
	}
	return len(told) == 1
}

// TestProblemsSayWhere: the unit and the environments of a problem are fields.
func TestProblemsSayWhere(t *testing.T) {
	w := newWorld(t, "alpha", "beta")
	w.apply()
	w.spec("beta", "slot = 11", "ownr = 1")
	w.write(service("alpha")+"/environments/production/terraform.tfvars", "count = 12\n")
	_, err := w.plan()
	var got []string
	for _, p := range diag.Of(err) {
		got = append(got, fmt.Sprint(p.Unit, p.Environments, p.Among, " ", p.Summary))
	}
	const unknown = `beta[] [dev production] pack service@1.0.0 has no input "ownr"`
	want := []string{"alpha[production] [dev production] input \"count\" is 12", unknown, unknown, unknown}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestChangedVendoredPack: what was rendered with other bytes is refused.
func TestChangedVendoredPack(t *testing.T) {
	w := newWorld(t, "alpha")
	w.apply()
	name := ".scaffold/packs/service@1.0.0/environment/main.tf.tmpl"
	w.write(name, w.text(name)+"# changed\n")
	_, err := w.plan()
	list := diag.Of(err)
	if len(list) == 0 || !slices.Equal(list[0].Units, []string{service("alpha")}) ||
		!strings.Contains(list[0].Error(), "the vendored pack service@1.0.0 is not the one that "+service("alpha")+" was rendered with") {
		t.Errorf("got %v", err)
	}
}

// One run names the same mistakes in the same order, however often it is made.
func TestProblemsStandInOrder(t *testing.T) {
	w := newWorld(t, "alpha", "beta")
	for _, name := range []string{"alpha", "beta"} {
		var lines []string
		for i, environment := range []string{"a", "b", "c", "d", "e"} {
			lines = append(lines, fmt.Sprintf("environment %q {\n  slot = %d\n}", environment, 200+i))
		}
		w.spec(name, append(lines, "slot = 199")...)
	}
	_, first := w.plan()
	for range 30 {
		if _, err := w.plan(); err == nil || err.Error() != first.Error() {
			t.Fatalf("first\n%s\nthen\n%s", first, err)
		}
	}
}

// TestMovedUnit: a unit's files may name its folder, so they are rendered anew
// where it moves.
func TestMovedUnit(t *testing.T) {
	w := newWorld(t, "alpha")
	w.apply()
	w.write("scaffold.hcl", strings.Replace(rootFile, "04-applications", "07-applications", 1))
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		if moved := strings.Replace(name, "04-", "07-", 1); moved != name {
			w.files[moved] = w.files[name]
			delete(w.files, name)
		}
	}
	w.apply()
	text := w.text("layers/07-applications/alpha/.scaffold.lock.hcl")
	if strings.Contains(text, "04-applications") || !strings.Contains(text, "layers/07-applications/alpha") {
		t.Errorf("the lock holds\n%s", text)
	}
}
