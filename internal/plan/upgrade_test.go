package plan

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

const devMain = "layers/04-applications/alpha/environments/dev/main.tf"

// release makes a new version of the built-in service pack: templates by their
// name, "" to take one away, and text added to the declaration.
func (w *world) release(version, declaration string, templates map[string]string) {
	w.t.Helper()
	w.builder() // fills w.packs
	next := fstest.MapFS{}
	for name, f := range w.packs {
		next[name] = f
	}
	old := string(next["service/pack.hcl"].Data)
	at := strings.Index(old, `version = "`) + len(`version = "`)
	end := at + strings.Index(old[at:], `"`)
	next["service/pack.hcl"] = &fstest.MapFile{Data: []byte(old[:at] + version + old[end:] + declaration)}
	for name, text := range templates {
		if text == "" {
			delete(next, "service/environment/"+name)
			continue
		}
		next["service/environment/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	w.packs = next
}

// upgrade moves alpha to a version and carries it out.
func (w *world) upgrade(version string, environments ...string) []string {
	w.t.Helper()
	name := service("alpha") + "/scaffold.hcl"
	text := w.text(name)
	at := strings.Index(text, "service@") + len("service@")
	end := at + strings.Index(text[at:], `"`)
	w.write(name, text[:at]+version+text[end:])
	w.more = func(r *Request) { r.Upgrade = true }
	defer func() { w.more = nil }()
	return w.apply(environments...)
}

const secondMain = "resource \"a_b\" \"main\" {\n  owner = <% hcl .owner %>\n  kind  = \"new\"\n}\n"

func TestUpgrade(t *testing.T) {
	w := newWorld(t, "alpha")
	w.apply()
	w.write(devMain, strings.Replace(w.text(devMain), "{\n", "{\n  mine = 1\n", 1))
	w.release("1.1.0", "", map[string]string{"main.tf.tmpl": secondMain, "more.tf.tmpl": "# more\n"})
	if got := w.apply(); len(got) > 0 {
		t.Errorf("generate moves versions: %v", got)
	}
	got := w.upgrade("1.1.0", "dev")
	for _, want := range []string{"merge " + devMain, "create layers/04-applications/alpha/environments/dev/more.tf", "create .scaffold/packs/service@1.1.0/pack.hcl"} {
		if !slices.Contains(got, want) {
			t.Errorf("the upgrade of dev lacks %q: %v", want, got)
		}
	}
	if text := w.text(devMain); !strings.Contains(text, "mine  = 1") && !strings.Contains(text, "mine = 1") || !strings.Contains(text, "kind") {
		t.Errorf("merged:\n%s", text)
	}
	if w.text("layers/04-applications/alpha/environments/production/more.tf") != "" {
		t.Error("production was upgraded too")
	}
	if got := w.apply(); len(got) > 0 {
		t.Errorf("generate after the upgrade of one environment: %v", got)
	}
	w.upgrade("1.1.0")
	if got := w.upgrade("1.1.0"); len(got) > 0 {
		t.Errorf("the second upgrade: %v", got)
	}
}

func TestMovesAndRenames(t *testing.T) {
	w := newWorld(t, "alpha")
	w.spec("alpha", "owner = \"us\"\n")
	w.apply()
	const dir = "layers/04-applications/alpha/environments/"
	w.write(devMain, w.text(devMain)+"# mine\n")
	w.write(dir+"dev/terraform.tfvars", "count = 5 # five\n")
	w.release("2.0.0", `
moved {
  from = "environments/*/main.tf"
  to   = "environments/*/service.tf"
}
renamed_input {
  from = "count"
  to   = "tasks"
}
renamed_input {
  from = "owner"
  to   = "team"
}
`, map[string]string{"main.tf.tmpl": "", "service.tf.tmpl": strings.Replace(secondMain, ".owner", ".team", 1)})
	declaration := string(w.packs["service/pack.hcl"].Data)
	declaration = strings.NewReplacer(`input "owner"`, `input "team"`, `["owner"]`, `["team"]`, `input "count"`, `input "tasks"`, "count <= 9", "tasks <= 9").Replace(declaration)
	w.packs["service/pack.hcl"] = &fstest.MapFile{Data: []byte(declaration)}
	name := service("alpha") + "/scaffold.hcl"
	w.write(name, strings.Replace(w.text(name), "owner", "team", 1))
	got := w.upgrade("2.0.0", "dev")
	for _, want := range []string{"move " + dir + "dev/service.tf", "delete " + devMain, "update " + dir + "dev/terraform.tfvars"} {
		if !slices.Contains(got, want) {
			t.Errorf("the upgrade lacks %q: %v", want, got)
		}
	}
	if text := w.text(dir + "dev/service.tf"); !strings.Contains(text, "# mine") || !strings.Contains(text, "kind") || !strings.Contains(text, `"us"`) {
		t.Errorf("the edit did not follow:\n%s", text)
	}
	if text := w.text(dir + "dev/terraform.tfvars"); text != "tasks = 5 # five\n" {
		t.Errorf("terraform.tfvars: %q", text)
	}
	// production's older pack still finds what the spec calls by its new name.
	if got := w.apply(); len(got) > 0 {
		t.Errorf("generate after the upgrade of dev: %v\n%s", got, w.text(dir+"production/main.tf"))
	}
}

func TestConflictSides(t *testing.T) {
	for side, want := range map[Side]struct {
		kind    Kind
		content string
	}{
		Markers: {Conflict, "<<<<<<< yours\n"}, Ours: {Unchanged, ""}, Theirs: {Merge, `owner = "x"`}, Abort: {Conflict, ""},
	} {
		t.Run(string(side), func(t *testing.T) {
			w := newWorld(t, "alpha")
			w.apply()
			w.write(devMain, strings.Replace(w.text(devMain), `"team"`, `"mine"`, 1))
			w.write("scaffold.hcl", rootFile+"\ndefaults \"service\" {\n  owner = \"x\"\n}\n")
			w.more = func(r *Request) { r.Conflicts = side }
			p, err := w.plan()
			if err != nil {
				t.Fatal(err)
			}
			at := slices.IndexFunc(p.Actions, func(a Action) bool { return a.Path == repo.Path(devMain) })
			if at < 0 {
				if want.kind != Unchanged {
					t.Errorf("%s: no action", side)
				}
				return
			}
			a := p.Actions[at]
			if a.Kind != want.kind || !strings.Contains(string(a.Content), want.content) || a.Writes() != (want.content != "") {
				t.Errorf("%s: %s %q", side, a.Kind, a.Content)
			}
			if a.Kind == Conflict && (len(a.Clashes) != 1 || a.Clashes[0].Line != 2 || !strings.Contains(a.Clashes[0].What, "owner")) {
				t.Errorf("%s: %+v", side, a.Clashes)
			}
		})
	}
}

func TestResetAndRestore(t *testing.T) {
	w := newWorld(t, "alpha")
	w.apply()
	rendered := w.text(devMain)
	const other = "layers/04-applications/alpha/environments/production/main.tf"
	w.write(devMain, "# all mine\n")
	delete(w.files, other)
	w.more = func(r *Request) {
		r.Reset, r.Restore = map[repo.Path]bool{devMain: true}, map[repo.Path]bool{other: true}
	}
	got := w.apply()
	if !slices.Contains(got, "update "+devMain) || !slices.Contains(got, "create "+other) || w.text(devMain) != rendered || w.text(other) != rendered {
		t.Errorf("reset and restore: %v", got)
	}
	if got := w.apply(); len(got) > 0 {
		t.Errorf("again: %v", got)
	}
}

// TestLostBase: where the base can't be rendered again git is asked, and where
// git lacks it, all that differs is in conflict.
func TestLostBase(t *testing.T) {
	for _, kept := range []bool{true, false} {
		w := newWorld(t, "alpha")
		w.apply()
		rendered := w.text(devMain)
		w.write(devMain, rendered+"# mine\n")
		lockName := service("alpha") + "/.scaffold.lock.hcl"
		w.write(lockName, strings.Replace(w.text(lockName), "inputs = {\n    owner = \"team\"", "inputs = {\n    owner = \"other\"", -1))
		w.write("scaffold.hcl", rootFile+"\ndefaults \"service\" {\n  owner = \"x\"\n}\n")
		w.more = func(r *Request) {
			r.Blob = func(string) ([]byte, bool) { return []byte(rendered), kept }
		}
		p, err := w.plan()
		if err != nil {
			t.Fatal(err)
		}
		kind := Kind("")
		for _, a := range p.Actions {
			if a.Path == repo.Path(devMain) {
				kind = a.Kind
				if a.Kind == Conflict && !strings.Contains(a.Reason, "base is lost") {
					t.Errorf("the reason is %q", a.Reason)
				}
			}
		}
		if want := map[bool]Kind{true: Merge, false: Conflict}[kept]; kind != want {
			t.Errorf("with the blob in git %t: %s", kept, kind)
		}
	}
}
