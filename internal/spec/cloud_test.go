package spec

import (
	"strings"
	"testing"
)

const cloudRoot = "repository {\n  organization = \"acme\"\n  vcs = \"acme/infra\"\n  pack = \"repository@1.0.0\"\n}\nenvironment \"dev\" {}\n"

func TestCloudBlocks(t *testing.T) {
	r, err := ParseRoot(Filename, []byte(cloudRoot+`
terraform_cloud {
  project                    = "infra-{environment}"
  github_app_installation_id = "ghain-1"
  execution_mode             = "agent"
  agent_pool_id              = "apool-1"
  speculative_plans          = false
}
variable_set "common" {
  environments = ["dev"]
  env          = { COLOR = "blue" }
}
variables "shop" {
  terraform = { owner = "shop", AWS_SECRET_ARN = "arn:aws:x" }
}
team "shop" {
  access = "plan"
  units  = ["shop"]
}
notification "webhook" {
  url_variable = "HOOK"
  environments = ["dev"]
}
`))
	if err != nil {
		t.Fatal(err)
	}
	if r.Cloud.Project != "infra-{environment}" || r.Cloud.AgentPoolID != "apool-1" || r.Cloud.Speculative || r.VariableSets[0].Env["COLOR"] != "blue" ||
		r.Variables[0].Terraform["owner"] != "shop" || r.Teams[0].Access != "plan" || r.Notifications[0].Triggers[0] != "run:completed" {
		t.Errorf("read as %+v", r)
	}
	if !In(nil, "dev") || !In([]string{"dev"}, "dev") || In([]string{"dev"}, "production") {
		t.Error("In")
	}
}

func TestCloudBlocksRefuse(t *testing.T) {
	for text, want := range map[string]string{
		"terraform_cloud {}\nterraform_cloud {}":                                             "two terraform_cloud blocks",
		"terraform_cloud {\n execution_mode = \"magic\"\n}":                                  "not one of remote, local, agent",
		"terraform_cloud {\n execution_mode = \"agent\"\n}":                                  "go together",
		"terraform_cloud {\n agent_pool_id = \"x\"\n}":                                       "go together",
		"terraform_cloud {\n github_app_installation_id = \"a\"\n oauth_token_id = \"b\"\n}": "leave the other out",
		"terraform_cloud {\n project = \"a/b\"\n}":                                           "no project's name",
		"terraform_cloud {\n nonsense = 1\n}":                                                `no attribute "nonsense"`,
		"variable_set \"x\" {\n env = { API_TOKEN = \"x\" }\n}":                              "looks like a secret",
		"variable_set \"x\" {\n env = { key = \"AKIAIOSFODNN7EXAMPLE\" }\n}":                 "looks like a secret",
		"variables \"x\" {\n terraform = { \"a b\" = \"x\" }\n}":                             "can't be the name of a variable",
		"variables \"x\" {\n env = 1\n}":                                                     "an object of text",
		"variables \"x\" {\n environments = [\"nowhere\"]\n}":                                `no environment "nowhere"`,
		"team \"x\" {\n access = \"plan\"\n}":                                                "may be read, write, maintain or admin",
		"team \"x\" {\n access = \"maintain\"\n units = [\"a\"]\n}":                          "read, plan, write or admin",
		"notification \"email\" {}":                                                          "no addresses",
		"notification \"slack\" {\n url_variable = \"https://x\"\n}":                         "needs url_variable",
		"notification \"slack\" {\n url_variable = \"X\"\n triggers = [\"errored\"]\n}":      "not an event",
		"environment \"x\" {\n plan_role_arn = \"terraform-x\"\n}":                           "not a role's ARN",
		"notification \"slack\" {\n url_variable = \"X\"\n environments = [\"y\"]\n}":        `no environment "y"`,
	} {
		t.Run(want, func(t *testing.T) {
			_, err := ParseRoot(Filename, []byte(cloudRoot+text+"\n"))
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s\nis refused with %v, want %q", text, err, want)
			}
		})
	}
}

func TestRemoveLayer(t *testing.T) {
	src := cloudRoot + "\n# The network.\nlayer \"a\" {\n  directory = \"01-a\"\n}\n\n# Above it.\nlayer \"b\" {\n  directory = \"02-b\"\n}\n"
	out, err := RemoveLayer(Filename, []byte(src), "a")
	if want := cloudRoot + "\n# Above it.\nlayer \"b\" {\n  directory = \"02-b\"\n}\n"; err != nil || string(out) != want {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = RemoveLayer(Filename, []byte(src), "b")
	if want := cloudRoot + "\n# The network.\nlayer \"a\" {\n  directory = \"01-a\"\n}\n"; err != nil || strings.TrimSpace(string(out)) != strings.TrimSpace(want) {
		t.Errorf("%v\n%s", err, out)
	}
	for name, text := range map[string]string{"none": src, "a": strings.Replace(src, "02-b\"\n", "02-b\"\n  depends_on = [\"a\"]\n", 1)} {
		if _, err := RemoveLayer(Filename, []byte(text), name); err == nil {
			t.Errorf("layer %q is taken out", name)
		}
	}
}
