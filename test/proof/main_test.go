package proof

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden/ with what the commands make now")

// mirrorVariable names the folder that holds registry.terraform.io/.
const mirrorVariable = "SCAFFOLD_TF_MIRROR"

// originalHome is where Python's user packages are, the emulator among them.
var originalHome = os.Getenv("HOME")

// TestMain gives every test the same surroundings: an identity, no settings of
// the person who runs the tests, and no way to an AWS account or a registry.
func TestMain(m *testing.M) {
	flag.Parse()
	// The emulator's test waits more than it computes: it takes no other's place.
	if err := flag.Set("test.parallel", strconv.Itoa(runtime.GOMAXPROCS(0)+1)); err != nil {
		panic(err)
	}
	home, err := os.MkdirTemp("", "scaffold-proof-")
	if err == nil {
		err = surround(home)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	stopSharedProvider()
	if err := os.RemoveAll(home); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func surround(home string) error {
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(entry, "=")
		if strings.HasPrefix(name, "TF_") || strings.HasPrefix(name, "AWS_") || strings.HasPrefix(name, "GIT_") {
			if err := os.Unsetenv(name); err != nil {
				return err
			}
		}
	}
	rc := filepath.Join(home, "terraform.rc")
	if err := os.WriteFile(rc, []byte(cliConfig(os.Getenv(mirrorVariable))), 0o600); err != nil {
		return err
	}
	for name, value := range map[string]string{
		"HOME": home, "XDG_CONFIG_HOME": home, "TMPDIR": home,
		"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": filepath.Join(home, "gitconfig"),
		"GIT_AUTHOR_NAME": "Ada Example", "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_AUTHOR_DATE": "1767225600 +0000",
		"GIT_COMMITTER_NAME": "Ada Example", "GIT_COMMITTER_EMAIL": "ada@example.com", "GIT_COMMITTER_DATE": "1767225600 +0000",
		"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "TF_CLI_CONFIG_FILE": rc,
		"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	return nil
}

// cliConfig lets terraform install providers from the mirror and from nowhere
// else.
func cliConfig(mirror string) string {
	installation := "direct {\n    exclude = [\"*/*/*\"]\n  }"
	if mirror != "" {
		installation = fmt.Sprintf("filesystem_mirror {\n    path = %q\n  }\n  %s", mirror, installation)
	}
	return "provider_installation {\n  " + installation + "\n}\n"
}
