package proof

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// emulatorCommands make the repository that is applied. The emulator has no
// replication groups and no scalable targets: Redis and autoscaling are off,
// and proven with a mocked provider by TestTerraform. The account is the
// emulator's.
var emulatorCommands = [][]string{
	{
		"init", "live", "--organization", "acme", "--repository", "acme/live", "--domain", "acme.dev", "--environments", "dev",
		"--account", "dev=123456789012", "--set", "platform.dns_zone=create", "--set", "shared-services.redis=false",
	},
	{
		"service", "shop", "-C", "live", "--database", "shared", "--queues", `{ jobs = "send" }`, "--desired-count", "3",
		"--buckets", "{ uploads = { expire_days = 30 } }",
		"--tables", `{ orders = { sort_key = "at", ttl = "ends", indexes = { by_at = { partition_key = "at" } } } }`,
		"--policy-statements", `[{ actions = ["ses:SendEmail"], resources = ["*"] }]`,
	},
}

// emulatorApp makes the application repository whose scripts deploy.
var emulatorApp = []string{"app-repo", "shop", "--runtime", "go", "--infra", "live"}

// TestEmulator applies the layers and a service of one environment and takes
// the service through its life.
func TestEmulator(t *testing.T) {
	needTerraform(t)
	needTool(t, "moto_server")
	needTool(t, "aws")
	needTool(t, "jq")
	t.Parallel()
	dir := t.TempDir()
	for _, args := range append(emulatorCommands, emulatorApp) {
		scaffold(t, dir, args...)
	}
	module := func(unit string) string { return filepath.Join(dir, "live", "layers", unit, "environments", "dev") }
	foundation, platform := module("01-foundation"), module("02-platform")
	shared, shop := module("03-shared-services"), module("04-applications/shop")
	override(t, foundation, nil)
	override(t, platform, map[string]string{"foundation": foundation})
	override(t, shared, map[string]string{"foundation": foundation, "platform": platform})
	override(t, shop, map[string]string{"foundation": foundation, "platform": platform, "shared_services": shared})

	e := startEmulator(t)
	e.attach(foundation, platform, shared, shop)
	apply := func(module string) func() error { return func() error { return e.apply(module) } }
	together(t, apply(foundation))
	together(t, apply(platform))
	together(t, apply(shared))
	together(t, apply(shop))
	e.outputsFlow(foundation, shared, shop)
	var checks []func() error
	for _, layer := range []string{foundation, platform, shared, shop} {
		checks = append(checks, func() error {
			e.settled(layer, "right after the apply of "+filepath.Base(filepath.Dir(filepath.Dir(layer))))
			return nil
		})
	}
	e.recorder.while(func() { together(t, checks...) })
	e.mayPlan(filepath.Join(dir, "live", "bootstrap", "dev"))
	e.live(shop, newDeployer(e, filepath.Join(dir, "shop"), "dev"))
	e.destroy(shop, shared, platform, foundation)
}

// outputsFlow shows that the service runs where the layers say.
func (e *emulator) outputsFlow(foundation, shared, shop string) {
	e.t.Helper()
	service := e.service()
	if service.DesiredCount != 0 {
		e.t.Errorf("before the first deploy %d tasks run", service.DesiredCount)
	}
	subnets, err := json.Marshal(e.outputs(foundation)["private_subnet_ids"])
	if err != nil {
		e.t.Fatal(err)
	}
	network := service.NetworkConfiguration.AwsvpcConfiguration
	for _, id := range network.Subnets {
		if !strings.Contains(string(subnets), id) {
			e.t.Errorf("the service runs in %s, the foundation's private subnets are %s", id, subnets)
		}
	}
	if len(network.Subnets) == 0 || network.AssignPublicIP != "DISABLED" {
		e.t.Errorf("the service's network is %+v", network)
	}
	host := e.outputs(shared)["postgres_endpoint"]
	definition := e.taskDefinition(e.outputs(shop)["task_family"].(string))
	if text := string(definition["containerDefinitions"]); host == "" || !strings.Contains(text, host.(string)) {
		e.t.Errorf("DATABASE_HOST is not %v in %s", host, text)
	}
}

// live takes the service through the life that its README describes, deployed
// by the scripts of its application repository.
func (e *emulator) live(shop string, d *deployer) {
	e.t.Helper()
	d.waitsForItsDatabase()
	d.firstDeployFails(shop)
	if summary := d.deploy("1"); !strings.Contains(summary, "/workspaces/aws-shop-dev") || !strings.Contains(summary, "/services/shop/") {
		e.t.Errorf("the summary of the first deploy is\n%s", summary)
	}
	if count := e.service().DesiredCount; count != 3 {
		e.t.Errorf("the first deploy started %d tasks, the tag said 3", count)
	}
	e.mustApply(shop)
	if live := e.outputs(shop)["live"]; live != true {
		e.t.Errorf("after the first deploy the output live is %v", live)
	}
	e.expect(3, "after the first deploy and an apply")
	e.settled(shop, "after the first deploy and an apply")

	setNumber(e.t, shop, "desired_count", 5)
	e.mustApply(shop)
	e.expect(5, "with 5 in terraform.tfvars")

	// The emergency command, as the document and the README have it.
	e.aws(nil, "ecs", "update-service", "--cluster", "dev-cluster", "--service", "shop", "--desired-count", "20")
	out, err := e.terraform(shop, "plan", "-detailed-exitcode")
	if err == nil || !regexp.MustCompile(`desired_count\s+= 20 -> 5`).MatchString(out) {
		e.t.Errorf("an apply before the sync would not show that it scales back from 20 to 5\n%s", out)
	}
	setNumber(e.t, shop, "desired_count", 20)
	e.settled(shop, "after the emergency to 20 and 20 in terraform.tfvars")
	e.expect(20, "after the sync")
	d.laterDeploys(20)
	e.settled(shop, "after further deploys")
}

func (e *emulator) mustApply(module string) {
	e.t.Helper()
	if out, err := e.terraform(module, "apply", "-auto-approve"); err != nil {
		e.t.Fatalf("%v\n%s", err, out)
	}
}

// expect compares the number of tasks, and shows that the revision of the
// deploy still runs.
func (e *emulator) expect(count int, when string) {
	e.t.Helper()
	service := e.service()
	if service.DesiredCount != count {
		e.t.Errorf("%s %d tasks run, not %d", when, service.DesiredCount, count)
	}
	// After Terraform's own, that of the deploy that failed and the one that put the image back.
	if !strings.HasSuffix(service.TaskDefinition, ":4") {
		e.t.Errorf("%s %s runs, not the revision of the deploy", when, service.TaskDefinition)
	}
}

type ecsService struct {
	ServiceArn           string
	TaskDefinition       string
	DesiredCount         int
	Tags                 []struct{ Key, Value string }
	NetworkConfiguration struct {
		AwsvpcConfiguration struct {
			Subnets        []string
			AssignPublicIP string
		}
	}
}

const ecsAPI = "AmazonEC2ContainerServiceV20141113."

func (e *emulator) service() ecsService {
	e.t.Helper()
	var answer struct{ Services []ecsService }
	e.ask("ecs", ecsAPI+"DescribeServices", map[string]any{"cluster": "dev-cluster", "services": []string{"shop"}, "include": []string{"TAGS"}}, &answer)
	if len(answer.Services) != 1 {
		e.t.Fatalf("%d services are called shop", len(answer.Services))
	}
	return answer.Services[0]
}

func (e *emulator) taskDefinition(family string) map[string]json.RawMessage {
	e.t.Helper()
	var answer struct{ TaskDefinition map[string]json.RawMessage }
	e.ask("ecs", ecsAPI+"DescribeTaskDefinition", map[string]any{"taskDefinition": family}, &answer)
	return answer.TaskDefinition
}

// destroy takes everything down in reverse order. The deletion protection of
// what holds data is lifted first, as a person would have to.
func (e *emulator) destroy(shop, shared, platform, foundation string) {
	e.t.Helper()
	destroy := func(module string) func() error {
		return func() error {
			out, err := e.terraform(module, "destroy", "-auto-approve")
			if err != nil {
				e.t.Logf("%s", out)
			}
			return err
		}
	}
	e.aws(nil, "dynamodb", "update-table", "--table-name", "shop-dev-orders", "--no-deletion-protection-enabled")
	together(e.t, destroy(shop))
	e.aws(nil, "rds", "modify-db-instance", "--db-instance-identifier", "shared-services-dev-postgres", "--no-deletion-protection", "--apply-immediately")
	together(e.t, destroy(shared))
	together(e.t, destroy(platform))
	together(e.t, destroy(foundation))
	var left struct {
		Vpcs []struct{ VpcID, CidrBlock string }
	}
	e.aws(&left, "ec2", "describe-vpcs", "--filters", "Name=isDefault,Values=false")
	if len(left.Vpcs) > 0 {
		e.t.Errorf("after the destroy there are %+v", left.Vpcs)
	}
}
