package docs

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli"
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// What help gives as an example works.
func TestExamplesOfHelpWork(t *testing.T) {
	root, err := cli.Tree()
	if err != nil {
		t.Fatal(err)
	}
	env := project.Isolated(t)
	base := t.TempDir()
	project.Must(t, env, base, "scaffold init base --organization acme --repository acme/infra && scaffold service service-b -C base")
	project.Must(t, env, base, "scaffold pack new base/packs/worker")
	project.Must(t, env, base, `printf 'unit "orders" {\n  uses = ["mails"]\n}\n\nunit "mails" {\n}\n' >base/services.hcl`)
	for _, cmd := range allCommands(root) {
		example := strings.ReplaceAll(cmd.Example, "\\\n", "")
		for line := range strings.SplitSeq(strings.TrimSpace(example), "\n") {
			if line == "" {
				continue
			}
			t.Run(strings.TrimSpace(line), func(t *testing.T) {
				dir := t.TempDir()
				project.Must(t, env, base, "cp -r base/. "+dir)
				switch cmd.Name() {
				case "init":
					dir = t.TempDir()
				case "new":
					project.Must(t, env, dir, "rm -r packs")
				case "generate", "upgrade", "status":
					project.Must(t, env, dir, "scaffold service service-a")
				case "app-repo":
					dir = t.TempDir()
					project.Must(t, env, dir, "cp -r "+base+"/base infrastructure && scaffold service shop -C infrastructure")
				}
				works(t, env, dir, line)
			})
		}
	}
}

// works runs a command. One that needs a server, which no test here has, gets as
// far as the token.
func works(t *testing.T, env []string, dir, line string) {
	t.Helper()
	if !strings.Contains(line, " workspaces ") || strings.Contains(line, "--offline") {
		project.Must(t, env, dir, line)
	} else if out, code := project.Shell(t, env, dir, line); code != 2 || !strings.Contains(out, "there is no token") {
		t.Errorf("%s: exit %d\n%s", line, code, out)
	}
}

// allCommands are the commands below cmd, however deep.
func allCommands(cmd *cobra.Command) []*cobra.Command {
	var out []*cobra.Command
	for _, sub := range cmd.Commands() {
		out = append(append(out, sub), allCommands(sub)...)
	}
	return out
}

// The demo ends with a clean repository and says where it is.
func TestDemo(t *testing.T) {
	env := append(project.Isolated(t), "SCAFFOLD="+filepath.Join(project.Binary(t), "scaffold"))
	out := project.Must(t, env, ".", "sh docs/demo.sh")
	place := regexp.MustCompile(`The repository is (\S+);`).FindStringSubmatch(out)
	if place == nil || !strings.Contains(out, "Nothing to do") {
		t.Fatalf("the demo does not say what it should:\n%s", out)
	}
	if status := project.Must(t, env, place[1], "git status --porcelain && git fsck --strict"); strings.TrimSpace(status) != "" {
		t.Errorf("the demo's repository is not clean:\n%s", status)
	}
}
