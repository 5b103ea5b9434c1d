package spec

import (
	"strings"
	"testing"
)

// TestRemoveUnit: what the root file says of a unit goes, and no more.
func TestRemoveUnit(t *testing.T) {
	const head = "repository {\n  organization = \"acme\"\n  vcs          = \"acme/infra\"\n  pack         = \"repository@1.0.0\"\n}\n\nenvironment \"dev\" {}\n\nlayer \"base\" {}\n"
	for _, c := range []struct{ name, before, after, said string }{
		{"nothing", "\nteam \"all\" {}\n", "\nteam \"all\" {}\n", ""},
		{"its variables", "\n# of x\nvariables \"x\" {\n  env = { A = \"b\" }\n}\n\nteam \"all\" {}\n", "\nteam \"all\" {}\n", `variables "x"`},
		{"the last block", "\nteam \"all\" {}\n\nvariables \"x\" {}\n", "\nteam \"all\" {}\n", `variables "x"`},
		{"twice", "\nvariables \"x\" {\n  environments = [\"dev\"]\n}\n\nvariables \"x\" {}\n\nvariables \"y\" {}\n", "\nvariables \"y\" {}\n", `variables "x", variables "x"`},
		{"a team of its own", "\nteam \"shop\" {\n  units = [\"x\"]\n}\n\nteam \"all\" {}\n", "\nteam \"all\" {}\n", `team "shop"`},
		{"the first of a team's", "\nteam \"shop\" {\n  units = [\"x\", \"y\"]\n}\n", "\nteam \"shop\" {\n  units = [\"y\"]\n}\n", `team "shop"`},
		{"the last of a team's", "\nteam \"shop\" {\n  units = [\"y\", \"x\"]\n}\n", "\nteam \"shop\" {\n  units = [\"y\"]\n}\n", `team "shop"`},
		{
			"a line of a list", "\nteam \"shop\" {\n  units = [\n    \"y\", # stays\n    \"x\", # goes\n    \"z\",\n  ]\n}\n",
			"\nteam \"shop\" {\n  units = [\n    \"y\", # stays\n    \"z\",\n  ]\n}\n", `team "shop"`,
		},
		{
			"the last line of a list", "\nteam \"shop\" {\n  units = [\n    \"y\", # stays\n    \"x\"\n  ]\n}\n",
			"\nteam \"shop\" {\n  units = [\n    \"y\", # stays\n  ]\n}\n", `team "shop"`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, ends := range []string{"\n", "\r\n"} {
				out, said, err := RemoveUnit("scaffold.hcl", []byte(strings.ReplaceAll(head+c.before, "\n", ends)), "x")
				if err != nil {
					t.Fatal(err)
				}
				if want := strings.ReplaceAll(head+c.after, "\n", ends); string(out) != want || strings.Join(said, ", ") != c.said {
					t.Errorf("said %q, and it is\n%s", said, out)
				}
			}
		})
	}
	if _, _, err := RemoveUnit("scaffold.hcl", []byte(head+"team \"shop\" {\n  units = concat([\"x\"], [\"y\"])\n}\n"), "x"); err == nil {
		t.Error("a list that is no list of texts was edited")
	}
}
