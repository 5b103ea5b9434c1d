package proof

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// below stands for the layers below a service: what one without stores needs
// of them, and no more.
const below = `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}

resource "aws_security_group" "app" {
  name   = "applications"
  vpc_id = aws_vpc.main.id
}

resource "aws_ecs_cluster" "main" {
  name = "dev-cluster"
}

resource "aws_service_discovery_private_dns_namespace" "main" {
  name = "dev.internal"
  vpc  = aws_vpc.main.id
}

resource "aws_kms_key" "main" {}

resource "aws_sns_topic" "alarms" {
  name = "alarms"
}

output "vpc_id" { value = aws_vpc.main.id }
output "private_subnet_ids" { value = [aws_subnet.private.id] }
output "security_group_app" { value = aws_security_group.app.id }
output "ecs_cluster_id" { value = aws_ecs_cluster.main.id }
output "cluster_name" { value = aws_ecs_cluster.main.name }
output "cluster_arn" { value = aws_ecs_cluster.main.arn }
output "service_discovery_namespace_id" { value = aws_service_discovery_private_dns_namespace.main.id }
output "service_discovery_namespace" { value = aws_service_discovery_private_dns_namespace.main.name }
output "github_oidc_provider_arn" { value = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
output "alarm_topic_arn" { value = aws_sns_topic.alarms.arn }
output "kms_key_arn" { value = aws_kms_key.main.arn }
output "domain_name" { value = "acme.dev" }
`

// orders is a live service whose sizes, numbers and images change in one order
// and another.
type orders struct {
	*emulator
	d      *deployer
	dir    string // the infrastructure repository
	shop   string // the service's root module
	layers string // what stands for the layers
}

// TestSizesAndDeploys shows that sizes arrive by the apply and images by the
// deploy, that neither undoes the other in any order, and that nothing is left
// to plan after either.
func TestSizesAndDeploys(t *testing.T) {
	needTerraform(t)
	needTool(t, "moto_server")
	needTool(t, "aws")
	needTool(t, "jq")
	t.Parallel()
	dir := t.TempDir()
	scaffold(t, dir, emulatorCommands[0]...)
	scaffold(t, dir, "service", "shop", "-C", "live", "--exposure", "internal", "--desired-count", "3")
	scaffold(t, dir, emulatorApp...)
	o := &orders{emulator: startEmulator(t), dir: filepath.Join(dir, "live"), layers: filepath.Join(dir, "below")}
	o.shop = filepath.Join(o.dir, "layers", "04-applications", "shop", "environments", "dev")
	writeFile(t, filepath.Join(o.layers, "main.tf"), []byte(below), 0o644)
	o.attach(o.layers, o.shop)
	for _, module := range []string{o.layers, o.shop} {
		if module == o.shop {
			o.override()
		}
		if err := o.apply(module); err != nil {
			t.Fatal(err)
		}
	}
	o.d = newDeployer(o.emulator, filepath.Join(dir, "shop"), "dev")
	o.firstDeploys()
	o.sizes()
	o.stalePlans()
	o.inTheMiddle()
	o.failing()
	o.autoscaled()
	o.capacity()
}

func (o *orders) override() {
	override(o.t, o.shop, map[string]string{"foundation": o.layers, "platform": o.layers})
}

// firstDeploys fails once, and succeeds while a run of Terraform applies.
func (o *orders) firstDeploys() {
	o.t.Helper()
	o.d.fails("bad")
	o.settled(o.shop, "after a first deploy that failed")
	o.d.deploy("1")
	o.mustApply(o.shop)
	o.is("1", "256", 3, "after the first deploy")
}

// sizes come before a deploy and after one; a rollback keeps them.
func (o *orders) sizes() {
	o.t.Helper()
	o.size(512, 1024)
	o.mustApply(o.shop)
	o.is("1", "512", 3, "after a size")
	o.d.deploy("2")
	o.is("2", "512", 3, "after a size and a deploy")
	o.size(1024, 2048)
	o.mustApply(o.shop)
	o.is("2", "1024", 3, "after a deploy and a size")
	o.d.deploy("1")
	o.is("1", "1024", 3, "after a rollback")
}

// stalePlans wait for their approval while somebody deploys.
func (o *orders) stalePlans() {
	o.t.Helper()
	for _, stale := range []struct {
		what  string
		edit  func()
		image string
		cpu   string
		count int
	}{
		{"a size", func() { o.size(512, 1024) }, "3", "512", 3},
		{"a number", func() { setNumber(o.t, o.shop, "desired_count", 4) }, "1", "512", 4},
		{"a variable", func() {
			o.edit("main.tf", `SERVICE_NAME = local.name`, "SERVICE_NAME = local.name\n    COLOUR = \"blue\"")
		}, "2", "512", 4},
	} {
		stale.edit()
		if out, err := o.terraform(o.shop, "plan", "-out=saved"); err != nil {
			o.t.Fatalf("%v\n%s", err, out)
		}
		o.d.deploy(stale.image)
		if out, err := o.terraform(o.shop, "apply", "saved"); err != nil {
			o.t.Fatalf("%v\n%s", err, out)
		}
		o.is(stale.image, stale.cpu, stale.count, "after a plan of "+stale.what+" that was older than the deploy")
	}
}

// inTheMiddle of a deploy a run of Terraform applies: before there is a
// revision of the image, and while the script waits for it.
func (o *orders) inTheMiddle() {
	o.t.Helper()
	o.d.during("ssm put-parameter", func() { o.mustApply(o.shop) }, "3")
	o.is("3", "512", 4, "after a run in the middle of a deploy")
	o.size(1024, 2048)
	o.d.during("ecs update-service", func() { o.mustApply(o.shop) }, "1")
	o.is("1", "1024", 4, "after a size in the middle of a deploy")
}

// failing deploys leave the image and the number that were there.
func (o *orders) failing() {
	o.t.Helper()
	o.d.fails("bad")
	o.is("1", "1024", 4, "after a deploy that failed")
	o.size(256, 512)
	o.mustApply(o.shop)
	o.is("1", "256", 4, "after a deploy that failed and a size")
}

// autoscaled tasks stay as many as they are.
func (o *orders) autoscaled() {
	o.t.Helper()
	scaffold(o.t, o.dir, "generate", "shop", "--set", "autoscaling=true", "--set", "max_capacity=10", "--no-commit")
	o.override()
	o.mustApply(o.shop)
	o.aws(nil, "ecs", "update-service", "--cluster", "dev-cluster", "--service", "shop", "--desired-count", "7")
	o.size(512, 1024)
	o.mustApply(o.shop)
	o.is("1", "512", 7, "after a size, with autoscaling")
	o.d.deploy("2")
	o.is("2", "512", 7, "after a deploy, with autoscaling")
}

// capacity providers of a live service change in place where the spec says so,
// and else by a new service. The emulator keeps none, so what it should have is
// written into the state.
func (o *orders) capacity() {
	o.t.Helper()
	name := filepath.Join(o.shop, "terraform.tfstate")
	src, err := os.ReadFile(name)
	if err != nil {
		o.t.Fatal(err)
	}
	none := regexp.MustCompile(`"capacity_provider_strategy": \[\]`)
	if !none.Match(src) {
		o.t.Fatalf("the emulator keeps capacity providers:\n%s", src)
	}
	writeFile(o.t, name, none.ReplaceAll(src, []byte(`"capacity_provider_strategy": [{"base": 0, "capacity_provider": "FARGATE", "weight": 1}]`)), 0o644)
	o.edit(overrideName, ", capacity_provider_strategy", "")
	for force, want := range map[string]string{"false": `["delete","create"]`, "true": `["update"]`} {
		scaffold(o.t, o.dir, "generate", "shop", "--no-commit", "--set", "force_new_deployment="+force,
			"--set", "capacity_providers={ FARGATE = { weight = 1 }, FARGATE_SPOT = { weight = 1 } }")
		if out, err := o.terraform(o.shop, "plan", "-refresh=false", "-out=saved"); err != nil {
			o.t.Fatalf("%v\n%s", err, out)
		}
		out, err := o.terraform(o.shop, "show", "-json", "saved")
		if err != nil {
			o.t.Fatalf("%v\n%s", err, out)
		}
		found := regexp.MustCompile(`"address":"aws_ecs_service\.app","mode":"managed",[^{]*"change":\{"actions":(\[[^\]]*\])`).FindStringSubmatch(out)
		if found == nil || found[1] != want {
			o.t.Errorf("with force_new_deployment = %s other capacity providers plan %q, not %s", force, found, want)
		}
	}
}

// is compares what runs, and shows that nothing is left to plan.
func (o *orders) is(image, cpu string, count int, when string) {
	o.t.Helper()
	service := o.service()
	if service.DesiredCount != count {
		o.t.Errorf("%s %d tasks run, not %d", when, service.DesiredCount, count)
	}
	var has string
	if err := json.Unmarshal(o.taskDefinition(service.TaskDefinition)["cpu"], &has); err != nil || has != cpu {
		o.t.Errorf("%s tasks have %s CPU units, not %s (%v)", when, has, cpu, err)
	}
	o.d.runs(image)
	o.settled(o.shop, when)
}

func (o *orders) size(cpu, memory int) {
	o.t.Helper()
	setNumber(o.t, o.shop, "cpu", cpu)
	setNumber(o.t, o.shop, "memory", memory)
}

func (o *orders) edit(name, old, text string) {
	o.t.Helper()
	name = filepath.Join(o.shop, name)
	src, err := os.ReadFile(name)
	if err != nil {
		o.t.Fatal(err)
	}
	if strings.Count(string(src), old) != 1 {
		o.t.Fatalf("%q stands not once in %s", old, name)
	}
	writeFile(o.t, name, []byte(strings.Replace(string(src), old, text, 1)), 0o644)
}

// setNumber edits a number in a root module's terraform.tfvars.
func setNumber(t *testing.T, module, name string, value int) {
	t.Helper()
	file := filepath.Join(module, "terraform.tfvars")
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^(` + name + ` *= )\d+$`)
	if !line.Match(src) {
		t.Fatalf("no %s in\n%s", name, src)
	}
	writeFile(t, file, line.ReplaceAll(src, fmt.Appendf(nil, "${1}%d", value)), 0o644)
}
