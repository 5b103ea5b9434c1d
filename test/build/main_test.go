// Package build holds the tests of the program as it is built: with and
// without a version.
package build

import (
	"os"
	"testing"

	_ "github.com/seed-3f5c2e52/scaffold/internal/cli" // what the tests look at by other processes: go test's cache must know
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

func TestMain(m *testing.M) { os.Exit(project.Main(m)) }
