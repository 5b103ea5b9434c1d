package proof

import (
	"path/filepath"
	"testing"
)

// TestSeveralAccounts: the environments beside production make zones of their
// own, and production, whose zone is in an account that nobody runs in, writes
// all its records there.
func TestSeveralAccounts(t *testing.T) {
	needTerraform(t)
	t.Parallel()
	dir := t.TempDir()
	scaffold(t, dir, "init", "several", "--organization", "acme", "--repository", "acme/several", "--environments", "dev,production", "--domain", "acme.dev",
		"--account", "dev=111111111111", "--account", "production=222222222222", "--set", "production:platform.dns_role_arn=arn:aws:iam::333333333333:role/dns")
	repository := filepath.Join(dir, "several")
	pinProvider(t, repository)
	spent := &stopwatch{}
	for _, environment := range []string{"dev", "production"} {
		proveModule(t, spent, filepath.Join(repository, "layers", "02-platform", "environments", environment))
	}
}
