// Package output holds the tests of what the program prints for machines: it
// follows the published schemas, whatever comes of a command.
package output

import (
	"os"
	"testing"

	_ "github.com/seed-3f5c2e52/scaffold/internal/cli" // what the tests look at by other processes: go test's cache must know
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

func TestMain(m *testing.M) { os.Exit(project.Main(m)) }
