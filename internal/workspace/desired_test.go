package workspace

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestMistakes is what Derive refuses, and what it says.
func TestMistakes(t *testing.T) {
	many := []string{"base:"}
	reads := ""
	for i := range MaxSources + 1 {
		name := "s" + string(rune('a'+i))
		many = append(many, name+":")
		reads += " " + name
	}
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		want  []string
	}{
		{"too many run triggers", repository(root, append(many, "till:"+reads)...), []string{
			"aws-till-dev would be started by 21 workspaces, and Terraform Cloud takes 20 run triggers",
		}},
		{"a name that is too long", repository(strings.Replace(root, `"acme/infra"`, "\"acme/infra\"\n  workspace_name = \"{unit}-"+strings.Repeat("x", 82)+"-{environment}\"", 1), "base:"), []string{
			"the workspace name base-" + strings.Repeat("x", 82) + "-dev has 91 characters, and Terraform Cloud takes 90",
		}},
		{"variables twice", repository(root+`variables "shop" {
  env = { COLOR = "blue" }
}
variables "shop" {
  env = { COLOR = "red" }
}
`, "base:", "shop: base"), []string{"aws-shop-dev gets the variable COLOR twice"}},
		{"units that are not there", repository(root+"variables \"shopp\" {\n  env = { A = \"b\" }\n}\nteam \"x\" {\n  access = \"read\"\n  units  = [\"tilll\"]\n}\n", "base:"), []string{
			`there is no unit "shopp"`, `there is no unit "tilll"`,
		}},
		{"one set twice", repository(root+strings.Repeat("variable_set \"common\" {\n  env = { A = \"b\" }\n}\n", 2), "base:"), []string{
			`the variable set "common" is there twice`,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := desire(t, c.files)
			if err == nil {
				t.Fatal("no mistake")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%v\nlacks %q", err, want)
				}
			}
		})
	}
}

// TestOneWorkspaceForTwo: two root modules would overwrite each other's state.
func TestOneWorkspaceForTwo(t *testing.T) {
	files := repository(root, "base:", "shop:")
	const cloud = "terraform {\n  cloud {\n    workspaces {\n      name = \"mine\"\n    }\n  }\n}\n"
	files["layers/base/environments/dev/main.tf"].Data = []byte(cloud)
	files["layers/apps/shop/environments/dev/main.tf"].Data = []byte(cloud)
	if _, err := desire(t, files); err == nil || !strings.Contains(err.Error(), "two root modules have the workspace mine: ") {
		t.Errorf("%v", err)
	}
}

// triggering is root with a layer between, and what run_triggers says.
func triggering(setting string) string {
	middle := strings.Replace(root, "layer \"apps\" {", "layer \"middle\" {\n  depends_on = [\"base\"]\n}\nlayer \"apps\" {", 1)
	return strings.Replace(middle, "  run_triggers = \"direct\"\n", setting, 1)
}

// TestRunTriggers: which applies start runs, by the environment's setting.
func TestRunTriggers(t *testing.T) {
	const all = "aws-middle-dev by aws-base-dev; aws-shop-dev by aws-base-dev; aws-till-dev by aws-base-dev; aws-till-dev by aws-middle-dev; aws-till-dev by aws-shop-dev"
	for setting, want := range map[string]string{
		"":                              "aws-middle-dev by aws-base-dev",
		"  run_triggers = \"layers\"\n": "aws-middle-dev by aws-base-dev",
		"  run_triggers = \"direct\"\n": all,
		"  run_triggers = \"none\"\n":   "",
	} {
		d := desired(t, triggering(setting), "base:", "middle: base", "shop: base", "till: base middle shop")
		var got []string
		for _, w := range d.Workspaces {
			for _, source := range w.Sources {
				got = append(got, w.Name+" by "+source)
			}
		}
		if got := strings.Join(got, "; "); got != want {
			t.Errorf("%q: %q, not %q", setting, got, want)
		}
	}
}

// TestLocalModules: the folders of modules that a root module calls, at any
// depth, start its runs too.
func TestLocalModules(t *testing.T) {
	files := repository(root, "base:")
	files["layers/base/environments/dev/modules.tf"] = &fstest.MapFile{Data: []byte("module \"net\" {\n  source = \"../../../../modules/net\"\n}\nmodule \"own\" {\n  source = \"./own\"\n}\nmodule \"out\" {\n  source = \"../../../../../out\"\n}\nmodule \"far\" {\n  source = \"hashicorp/consul/aws\"\n}\n")}
	files["modules/net/main.tf"] = &fstest.MapFile{Data: []byte("module \"again\" {\n  source = \"../deep\"\n}\n")}
	files["modules/deep/main.tf"] = &fstest.MapFile{Data: []byte("module \"circle\" {\n  source = \"../net\"\n}\n")}
	d, err := desire(t, files)
	if err != nil {
		t.Fatal(err)
	}
	want := "/layers/base/environments/dev/**/*\n/modules/deep/**/*\n/modules/net/**/*"
	if got := d.Workspace("aws-base-dev").Settings[TriggerPatterns]; got != want {
		t.Errorf("patterns are %q", got)
	}
}

// TestNotices: what is no mistake, and a person should know.
func TestNotices(t *testing.T) {
	files := repository(root+"notification \"slack\" {\n  url_variable = \"NOT_SET\"\n}\n", "base:", "shop:")
	delete(files, "layers/base/environments/dev/main.tf")
	files["layers/apps/shop/environments/dev/main.tf"].Data = []byte(rootModule("dev", []string{"elsewhere"}) + `data "terraform_remote_state" "far" {
  backend = "remote"
  config = {
    hostname     = "tfe.example.com"
    organization = "acme"
    workspaces   = { name = "far" }
  }
}
data "terraform_remote_state" "open" {
  backend = "remote"
  config = {
    organization = "acme"
    workspaces   = { name = var.which }
  }
}
`)
	d, err := desire(t, files)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the notices", strings.Join(d.Notices, "\n"), `NOT_SET is not set in this environment, so new workspaces get no slack notification now
layers/apps/shop/environments/dev reads far of another organization; share that state there
layers/apps/shop/environments/dev reads the state of aws-elsewhere-dev, which this repository does not have; share it with aws-shop-dev there
layers/apps/shop/environments/dev: terraform_remote_state.open names its workspace by an expression, so its state grant and run trigger are yours to make
layers/base/environments/dev has no code yet, so aws-base-dev is left out; run `+"`scaffold generate base`")
	if got := planned(t, &cloud{}, d, nil); strings.Contains(got, "notification") {
		t.Errorf("a notification without an address is planned: %s", got)
	}
}

// TestRoles: each environment with an account has a variable set with the roles
// that bootstrap/ makes, unless scaffold.hcl names others.
func TestRoles(t *testing.T) {
	account := func(more string) string {
		return strings.Replace(root, `environment "dev" {`, "environment \"dev\" {\n  account = \"123456789012\"\n"+more, 1)
	}
	for _, c := range []struct{ name, root, path, plan, apply string }{
		{"made by bootstrap", account(""), "", "arn:aws:iam::123456789012:role/tfc-plan", "arn:aws:iam::123456789012:role/tfc-apply"},
		{"on a path", account(""), "  path = \"/acme/ci/\"\n", "arn:aws:iam::123456789012:role/acme/ci/tfc-plan", "arn:aws:iam::123456789012:role/acme/ci/tfc-apply"},
		{"in China", account("  region = \"cn-north-1\"\n"), "", "arn:aws-cn:iam::123456789012:role/tfc-plan", "arn:aws-cn:iam::123456789012:role/tfc-apply"},
		{"one is named", account("  apply_role_arn = \"arn:aws:iam::123456789012:role/mine\"\n"), "", "arn:aws:iam::123456789012:role/tfc-plan", "arn:aws:iam::123456789012:role/mine"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := repository(c.root, "base:")
			files["bootstrap/123456789012/main.tf"] = &fstest.MapFile{Data: []byte("resource \"aws_iam_role\" \"dev_plan\" {\n  name = \"tfc-plan\"\n" + c.path + "}\nresource \"aws_iam_role\" \"dev_apply\" {\n  name = \"tfc-apply\"\n" + c.path + "}\n")}
			files["bootstrap/123456789012/broken.tf"] = &fstest.MapFile{Data: []byte("resource {")}
			d, err := desire(t, files)
			if err != nil {
				t.Fatal(err)
			}
			if len(d.Sets) != 1 || d.Sets[0].Name != "aws dev (acme/infra)" {
				t.Fatalf("sets are %+v", d.Sets)
			}
			have := map[string]string{}
			for _, v := range d.Sets[0].Variables {
				have[v.Key] = v.Value
			}
			if have["TFC_AWS_PROVIDER_AUTH"] != "true" || have["TFC_AWS_PLAN_ROLE_ARN"] != c.plan || have["TFC_AWS_APPLY_ROLE_ARN"] != c.apply {
				t.Errorf("variables are %v", have)
			}
		})
	}
}
