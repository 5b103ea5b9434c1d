package change

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// TestFounding: the root file that a command line asks for.
func TestFounding(t *testing.T) {
	r, problems := Founding{
		Dir: "infra", Organization: "acme", Repository: "acme/infra", Hostname: "tfe.acme.dev", WorkspaceName: "{unit}-{environment}",
		Domain: "acme.dev", Region: "eu-west-1", Accounts: []string{"staging=222222222222"}, Environments: " dev, staging ,production,",
	}.Root()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if r.Organization != "acme" || r.VCS != "acme/infra" || r.Hostname != "tfe.acme.dev" || r.WorkspaceName != "{unit}-{environment}" || r.Domain != "acme.dev" {
		t.Errorf("it says %+v", r)
	}
	var got []string
	for _, e := range r.Environments {
		got = append(got, fmt.Sprint(e.Name, " ", e.Region, " ", e.Account, " production:", e.Production, " auto:", e.AutoApply, " approvals:", e.RequiredApprovals, " ", e.RunTriggers))
	}
	same(t, "environments", got, []string{
		"dev eu-west-1  production:false auto:true approvals:1 layers",
		"staging eu-west-1 222222222222 production:false auto:true approvals:1 layers",
		"production eu-west-1  production:true auto:false approvals:2 layers",
	})
	var layers []string
	for _, l := range r.Layers {
		layers = append(layers, strings.TrimSpace(l.Directory+" "+strings.Join(l.DependsOn, ",")))
	}
	same(t, "layers", layers, []string{
		"01-foundation", "02-platform foundation", "03-shared-services foundation,platform", "04-applications foundation,platform,shared-services",
	})
}

// TestFoundingEnvironments: which of them is production, by its name or as the last
// of several; what the names do not say is told. Short names differ.
func TestFoundingEnvironments(t *testing.T) {
	for written, want := range map[string]string{
		"dev,staging,production":   "production",
		"production,dev":           "production",
		"dev,live":                 "live",
		"prod,dev":                 "prod",
		"dev,prd,preprod":          "prd",
		"dev,prod-eu,prod-us":      "prod-eu prod-us",
		"production":               "production",
		"sandbox":                  " (said)",
		"preprod":                  " (said)",
		"test-one,test-two,test-3": "test-3 (said)",
	} {
		t.Run(written, func(t *testing.T) {
			r, problems := Founding{Dir: "d", Organization: "o", Repository: "o/r", Environments: written}.Root()
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			shorts, production := map[string]bool{}, []string{}
			for _, e := range r.Environments {
				if e.Production {
					production = append(production, e.Name)
				}
				if e.Short == "" || len(e.Short) > 3 || shorts[e.Short] {
					t.Errorf("%s is called %q for short", e.Name, e.Short)
				}
				shorts[e.Short] = true
			}
			got := strings.Join(production, " ")
			for _, said := range saidOfProduction(r.Environments) {
				got += " (said)"
				if name, _, taken := strings.Cut(said, " is taken for production"); taken != (len(production) > 0) || (taken && name != production[0]) {
					t.Errorf("said is %q", said)
				}
			}
			if got != want {
				t.Errorf("production is %q, want %s", got, want)
			}
		})
	}
}

// TestFoundingLacks: everything that is missing or wrong is told at once; what no
// flag gave can be asked for.
func TestFoundingLacks(t *testing.T) {
	for name, c := range map[string]struct {
		founding Founding
		want     []string
	}{
		"everything": {Founding{}, []string{
			"DIR is missing: the folder of the new repository",
			"--organization is missing: the Terraform Cloud organization (give --organization ORG)",
			"--repository is missing: the repository's OWNER/NAME on GitHub (give --repository OWNER/NAME)",
			"--environments names none (give --environments dev,staging,production)",
		}},
		"two names and an account": {Founding{Dir: "d", Organization: "o", Repository: "o/r", Environments: "Dev,a_b,live", Accounts: []string{"dev=1"}}, []string{
			`"Dev" can't be the name of an environment (lower-case letters, digits and single hyphens, a letter first)`,
			`"a_b" can't be the name of an environment (lower-case letters, digits and single hyphens, a letter first)`,
			`--account "dev=1" is not ENV=NUMBER for one of the environments (environments: Dev,a_b,live)`,
		}},
		"an account without a number": {Founding{Dir: "d", Organization: "o", Repository: "o/r", Environments: "dev", Accounts: []string{"dev"}}, []string{
			`--account "dev" is not ENV=NUMBER for one of the environments (environments: dev)`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := c.founding.Root()
			same(t, "told", told(problems), c.want)
			for _, p := range problems {
				if strings.Contains(p.Summary, "is missing") != (p.Code == diag.MissingInput && p.Input != nil) {
					t.Errorf("%q has the code %q and the input %v", p.Summary, p.Code, p.Input)
				}
			}
		})
	}
}

// TestMissingValue: what a program needs to ask for it.
func TestMissingValue(t *testing.T) {
	in := MissingValue("--workspace-name", "repository.workspace_name", "the pattern").Input
	if want := (diag.Input{Name: "workspace_name", Key: "repository.workspace_name", Flag: "--workspace-name", Type: "string", Description: "the pattern"}); *in != want {
		t.Errorf("it is %+v, want %+v", *in, want)
	}
	if in := MissingName("the new layer's name").Input; in.Name != "NAME" || in.Key != "name" || in.Flag != "NAME" {
		t.Errorf("a name is %+v", *in)
	}
}
