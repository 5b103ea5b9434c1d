package proof

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// stateful are the resources whose loss is a loss of data, or of everything
// that stands on them. Offline tests can't see prevent_destroy, so it is read.
var stateful = []string{
	"aws_db_instance", "aws_rds_cluster", "aws_dynamodb_table", "aws_elasticache_replication_group", "aws_route53_zone", "aws_s3_bucket", "aws_sqs_queue", "aws_vpc",
}

// TestStatefulResourcesAreProtected shows that no plan can destroy them, and
// that none is made by for_each or count over an input.
func TestStatefulResourcesAreProtected(t *testing.T) {
	for _, repository := range []string{readGolden(t), makeVariants(t)} {
		seen := map[string]bool{}
		for name, file := range readTree(t, repository) {
			if !strings.HasSuffix(name, ".tf") {
				continue
			}
			for address, problem := range unprotected(t, name, file.data) {
				seen[strings.Split(address, ".")[0]] = true
				if problem != "" {
					t.Errorf("%s: %s %s", name, address, problem)
				}
			}
		}
		if !seen["aws_vpc"] || !seen["aws_sqs_queue"] {
			t.Errorf("%s: no network or no queue was found, only %v", filepath.Base(repository), seen)
		}
	}
}

// TestProtectionIsNoticed breaks the property that the test above reads.
func TestProtectionIsNoticed(t *testing.T) {
	src, err := os.ReadFile(filepath.Join(goldenDir, "repository", filepath.FromSlash(sharedProduction), "postgres.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range []string{
		strings.Replace(string(src), "prevent_destroy = true", "prevent_destroy = false", 1),
		strings.Replace(string(src), "    prevent_destroy = true\n", "", 1),
		strings.Replace(string(src), "resource \"aws_db_instance\" \"postgres\" {\n", "resource \"aws_db_instance\" \"postgres\" {\n  count = 1\n", 1),
	} {
		if broken == string(src) {
			t.Fatal("the mutation does not apply")
		}
		if unprotected(t, "postgres.tf", broken)["aws_db_instance.postgres"] == "" {
			t.Error("nobody noticed that the database is unprotected")
		}
	}
}

// unprotected returns the stateful resources of a file and what is wrong with
// each, which is empty for most.
func unprotected(t *testing.T, name, src string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, b := range parseBody(t, name, src).Blocks {
		if b.Type != "resource" || !slices.Contains(stateful, b.Labels[0]) {
			continue
		}
		address, problem := strings.Join(b.Labels, "."), "lacks lifecycle { prevent_destroy = true }"
		for _, inner := range b.Body.Blocks {
			if attr := inner.Body.Attributes["prevent_destroy"]; inner.Type == "lifecycle" && attr != nil {
				if v, diags := attr.Expr.Value(nil); !diags.HasErrors() && v.True() {
					problem = ""
				}
			}
		}
		if b.Body.Attributes["for_each"] != nil || b.Body.Attributes["count"] != nil {
			problem = "is made by for_each or count: a key that changes would destroy it"
		}
		found[address] = problem
	}
	return found
}
