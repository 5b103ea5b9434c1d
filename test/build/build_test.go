package build

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// Go calls a build of an untagged commit v0.0.0-…, which looks older than what
// packs require; `go install …@main` makes such builds.
func TestBuildsWithoutATagWork(t *testing.T) {
	env := project.Isolated(t)
	for _, version := range []string{"", "v0.0.0-20260101000000-0123456789ab", "0.1.0-dev", "v1.2.3"} {
		dir := t.TempDir()
		build := exec.Command("go", "build", "-ldflags", "-X "+project.Module+"/internal/cli.version="+version, "-o", filepath.Join(dir, "scaffold"), "./cmd/scaffold")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		out := project.Must(t, env, dir, "./scaffold init repo --organization acme --repository acme/infra --dry-run && ./scaffold version")
		if !strings.Contains(out, "scaffold "+version) {
			t.Errorf("version %q: %s", version, out)
		}
	}
}
