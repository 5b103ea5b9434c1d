package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// noRepository is what commands say that need a repository of scaffold's.
const noRepository = "2 is not in a scaffold repository"

// infrastructureOnly is what a command says in an application's repository that
// works in an infrastructure repository only.
func infrastructureOnly(command string) string {
	return "2 this is the application repository of alpha, and `scaffold " + command + "` works in an infrastructure repository"
}

// elsewhere are lines of every command, and with which exit code and text each
// ends in an application's repository, in a unit's folder of an infrastructure
// repository, and where there is no repository of scaffold's: in a folder that is
// empty, in a repository of git's without a commit, and in one of hand-written
// Terraform.
var elsewhere = []struct{ line, application, unit, none string }{
	{"init new --organization acme --repository acme/x --dry-run", "2 is an application repository", "2 lies in the scaffold repository", "0 Nothing was written"},
	{"init . --organization acme --repository acme/x --dry-run", "2 is an application repository", "2 lies in the scaffold repository", "0 Nothing was written"},
	{"init --organization acme --repository acme/x", "2 DIR is missing", "2 DIR is missing", "2 DIR is missing"},
	{"layer data --dry-run", infrastructureOnly("layer"), "0 create    layers/05-data/", noRepository},
	{"service gamma --dry-run", infrastructureOnly("service"), "0 create    layers/04-applications/gamma/", noRepository},
	{"service", infrastructureOnly("service"), "2 NAME is missing", noRepository},
	{"app-repo alpha --runtime go --dry-run", "2 lies in the scaffold repository", "0 create    Dockerfile", `2 input "repository" has no value`},
	{"generate", "0 Nothing to do", "0 Nothing to do", noRepository},
	{"generate alpha --dry-run", "0 Nothing to do", "0 Nothing to do", noRepository},
	{"generate --env dev", `2 there is no environment "dev": the application repository of alpha is rendered once, for all of them`, "0 Nothing to do", noRepository},
	{"generate alpha --set dev:port=1 --dry-run", "2 it is rendered once, for all environments; set port without one", "0 It would change", noRepository},
	{"upgrade --all", "0 Nothing to do", "0 Nothing to do", noRepository},
	{"upgrade alpha --env dev", `2 there is no environment "dev": the application repository of alpha is rendered once`, "0 Nothing to do", noRepository},
	{"status", "0 alpha  -            app-repo@", "0 alpha            production   service@", noRepository},
	{"status --env dev", `2 there is no environment "dev": the application repository of alpha is rendered once`, "0 alpha            dev          service@", noRepository},
	{"status --env nonsense", `2 there is no environment "nonsense"`, "2 environments here: dev, staging, production", noRepository},
	{"remove alpha", infrastructureOnly("remove"), "2 aws-beta-dev reads the state of aws-alpha-dev", noRepository},
	{"remove alpha --prepare --dry-run", infrastructureOnly("remove"), "0 ", noRepository},
	{"remove nonsense --prune", infrastructureOnly("remove"), "2 there is no ", noRepository},
	{"remove alpha --assume-destroyed --dry-run", infrastructureOnly("remove"), "2 aws-beta-dev reads the state of aws-alpha-dev", noRepository},
	{"workspaces plan", infrastructureOnly("workspaces"), "2 there is no token", noRepository},
	{"workspaces plan --offline", infrastructureOnly("workspaces"), "0 aws-alpha-dev", noRepository},
	{"workspaces plan alpha", infrastructureOnly("workspaces"), "2 there is no token", noRepository},
	{"workspaces apply", infrastructureOnly("workspaces"), "2 there is no token", noRepository},
	{"workspaces drift", infrastructureOnly("workspaces"), "2 there is no token", noRepository},
	{"pack new worker", "0 Wrote", "0 Wrote", "0 Wrote"},
	{"pack validate worker", "0 is valid", "0 is valid", "0 is valid"},
	{"pack test worker", "0 ok", "0 ok", "0 ok"},
	{"pack docs worker", "0 worker", "0 worker", "0 worker"},
	{"pack docs service", "2 there is no folder service", "2 there is no folder service", "2 there is no folder service"},
	{"pack list", "0 app-repo", "0 service", noRepository},
	{"pack show service", "0 service@", "0 service@", "0 service@"},
	{"pack prune", "0 Nothing to prune", "0 Nothing to prune", noRepository},
	{"merge-driver", "2 takes BASE OURS THEIRS PATH", "2 takes BASE OURS THEIRS PATH", "2 takes BASE OURS THEIRS PATH"},
	{"completion bash", "0 complet", "0 complet", "0 complet"},
	{"docs man pages", "0 Wrote", "0 Wrote", "0 Wrote"},
	{"docs markdown pages", "0 Wrote", "0 Wrote", "0 Wrote"},
	{"version", "0 scaffold", "0 scaffold", "0 scaffold"},
	{"help service", "0 scaffold service", "0 scaffold service", "0 scaffold service"},
}

// TestEveryCommandElsewhere: a command that makes no sense where it is given says
// so and what to do; none panics, and none does anything else.
func TestEveryCommandElsewhere(t *testing.T) {
	dir := t.TempDir()
	infra, err := preparedRepository()
	if err != nil {
		t.Fatal(err)
	}
	if err := copyTree(infra, filepath.Join(dir, "infra")); err != nil {
		t.Fatal(err)
	}
	if out, code := inFolder(dir, "app-repo alpha --runtime go --infra infra --output-dir application"); code != 0 {
		t.Fatal(out)
	}
	for _, folder := range []string{"empty", "git", "stranger/live"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	gitIn(t, filepath.Join(dir, "git"), "init", "-q")
	gitIn(t, filepath.Join(dir, "stranger"), "init", "-q")
	if err := os.WriteFile(filepath.Join(dir, "stranger/live/main.tf"), []byte("resource \"null_resource\" \"a\" {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	unit := "infra/layers/04-applications/alpha"
	for _, c := range elsewhere {
		for _, at := range []struct{ folder, want string }{
			{"application", c.application},
			{"application/internal", c.application},
			{unit, c.unit},
			{unit + "/environments/dev", c.unit},
			{"empty", c.none},
			{"git", c.none},
			{"stranger", c.none},
			{"stranger/live", c.none},
		} {
			out, code := inFolder(filepath.Join(dir, at.folder), c.line)
			wantCode, wantText, _ := strings.Cut(at.want, " ")
			if fmt.Sprint(code) != wantCode || !strings.Contains(out, wantText) || strings.Contains(out, ": \n") || strings.Contains(out, "it has \n") {
				t.Errorf("in %s scaffold %s ends with %d, want %s:\n%s", at.folder, c.line, code, at.want, out)
			}
		}
	}
}

// inFolder runs a line of scaffold in a folder, where nobody can be asked.
func inFolder(dir, line string) (string, int) {
	var out strings.Builder
	code := Main(strings.Fields(line), Streams{In: strings.NewReader(""), Out: &out, Err: &out, Dir: dir, Getenv: os.Getenv})
	return out.String(), code
}

// TestElsewhereHasEveryCommand: a new command is tried in all places.
func TestElsewhereHasEveryCommand(t *testing.T) {
	root, err := Tree()
	if err != nil {
		t.Fatal(err)
	}
	eachCommand(root, func(_ *cobra.Command, path string) {
		for _, c := range elsewhere {
			if strings.HasPrefix(c.line+" ", path+" ") {
				return
			}
		}
		t.Errorf("no line of the table elsewhere tries scaffold %s", path)
	})
}

// eachCommand calls f for every command that does something, with its name.
func eachCommand(cmd *cobra.Command, f func(cmd *cobra.Command, path string)) {
	for _, child := range cmd.Commands() {
		eachCommand(child, f)
	}
	if cmd.Runnable() && !cmd.HasSubCommands() {
		f(cmd, strings.TrimPrefix(cmd.CommandPath(), "scaffold "))
	}
}
