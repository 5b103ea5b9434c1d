package proof

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// TestProvidersArePinned: every root module takes one version of the provider,
// that of its environment's block, and no run another.
func TestProvidersArePinned(t *testing.T) {
	made, _ := runGolden(t)
	for _, c := range []struct{ repository, version string }{{made, spec.DefaultAWSProviderVersion}, {readGolden(t), provenProvider}, {makeVariants(t), provenProvider}} {
		seen := 0
		for name, file := range readTree(t, c.repository).matching(`\.tf$`) {
			if strings.Contains(name, "/tests/") {
				continue // a module that the tests call: it gets the root module's provider
			}
			for source, version := range requirements(t, name, file.data) {
				seen++
				if source != "hashicorp/aws" || version != c.version {
					t.Errorf("%s takes %s in version %q, not %s", name, source, version, c.version)
				}
			}
		}
		if modules := len(rootModules(t, c.repository)); seen != modules {
			t.Errorf("%d of %d root modules of %s name the provider", seen, modules, c.repository)
		}
	}
}

// requirements are the providers that a file requires, and their versions.
func requirements(t *testing.T, name, src string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, b := range parseBody(t, name, src).Blocks {
		for _, inner := range b.Body.Blocks {
			if b.Type != "terraform" || inner.Type != "required_providers" {
				continue
			}
			for _, attr := range inner.Body.Attributes {
				v, diags := attr.Expr.(*hclsyntax.ObjectConsExpr).Value(nil)
				if diags.HasErrors() {
					t.Fatal(diags)
				}
				values := v.AsValueMap()
				found[values["source"].AsString()] = values["version"].AsString()
			}
		}
	}
	return found
}

// TestUpgradesArePromoted: a newer provider in production's block is one commit
// that changes production's root modules, and a newer terraform one that
// changes what CI runs.
func TestUpgradesArePromoted(t *testing.T) {
	repository, _ := runGolden(t)
	for _, c := range []struct{ old, new, others string }{
		{spec.DefaultAWSProviderVersion, "6.67.0", `^(scaffold\.hcl|(.*/)?\.scaffold\.lock\.hcl)$`},
		{spec.DefaultTerraformVersion, "1.17.0", `^(scaffold\.hcl|\.scaffold\.lock\.hcl|\.github/workflows/ci\.yaml)$`},
	} {
		before := readTree(t, repository)
		name := filepath.Join(repository, spec.Filename)
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rest, production, found := strings.Cut(string(src), `environment "production"`)
		if !found || !strings.Contains(production, strconv.Quote(c.old)) {
			t.Fatalf("production names no %s\n%s", c.old, src)
		}
		writeFile(t, name, []byte(rest+`environment "production"`+strings.Replace(production, strconv.Quote(c.old), strconv.Quote(c.new), 1)), 0o644)
		scaffold(t, repository, "generate")
		changed := readTree(t, repository).without(before)
		others, modules := regexp.MustCompile(c.others), 0
		for _, file := range slices.Sorted(maps.Keys(changed)) {
			if regexp.MustCompile(`(^bootstrap|/environments)/production/versions\.tf$`).MatchString(file) {
				modules++
			} else if !others.MatchString(file) {
				t.Errorf("%s in production changes %s", c.new, file)
			}
		}
		if want := len(before.matching(`(^bootstrap|/environments)/production/versions\.tf$`)); modules != want && c.old == spec.DefaultAWSProviderVersion {
			t.Errorf("%s reaches %d of %d root modules of production", c.new, modules, want)
		}
		checkLocks(t, before, changed, c.old == spec.DefaultAWSProviderVersion)
	}
}

// checkLocks: nothing of what the locks say of other environments has changed;
// the root's may, where a workflow names every version.
func checkLocks(t *testing.T, before, after tree, root bool) {
	t.Helper()
	blocks := regexp.MustCompile(`(?ms)^render "environment" "(dev|staging)" \{.*?^\}`)
	for name, file := range after.matching(`(^|/)\.scaffold\.lock\.hcl$`) {
		if (root || strings.Contains(name, "/")) && !slices.Equal(blocks.FindAllString(file.data, -1), blocks.FindAllString(before[name].data, -1)) {
			t.Errorf("%s changes another environment's block", name)
		}
	}
}
