package proof

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var usualPlatforms = []string{"linux_amd64", "linux_arm64", "darwin_arm64", "darwin_amd64", "windows_amd64"}

// packages makes a folder of provider packages that holds files by these names
// and nothing that could run: a lock file holds their digests.
func packages(t *testing.T, providers ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, provider := range providers {
		name, version, _ := strings.Cut(provider, "@")
		for _, platform := range usualPlatforms {
			file := "terraform-provider-" + filepath.Base(name) + "_v" + version
			writeFile(t, filepath.Join(dir, "registry.terraform.io", name, version, platform, file), []byte(provider+platform), 0o755)
		}
	}
	return dir
}

// lockProviders runs the script of a repository with packages of such a folder.
func lockProviders(t *testing.T, repository, mirror string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(filepath.Join(repository, "scripts", "lock-providers.sh"), args...)
	cmd.Dir = repository
	cmd.Env = append(os.Environ(), "LOCK_MIRROR="+mirror)
	if mirror == os.Getenv(mirrorVariable) { // which has packages for this machine alone
		cmd.Env = append(cmd.Env, "LOCK_PLATFORMS="+runtime.GOOS+"_"+runtime.GOARCH)
	}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// locked are the lock files of a repository's root modules, by module.
func locked(t *testing.T, repository string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for name, file := range readTree(t, repository) {
		if module, ok := strings.CutSuffix(name, "/.terraform.lock.hcl"); ok {
			found[module] = file.data
		}
	}
	return found
}

// TestProviderLocks runs the script that locks providers over a whole repository,
// and again after each kind of change.
func TestProviderLocks(t *testing.T) {
	needTool(t, "terraform")
	t.Parallel()
	defer compute()()
	repository := filepath.Join(t.TempDir(), "infrastructure")
	if err := os.CopyFS(repository, os.DirFS(readGolden(t))); err != nil {
		t.Fatal(err)
	}
	all := rootModules(t, repository)
	mirror := packages(t, "hashicorp/aws@5.100.0")
	run := func(what, mirror string, want []string, args ...string) {
		t.Helper()
		out, err := lockProviders(t, repository, mirror, args...)
		var wrote []string
		for _, line := range strings.Fields(out) {
			wrote = append(wrote, strings.TrimSuffix(line, "/.terraform.lock.hcl"))
		}
		if slices.Sort(wrote); err != nil || !slices.Equal(wrote, want) {
			t.Fatalf("%s: %v, wrote %q, not %q", what, err, wrote, want)
		}
	}

	run("a new repository", mirror, all)
	for module, lock := range locked(t, repository) {
		if strings.Count(lock, `"h1:`) != len(usualPlatforms) || !strings.Contains(lock, `version     = "5.100.0"`) {
			t.Errorf("%s is locked to\n%s", module, lock)
		}
	}
	run("the same again", packages(t), nil)

	// It is the team's file: git sees it, and no command of scaffold touches it.
	const shop, catalog = "layers/04-applications/shop/environments/", "layers/04-applications/catalog/environments/"
	if status := git(t, repository, "status", "--porcelain", "--untracked-files=all"); strings.Count(status, "/.terraform.lock.hcl") != len(all) {
		t.Errorf("git sees\n%s", status)
	}
	git(t, repository, "add", "--all")
	git(t, repository, "commit", "-qm", "lock")
	before := locked(t, repository)
	scaffold(t, repository, "generate", "catalog", "--set", "port=9191")
	if after := locked(t, repository); after[shop+"dev"] == "" || after[catalog+"dev"] != before[catalog+"dev"] {
		t.Error("generate touched a lock file")
	}

	// A new service has what its neighbours have, and nothing is fetched for it.
	scaffold(t, repository, "service", "billing", "--exposure", "internal")
	run("a new service", packages(t), []string{
		"layers/04-applications/billing/environments/dev", "layers/04-applications/billing/environments/production", "layers/04-applications/billing/environments/staging",
	})

	// Another version in one root module.
	edit(t, filepath.Join(repository, catalog, "dev", "versions.tf"), `"5.100.0"`, `"6.70.1"`)
	run("another version", packages(t, "hashicorp/aws@6.70.1"), []string{catalog + "dev"})
	if lock := locked(t, repository)[catalog+"dev"]; !strings.Contains(lock, `version     = "6.70.1"`) || strings.Contains(lock, "5.100.0") {
		t.Errorf("it is locked to\n%s", lock)
	}

	// A version that can't be had leaves the file as it was.
	before = locked(t, repository)
	edit(t, filepath.Join(repository, catalog, "dev", "versions.tf"), `"6.70.1"`, `"6.99.0"`)
	if out, err := lockProviders(t, repository, mirror); err == nil || !strings.Contains(out, "6.99.0") || locked(t, repository)[catalog+"dev"] != before[catalog+"dev"] {
		t.Errorf("%v\n%s", err, out)
	}
	edit(t, filepath.Join(repository, catalog, "dev", "versions.tf"), `"6.99.0"`, `"6.70.1"`)

	// Code of people: a range, a provider that nothing declares, a local module.
	const own = "layers/09-own/environments/dev"
	writeFile(t, filepath.Join(repository, own, "main.tf"), []byte(`terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" } # whichever
  }
}

resource "terraform_data" "x" {}

resource "null_resource" "x" {}
`), 0o644)
	people := packages(t, "hashicorp/aws@5.100.0", "hashicorp/null@3.2.1", "hashicorp/random@3.6.0")
	run("a layer of one's own", people, []string{own})
	run("it again", packages(t), nil)
	writeFile(t, filepath.Join(repository, "modules", "name", "main.tf"), []byte("resource \"random_id\" \"x\" {\n  byte_length = 4\n}\n"), 0o644)
	edit(t, filepath.Join(repository, own, "main.tf"), `resource "null_resource" "x" {}`, "module \"name\" {\n  source = \"../../../../modules/name\"\n}\n")
	run("one that calls a module", people, []string{own}, own)
	if lock := locked(t, repository)[own]; !strings.Contains(lock, "hashicorp/random") || strings.Contains(lock, "hashicorp/null") {
		t.Errorf("it is locked to\n%s", lock)
	}
	run("by name, anew", mirror, []string{shop + "dev"}, shop+"dev")
}

// edit replaces a text that the file holds.
func edit(t *testing.T, name, old, with string) {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(src), old) {
		t.Fatalf("%s has no %q: %v", name, old, err)
	}
	writeFile(t, name, []byte(strings.ReplaceAll(string(src), old, with)), 0o644)
}

// TestCIWantsALock runs the check of a root module with terraform and the real
// provider: without a lock file it fails and says what to run, as with one that
// lacks what the code asks for; with the script's it passes.
func TestCIWantsALock(t *testing.T) {
	needTerraform(t)
	t.Parallel()
	defer compute()()
	repository := filepath.Join(t.TempDir(), "infrastructure")
	if err := os.CopyFS(repository, os.DirFS(readGolden(t))); err != nil {
		t.Fatal(err)
	}
	const module = "bootstrap/dev"
	plugins := t.TempDir()
	check := func() (string, error) {
		cmd := exec.Command(filepath.Join(repository, ".github", "scripts", "check-modules.sh"), module)
		cmd.Dir = repository
		cmd.Env = append(os.Environ(), "TF_PLUGIN_CACHE_DIR="+plugins)
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := check(); err == nil || !strings.Contains(out, module+" has no .terraform.lock.hcl: run scripts/lock-providers.sh, and commit what it writes") {
		t.Errorf("without a lock file: %v\n%s", err, out)
	}
	if out, err := lockProviders(t, repository, packages(t, "hashicorp/aws@5.100.0"), module); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := check(); err == nil || !strings.Contains(out, "run scripts/lock-providers.sh "+module+", and commit what it writes") {
		t.Errorf("with another build's digest: %v\n%s", err, out)
	}
	if out, err := lockProviders(t, repository, os.Getenv(mirrorVariable), module); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := check(); err != nil {
		t.Errorf("with its lock file: %v\n%s", err, out)
	}
}

// TestProposalsCarryLocks shows that pull requests of requests and upgrades hold
// the lock files that their changes ask for.
func TestProposalsCarryLocks(t *testing.T) {
	needTool(t, "terraform")
	t.Parallel()
	defer compute()()
	r := newRequestScripts(t)
	r.env = []string{"LOCK_MIRROR=" + packages(t, "hashicorp/aws@5.100.0", "hashicorp/aws@6.70.0")}
	lock := func() string {
		t.Helper()
		_ = os.Remove(filepath.Join(r.home, "output"))
		if out, code := r.run("lock-proposal.sh"); code != 0 {
			t.Fatalf("exit %d\n%s", code, out)
		}
		return r.note("output")
	}
	if out, err := lockProviders(t, r.dir, strings.TrimPrefix(r.env[0], "LOCK_MIRROR=")); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	git(t, r.dir, "add", "--all")
	git(t, r.dir, "commit", "-qm", "lock")
	git(t, r.dir, "push", "-q")

	r.ask(issue("name", "orders", "environments", "dev"))
	if out, code := r.run("service-request.sh", "run"); code != 0 {
		t.Fatalf("exit %d\n%s", code, out)
	}
	if output := lock(); output != "changed=true\n" {
		t.Errorf("the output is %q", output)
	}
	const orders = "layers/04-applications/orders/environments/dev/.terraform.lock.hcl"
	if changed := git(t, r.dir, "diff", "--name-only", "HEAD^"); changed != orders || git(t, r.dir, "status", "--porcelain", "--untracked-files=no") != "" {
		t.Errorf("the commit holds %q", changed)
	}
	git(t, r.dir, "push", "--quiet", "origin", "HEAD")
	if output := lock(); output != "" {
		t.Errorf("a second time the output is %q", output)
	}

	// An upgrade that moves the provider of dev; a second run goes on from the branch.
	r.squash("scaffold/service-orders")
	root := filepath.Join(r.dir, "scaffold.hcl")
	src, err := os.ReadFile(root)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, root, []byte(strings.Replace(string(src), `"5.100.0"`, `"6.70.0"`, 1)), 0o644) // dev comes first
	git(t, r.dir, "commit", "-qam", "another provider in dev")
	git(t, r.dir, "push", "-q")
	for i := range 2 {
		if out, code := r.run("upgrade.sh"); code != 0 || !strings.Contains(out, "dev: https://github.example/acme/infrastructure/pull/2") {
			t.Fatalf("exit %d\n%s", code, out)
		}
		if output := lock(); (output == "changed=true\n") != (i == 0) {
			t.Errorf("run %d: the output is %q", i, output)
		}
		git(t, r.dir, "push", "--quiet", "origin", "HEAD")
		for module, text := range locked(t, r.dir) {
			if want := `version     = "5.100.0"`; strings.HasSuffix(module, "/dev") && strings.Contains(text, want) || !strings.HasSuffix(module, "/dev") && !strings.Contains(text, want) {
				t.Errorf("%s is locked to\n%s", module, text)
			}
		}
		git(t, r.dir, "switch", "-q", "main")
	}
	if output := lock(); output != "" {
		t.Errorf("on the default branch the output is %q", output)
	}
}
