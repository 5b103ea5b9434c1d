package proof

import (
	"path/filepath"
	"testing"
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
		proveModule(t, spent, filepath.Join(want, "environments", environment))
	}
	t.Log(spent)
}
