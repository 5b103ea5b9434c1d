//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestLinks: a repository that somebody cloned can hold links to anywhere, and an
// archive pipes. What lies outside is shown by no command, a link stands for no
// spec, lock or pack, and nothing is waited for.
func TestLinks(t *testing.T) {
	repository, err := preparedRepository()
	if err != nil {
		t.Fatal(err)
	}
	const unit, dev = "layers/04-applications/alpha/", "layers/04-applications/alpha/environments/dev/"
	const leads, link, special = "it is a link that leads out of the folder", "it is a link, and a plain file must stand here", "it is neither a file nor a folder"
	packs, err := filepath.Glob(filepath.Join(repository, ".scaffold/packs/service@*"))
	if err != nil || len(packs) != 1 {
		t.Fatal(packs, err)
	}
	vendored := ".scaffold/packs/" + filepath.Base(packs[0])
	for _, c := range []struct {
		at, to string // "" is a pipe
		want   string // what a command that reads it says of it; "" where none does
	}{
		{"scaffold.hcl", "OUT/secret", leads},
		{"scaffold.hcl", "/dev/zero", leads},
		{"scaffold.hcl", "moved", link},
		{"scaffold.hcl", "", special},
		{unit + "scaffold.hcl", "/proc/self/environ", leads},
		{unit + "scaffold.hcl", "../../../../secret", leads},
		{unit + "scaffold.hcl", "../../../moved", link},
		{unit + ".scaffold.lock.hcl", "OUT/secret", leads},
		{unit + ".scaffold.lock.hcl", "../../../moved", link},
		{unit + ".scaffold.lock.hcl", "", special},
		{dev + "main.tf", "OUT/secret", leads},
		{dev + "main.tf", "/dev/zero", leads},
		{dev + "main.tf", "", special},
		{dev + "terraform.tfvars", "OUT/secret", leads},
		{dev + "more.tf", "OUT/secret", leads},
		{unit + "README.md", "OUT/secret", ""}, // a file that was edited
		{strings.TrimSuffix(dev, "/"), "OUT", leads},
		{"layers/04-applications", "OUT", leads},
		{vendored + "/pack.hcl", "OUT/secret", leads},
		{vendored + "/pack.hcl", "../../../moved", link},
		{vendored + "/unit/README.md.tmpl", "OUT/secret", "is a link or a special file"},
		{vendored, "../../moved", link},
		{".scaffold", "moved", link},
	} {
		t.Run(c.at+" to "+c.to, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "clone")
			if err := copyTree(repository, dir); err != nil {
				t.Fatal(err)
			}
			out := filepath.Dir(dir)
			if err := os.WriteFile(filepath.Join(out, "secret"), []byte("s3cr3t = \"s3cr3t\"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			at := filepath.Join(dir, c.at)
			_ = os.Rename(at, filepath.Join(dir, "moved")) // more.tf is not there
			var err error
			if c.to == "" {
				err = syscall.Mkfifo(at, 0o600)
			} else {
				err = os.Symlink(strings.ReplaceAll(c.to, "OUT", out), at)
			}
			if err != nil {
				t.Fatal(err)
			}
			said := false
			for _, line := range []string{
				"status --diff", "generate alpha --set port=9090 --dry-run --diff", "workspaces plan --offline", "__complete generate a", "__complete generate --set alpha.",
			} {
				printed, code := inFolder(dir, line)
				said = said || c.want == "" || code != 0 && strings.Contains(printed, c.want)
				if strings.Contains(printed, "s3cr3t") {
					t.Errorf("scaffold %s shows what lies outside:\n%s", line, printed)
				}
			}
			if !said {
				t.Errorf("no command fails and says %q", c.want)
			}
		})
	}
}
