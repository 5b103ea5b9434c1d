package proof

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// TestStarterPack: what `scaffold pack new` makes renders Terraform code that is
// formatted, valid, and passes the tests it brings.
func TestStarterPack(t *testing.T) {
	needTerraform(t)
	t.Parallel()
	dir := t.TempDir()
	scaffold(t, dir, "pack", "new", "logs")
	spent := &stopwatch{}
	want := filepath.Join(dir, "logs", "tests", "plain", "want")
	checkFormat(t, spent, want)
	for _, environment := range []string{"dev", "production"} {
		module := filepath.Join(want, "environments", environment)
		versions := readTree(t, module)["versions.tf"]
		versions.data = strings.Replace(versions.data, strconv.Quote(spec.DefaultAWSProviderVersion), strconv.Quote(provenProvider), 1)
		tree{"versions.tf": versions}.write(t, module)
		proveModule(t, spent, module)
	}
	t.Log(spent)
}
