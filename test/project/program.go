package project

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/gofrs/flock"
)

// Program returns the program, built from the code as it stands. The build is
// kept in .tools/ of the project, where `go build` makes it again only if
// something has changed: packages of tests are processes of their own, and would
// each link one. env is added to the environment of the build.
func Program(env ...string) ([]byte, error) {
	root, err := root()
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(root, ".tools", "program")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(dir, "lock")) // two packages may build at once
	if err := lock.Lock(); err != nil {
		return nil, err
	}
	defer func() { _ = lock.Unlock() }()
	name := filepath.Join(dir, "scaffold")
	// As make build does, so that nothing is compiled a second time with other flags.
	build := exec.Command("go", "build", "-trimpath", "-o", name, "./cmd/scaffold")
	build.Dir, build.Env = root, append(append(os.Environ(), "CGO_ENABLED=0"), env...)
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	return os.ReadFile(name)
}

// builtIn is the folder of this package's copy, once a test has asked for it.
var builtIn string

var copyProgram = sync.OnceValue(func() error {
	program, err := Program()
	if err != nil {
		return err
	}
	if builtIn, err = os.MkdirTemp("", "scaffold-bin-"); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(builtIn, "scaffold"), program, 0o755)
})

// Binary returns a folder with the program in it, for a path.
func Binary(t *testing.T) string {
	t.Helper()
	if err := copyProgram(); err != nil {
		t.Fatal(err)
	}
	return builtIn
}

func removeBinary() {
	if builtIn != "" {
		_ = os.RemoveAll(builtIn)
	}
}
