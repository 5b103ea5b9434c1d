package oracle

import (
	"os"
	"testing"

	_ "github.com/seed-3f5c2e52/scaffold/internal/cli" // what the rounds run by other processes: go test's cache must know
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

func TestMain(m *testing.M) { os.Exit(project.Main(m)) }
