// Package docs holds the tests of what people read: documents, help and
// the demo name what exists, and show what the program really prints.
package docs

import (
	"os"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

func TestMain(m *testing.M) { os.Exit(project.Main(m)) }
