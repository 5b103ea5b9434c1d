package workspace

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

func TestStampRoundTrip(t *testing.T) {
	for _, s := range []stamp{
		{unit: "service-a", environment: "dev", repository: "acme/infra"},
		{unit: "service-a", environment: "dev", repository: "acme/infra.of.all", digest: "0123456789abcdef"},
		{unit: "a", environment: "production", repository: "a/b", digest: "00", ignored: []string{"auto-apply", "project"}},
	} {
		got, ok := readStamp(s.String())
		if !ok || got.unit != s.unit || got.environment != s.environment || got.repository != s.repository || got.digest != s.digest || !slices.Equal(got.ignored, s.ignored) {
			t.Errorf("%q is read as %+v", s.String(), got)
		}
	}
	for _, text := range []string{"", "mine", "Managed by scaffold: unit ", "Managed by scaffold: unit a", "Managed by scaffold: unit a, environment b."} {
		if _, ok := readStamp(text); ok {
			t.Errorf("%q is taken for scaffold's", text)
		}
	}
}

func TestDigestSeesTies(t *testing.T) {
	w := &Workspace{Name: "a", Sources: []string{"b"}, Readers: []string{"c", "d"}}
	ids := map[string]string{"a": "1", "b": "2", "c": "3", "d": "4"}
	first, ok := digest(w, ids, Features{})
	if !ok {
		t.Fatal("all are there")
	}
	seen := map[string]string{first: "itself"}
	check := func(what string, w *Workspace, ids map[string]string, f Features) {
		sum, ok := digest(w, ids, f)
		if !ok {
			t.Errorf("%s: no digest", what)
		}
		if other := seen[sum]; other != "" {
			t.Errorf("%s has the digest of %s", what, other)
		}
		seen[sum] = what
	}
	check("made again", w, map[string]string{"a": "9", "b": "2", "c": "3", "d": "4"}, Features{})
	check("a source made again", w, map[string]string{"a": "1", "b": "9", "c": "3", "d": "4"}, Features{})
	check("fewer readers", &Workspace{Name: "a", Sources: []string{"b"}, Readers: []string{"c"}}, ids, Features{})
	check("a variable", &Workspace{Name: "a", Sources: []string{"b"}, Readers: []string{"c", "d"}, Variables: []Variable{{Key: "k"}}}, ids, Features{})
	check("a server without triggers", w, ids, Features{Lacks: map[Feature]bool{RunTriggers: true}})
	secret := *w
	secret.Notifications = []Notification{{Name: "n", URL: "one"}}
	one, _ := digest(&secret, ids, Features{})
	secret.Notifications[0].URL = "two"
	if two, _ := digest(&secret, ids, Features{}); one != two {
		t.Error("a secret is part of the digest")
	}
	if _, ok := digest(w, map[string]string{"a": "1", "b": "2", "c": "3"}, Features{}); ok {
		t.Error("a digest although a reader is not there")
	}
}

// State grants go together into requests that the server takes.
func TestTogether(t *testing.T) {
	changes := []Change{{Kind: KindTrigger, Action: Create, Name: "t"}, {Kind: KindConsumer, Action: Remove, Name: "r"}}
	for range 2*maxTogether + 1 {
		changes = append(changes, Change{Kind: KindConsumer, Action: Create, Name: "c"})
	}
	var sizes []int
	for _, c := range together(changes) {
		sizes = append(sizes, 1+len(c.Also))
	}
	if !slices.Equal(sizes, []int{1, 1, maxTogether, maxTogether, 1}) {
		t.Errorf("requests of %v", sizes)
	}
}

func TestUnprotect(t *testing.T) {
	src := `resource "aws_db_instance" "main" {
  deletion_protection = true # data
  skip_final_snapshot = false

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_lb" "main" {
  enable_deletion_protection = var.protected
}

resource "aws_ecr_repository" "app" {
  force_delete = false
}

data "x" "y" {
  deletion_protection = true
}
`
	out, changed, open := Unprotect("main.tf", []byte(src))
	want := strings.NewReplacer("deletion_protection = true # data", "deletion_protection = false # data", "prevent_destroy = true", "prevent_destroy = false", "force_delete = false", "force_delete = true").Replace(src)
	if string(out) != want || len(changed) != 3 || !slices.Equal(open, []string{"enable_deletion_protection in aws_lb.main"}) {
		t.Errorf("changed %v, open %v:\n%s", changed, open, out)
	}
	if again, changed, _ := Unprotect("main.tf", out); len(changed) != 0 || string(again) != string(out) {
		t.Errorf("the second time: %v", changed)
	}
	if out, changed, _ := Unprotect("main.tf", []byte("resource {")); string(out) != "resource {" || len(changed) > 0 {
		t.Error("a file that does not parse is changed")
	}
}

func TestNextRun(t *testing.T) {
	up := &Actual{State: Yes, Settings: Settings{}}
	down := &Actual{State: No, Settings: Settings{}}
	connected := func(a Actual) *Actual {
		a.Settings = Settings{VCSRepository: "acme/infra"}
		return &a
	}
	for name, test := range map[string]struct {
		a     *Actual
		above *Actual
		queue bool
		want  string // a part of the reason; empty for nothing to say
	}{
		"never ran":                {connected(Actual{HadRun: No, State: No}), up, true, "first run"},
		"upstream without state":   {connected(Actual{HadRun: No, State: No}), down, false, "waits for the state of up"},
		"upstream not there":       {connected(Actual{HadRun: No, State: No}), nil, false, "waits for the state of up"},
		"no connection":            {&Actual{HadRun: No, State: No, Settings: Settings{}}, up, false, "no connection"},
		"applied from the command": {&Actual{HadRun: No, State: Yes, Settings: Settings{}}, up, false, ""},
		"running":                  {connected(Actual{HadRun: Yes, RunStatus: "plan_queued", State: No}), up, false, "its run is plan queued"},
		"failed":                   {connected(Actual{HadRun: Yes, RunStatus: "errored", State: No}), up, false, "failed"},
		"live":                     {connected(Actual{HadRun: Yes, RunStatus: "applied", State: Yes, Live: Yes}), up, false, ""},
		"not live":                 {connected(Actual{HadRun: Yes, RunStatus: "applied", State: Yes, Live: No}), up, true, "not live"},
		"not live, still planned":  {connected(Actual{HadRun: Yes, RunStatus: "planned", State: Yes, Live: No}), up, false, "planned"},
		"a layer":                  {connected(Actual{HadRun: Yes, RunStatus: "applied", State: Yes}), up, false, ""},
	} {
		found := map[string]*Actual{}
		if test.above != nil {
			found["up"] = test.above
		}
		run, ok := next(&Workspace{Name: "w", Reads: []string{"up"}}, test.a, found)
		if ok != (test.want != "") || run.Queue != test.queue || !strings.Contains(run.Reason, test.want) {
			t.Errorf("%s: %+v, %v", name, run, ok)
		}
	}
}

// TestDeriveFollowsCode: names and reads come from the code, not from the specs.
func TestDeriveFollowsCode(t *testing.T) {
	files := fstest.MapFS{
		"scaffold.hcl":                         {Data: []byte("repository {\n organization = \"acme\"\n vcs = \"acme/infra\"\n pack = \"repository@1.0.0\"\n workspace_name = \"new-{unit}-{environment}\"\n}\nenvironment \"dev\" {}\nlayer \"a\" {}\nlayer \"b\" { depends_on = [\"a\"] }\n")},
		"layers/a/scaffold.hcl":                {Data: []byte("unit \"a\" {\n pack = \"blank@1.0.0\"\n}\n")},
		"layers/b/scaffold.hcl":                {Data: []byte("unit \"b\" {\n pack = \"blank@1.0.0\"\n}\n")},
		"layers/a/environments/dev/main.tf":    {Data: []byte("terraform {\n cloud {\n  workspaces {\n   name = \"old-a-dev\"\n  }\n }\n}\n")},
		"layers/b/environments/dev/main.tf":    {Data: []byte("# no cloud block\ndata \"terraform_remote_state\" \"a\" {\n backend = \"remote\"\n config = {\n  organization = \"acme\"\n  workspaces = {\n   name = \"old-a-dev\"\n  }\n }\n}\ndata \"terraform_remote_state\" \"s3\" {\n backend = \"s3\"\n config = {}\n}\n")},
		"layers/b/environments/dev/foreign.tf": {Data: []byte("data \"terraform_remote_state\" \"x\" {\n backend = \"remote\"\n config = {\n  organization = \"other\"\n  workspaces = { name = \"x\" }\n }\n}\n")},
	}
	m, err := repo.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Derive(Inputs{Model: m, Prefix: "infra", Branch: "main", Project: "p-{environment}"})
	if err != nil {
		t.Fatal(err)
	}
	b := d.Workspace("new-b-dev")
	if d.Workspace("old-a-dev") == nil || b == nil || !slices.Equal(b.Reads, []string{"old-a-dev"}) || !slices.Equal(d.Workspace("old-a-dev").Readers, []string{"new-b-dev"}) {
		t.Fatalf("workspaces are %+v", d.Workspaces)
	}
	if b.Settings[WorkingDirectory] != "infra/layers/b/environments/dev" || b.Settings[TriggerPatterns] != "/infra/layers/b/environments/dev/**/*" || b.Settings[Project] != "p-dev" {
		t.Errorf("settings are %v", b.Settings)
	}
	notices := strings.Join(d.Notices, "\n")
	if !strings.Contains(notices, "names the workspace old-a-dev, not new-a-dev") || !strings.Contains(notices, "reads x of another organization") {
		t.Errorf("notices are %s", notices)
	}
	files["layers/b/environments/dev/main.tf"].Data = []byte("data \"terraform_remote_state\" {")
	if m, err = repo.Load(files); err != nil {
		t.Fatal(err)
	}
	if _, err := Derive(Inputs{Model: m, Prefix: ".", Project: "x"}); err == nil || !strings.Contains(err.Error(), "layers/b/environments/dev/main.tf:1") {
		t.Errorf("code that does not parse: %v", err)
	}
}
