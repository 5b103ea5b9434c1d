package spec

import (
	"fmt"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

const goodRoot = `repository {
  organization = "acme"
  vcs          = "acme/infrastructure"
  pack         = "repository@1.0.0"
  license      = "none"
}

environment "dev" {
  account = "111111111111"
}

environment "production" {
  auto_apply = true
}

layer "foundation" {
  directory = "01-foundation"
}

layer "applications" {
  directory  = "04-applications"
  depends_on = ["foundation"]
  holds      = "services"
}

pack_source "other" {
  source = "git::https://example.com/packs.git//other?ref=v1"
}

defaults "service" {
  owner = "platform"
}

notification "slack" {
  url_variable = "SLACK_WEBHOOK_URL"
  triggers     = ["run:completed"]
}
`

func TestParseRoot(t *testing.T) {
	r, err := ParseRoot(Filename, []byte(goodRoot))
	if err != nil {
		t.Fatal(err)
	}
	if r.Hostname != "app.terraform.io" || r.WorkspaceName != "aws-{unit}-{environment}" || r.Domain != "example.com" {
		t.Errorf("defaults are %q %q %q", r.Hostname, r.WorkspaceName, r.Domain)
	}
	if !r.Unit.Inputs["license"].Value.RawEquals(cty.StringVal("none")) || len(r.Unit.Inputs) != 1 {
		t.Errorf("inputs of the repository are %v", r.Unit.Inputs)
	}
	dev, production := r.Environments[0], r.Environments[1]
	dev.Range = production.Range
	if want := (Environment{
		Name: "dev", Short: "dev", Region: DefaultRegion, Account: "111111111111", Size: SizeStandard, AutoApply: true, RequiredApprovals: 1, RunTriggers: "layers",
		TerraformVersion: DefaultTerraformVersion, AWSProviderVersion: DefaultAWSProviderVersion, Range: dev.Range,
	}); dev != want {
		t.Errorf("dev is %+v", dev)
	}
	if want := (Environment{
		Name: "production", Short: "prd", Region: DefaultRegion, Production: true, Size: SizeStandard, AutoApply: true, RequiredApprovals: 2, RunTriggers: "layers",
		TerraformVersion: DefaultTerraformVersion, AWSProviderVersion: DefaultAWSProviderVersion, Range: dev.Range,
	}); production != want {
		t.Errorf("production is %+v", production)
	}
	if l, ok := r.Layer("applications"); !ok || l.Holds != "services" || l.Directory != "04-applications" {
		t.Errorf("the layer is %+v", l)
	}
	if !r.Defaults["service"]["owner"].Value.RawEquals(cty.StringVal("platform")) || r.PackSources["other"] == "" || r.Notifications[0].Kind != "slack" {
		t.Errorf("read %v %v %v", r.Defaults, r.PackSources, r.Notifications)
	}
	if got := fmt.Sprint(r.EnvironmentNames()); got != "[dev production]" {
		t.Errorf("environments are %s", got)
	}
}

// changed is goodRoot with one text replaced.
func changed(old, with string) string {
	if !strings.Contains(goodRoot, old) {
		panic("goodRoot lacks " + old)
	}
	return strings.Replace(goodRoot, old, with, 1)
}

func TestParseRootProblems(t *testing.T) {
	checkWrong(t, []wrong{
		{"attribute outside", "x = 1\n" + goodRoot, "1:1", "outside any block"},
		{"another block", goodRoot + "thing \"x\" {\n}\n", "38:1", `holds no block "thing"`},
		{"no repository", "environment \"dev\" {\n}\n", "1:1", "no repository block"},
		{"two repositories", goodRoot + "repository {\n}\n", "38:1", "two repository blocks"},
		{"no environment", "repository {\n  organization = \"a\"\n  vcs = \"a/b\"\n  pack = \"repository@1.0.0\"\n}\n", "1:1", "has no environment"},
		{"organization", changed(`"acme"`, `"a b"`), "2:3", "Terraform Cloud organization"},
		{"organization missing", changed("  organization = \"acme\"\n", ""), "1:1", "organization"},
		{"vcs", changed(`"acme/infrastructure"`, `"acme"`), "3:3", "OWNER/NAME"},
		{"hostname", changed("license      = \"none\"", "hostname = \"-x\""), "5:3", "host name"},
		{"domain", changed("license      = \"none\"", "domain = \"Example\""), "5:3", "domain name"},
		{"pattern without unit", changed("license      = \"none\"", "workspace_name = \"x-{environment}\""), "5:3", "lacks {unit}"},
		{"hostile pattern", changed("license      = \"none\"", "workspace_name = \"{unit}-{environment}\\\"\""), "5:3", "a pattern of letters"},
		{"environment name", changed(`environment "dev"`, `environment "Dev"`), "8:1", "name that can't be used"},
		{"environment twice", changed(`environment "production"`, `environment "dev"`), "12:1", "there twice"},
		{"short twice", changed(`environment "production" {`, "environment \"prod\" {\n  short = \"dev\""), "12:1", "short name"},
		{"short too long", changed(`account = "111111111111"`, `short = "devx"`), "9:3", "1 to 3"},
		{"account", changed(`"111111111111"`, `"1"`), "9:3", "12 digits"},
		{"account is a number", changed(`"111111111111"`, `111111111111`), "9:3", "must be text"},
		{"region", changed(`account = "111111111111"`, `region = "mars"`), "9:3", "not an AWS region"},
		{"approvals", changed(`auto_apply = true`, `required_approvals = 11`), "13:3", "0 to 10"},
		{"approvals fraction", changed(`auto_apply = true`, `required_approvals = 1.5`), "13:3", "whole number"},
		{"auto_apply", changed(`auto_apply = true`, `auto_apply = "yes"`), "13:3", "true or false"},
		{"run_triggers", changed(`auto_apply = true`, `run_triggers = "all"`), "13:3", "direct, layers, none"},
		{"terraform version", changed(`auto_apply = true`, `terraform_version = "~> 1.11"`), "13:3", "exact version"},
		{"provider version", changed(`auto_apply = true`, `aws_provider_version = "5; x"`), "13:3", "not an exact version such as 6.66.0"},
		{"unknown attribute", changed(`auto_apply = true`, `autoapply = true`), "13:3", "it may have: account"},
		{"layer name", changed(`layer "foundation"`, `layer "Foundation"`), "16:1", "name that can't be used"},
		{"layer folder outside", changed(`"01-foundation"`, `"../x"`), "16:1", "plain folder name"},
		{"layer holds", changed(`"services"`, `"things"`), "23:3", `"services" only`},
		{"layer unknown", changed(`["foundation"]`, `["nope"]`), "20:1", "layers here: foundation, applications"},
		{"layer on itself", changed(`["foundation"]`, `["applications"]`), "20:1", "circle"},
		{"layer twice", changed(`layer "applications"`, `layer "foundation"`), "20:1", "there twice"},
		{"directory twice", changed(`"04-applications"`, `"01-foundation"`), "20:1", "layer directory"},
		{"pack source", changed("  source = \"git::https://example.com/packs.git//other?ref=v1\"\n", ""), "26:1", "names no source"},
		{"notification", changed(`notification "slack"`, `notification "pager"`), "34:1", "slack, email or webhook"},
		{"defaults twice", goodRoot + "defaults \"service\" {\n  owner = \"x\"\n}\n", "38:1", "twice"},
		{"pack source twice", goodRoot + "pack_source \"other\" {\n  source = \"x\"\n}\n", "38:1", "twice"},
	}, func(src string) error { _, err := ParseRoot(Filename, []byte(src)); return err })
}

func TestLayerOrder(t *testing.T) {
	r := &Root{Unit: &Unit{}, Layers: []Layer{
		{Name: "d", DependsOn: []string{"b", "c"}}, {Name: "a"}, {Name: "c", DependsOn: []string{"a"}}, {Name: "b", DependsOn: []string{"a"}},
	}}
	order, err := r.LayerOrder()
	if err != nil {
		t.Fatal(err)
	}
	var names string
	for _, l := range order {
		names += l.Name
	}
	if names != "abcd" {
		t.Errorf("the order is %s", names)
	}
}

func TestNextDirectory(t *testing.T) {
	for want, directories := range map[string][]string{
		"01-x": nil, "05-x": {"01-a", "04-b", "02-c"}, "10-x": {"09-a"}, "100-x": {"99-a"}, "03-x": {"two", "02-b"},
	} {
		t.Run(want, func(t *testing.T) {
			r := &Root{}
			for _, d := range directories {
				r.Layers = append(r.Layers, Layer{Directory: d})
			}
			if got := r.NextDirectory("x"); got != want {
				t.Errorf("behind %v comes %s, want %s", directories, got, want)
			}
		})
	}
}

func TestIsRoot(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want bool
	}{
		"a root file":                {goodRoot, true},
		"a unit":                     {"unit \"a\" {\n}\n", false},
		"nothing":                    {"", false},
		"a broken root file":         {"repository {\n  x = = 1\n}\n", true},
		"a broken one without space": {"repository{\n x = = 1\n}\n", true},
		"a broken unit":              {"unit \"a\" {\n x = = \n}", false},
		"a root file in a merge":     {"<<<<<<< HEAD\nrepository {\n", true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := IsRoot(Filename, []byte(c.src)); got != c.want {
				t.Errorf("%q is a root file: %v", c.src, got)
			}
		})
	}
}

// TestShortIsUsable: what init writes for an environment must be readable.
func TestShortIsUsable(t *testing.T) {
	for name, want := range map[string]string{
		"dev": "dev", "staging": "stg", "production": "prd", "qa": "qa", "qa-1": "qa1", "x-y-z-w": "xyz", "development": "dev",
	} {
		t.Run(name, func(t *testing.T) {
			if got := Short(name); got != want || !shortRE(got) {
				t.Errorf("%s is %q for short", name, got)
			}
		})
	}
}

// TestPinnedVersions: an environment names exact versions. A range is refused
// where it stands, and with a version that it admits.
func TestPinnedVersions(t *testing.T) {
	for _, c := range []struct{ line, want, hint string }{
		{`aws_provider_version = ">= 5.100, < 7.0"`, "each run would take the newest that fits, production's too", `write aws_provider_version = "6.66.0", or`},
		{`aws_provider_version = "~> 5.100"`, "each run would take the newest", `write aws_provider_version = "5.100.0", or`},
		{`aws_provider_version = "= 5.100.0"`, "not an exact version", `write aws_provider_version = "5.100.0", or`},
		{`aws_provider_version = "~> 6.20.1"`, "each run would take the newest", `write aws_provider_version = "6.66.0", or`},
		{`aws_provider_version = "5.99.1"`, "needs 5.100.0 or a later one before 7.0.0", `write aws_provider_version = "6.66.0"`},
		{`aws_provider_version = "7.0.0"`, "needs 5.100.0 or a later one before 7.0.0", `write aws_provider_version = "6.66.0"`},
		{`aws_provider_version = "latest"`, "not an exact version such as 6.66.0", `write aws_provider_version = "6.66.0"`},
		{`terraform_version = ">= 1.11"`, "each run would take the newest", `write terraform_version = "1.16.2", or`},
		{`terraform_version = "1.10.5"`, "needs 1.11.0 or a later one before 2.0.0", `write terraform_version = "1.16.2"`},
		{`aws_provider_version = "5.100.0"`, "", ""},
		{`aws_provider_version = "6.70.1"`, "", ""},
		{`terraform_version = "1.11.0"`, "", ""},
		{`terraform_version = "1.17.0-rc1"`, "", ""},
	} {
		_, err := ParseRoot(Filename, []byte(strings.Replace(goodRoot, `auto_apply = true`, c.line, 1)))
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", c.line, err)
			}
			continue
		}
		list := diag.Of(err)
		if len(list) != 1 {
			t.Errorf("%s: %v", c.line, err)
			continue
		}
		if p := list[0]; !strings.Contains(p.Summary, c.want) || !strings.HasPrefix(p.Hint, c.hint) || p.Range.Start.Line != 13 {
			t.Errorf("%s: in line %d: %s\n%s", c.line, p.Range.Start.Line, p.Summary, p.Hint)
		}
	}
}
