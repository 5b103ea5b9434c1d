package proof

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSmall: a small repository is small where it says so, production only where it
// is named, and what production protects stays protected. Its layers are valid for
// the real provider and pass their own tests; those of standard size are golden/'s.
func TestSmall(t *testing.T) {
	needTerraform(t)
	t.Parallel()
	dir := t.TempDir()
	scaffold(t, dir, "init", "thrifty", "--organization", "acme", "--repository", "acme/infrastructure", "--environments", "dev,production", "--size", "small,production=small")
	scaffold(t, dir, "init", "mixed", "--organization", "acme", "--repository", "acme/infrastructure", "--environments", "dev,production", "--size", "small")
	repository := filepath.Join(dir, "thrifty")
	read := func(repository, name string) string {
		text, err := os.ReadFile(filepath.Join(dir, repository, "layers", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	const network, data = "01-foundation/environments/production/", "03-shared-services/environments/production/"
	for _, c := range []struct{ name, small, standard string }{
		{network + "routing.tf", "nat_gateways = 1", "nat_gateways = local.zones"},
		{network + "main.tf", "zones      = 2", "zones      = 3"},
		{data + "postgres.tf", "multi_az               = false", "multi_az               = true"},
		{data + "terraform.tfvars", `"db.t4g.micro"`, `"db.m7g.large"`},
		{data + "terraform.tfvars", `"cache.t4g.micro"`, `"cache.m7g.large"`},
		{data + "terraform.tfvars", "redis_nodes = 1", "redis_nodes = 2"},
	} {
		if text := read("thrifty", c.name); !strings.Contains(text, c.small) || strings.Contains(text, c.standard) {
			t.Errorf("a small %s is not small: it lacks %q\n%s", c.name, c.small, text)
		}
		if text := read("mixed", c.name); !strings.Contains(text, c.standard) {
			t.Errorf("production is small unasked: %s lacks %q\n%s", c.name, c.standard, text)
		}
	}
	if text := read("thrifty", data+"postgres.tf"); !strings.Contains(text, "deletion_protection       = true") || !strings.Contains(text, "skip_final_snapshot       = false") {
		t.Errorf("production's data is not protected:\n%s", text)
	}
	if text := read("mixed", "01-foundation/environments/dev/flow_logs.tf"); !strings.Contains(text, `"REJECT"`) {
		t.Errorf("a small dev pays for logs of all traffic:\n%s", text)
	}
	pinProvider(t, repository)
	spent := &stopwatch{}
	checkFormat(t, spent, repository)
	for _, module := range rootModules(t, repository) {
		if strings.HasPrefix(module, "layers/") {
			t.Run(module, func(t *testing.T) {
				t.Parallel()
				proveModule(t, spent, filepath.Join(repository, filepath.FromSlash(module)))
			})
		}
	}
}
