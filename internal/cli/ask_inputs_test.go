package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// samples are values of inputs whose validations want more than a plain one of
// their type, by pack and input, as HCL.
var samples = map[string]string{
	"service.tags":                  `{ Cost = "42" }`,
	"service.repository":            `"acme/other"`,
	"service.repository_ids":        `{ owner = "1", repository = "2" }`,
	"platform.certificates":         certificates,
	"service.path":                  `"/api"`,
	"service.host":                  `"shop.example.com"`,
	"service.load_balancer":         `"other"`,
	"service.health_check_path":     `"/ready"`,
	"service.health_check_matcher":  `"200"`,
	"service.egress_ports":          `[25, 587]`,
	"service.listener_priority":     `23117`,
	"service.queues":                `{ jobs = "receive" }`,
	"service.worker_queue":          `"jobs"`,
	"service.buckets":               `{ uploads = { enabled = true, noncurrent_days = 90, expire_days = 365 } }`,
	"service.tables":                `{ orders = { enabled = true, partition_key = "id", sort_key = "at", types = { at = "N" }, ttl = "ends", indexes = { by_at = { partition_key = "at", sort_key = null } } } }`,
	"service.policy_statements":     `[{ sid = "Mail", effect = "Allow", actions = ["ses:SendEmail"], resources = ["*"], conditions = { StringEquals = { "ses:FromAddress" = ["a@b.c"] } }, wide = false }]`,
	"app-repo.queues":               `{ jobs = "receive", mail-out = "send" }`,
	"service.task_policy_arns":      `["arn:aws:iam::aws:policy/ReadOnlyAccess"]`,
	"service.environment_variables": `{ GREETING = "it's \"${"$"}{x}\", back\\slash" }`,
	"service.secrets":               `{ TOKEN = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/token" }`,
	"service.secrets_kms_key_arns":  `["arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab"]`,
	"service.capacity_providers":    `{ FARGATE = { base = 1, weight = 1 }, FARGATE_SPOT = { base = 0, weight = 3 } }`,
	"service.writable_paths":        `["/tmp", "/var/run"]`,
	"service.log_retention_days":    `60`,
	"service.schedules":             `{ night = { schedule = "cron(0 20 * * ? *)", timezone = "Europe/Berlin", min = 1, max = 2 } }`,
	"service.alarms":                `{ cpu = 80, memory = 80, errors = 5, queue_age = 600 }`,
	"service.alarms_off":            `["latency", "cpu"]`,
	"service.runbook_url":           `"https://wiki.example.com/runbooks/shop"`,
	"platform.runbook_url":          `"https://wiki.example.com/runbooks/platform"`,
	"service.role_path":             `"/acme/"`,
	"repository.role_path":          `"/acme/"`,
	"foundation.role_path":          `"/acme/"`,
	"platform.role_path":            `"/acme/"`,
	"shared-services.role_path":     `"/acme/"`,
	"service.memory":                `1024`,
	"service.calls":                 `["alpha"]`,
	"service.health_check_command":  `["CMD", "/bin/up"]`,
	"service.database":              `"own"`,
	"service.database_name":         `"shop_db"`,
	"service.own_database":          `{ engine = "postgres", version = "16", instance_class = "db.t4g.small", allocated_storage = 30, max_allocated_storage = 200, multi_az = true, min_capacity = 1, max_capacity = 2, backup_retention_days = 7, task_image = "public.ecr.aws/docker/library/postgres:17" }`,
	"service.cpu_target":            `60`,

	"app-repo.repository":         `"acme/other"`,
	"app-repo.path":               `"/api/v1"`,
	"app-repo.health_check_paths": `["/health", "/ready"]`,
	"app-repo.worker_queue":       `"orders"`,
	"app-repo.deploys_to":         `[{ environment = "dev", region = "us-east-1", role = "shop" }, { environment = "production", region = "eu-west-1", role = "shop" }]`,

	"repository.upgrade_schedule":  `"0 4 * * 1"`,
	"repository.database_schedule": `"5 * * * *"`,
	"repository.validate_schedule": `"15 * * * *"`,
	"repository.scaffold_version":  `"v0.2.0"`,
	"repository.plan_policy_arns":  `["arn:aws:iam::aws:policy/job-function/DatabaseAdministrator"]`,
	"repository.assumed_role_arns": `["arn:aws:iam::111111111111:role/dns"]`,
	"repository.apply_policy_arns": `["arn:aws:iam::aws:policy/PowerUserAccess"]`,

	"foundation.vpc_cidr":                `"10.40.0.0/16"`,
	"foundation.availability_zones":      `["us-east-1a", "us-east-1b"]`,
	"foundation.alb_ingress_cidrs":       `["203.0.113.0/24"]`,
	"foundation.app_egress_ports":        `[25, 587]`,
	"foundation.data_admin_cidrs":        `["10.200.0.0/16"]`,
	"foundation.flow_log_retention_days": `60`,

	"platform.domain_name":               `"apps.example.com"`,
	"platform.zone_name":                 `"example.com"`,
	"platform.load_balancers":            `["main", "other"]`,
	"platform.web_acl_arn":               `"arn:aws:wafv2:us-east-1:111111111111:regional/webacl/main/1234"`,
	"platform.alarm_emails":              `["ops@example.com"]`,
	"platform.eks_version":               `"1.33"`,
	"platform.parent_zone_name":          `"apps.example.com"`,
	"platform.dns_role_arn":              `"arn:aws:iam::222222222222:role/dns"`,
	"platform.strict_transport_security": `"max-age=600; includeSubDomains"`,
	"platform.eks_nodes":                 `{ instance_types = ["t3.large"], min_size = 2, max_size = 4, disk_gib = 60, ami_type = "AL2023_x86_64_STANDARD" }`,
	"platform.eks_admin_arns":            `["arn:aws:iam::111111111111:role/platform"]`,
	"platform.log_retention_days":        `60`,

	"shared-services.postgres_parameters":            `{ max_connections = "200" }`,
	"shared-services.postgres_instance_class":        `"db.t4g.large"`,
	"shared-services.postgres_allocated_storage":     `30`,
	"shared-services.postgres_max_allocated_storage": `500`,
	"shared-services.redis_version":                  `"7.0"`,
	"shared-services.redis_node_type":                `"cache.t4g.small"`,
	"shared-services.queues":                         `{ jobs = {}, orders = { fifo = true } }`,
	"shared-services.alarms":                         `{ postgres_storage = 10, postgres_cpu = 80, postgres_connections = 100, redis_cpu = 80, redis_memory = 80, redis_connections = 100, dlq = 2 }`,
	"shared-services.alarms_off":                     `["dlq", "redis_cpu"]`,
	"shared-services.runbook_url":                    `"https://wiki.example.com/runbooks/stores"`,
	"shared-services.backup_window":                  `"01:00-02:00"`,
	"shared-services.maintenance_window":             `"sat:04:00-sat:05:00"`,
	"shared-services.log_retention_days":             `60`,
}

// certificates cover what a service's host is here.
const certificates = `{ shop = { arn = "arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d", names = ["shop.example.com"], load_balancers = ["main"] } }`

// beside is what a unit must have before another may name it.
var beside = map[string]string{
	"service.host":          "platform --set 'certificates=" + certificates + "'",
	"service.load_balancer": `platform --set 'load_balancers=["main","other"]'`,
	"service.calls":         "alpha --set admit=all",
}

// companions are arguments beside which an input matters or is valid.
var companions = map[string][]string{
	"service.cpu_target":      {"--autoscaling", "--max-capacity", "10"},
	"service.memory_target":   {"--autoscaling", "--max-capacity", "10"},
	"service.requests_target": {"--autoscaling", "--max-capacity", "10"},
	"service.backlog_target":  {"--autoscaling", "--max-capacity", "10", "--queues", "jobs", "--worker-queue", "jobs"},
	"service.schedules":       {"--autoscaling", "--max-capacity", "10"},
	"service.min_capacity":    {"--autoscaling", "--max-capacity", "10"},
	"service.max_capacity":    {"--autoscaling"},
	"service.autoscaling":     {"--max-capacity", "10"},
	"service.cpu":             {"--memory", "1024"},
	"service.database_name":   {"--database", "shared"},
	"service.own_database":    {"--database", "own"},
	"service.load_balancer":   {"--set", "dev:stop_timeout=20"},
	"app-repo.worker_queue":   {"--queues", "orders"},

	"foundation.availability_zones": {"zones=2"},
	"platform.eks_version":          {"eks=true"},
	"platform.eks_support":          {"eks=true"},
	"platform.parent_zone_name":     {"dns_zone=create", "domain_name=dev.apps.example.com", "zone_name=dev.apps.example.com", "dns_role_arn=arn:aws:iam::222222222222:role/dns"},
	"platform.eks_nodes":            {"eks=true"},
	"platform.eks_admin_arns":       {"eks=true"},
}

// scripted answers questions from a list, and chooses what settings to change.
type scripted struct {
	answers []prompt.Answer
	log     []string
}

func (s *scripted) Show(string)  {}
func (s *scripted) Close() error { return nil }

func (s *scripted) Ask(q prompt.Question, _ bool) (prompt.Answer, error) {
	s.log = append(s.log, q.Title)
	if len(s.answers) == 0 {
		return nil, prompt.ErrAborted
	}
	a := s.answers[0]
	s.answers = s.answers[1:]
	if problem := q.Refuses(a); problem != "" {
		return nil, fmt.Errorf("%s: %q is not taken: %s", q.Title, a, problem)
	}
	for _, v := range a {
		if q.Kind != prompt.Text && !slices.ContainsFunc(q.Options, func(o prompt.Option) bool { return o.Value == v }) {
			return nil, fmt.Errorf("%s: %q is not offered", q.Title, v)
		}
	}
	return a, nil
}

// answers are what a person says to be asked for the value.
func answers(in *pack.Input, ty cty.Type, v cty.Value, format string) []prompt.Answer {
	options := len(in.Choices) > 0 || in.References != nil || in.Offers != nil
	list := ty.IsListType() || ty.IsSetType()
	switch {
	case ty == cty.Bool, options && ty.IsPrimitiveType():
		return []prompt.Answer{{expr.LiteralLine(v)}}
	case options && list:
		var a prompt.Answer
		for _, item := range v.AsValueSlice() {
			a = append(a, expr.LiteralLine(item))
		}
		return []prompt.Answer{a}
	case format == pack.FormatCron:
		return []prompt.Answer{{"expression"}, {v.AsString()}}
	case ty.IsObjectType() && (in.DefaultText == "null" || in.Default != nil && len(in.Default.Variables()) > 0):
		return append([]prompt.Answer{{"yes"}}, attributeAnswers(in, ty, v)...)
	case ty.IsObjectType():
		return attributeAnswers(in, ty, v)
	case ty.IsMapType(), list && !ty.ElementType().IsPrimitiveType():
		var out []prompt.Answer
		if in.Default != nil && in.Name != "" { // what is there by default goes first
			if there, diags := in.Default.Value(nil); !diags.HasErrors() && ty.IsMapType() {
				for range there.AsValueMap() {
					out = append(out, prompt.Answer{"remove 0"})
				}
			}
		}
		for it := v.ElementIterator(); it.Next(); {
			name, item := it.Element()
			out = append(out, prompt.Answer{"add"})
			if ty.IsMapType() {
				out = append(out, prompt.Answer{name.AsString()})
			}
			out = append(out, answers(&pack.Input{Format: in.Format, TypeText: in.TypeText, Choices: in.Choices}, ty.ElementType(), item, "")...)
		}
		return append(out, prompt.Answer{"done"})
	}
	return []prompt.Answer{{interview.Written(ty, v)}}
}

func attributeAnswers(in *pack.Input, ty cty.Type, v cty.Value) []prompt.Answer {
	var out []prompt.Answer
	for _, name := range interview.Attributes(ty, in.TypeText) {
		if v.GetAttr(name).IsNull() { // left out
			out = append(out, prompt.Answer{map[bool]string{true: "default"}[ty.AttributeType(name) == cty.Bool]})
			continue
		}
		out = append(out, answers(&pack.Input{TypeText: in.TypeText}, ty.AttributeType(name), v.GetAttr(name), in.Format[name])...)
	}
	return out
}

// TestEveryInput says a value of every input of every built-in pack at a prompt,
// by its flag, by --set, and in specs of HCL and JSON: all write the same spec
// and the same terraform.tfvars.
func TestEveryInput(t *testing.T) {
	t.Parallel()
	store := &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}
	for _, name := range store.Names() {
		p, err := store.Get(spec.PackRef{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range p.Inputs {
			if name+"."+in.Name == "shared-services.alarms_off" {
				continue // to take an alarm from a layer that stands needs --allow-destroy; service.alarms_off is its like
			}
			t.Run(name+"."+in.Name, func(t *testing.T) {
				t.Parallel()
				dir := copyRepository(t) // a copy each, as a run locks it
				if with := beside[name+"."+in.Name]; with != "" {
					sh(t, dir, "scaffold generate -q "+with)
				}
				sameByEveryWay(t, dir, p, in)
			})
		}
	}
}

// way is how a value can be said: arguments, or answers to questions.
type way struct {
	name    string
	args    []string
	answers []prompt.Answer
}

func sameByEveryWay(t *testing.T, dir string, p *pack.Pack, in *pack.Input) {
	v := sampleValue(t, p, in)
	want := ""
	for _, w := range ways(t, dir, p, in, v) {
		got, err := written(t, dir, p, in.Name, w)
		if err != nil {
			t.Errorf("%s: %s", w.name, err)
			continue
		}
		if !strings.Contains(got, in.Name+" = ") {
			t.Errorf("%s: %s is not written:\n%s", w.name, in.Name, got)
		}
		if want == "" {
			want = got
		} else if got != want {
			t.Errorf("%s writes\n%s\ninstead of\n%s", w.name, got, want)
		}
	}
}

// sampleValue is a value of the input that is not its default.
func sampleValue(t *testing.T, p *pack.Pack, in *pack.Input) cty.Value {
	t.Helper()
	text := samples[p.Name+"."+in.Name]
	if text == "" {
		text = plain(in)
	}
	v, err := expr.ParseLiteral(text)
	if err == nil {
		v, err = expr.Convert(v, in.Type, in.Defaults)
	}
	if err != nil {
		t.Fatalf("%s: %s", text, err)
	}
	return v
}

// plain is some value of the input's type.
func plain(in *pack.Input) string {
	list := in.Type.IsListType() || in.Type.IsSetType()
	switch {
	case len(in.Choices) > 0 && list:
		return "[" + expr.LiteralLine(in.Choices[len(in.Choices)-1]) + "]"
	case len(in.Choices) > 0:
		return expr.LiteralLine(in.Choices[len(in.Choices)-1])
	case in.References != nil:
		return `["alpha", "beta"]`
	case in.Type == cty.Bool && in.DefaultText == "true":
		return "false"
	case in.Type == cty.Bool:
		return "true"
	case in.Type == cty.Number:
		var n int
		if _, err := fmt.Sscan(in.DefaultText, &n); err != nil {
			return "4"
		}
		return fmt.Sprint(n * 2)
	case list:
		return `["one", "two"]`
	case in.Type.IsMapType():
		return `{ Name = "value" }`
	}
	return `"sample"`
}

// ways are the ways to say the value.
func ways(t *testing.T, dir string, p *pack.Pack, in *pack.Input, v cty.Value) []way {
	t.Helper()
	with := companions[p.Name+"."+in.Name]
	command, unit := []string{p.Name, "shop"}, ""
	switch p.Name {
	case "service":
	case "app-repo":
		command = []string{"app-repo", "shop", "--output-dir", filepath.Join(t.TempDir(), "shop"), "-C", t.TempDir()}
		for _, needed := range [][2]string{
			{"runtime", "go"}, {"repository", "acme/shop"}, {"deploys_to", `[{ environment = "dev", region = "us-east-1" }]`},
		} {
			if in.Name != needed[0] {
				command = append(command, "--"+pack.Flag(needed[0]), needed[1])
			}
		}
	case "blank":
		command = []string{"layer", "shop", "--depends-on", "foundation"}
	case "repository":
		command, unit = []string{"generate", "."}, "."
	default:
		command, unit = []string{"generate", p.Name}, p.Name
	}
	if unit != "" { // a layer's are said by --set, here of generate, below of init
		var sets, others []string
		for _, set := range with {
			sets, others = append(sets, "--set", set), append(others, "--set", unit+"."+set)
		}
		command, with = append(command, sets...), others
	} else {
		command = append(command, with...)
	}
	text := interview.Written(in.Type, v)
	out := []way{{name: "--set", args: append(slices.Clone(command), "--set", in.Name+"="+text)}}
	if unit == "" && in.Name != "environments" {
		out = append(out, way{name: "flag", args: append(slices.Clone(command), "--"+pack.Flag(in.Name)+"="+text)})
	}
	if p.Name != "blank" { // `layer` takes no --spec
		for _, form := range []string{"hcl", "json"} {
			out = append(out, way{name: "spec in " + form, args: append(slices.Clone(command), "--spec", specOf(t, form, in, v))})
		}
	}
	if in.Allocate != nil {
		return out // scaffold chooses it: nobody is asked
	}
	asked := answers(in, in.Type, v, in.Format[""])
	switch {
	case unit != "":
		args := []string{"init", filepath.Join(t.TempDir(), "infra"), "--organization", "acme", "--repository", "acme/infra"}
		if unit == "." {
			unit = ""
		}
		if in.StoredIn == "tfvars" || in.Pinned { // after a layer was made, they are its user's
			out = nil
		}
		args = append(args, with...)
		asked = slices.Concat([]prompt.Answer{{"more " + unit}, {in.Name}}, asked, []prompt.Answer{{"write"}})
		init := args
		set := unit + "." + in.Name
		if unit == "" {
			set = in.Name
		}
		out = append(out, way{name: "init --set", args: append(slices.Clone(init), "--set", set+"="+text)}, way{name: "prompt", args: init, answers: asked})
	case in.Default == nil: // it is asked for at once
		out = append(out, way{name: "prompt", args: command, answers: append(asked, prompt.Answer{"write"})})
	default:
		if len(with) == 0 && p.Name == "service" {
			if in.Name == "stop_timeout" {
				with = []string{"--set", "dev:enable_exec=true"}
			} else {
				with = []string{"--set", "dev:stop_timeout=20"} // one thing said: then it shows the plan first
			}
			for i := range out {
				out[i].args = append(out[i].args, with...)
			}
			command = append(command, with...)
		}
		out = append(out, way{name: "prompt", args: command, answers: slices.Concat([]prompt.Answer{{"more "}, {in.Name}}, asked, []prompt.Answer{{"write"}})})
	}
	return out
}

// specOf writes the value into a file for --spec.
func specOf(t *testing.T, form string, in *pack.Input, v cty.Value) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "spec."+form)
	content := []byte(in.Name + " = " + expr.Literal(v) + "\n")
	if form == "json" {
		var err error
		if content, err = json.Marshal(map[string]any{in.Name: expr.ToGo(v)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// written is what a way writes into the unit's spec and its tfvars, a sorted
// line for each value.
func written(t *testing.T, dir string, p *pack.Pack, input string, w way) (string, error) {
	t.Helper()
	var out strings.Builder
	s := Streams{In: strings.NewReader(""), Out: &out, Err: &out, Dir: dir, Getenv: os.Getenv}
	if w.answers != nil {
		script := &scripted{answers: w.answers}
		s.InTerminal, s.Terminal, s.ErrTerminal = true, true, true
		s.Getenv = func(name string) string {
			if name == "CI" {
				return ""
			}
			return os.Getenv(name)
		}
		s.Asks = func() prompt.Session { return script }
		args, err := converseOnly(newProgram(w.args, s))
		if err != nil {
			return "", fmt.Errorf("%w after %q\n%s", err, script.log, out.String())
		}
		w.args = args
	}
	s.InTerminal, s.Asks = false, nil
	planned, err := newProgram(w.args, s).preview(w.args)
	if err != nil {
		var all []string
		for _, problem := range diag.Of(err) {
			all = append(all, problem.Error()+" "+problem.Hint)
		}
		return "", fmt.Errorf("%s", strings.Join(all, "\n"))
	}
	lines := map[string]bool{}
	for _, a := range planned.Result.Plan.Actions {
		unit := strings.Contains(string(a.Path), "shop/") || strings.Contains(string(a.Path), "-"+p.Name+"/") || p.Name == "app-repo" ||
			strings.Contains(string(a.Path), "-shop/") || (p.Name == "repository" && !strings.Contains(string(a.Path), "layers/"))
		base := a.Path.Base()
		if a.Content == nil || !unit || (base != spec.Filename && base != "terraform.tfvars") {
			continue
		}
		where := filepath.Base(string(a.Path.Dir()))
		if base == spec.Filename {
			where = "spec"
		}
		for line := range assignmentsIn(t, a.Content) {
			if p.Layer != "" || p.Name == "app-repo" || p.Name == "blank" || strings.Contains(line, input+" = ") {
				lines[where+": "+line] = true // init writes more than generate: there the input alone
			}
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(lines)), "\n"), nil
}

// assignmentsIn are the attributes of an HCL file, blocks' too, with their values.
func assignmentsIn(t *testing.T, src []byte) map[string]bool {
	t.Helper()
	file, diags := hclsyntax.ParseConfig(src, "file.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	out := map[string]bool{}
	var walk func(prefix string, body *hclsyntax.Body)
	walk = func(prefix string, body *hclsyntax.Body) {
		for name, a := range body.Attributes {
			if v, diags := a.Expr.Value(nil); !diags.HasErrors() {
				out[prefix+name+" = "+expr.LiteralLine(v)] = true
			}
		}
		for _, b := range body.Blocks {
			walk(prefix+b.Type+" "+strings.Join(b.Labels, " ")+"/", b.Body)
		}
	}
	walk("", file.Body.(*hclsyntax.Body))
	return out
}

// converseOnly asks the questions of a command and returns the arguments of the
// run, which is not run.
func converseOnly(p *program) ([]string, error) {
	var answered []string
	p.rerun = func(args []string) int { answered = args; return console.ExitOK }
	if code := p.main(); code != console.ExitOK {
		return nil, fmt.Errorf("exit code %d", code)
	}
	if answered == nil {
		return nil, fmt.Errorf("nothing was asked")
	}
	return answered, nil
}
