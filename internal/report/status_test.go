package report

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// sameText compares what was printed with what should be, and shows both.
func sameText(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("printed is\n%s\nwant\n%s", got, want)
	}
}

func sampleStatus() []plan.Status {
	one := spec.PackRef{Name: "service", Version: "1.0.0"}
	return []plan.Status{
		{Unit: "alpha", Pack: one, Wanted: one, Newest: "1.1.0"},
		{Unit: "alpha", Environment: "dev", Pack: one, Wanted: spec.PackRef{Name: "service", Version: "1.1.0"}, Newest: "1.1.0", Pending: true, Edited: []repo.Path{"alpha/dev/a.tf", "alpha/dev/b.tf"}},
		{Unit: "alpha", Environment: "production", Wanted: one, Pending: true, Deleted: []repo.Path{"alpha/production/a.tf"}, Conflicts: []repo.Path{"alpha/x\x1b[2J"}},
		{Unit: "alpha", Environment: "qa", Pack: one, Wanted: one, Pending: true, GivenUp: true},
		{Unit: "alpha", Environment: "staging", Wanted: one, GivenUp: true, Left: []repo.Path{"alpha/staging/terraform.tfvars"}},
	}
}

func TestTextStatus(t *testing.T) {
	var out bytes.Buffer
	Text{Out: &out}.Status(sampleStatus(), []byte("--- a\n+++ b\n"))
	sameText(t, out.String(), `UNIT   ENVIRONMENT  PACK           NEWEST  STATE
alpha  -            service@1.0.0  1.1.0   up to date
alpha  dev          service@1.0.0  1.1.0   pending, 2 edited
alpha  production   -                      pending, 1 deleted, 1 in conflict
alpha  qa           service@1.0.0          given up, pending
alpha  staging      -                      given up, 1 left
  edited    alpha/dev/a.tf
  edited    alpha/dev/b.tf
  deleted   alpha/production/a.tf
  conflict  alpha/x\u001b[2J
  left      alpha/staging/terraform.tfvars
alpha has no environment staging: when nothing is applied there any more remove with git rm what is left, or list it again.
--- a
+++ b
`)
	out.Reset()
	Text{Out: &out, Color: true}.Status(sampleStatus()[1:2], nil)
	if !strings.Contains(out.String(), "\x1b[36medited  \x1b[0m  alpha/dev/a.tf\n") {
		t.Errorf("no colour: %q", out.String())
	}
}

func TestJSONStatus(t *testing.T) {
	var out bytes.Buffer
	JSON{Out: &out}.Status(sampleStatus()[1:2], []byte("+++ <b>\n"), diag.List{diag.Usagef("wrong").WithCode(diag.MissingInput)})
	sameText(t, out.String(), `{
  "version": 1,
  "command": "status",
  "units": [
    {
      "unit": "alpha",
      "environment": "dev",
      "pack": "service@1.0.0",
      "wanted": "service@1.1.0",
      "newest": "1.1.0",
      "pending": true,
      "edited": [
        "alpha/dev/a.tf",
        "alpha/dev/b.tf"
      ],
      "deleted": [],
      "conflicts": [],
      "given_up": false,
      "left": []
    }
  ],
  "diff": "+++ <b>\n",
  "problems": [
    {
      "kind": "usage",
      "code": "missing_input",
      "summary": "wrong"
    }
  ]
}
`)
	out.Reset()
	JSON{Out: &out}.Status(nil, nil, nil)
	sameText(t, out.String(), `{
  "version": 1,
  "command": "status",
  "units": [],
  "problems": []
}
`)
}

// TestEditDiff: what was rendered is the old side, what a person has the new one.
func TestEditDiff(t *testing.T) {
	disk := fstest.MapFS{"u/a.tf": {Data: []byte("mine\n")}, "u/lost.tf": {Data: []byte("all\n")}}
	got := EditDiff([]plan.Edit{{Path: "u/a.tf", Rendered: []byte("theirs\n")}, {Path: "u/gone.tf", Rendered: []byte("x\n")}, {Path: "u/lost.tf"}}, disk)
	sameText(t, string(got), `--- rendered/u/a.tf
+++ yours/u/a.tf
@@ -1 +1 @@
-theirs
+mine
--- rendered/u/gone.tf
+++ /dev/null
@@ -1 +0,0 @@
-x
--- rendered/u/lost.tf
+++ yours/u/lost.tf
@@ -0,0 +1 @@
+all
`)
}
