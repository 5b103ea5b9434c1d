// Package project is what the tests of the whole repository stand on. TestMain
// calls Main, which runs a package's tests in the root of the project, so that
// a path in them is one from there. Program is what they run. Isolated is an environment with the program
// in its path, Shell and Must run lines in it.
package project

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Module is the path of the project's module.
const Module = "github.com/seed-3f5c2e52/scaffold"

// Main runs the tests in the root of the project, removes what they ran, and
// returns the exit code.
func Main(m *testing.M) int {
	root, err := root()
	if err == nil {
		err = os.Chdir(root)
	}
	if err != nil {
		panic(err)
	}
	defer removeBinary()
	return m.Run()
}

// root is the nearest folder with a go.mod, from the working directory up.
func root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if filepath.Dir(dir) == dir {
			return "", errors.New("the tests are in no module")
		}
		dir = filepath.Dir(dir)
	}
}

// GoList returns what `go list` prints.
func GoList(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	return out
}

// Read returns a file's text.
func Read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
