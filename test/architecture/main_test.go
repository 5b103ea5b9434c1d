// Package architecture holds the tests of how the code is built: which packages
// are pure, who imports whom, who writes files, and what is depended on.
package architecture

import (
	"os"
	"testing"

	_ "github.com/seed-3f5c2e52/scaffold/internal/cli" // what the tests look at by other processes: go test's cache must know
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

func TestMain(m *testing.M) { os.Exit(project.Main(m)) }
