package proof

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// TestNamesAreTheSameInBothRepositories makes random infrastructure
// repositories with services, and their application repositories, and compares
// every name that the two must agree on: read from the Terraform code of one
// and from the deploy workflow of the other.
func TestNamesAreTheSameInBothRepositories(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			defer compute()()
			w := newWorld(seed)
			dir := t.TempDir()
			scaffold(t, dir, w.init...)
			for _, s := range w.services {
				scaffold(t, dir, s.args...)
			}
			for _, s := range w.services {
				scaffold(t, dir, "app-repo", s.name, "--runtime", s.runtime)
				sameNames(t, w, s, filepath.Join(dir, "infra"), filepath.Join(dir, s.name))
			}
		})
	}
}

// world is a random infrastructure repository, as the commands that make it.
type world struct {
	init     []string
	accounts map[string]string // by environment; absent when not known
	services []worldService
}

type worldService struct {
	name, runtime string
	args          []string
	environments  []string
}

func newWorld(seed uint64) *world {
	random := rand.New(rand.NewPCG(seed, 1))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	environments := [][]string{{"dev", "staging", "production"}, {"qa", "live-eu", "live"}, {"production"}}[random.IntN(3)]
	w := &world{accounts: map[string]string{}, init: []string{
		"init", "infra", "--organization", pick("acme", "Acme_Labs"), "--repository", "acme/infra",
		"--region", pick("us-east-1", "eu-central-1", "ap-southeast-2"), "--environments", strings.Join(environments, ","),
		"--hostname", pick("app.terraform.io", "tfe.acme.dev"), "--workspace-name", pick("aws-{unit}-{environment}", "{environment}_{unit}"),
	}}
	accounts := pick("shared", "own", "none", "mixed")
	for i, e := range environments {
		if accounts == "none" {
			break
		}
		w.accounts[e] = fmt.Sprint(111111111111 * (1 + i))
		if accounts == "shared" || (accounts == "mixed" && i < 2) {
			w.accounts[e] = "999999999999"
		}
		w.init = append(w.init, "--account", e+"="+w.accounts[e])
	}
	for _, name := range []string{pick("shop", "a1"), pick("orders-api-with-names", "web2"), "mailer"} {
		s := worldService{name: name, runtime: pick("python", "node", "go", "java"), environments: environments}
		s.args = []string{"service", name, "-C", "infra", "--exposure", pick("public", "internal", "none")}
		if random.IntN(2) == 0 {
			s.args = append(s.args, "--repository", "other-org/"+name+".app")
		}
		if len(environments) > 1 && random.IntN(3) == 0 {
			s.environments = environments[1:]
			s.args = append(s.args, "--environments", strings.Join(s.environments, ","))
		}
		w.services = append(w.services, s)
	}
	return w
}

// sameNames compares the deploy workflow with the service's and the platform's
// root modules, environment by environment.
func sameNames(t *testing.T, w *world, s worldService, infra, app string) {
	t.Helper()
	jobs, build := deployJobs(t, app)
	if len(jobs) != len(s.environments) {
		t.Errorf("%s is deployed to %d environments, not to %v", s.name, len(jobs), s.environments)
	}
	program := healthcheckProgram(t, app)
	before := ""
	for i, environment := range s.environments {
		service := readModule(t, filepath.Join(infra, "layers/04-applications", s.name, "environments", environment))
		platform := readModule(t, filepath.Join(infra, "layers/02-platform/environments", environment))
		account := w.accounts[environment]
		if account == "" {
			account = "${{ vars.AWS_ACCOUNT_ID }}"
		} else if got := service.text(t, "provider.aws", "allowed_account_ids"); got != account {
			t.Errorf("%s in %s may run in account %s, not %s", s.name, environment, got, account)
		}
		region := service.text(t, "provider.aws", "region")
		image := account + ".dkr.ecr." + region + ".amazonaws.com/" + service.text(t, "resource.aws_ecr_repository.app", "name")
		workspace := service.text(t, "terraform.cloud.workspaces", "name")
		want := map[string]string{
			"ENVIRONMENT": environment, "AWS_REGION": region,
			"CLUSTER":          platform.text(t, "resource.aws_ecs_cluster.main", "name"),
			"SERVICE":          service.text(t, "resource.aws_ecs_service.app", "name"),
			"FAMILY":           service.text(t, "resource.aws_ecs_task_definition.app", "family"),
			"CONTAINER":        service.text(t, "output.container_name", "value"),
			"PARAMETER":        service.text(t, "resource.aws_ssm_parameter.image", "name"),
			"IMAGE_REPOSITORY": image,
			"WORKSPACE":        "https://" + service.hostname(t) + "/app/" + service.text(t, "terraform.cloud", "organization") + "/workspaces/" + workspace,
			"DIGEST":           "${{ inputs.digest || needs.image.outputs.digest }}",
		}
		if before != "" {
			want["SOURCE_REPOSITORY"] = before
		}
		main, err := os.ReadFile(filepath.Join(infra, "layers/04-applications", s.name, "environments", environment, "main.tf"))
		if err != nil || !regexp.MustCompile(`(?m)^ +command += \["CMD", `+regexp.QuoteMeta(strconv.Quote(program))+`\]$`).Match(main) {
			t.Errorf("ECS does not run %s, the health check of the image (%v), in\n%s", program, err, main)
		}
		job := jobs[environment]
		equalMaps(t, s.name+" in "+environment, want, job.Env)
		role, credentialsRegion := job.credentials(t)
		if wantRole := "arn:aws:iam::" + account + ":role/" + service.text(t, "resource.aws_iam_role.deploy", "name"); role != wantRole || credentialsRegion != region {
			t.Errorf("%s in %s takes %s in %s, not %s in %s", s.name, environment, role, credentialsRegion, wantRole, region)
		}
		if job.Concurrency.Group != "deploy-"+environment || job.Concurrency.Cancel || job.Permissions["id-token"] != "write" {
			t.Errorf("the job of %s has concurrency %+v and permissions %v", environment, job.Concurrency, job.Permissions)
		}
		if i == 0 && build.Env["IMAGE_REPOSITORY"] != image {
			t.Errorf("the image is pushed to %s, not to %s", build.Env["IMAGE_REPOSITORY"], image)
		}
		service.trusts(t, s, infra, environment, before)
		before = image
	}
}

func equalMaps(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s: %s is %q in the workflow, %q in Terraform", what, name, got[name], value)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: the workflow has %v", what, got)
	}
}

// trusts shows that the deploy role of the environment may take the image from
// the environment before, and lets in the repository that the app's README names.
func (m *terraformModule) trusts(t *testing.T, s worldService, infra, environment, before string) {
	t.Helper()
	policy := string(m.source["iam.tf"])
	if before != "" {
		account, _, _ := strings.Cut(before, ".")
		if strings.HasPrefix(account, "$") {
			account = "${local.account_id}"
		}
		_, repository, _ := strings.Cut(before, "/")
		repository = strings.Replace(repository, s.name+"-", "${local.name}-", 1)
		if grant := ":" + account + ":repository/" + repository + `"`; !strings.Contains(policy, grant) {
			t.Errorf("the deploy role of %s in %s may not take images from %s: no %s in\n%s", s.name, environment, before, grant, policy)
		}
	}
	name := "acme/" + s.name
	for i, arg := range s.args {
		if arg == "--repository" {
			name = s.args[i+1]
		}
	}
	if subject := "repo:" + name + ":environment:" + environment; !strings.Contains(policy, subject) {
		t.Errorf("the deploy role of %s in %s does not trust %s", s.name, environment, subject)
	}
}

// terraformModule is a root module's code, for reading single values.
type terraformModule struct {
	dir    string
	source map[string][]byte
	blocks map[string]*hclsyntax.Body
	eval   *hcl.EvalContext
}

func readModule(t *testing.T, dir string) *terraformModule {
	t.Helper()
	m := &terraformModule{dir: dir, source: map[string][]byte{}, blocks: map[string]*hclsyntax.Body{}}
	m.eval = &hcl.EvalContext{Functions: map[string]function.Function{"substr": stdlib.SubstrFunc}}
	files, err := filepath.Glob(filepath.Join(dir, "*.tf"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no Terraform code in %s", dir)
	}
	locals := map[string]cty.Value{}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m.source[filepath.Base(name)] = src
		body := parseBody(t, name, string(src))
		m.add("", body)
		for _, b := range body.Blocks {
			if b.Type != "locals" {
				continue
			}
			for key, a := range b.Body.Attributes {
				if v, diags := a.Expr.Value(nil); !diags.HasErrors() {
					locals[key] = v
				}
			}
		}
	}
	m.eval.Variables = map[string]cty.Value{"local": cty.ObjectVal(locals)}
	return m
}

func (m *terraformModule) add(prefix string, body *hclsyntax.Body) {
	for _, b := range body.Blocks {
		address := strings.TrimPrefix(strings.Join(append([]string{prefix, b.Type}, b.Labels...), "."), ".")
		m.blocks[address] = b.Body
		m.add(address, b.Body)
	}
}

// text is the value of an attribute, which refers to locals at most; of a list,
// the only item's. A reference to another resource's name is followed.
func (m *terraformModule) text(t *testing.T, address, attribute string) string {
	t.Helper()
	body := m.blocks[address]
	if body == nil || body.Attributes[attribute] == nil {
		t.Fatalf("%s has no %s in %s", m.dir, attribute, address)
	}
	v, diags := body.Attributes[attribute].Expr.Value(m.eval)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	if v.Type().IsTupleType() && v.LengthInt() == 1 {
		v = v.AsValueSlice()[0]
	}
	return v.AsString()
}

func (m *terraformModule) hostname(t *testing.T) string {
	t.Helper()
	if m.blocks["terraform.cloud"].Attributes["hostname"] == nil {
		return "app.terraform.io"
	}
	return m.text(t, "terraform.cloud", "hostname")
}
