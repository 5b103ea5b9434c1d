package spec

import (
	"fmt"
	"strings"
	"testing"
)

// TestEnvironmentDefaults: what an environment block leaves out follows from its name.
func TestEnvironmentDefaults(t *testing.T) {
	for name, c := range map[string]struct{ block, want string }{
		"another": {
			"environment \"dev\" {\n}\n",
			"dev us-east-1 production=false auto=true approvals=1 layers " + DefaultTerraformVersion + " " + DefaultAWSProviderVersion,
		},
		"production": {
			"environment \"production\" {\n}\n",
			"prd us-east-1 production=true auto=false approvals=2 layers " + DefaultTerraformVersion + " " + DefaultAWSProviderVersion,
		},
		"called otherwise": {
			"environment \"live\" {\n  production = true\n}\n", // only the name tells what is not said
			"liv us-east-1 production=true auto=true approvals=1 layers " + DefaultTerraformVersion + " " + DefaultAWSProviderVersion,
		},
		"all is said": {
			"environment \"production\" {\n  short = \"p\"\n  region = \"eu-central-1\"\n  production = false\n  auto_apply = true\n  required_approvals = 0\n  run_triggers = \"none\"\n  terraform_version = \"1.11.4\"\n  aws_provider_version = \"5.100.0\"\n}\n",
			"p eu-central-1 production=false auto=true approvals=0 none 1.11.4 5.100.0",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := ParseRoot(Filename, []byte("repository {\n  organization = \"acme\"\n  vcs = \"acme/infra\"\n  pack = \"repository@1.0.0\"\n}\n"+c.block))
			if err != nil {
				t.Fatal(err)
			}
			e := r.Environments[0]
			got := fmt.Sprintf("%s %s production=%v auto=%v approvals=%d %s %s %s", e.Short, e.Region, e.Production, e.AutoApply, e.RequiredApprovals, e.RunTriggers, e.TerraformVersion, e.AWSProviderVersion)
			if got != c.want {
				t.Errorf("it is\n%s, want\n%s", got, c.want)
			}
		})
	}
}

// TestWrongTypes: each sort of attribute says what it must be, where it stands.
func TestWrongTypes(t *testing.T) {
	for name, c := range map[string]struct{ line, want string }{
		"text is a number":          {"vcs = 1", `"vcs" must be text in double quotes`},
		"text is null":              {"vcs = null", `"vcs" must be text in double quotes`},
		"text is a list":            {"vcs = [\"a/b\"]", `"vcs" must be text in double quotes`},
		"a list is text":            {"}\nlayer \"x\" {\n  depends_on = \"a\"", `"depends_on" must be a list of text, such as ["a", "b"]`},
		"a list is null":            {"}\nlayer \"x\" {\n  depends_on = null", `"depends_on" must be a list of text`},
		"a list holds null":         {"}\nlayer \"x\" {\n  depends_on = [null]", `"depends_on" must be a list of text without null`},
		"a list holds lists":        {"}\nlayer \"x\" {\n  depends_on = [[]]", `"depends_on" must be a list of text`},
		"a switch is text":          {"}\nenvironment \"x\" {\n  production = \"true\"", `"production" must be true or false`},
		"a switch is null":          {"}\nenvironment \"x\" {\n  production = null", `"production" must be true or false`},
		"a number is text":          {"}\nenvironment \"x\" {\n  required_approvals = \"1\"", `"required_approvals" must be a whole number`},
		"a number has a fraction":   {"}\nenvironment \"x\" {\n  required_approvals = 0.5", `"required_approvals" must be a whole number`},
		"an object is text":         {"}\nvariable_set \"x\" {\n  env = \"a\"", `"env" must be an object of text`},
		"an object holds null":      {"}\nvariable_set \"x\" {\n  env = { a = null }", `"env" must be an object of text without null`},
		"an object holds lists":     {"}\nvariable_set \"x\" {\n  env = { a = [] }", `"env" must be an object of text`},
		"a value is no plain value": {"}\nvariable_set \"x\" {\n  env = var.x", "plain values"},
		"a block without a label":   {"}\nlayer {\n  holds = \"services\"", "a layer block takes one label, its name"},
		"a block in a block":        {"}\nlayer \"x\" {\n  y {\n  }", `a layer block holds no block "y"`},
	} {
		t.Run(name, func(t *testing.T) {
			src := "repository {\n  organization = \"acme\"\n  pack = \"repository@1.0.0\"\n  " + c.line + "\n}\nenvironment \"dev\" {\n}\n"
			if !strings.Contains(c.line, "vcs") {
				src = strings.Replace(src, "{\n", "{\n  vcs = \"acme/infra\"\n", 1)
			}
			_, err := ParseRoot(Filename, []byte(src))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestBlocksThatNeedMore: a block without what makes it useful is refused where
// it stands.
func TestBlocksThatNeedMore(t *testing.T) {
	root := func(block string) string { return goodRoot + block + "\n" }
	checkWrong(t, []wrong{
		{"a notification without label", root("notification {\n}"), "38:1", "takes one label"},
		{"an e-mail to nobody", root("notification \"email\" {\n}"), "38:1", "has no addresses"},
		{"a URL in the open", root("notification \"webhook\" {\n  url_variable = \"https://x\"\n}"), "38:1", "SLACK_WEBHOOK_URL"},
		{"an unknown event", root("notification \"email\" {\n  addresses = [\"a@b.c\"]\n  triggers = [\"push\"]\n}"), "38:1", `"push" is not an event`},
		{"a notification elsewhere", root("notification \"email\" {\n  addresses = [\"a@b.c\"]\n  environments = [\"test\"]\n}"), "38:1", "environments here: dev, production"},
		{"a pack source without label", root("pack_source {\n  source = \"x\"\n}"), "38:1", "takes one label"},
		{"a pack source with more", root("pack_source \"x\" {\n  source = \"x\"\n  ref = \"v1\"\n}"), "40:3", "it may have: source"},
		{"defaults without label", root("defaults {\n}"), "38:1", "takes one label"},
		{"defaults with a block", root("defaults \"x\" {\n  environment \"dev\" {\n  }\n}"), "39:3", "holds no block"},
		{"a team without label", root("team {\n}"), "38:1", "takes one label"},
		{"a team elsewhere", root("team \"x\" {\n  environments = [\"test\"]\n}"), "38:1", "no environment \"test\""},
		{"variables of nobody", root("variables {\n}"), "38:1", "takes one label, its unit"},
		{"a layer called badly", root("layer \"X\" {\n  directory = \"x\"\n}"), "38:1", "name that can't be used"},
	}, func(src string) error { _, err := ParseRoot(Filename, []byte(src)); return err })
}
