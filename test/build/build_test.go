package build

import (
	"os"
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
		program := "scaffold" // as the other tests have it: without a version
		if version != "" {
			program = link(t, version)
		}
		out := project.Must(t, env, t.TempDir(), program+" init repo --organization acme --repository acme/infra --dry-run && "+program+" version")
		if !strings.Contains(out, "scaffold "+version) {
			t.Errorf("version %q: %s", version, out)
		}
	}
}

// link builds the program with a version and returns its path.
func link(t *testing.T, version string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "scaffold")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w -X "+project.Module+"/internal/cli.version="+version, "-o", program, "./cmd/scaffold")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}
