package proof

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden/ with what the commands make now")

// full asks for every combination: `make proof`. Without it, what costs much is
// proven of a choice of them, which the test in question explains.
var full = flag.Bool("full", false, "prove every combination, not a choice of them")

// mirrorVariable names the folder that holds registry.terraform.io/.
const mirrorVariable = "SCAFFOLD_TF_MIRROR"

// originalHome is where Python's user packages are, the emulator among them.
var originalHome = os.Getenv("HOME")

// TestMain gives every test the same surroundings: an identity, no settings of
// the person who runs the tests, and no way to an AWS account or a registry.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "1000"); err != nil { // compute holds back what computes
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

// cores are the places of what computes. One more than there are processors, as
// what downloads or reads leaves them idle.
var cores = make(chan struct{}, runtime.GOMAXPROCS(0)+1)

// compute waits for a place and returns what gives it back. Parallel tests all
// begin at once, so that those that wait for an emulator or an application do
// so beside those that compute; only the latter take places. Nobody may ask for
// a second one while holding one.
func compute() func() {
	cores <- struct{}{}
	return func() { <-cores }
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
