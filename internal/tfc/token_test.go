package tfc_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/tfc"
)

func TestToken(t *testing.T) {
	home := t.TempDir()
	write := func(name, content string) string {
		full := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return full
	}
	write(".terraform.d/credentials.tfrc.json", `{"credentials": {"app.terraform.io": {"token": "from-json"}, "localhost:8443": {"token": "with-port"}}}`)
	configuration := write("my.tfrc", "credentials \"app.terraform.io\" {\n  token = \"from-hcl\"\n}\n")
	broken := write("broken.tfrc", "credentials {")
	for name, test := range map[string]struct {
		host string
		env  map[string]string
		want string
	}{
		"TFE_TOKEN first":             {"app.terraform.io", map[string]string{"TFE_TOKEN": "a", "TF_TOKEN_app_terraform_io": "b", "HOME": home}, "a"},
		"with a line end":             {"app.terraform.io", map[string]string{"TFE_TOKEN": "a\n"}, "a"},
		"of a line end alone":         {"app.terraform.io", map[string]string{"TFE_TOKEN": "\r\n", "TF_TOKEN_app_terraform_io": " b\r\n"}, "b"},
		"TFE_TOKEN is for no other":   {"tfe.example", map[string]string{"TFE_TOKEN": "a"}, ""},
		"nor for another port":        {"app.terraform.io:8443", map[string]string{"TFE_TOKEN": "a"}, ""},
		"nor for what looks like it":  {"app.terraform.io.example", map[string]string{"TFE_TOKEN": "a"}, ""},
		"but by its own name":         {"tfe.example", map[string]string{"TFE_TOKEN": "a", "TF_TOKEN_tfe_example": "b"}, "b"},
		"for TFE_HOSTNAME":            {"tfe.example", map[string]string{"TFE_TOKEN": "a", "TFE_HOSTNAME": "TFE.example:443"}, "a"},
		"for TFE_ADDRESS":             {"tfe.example:8443", map[string]string{"TFE_TOKEN": "a", "TFE_ADDRESS": "https://tfe.example:8443/"}, "a"},
		"and not for both":            {"app.terraform.io", map[string]string{"TFE_TOKEN": "a", "TFE_ADDRESS": "https://tfe.example"}, ""},
		"an address that is none":     {"tfe.example", map[string]string{"TFE_TOKEN": "a", "TFE_ADDRESS": "tfe.example"}, ""},
		"by the host's name":          {"app.terraform.io", map[string]string{"TF_TOKEN_app_terraform_io": "b", "HOME": home}, "b"},
		"a hyphen is two underscores": {"tfe.my-company.example", map[string]string{"TF_TOKEN_tfe_my__company_example": "c"}, "c"},
		"or stays a hyphen":           {"tfe.my-company.example", map[string]string{"TF_TOKEN_tfe_my-company_example": "d"}, "d"},
		"a host with a port":          {"localhost:8443", map[string]string{"TF_TOKEN_localhost": "e"}, "e"},
		"from terraform login":        {"app.terraform.io", map[string]string{"HOME": home}, "from-json"},
		"with a port":                 {"localhost:8443", map[string]string{"HOME": home}, "with-port"},
		"from a configuration":        {"app.terraform.io", map[string]string{"HOME": home, "TF_CLI_CONFIG_FILE": configuration}, "from-hcl"},
		"a broken configuration":      {"app.terraform.io", map[string]string{"HOME": home, "TF_CLI_CONFIG_FILE": broken}, "from-json"},
		"of another host":             {"other.example", map[string]string{"HOME": home, "TF_TOKEN_app_terraform_io": "b"}, ""},
		"none":                        {"app.terraform.io", map[string]string{}, ""},
	} {
		if got := tfc.Token(test.host, func(key string) string { return test.env[key] }); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestWaysToToken(t *testing.T) {
	for _, c := range []struct {
		host string
		env  map[string]string
		want string
	}{
		{"app.terraform.io", nil, "set TFE_TOKEN, or run `terraform login app.terraform.io`"},
		{"tfe.my-company.example", nil, "set TF_TOKEN_tfe_my__company_example, or run `terraform login tfe.my-company.example`"},
		{
			"tfe.example:8443",
			map[string]string{"TFE_TOKEN": "a"},
			"TFE_TOKEN is for app.terraform.io: set TF_TOKEN_tfe_example, run `terraform login tfe.example:8443`, or set TFE_HOSTNAME=tfe.example:8443 if TFE_TOKEN is for that host",
		},
		{"tfe.example", map[string]string{"TFE_HOSTNAME": "tfe.example"}, "set TFE_TOKEN, or run `terraform login tfe.example`"},
	} {
		if got := tfc.WaysToToken(c.host, func(key string) string { return c.env[key] }); got != c.want {
			t.Errorf("%s: %s", c.host, got)
		}
	}
}
