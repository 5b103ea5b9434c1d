package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
)

// quietly are lines of every command that go well, in this order, and what each
// is there to show; empty for nothing. Notes are told on standard error.
var quietly = []struct {
	line, shows, notes string
	code               int
}{
	{"init other --organization acme --repository acme/x", "", "", 0},
	{"init third --organization acme --repository acme/x --dry-run", "", "", 0},
	{"service gamma -C infra --uses alpha --dry-run", "", "", 0},
	{"service gamma -C infra --dry-run --diff", "+++ ", "", 0},
	{"service gamma -C infra --uses alpha", "", "", 0},
	{"service gamma -C infra --uses alpha", "", "", 0},
	{"service --spec two.hcl -C infra --commit-per-unit", "", "", 0},
	{"layer data -C infra", "", "", 0},
	{"layer net -C infra --before data --no-commit", "", "note: data depends on net now", 0},
	{"generate -C infra --abort", "", "", 2},
	{"app-repo alpha --runtime go --infra infra", "", "note: names and settings are those of alpha in infra", 0},
	{"generate -C infra", "", "", 0},
	{"generate alpha -C infra --set port=9090", "", "note: what changed here stands in other units, too", 0},
	{"generate alpha -C infra --set port=9091 --dry-run --detailed-exitcode", "", "note: what changed here stands in other units, too", 4},
	{"generate beta gamma -C infra --verbose", "", "", 0},
	{"generate -C alpha", "", "", 0},
	{"upgrade --all -C infra", "", "", 0},
	{"status -C infra", "alpha            production   service@", "", 0},
	{"status --diff -C infra", "UNIT", "", 0},
	{"workspaces plan -C infra", "", "", 0},
	{"workspaces plan --check -C infra", "", "", 4},
	{"workspaces apply --auto-approve -C infra", "", "", 0},
	{"workspaces apply --auto-approve --queue-first-runs -C infra", "", "", 0},
	{"workspaces drift -C infra", "", "", 0},
	{"workspaces plan --offline -C infra", "", "", 0},
	{"service delta -C infra --workspaces", "", "", 0},
	{"remove gamma --prepare -C infra", "", "", 0},
	{"remove gamma -C infra", "", "", 0},
	{"remove gamma --prune --confirm aws-gamma-dev --confirm aws-gamma-staging --confirm aws-gamma-production -C infra", "", "", 0},
	{"pack new worker", "", "", 0},
	{"pack validate worker", "", "", 0},
	{"pack test worker", "", "", 0},
	{"pack test worker --update", "", "", 0},
	{"pack docs worker", "# The pack worker", "", 0},
	{"pack list -C infra", "service", "", 0},
	{"pack show service -C infra", " inputs:", "", 0},
	{"pack prune -C infra", "", "", 0},
	{"merge-driver --install -C infra", "", "", 0},
	{"merge-driver base ours theirs x.tf", "", "", 0},
	{"completion bash", "complet", "", 0},
	{"docs man pages", "", "", 0},
	{"docs markdown pages", "", "", 0},
	{"version", "scaffold", "", 0},
	{"help service", "Usage:", "", 0},
}

// TestQuiet: on success --quiet prints what the command is there to show, and
// notes; hooks that pass say nothing.
func TestQuiet(t *testing.T) {
	server := &tfetest.Server{}
	server.Start()
	defer server.Close()
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	write("server.pem", string(server.Certificate()), 0o600)
	for name, value := range map[string]string{
		"SSL_CERT_FILE": filepath.Join(dir, "server.pem"), "TFE_TOKEN": tfetest.Token, "TFE_HOSTNAME": server.Host(),
	} {
		t.Setenv(name, value)
	}
	for _, line := range []string{
		"init infra --organization acme --repository acme/infra --hostname " + server.Host(), "service alpha -C infra --admit all", "service beta -C infra --calls alpha",
	} {
		if out, code := inFolder(dir, line); code != 0 {
			t.Fatal(out)
		}
	}
	write("infra/.git/hooks/pre-commit", "#!/bin/sh\necho checked\necho checked >&2\n", 0o700)
	write("infra/.git/hooks/post-commit", "#!/bin/sh\necho made\n", 0o700)
	write("two.hcl", "unit \"one\" {\n}\nunit \"two\" {\n  uses = [\"one\"]\n}\n", 0o600)
	write("base", "a = 1\nb = 1\n", 0o600)
	write("ours", "a = 2\nb = 1\n", 0o600)
	write("theirs", "a = 1\nb = 2\n", 0o600)
	for _, c := range quietly {
		var out, errs strings.Builder
		code := Main(append(strings.Fields(c.line), "--quiet"), Streams{In: strings.NewReader(""), Out: &out, Err: &errs, Dir: dir, Getenv: os.Getenv})
		if code != c.code {
			t.Errorf("scaffold %s ends with %d, want %d:\n%s", c.line, code, c.code, errs.String())
			continue
		}
		if (c.shows == "") != (out.Len() == 0) || !strings.Contains(out.String(), c.shows) {
			t.Errorf("scaffold %s --quiet shows %q, want %q", c.line, out.String(), c.shows)
		}
		if code == 2 {
			gitIn(t, filepath.Join(dir, "infra"), "reset", "-q", "--hard")
			gitIn(t, filepath.Join(dir, "infra"), "clean", "-qfd")
			continue
		}
		if (c.notes == "") != (errs.Len() == 0) || !strings.HasPrefix(errs.String(), c.notes) {
			t.Errorf("scaffold %s --quiet says %q, want %q", c.line, errs.String(), c.notes)
		}
	}
}

// TestQuietHasEveryCommand: a new command is tried quietly.
func TestQuietHasEveryCommand(t *testing.T) {
	root, err := Tree()
	if err != nil {
		t.Fatal(err)
	}
	eachCommand(root, func(cmd *cobra.Command, path string) {
		for _, c := range quietly {
			if strings.HasPrefix(c.line+" ", path+" ") {
				return
			}
		}
		t.Errorf("no line of the table quietly tries scaffold %s", path)
	})
}
