package change

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// TestNotify: whom --notify names stands in the root file, and a URL never does.
func TestNotify(t *testing.T) {
	for written, want := range map[string]string{
		"":                 "",
		"slack":            "slack SLACK_WEBHOOK_URL []",
		"webhook=TEAM_URL": "webhook TEAM_URL []",
		"slack, email=a@b.c,slack=OTHER,email=d@e.f": "slack SLACK_WEBHOOK_URL []; email  [a@b.c d@e.f]; slack OTHER []",
		"email":        "refused: --notify email names nobody",
		"email=nobody": "refused: --notify email names nobody",
		"teams":        `refused: --notify knows no "teams"`,
		"slack=https://hooks.example/T0/the-secret": "refused: --notify slack is not the name of an environment variable",
		"webhook=GITHUB_URL":                        "refused: --notify webhook is not the name of an environment variable",
	} {
		t.Run(written, func(t *testing.T) {
			r, problems := Founding{
				Dir: "d", Organization: "o", Repository: "o/r", Hostname: "tfe.acme.dev", WorkspaceName: "{unit}-{environment}",
				Domain: "acme.dev", Region: "eu-west-1", Environments: "dev", Notify: written,
			}.Root()
			var got []string
			for _, n := range r.Notifications {
				got = append(got, fmt.Sprint(n.Kind, " ", n.URLVariable, " ", n.Addresses))
			}
			said := strings.Join(got, "; ")
			if len(problems) > 0 {
				summary, hint := problems[0].Said()
				said = "refused: " + summary
				if strings.Contains(summary+hint, "the-secret") {
					t.Errorf("the secret is said: %s (%s)", summary, hint)
				}
			}
			if said != want {
				t.Errorf("it is %q, not %q", said, want)
			}
			if refused := RefusedTargets(written); (refused != "") != (len(problems) > 0) {
				t.Errorf("a prompt says %q", refused)
			}
			if len(problems) > 0 {
				return
			}
			src, err := spec.NewRoot(&r, spec.PackRef{Name: "repository", Version: "1.0.0"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			read, err := spec.ParseRoot(spec.Filename, src)
			if err != nil || len(read.Notifications) != len(r.Notifications) {
				t.Errorf("written and read: %v\n%s", err, src)
			}
		})
	}
}

// TestNext: the paths hold where the command was run, and who waits for a secret is said.
func TestNext(t *testing.T) {
	const variable = "put the URL for slack into the environment variable HOOK before `scaffold workspaces apply`; for CI it is a secret of that name"
	for _, c := range []struct{ dir, chdir, want string }{
		{"infra", "", "read infra/README.md|let git merge HCL by structure in this clone: scaffold merge-driver --install -C infra|" + variable + "|add a service: scaffold service NAME -C infra"},
		{".", "", "read README.md|let git merge HCL by structure in this clone: scaffold merge-driver --install|" + variable + "|add a service: scaffold service NAME"},
		{"infra", "there", "read there/infra/README.md|let git merge HCL by structure in this clone: scaffold merge-driver --install -C there/infra|" + variable + "|add a service: scaffold service NAME -C there/infra"},
	} {
		if got := strings.Join(Founding{Dir: c.dir, Notify: "slack=HOOK,email=a@b.c"}.Next(c.chdir), "|"); got != c.want {
			t.Errorf("%s in %q: %s", c.dir, c.chdir, got)
		}
	}
}
