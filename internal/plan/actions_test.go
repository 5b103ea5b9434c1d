package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// TestWrites: which actions change a file.
func TestWrites(t *testing.T) {
	p := &Plan{}
	for _, a := range []Action{
		{Kind: Create, Path: "create"},
		{Kind: Update, Path: "update"},
		{Kind: Merge, Path: "merge"},
		{Kind: Move, Path: "move"},
		{Kind: Delete, Path: "delete"},
		{Kind: Keep, Path: "keep"},
		{Kind: Conflict, Path: "conflict"},
		{Kind: Conflict, Path: "markers", Content: []byte("<<<<<<< yours\n")},
		{Kind: Unchanged, Path: "unchanged"},
	} {
		p.add(a)
	}
	paths := func(list []Action) string {
		var out []string
		for _, a := range list {
			out = append(out, string(a.Path))
		}
		return strings.Join(out, " ")
	}
	if got, want := paths(p.Writes()), "create update merge move delete markers"; got != want {
		t.Errorf("files are changed by %s, want %s", got, want)
	}
	if got, want := paths(p.Of(Conflict, Keep)), "keep conflict markers"; got != want {
		t.Errorf("in the order of the plan: %s, want %s", got, want)
	}
	if p.Unchanged != 1 || len(p.Actions) != 8 {
		t.Errorf("%d are unchanged, %d are actions", p.Unchanged, len(p.Actions))
	}
}

// kindsOfRun plans and returns "kind path" of the actions that the filter lets pass.
func (w *world) kindsOfRun(filter string) (out []string, p *Plan) {
	w.t.Helper()
	p, err := w.plan()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, a := range p.Actions {
		if strings.Contains(string(a.Path), filter) {
			out = append(out, string(a.Kind)+" "+strings.TrimPrefix(string(a.Path), service("alpha")+"/environments/"))
		}
	}
	return out, p
}

// TestEditsComeFirst: the specs that a run changes are written before what is
// rendered of them.
func TestEditsComeFirst(t *testing.T) {
	w := newWorld(t, "alpha")
	w.apply()
	spec := repo.Path(service("alpha") + "/scaffold.hcl")
	old := w.text(string(spec))
	w.more = func(r *Request) {
		r.Edits = map[repo.Path][]byte{
			spec:                       []byte(strings.Replace(old, "pack", "# why\n  pack", 1)),
			"scaffold.hcl":             []byte(rootFile), // as it is
			"layers/04-applications/b": []byte("new\n"),
		}
	}
	got, p := w.kindsOfRun("")
	if want := []string{"update " + string(spec), "create layers/04-applications/b"}; !slices.Equal(got, want) {
		t.Errorf("planned are %v, want %v", got, want)
	}
	if p.Actions[0].Reason != "changed as asked" || p.Actions[1].Reason != "the spec" {
		t.Errorf("reasons are %q and %q", p.Actions[0].Reason, p.Actions[1].Reason)
	}
}

const moveMain = "moved {\n  from = \"environments/*/main.tf\"\n  to   = \"environments/*/service.tf\"\n}\n"

// TestMovedFiles: a file that the pack calls otherwise is moved with its edits;
// where both names are there, a person decides.
func TestMovedFiles(t *testing.T) {
	const rendered = "resource \"a_b\" \"main\" {\n  owner = \"team\"\n}\n"
	dev := strings.TrimSuffix(devMain, "main.tf")
	for name, c := range map[string]struct {
		template string
		happens  func(w *world)
		want     []string // of dev, by kind and name
		content  string   // of service.tf afterwards, where it is written; "-" for none
	}{
		"as rendered":        {"", func(*world) {}, []string{"move dev/service.tf", "delete dev/main.tf"}, rendered},
		"edited":             {"", func(w *world) { w.write(devMain, rendered+"# mine\n") }, []string{"move dev/service.tf", "delete dev/main.tf"}, rendered + "# mine\n"},
		"edited and changed": {secondMain, func(w *world) { w.write(devMain, rendered+"# mine\n") }, []string{"move dev/service.tf", "delete dev/main.tf"}, strings.Replace(rendered, "\n}", "\n  kind  = \"new\"\n}", 1) + "# mine\n"},
		"changed":            {secondMain, func(*world) {}, []string{"move dev/service.tf", "delete dev/main.tf"}, strings.Replace(rendered, "\n}", "\n  kind  = \"new\"\n}", 1)},
		"deleted by hand":    {"", func(w *world) { delete(w.files, devMain) }, nil, "-"},
		"moved by hand":      {"", func(w *world) { w.write(dev+"service.tf", rendered); delete(w.files, devMain) }, nil, "-"},
		"moved and edited":   {"", func(w *world) { w.write(dev+"service.tf", rendered+"# mine\n"); delete(w.files, devMain) }, nil, "-"},
		"both, the same":     {"", func(w *world) { w.write(dev+"service.tf", rendered) }, []string{"keep dev/main.tf"}, "-"},
		"both, with an edit": {"", func(w *world) { w.write(dev+"service.tf", "# other\n"+rendered) }, []string{"keep dev/main.tf"}, "-"},
		"edited in one place": {secondMain, func(w *world) {
			w.write(devMain, strings.Replace(rendered, "owner = \"team\"", "owner = \"team\"\n  kind  = \"old\"", 1))
		}, []string{"conflict dev/service.tf", "delete dev/main.tf"}, "resource \"a_b\" \"main\" {\n  owner = \"team\"\n<<<<<<< yours\n  kind  = \"old\"\n||||||| last rendered\n=======\n  kind  = \"new\"\n>>>>>>> rendered now\n}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "alpha")
			w.apply()
			template := c.template
			if template == "" {
				template = string(w.packs["service/environment/main.tf.tmpl"].Data)
			}
			w.release("2.0.0", moveMain, map[string]string{"main.tf.tmpl": "", "service.tf.tmpl": template})
			w.write(service("alpha")+"/scaffold.hcl", strings.Replace(w.text(service("alpha")+"/scaffold.hcl"), "@1.0.0", "@2.0.0", 1))
			c.happens(w)
			w.more = func(r *Request) { r.Upgrade, r.Conflicts = true, Markers }
			got, p := w.kindsOfRun("environments/dev/")
			if !slices.Equal(got, c.want) {
				t.Errorf("planned are %q, want %q", got, c.want)
			}
			content := "-"
			for _, a := range p.Writes() {
				if a.Path == repo.Path(dev+"service.tf") {
					content = string(a.Bytes())
				}
			}
			if content != c.content {
				t.Errorf("it becomes\n%s\nwant\n%s", content, c.content)
			}
		})
	}
}

// TestDeletedTfvars: a deleted terraform.tfvars is made again with its header.
func TestDeletedTfvars(t *testing.T) {
	w := newWorld(t, "alpha")
	w.apply()
	name := service("alpha") + "/environments/dev/terraform.tfvars"
	before := w.text(name)
	delete(w.files, name)
	if got := w.apply(); !slices.Equal(got, []string{"create " + name}) || w.text(name) != before {
		t.Errorf("planned are %v, it holds\n%s", got, w.text(name))
	}
}

// TestDataInOneConflict: data that would not be valid after a merge by lines, as
// [0,] is not, is in conflict as a whole, or one side's as a whole.
func TestDataInOneConflict(t *testing.T) {
	const base, ours, theirs = "[\n\n1\n\n]\n", "[\n0,\n\n1\n\n]\n", "[\n\n\n]\n"
	for side, want := range map[Side]string{
		Markers: "<<<<<<< yours\n" + ours + "||||||| last rendered\n" + base + "=======\n" + theirs + ">>>>>>> rendered now\n",
		Ours:    ours,
		Theirs:  theirs,
	} {
		t.Run(string(side), func(t *testing.T) {
			got, clashes, _ := MergeFile("x.json", []byte(base), []byte(ours), []byte(theirs), side, renderNames)
			if string(got) != want || len(clashes) != 1 || clashes[0].Line != 1 {
				t.Errorf("%v\n%s\nwant\n%s", clashes, got, want)
			}
		})
	}
	if got, clashes, _ := MergeFile("x.txt", []byte(base), []byte(ours), []byte(theirs), Markers, renderNames); len(clashes) > 0 || string(got) != "[\n0,\n\n\n]\n" {
		t.Errorf("text that is no data: %v\n%s", clashes, got)
	}
}

// TestReplaceSection puts lines between two others, and leaves all else alone.
func TestReplaceSection(t *testing.T) {
	s := pack.Section{Begin: "# begin", End: "# end"}
	for name, c := range map[string]struct {
		text string
		want string // "" where there is not exactly one section
	}{
		"empty":                 {"# begin\n# end\n", "# begin\nx\ny\n# end\n"},
		"with lines":            {"a\n# begin\nold\n# end\nb\n", "a\n# begin\nx\ny\n# end\nb\n"},
		"without last newline":  {"# begin\n# end", "# begin\nx\ny\n# end"},
		"an end in a line":      {"# begin\nold # end\n# end\n", "# begin\nx\ny\n# end\n"},
		"text behind the end":   {"# begin\n# end of it\n", "# begin\nx\ny\n# end of it\n"},
		"no begin":              {"# end\n", ""},
		"no end":                {"# begin\n", ""},
		"two":                   {"# begin\n# end\n# begin\n# end\n", ""},
		"the end comes first":   {"# end\n# begin\n", ""},
		"nothing":               {"", ""},
		"begin without newline": {"# begin", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := replaceSection(c.text, s, []string{"x", "y"})
			if ok != (c.want != "") || got != c.want {
				t.Errorf("%v, it holds %q, want %q", ok, got, c.want)
			}
		})
	}
}

// TestBounds: numbers that scaffold chooses lie within the pack's bounds.
func TestBounds(t *testing.T) {
	for name, c := range map[string]struct{ low, high, want string }{
		"one number":          {"12", "12", ""},
		"none":                {"14", "10", "no number to choose from: 14 to 10"},
		"a bound of text":     {`"ten"`, "14", "a bound of input \"slot\" is not a whole number"},
		"a bound in between":  {"10", "10.5", "a bound of input \"slot\" is not a whole number"},
		"bounds of an input":  {"length(owner)", "length(owner) + 1", ""},
		"a bound that is bad": {"tonumber(owner)", "14", "Invalid function argument"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "alpha")
			w.builder()
			text := strings.NewReplacer("low         = 10", "low         = "+c.low, "high        = 14", "high        = "+c.high).Replace(servicePack)
			w.packs["service/pack.hcl"] = &fstest.MapFile{Data: []byte(text)}
			_, err := w.plan()
			if (err == nil) != (c.want == "") || (err != nil && !strings.Contains(diag.Of(err).Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestProgress: every unit is told of once, whichever is ready first.
func TestProgress(t *testing.T) {
	w := newWorld(t, "a", "b", "c")
	w.apply()
	m, err := repo.Load(w.files)
	if err != nil {
		t.Fatal(err)
	}
	b := w.builder()
	var names []string
	b.Progress = func(done, all int, name string) {
		names = append(names, name)
		if done != len(names) || all != 4 {
			t.Errorf("%s is %d of %d", name, done, all)
		}
	}
	if _, err := b.Build(Request{Model: m, Disk: w.files, Units: m.Units}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	if fmt.Sprint(names) != "[. a b c]" {
		t.Errorf("told of %v", names)
	}
}
