package proof

import (
	"path/filepath"
	"testing"
)

// variantCommands make a repository of what golden/ does not show: inputs that
// switch whole files on or off, another host, no accounts, one environment.
var variantCommands = [][]string{
	{
		"init", "variants", "--organization", "acme-labs", "--repository", "acme/variants", "--environments", "dev",
		"--hostname", "tfe.acme.dev", "--region", "eu-central-1", "--domain", "acme.dev",
		"--set", "required_boundary=acme-workloads", "--set", `plan_policy_arns=["arn:aws:iam::aws:policy/ReadOnlyAccess"]`, "--set", "terraform_project=*",
		"--set", "foundation.nat=none", "--set", "foundation.availability_zones=[\"eu-central-1a\", \"eu-central-1b\"]",
		"--set", "foundation.zones=2", "--set", "foundation.interface_endpoints=[\"ecr.api\", \"ecr.dkr\", \"logs\"]",
		"--set", "platform.eks=true", "--set", "platform.eks_version=1.34", "--set", "platform.eks_support=standard", "--set", "platform.dns_zone=create", "--set", "platform.dns_role_arn=arn:aws:iam::333333333333:role/dns",
		"--set", `assumed_role_arns=["arn:aws:iam::333333333333:role/dns"]`, "--set", "terraform_cloud_oidc=lookup", "--set", "platform.github_oidc=lookup",
		"--set", "platform.load_balancers=[\"main\", \"partners\"]", "--set", "platform.alarm_emails=[\"ops@acme.dev\"]",
		"--set", `platform.certificates={ shop = { arn = "arn:aws:acm:eu-central-1:111111111111:certificate/0a1b2c3d-0000-4000-8000-000000000000", names = ["shop.example.org", "*.shop.example.org"] }, b2b = { arn = "arn:aws:acm:eu-central-1:111111111111:certificate/0a1b2c3d-0000-4000-8000-000000000001", names = ["b2b.example.com"], load_balancers = ["partners"] } }`,
		"--set", "shared-services.postgres=false", "--set", "shared-services.redis=false",
		"--set", "shared-services.queues={ jobs = {}, orders = { fifo = true }, old = { enabled = false } }",
	},
	{"service", "api", "-C", "variants", "--path", "/api/v1", "--admit", "all", "--autoscaling", "--max-capacity", "4", "--requests-target", "null"},
	{"service", "partner", "-C", "variants", "--load-balancer", "partners", "--host", "b2b.example.com", "--uses", "api", "--queues", "orders,jobs"},
	{"service", "relay", "-C", "variants", "--exposure", "internal", "--calls", "api", "--readonly-root-filesystem=false", "--writable-paths", "[]"},
	{"service", "ledger", "-C", "variants", "--database", "own", "--own-database", "{}"},
	{"service", "journal", "-C", "variants", "--exposure", "none", "--database", "own", "--own-database", `{ engine = "aurora-postgresql" }`},
	{
		"service", "cron", "-C", "variants", "--exposure", "none", "--uses", "relay", "--capacity-providers", "{ FARGATE_SPOT = { weight = 1 } }",
		"--queues", "{ jobs = \"send\", orders = \"receive\" }", "--buckets", "{ kept = {}, let-go = { enabled = false } }", "--tables", "{ let-go = { enabled = false } }",
	},
}

func makeVariants(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, args := range variantCommands {
		scaffold(t, dir, args...)
	}
	repository := filepath.Join(dir, "variants")
	pinProvider(t, repository)
	return repository
}
