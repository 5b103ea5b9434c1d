package docs

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// Commands that a document gives without showing what they print, in ```sh
// blocks, work in a repository. Those of make are known to the Makefile, which
// TestDocumentsNameWhatExists sees to.
func TestCommandsWithoutOutputWork(t *testing.T) {
	env := project.Isolated(t)
	dir := t.TempDir()
	project.Must(t, env, dir, "scaffold init . --organization acme --repository acme/infrastructure -q")
	for _, name := range documents(t) {
		for _, block := range shellBlock.FindAllStringSubmatch(project.Read(t, name), -1) {
			for line := range strings.SplitSeq(strings.TrimSpace(block[1]), "\n") {
				line = strings.TrimSpace(line)
				program, _, _ := strings.Cut(line, " ")
				switch program {
				case "make":
				case "scaffold":
					works(t, env, dir, line)
				case "go":
					installs(t, name, line)
				default:
					t.Errorf("%s shows `%s`, which nothing here runs", name, line)
				}
			}
		}
	}
}

var shellBlock = regexp.MustCompile("(?s)```sh\n(.*?)```")

// installs says whether a line of `go install` names this module and a folder
// of it.
func installs(t *testing.T, name, line string) {
	t.Helper()
	folder, ok := strings.CutPrefix(line, "go install "+project.Module+"/")
	folder, latest := strings.CutSuffix(folder, "@latest")
	if _, err := os.Stat(folder); err != nil || !ok || !latest {
		t.Errorf("%s shows `%s`, which installs nothing of this module", name, line)
	}
}
