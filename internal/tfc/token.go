package tfc

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// standardHost is the one that TFE_TOKEN is for where the environment names no
// other.
const standardHost = "app.terraform.io"

// Token finds the token for a host, as Terraform does: TFE_TOKEN, TF_TOKEN_ and
// the host's name, then the files of the Terraform CLI. It is empty when there
// is none. The host stands in a file of the repository, which anybody may have
// written, so each token goes to the host that it is for and to no other.
func Token(host string, getenv func(string) string) string {
	given := getenv
	getenv = func(name string) string { return strings.TrimSpace(given(name)) } // a secret may bring a line end along
	if token := getenv("TFE_TOKEN"); token != "" && sameAddress(host, tokenHost(getenv)) {
		return token
	}
	name, _, _ := strings.Cut(host, ":")
	for _, variant := range variables(name) {
		if token := getenv(variant); token != "" {
			return token
		}
	}
	for _, file := range credentialFiles(getenv) {
		src, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for _, key := range []string{host, name} {
			if token := fromFile(file, src, key); token != "" {
				return token
			}
		}
	}
	return ""
}

// variablesOf names those that may hold the token of a host.
func variablesOf(host string) string {
	name, _, _ := strings.Cut(host, ":")
	return "TFE_TOKEN or " + variables(name)[0]
}

// variables are those that hold the token of a host alone, as Terraform reads them.
func variables(name string) []string {
	return []string{
		"TF_TOKEN_" + strings.ReplaceAll(strings.ReplaceAll(name, "-", "__"), ".", "_"), "TF_TOKEN_" + strings.ReplaceAll(name, ".", "_"),
	}
}

// WaysToToken tells how to give the token of a host, and why TFE_TOKEN is none.
func WaysToToken(host string, getenv func(string) string) string {
	name, _, _ := strings.Cut(host, ":")
	switch set, is := getenv("TFE_TOKEN") != "", tokenHost(getenv); {
	case sameAddress(host, is):
		return fmt.Sprintf("set TFE_TOKEN, or run `terraform login %s`", host)
	case set:
		return fmt.Sprintf("TFE_TOKEN is for %s: set %s, run `terraform login %s`, or set TFE_HOSTNAME=%s if TFE_TOKEN is for that host",
			is, variables(name)[0], host, host)
	}
	return fmt.Sprintf("set %s, or run `terraform login %s`", variables(name)[0], host)
}

// tokenHost is the host that TFE_TOKEN is for.
func tokenHost(getenv func(string) string) string {
	if host := getenv("TFE_HOSTNAME"); host != "" {
		return host
	}
	if address, err := url.Parse(getenv("TFE_ADDRESS")); err == nil && address.Scheme == "https" && address.Host != "" {
		return address.Host
	}
	return standardHost
}

// sameAddress compares hosts, where 443 is the port of those that name none.
func sameAddress(a, b string) bool {
	return strings.EqualFold(strings.TrimSuffix(a, ":443"), strings.TrimSuffix(b, ":443"))
}

// credentialFiles are where the Terraform CLI keeps tokens.
func credentialFiles(getenv func(string) string) []string {
	var files []string
	for _, name := range []string{"TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG"} {
		if file := getenv(name); file != "" {
			files = append(files, file)
		}
	}
	if runtime.GOOS == "windows" {
		if dir := getenv("APPDATA"); dir != "" {
			files = append(files, filepath.Join(dir, "terraform.rc"), filepath.Join(dir, "terraform.d", "credentials.tfrc.json"))
		}
	} else if home := getenv("HOME"); home != "" {
		files = append(files, filepath.Join(home, ".terraformrc"), filepath.Join(home, ".terraform.d", "credentials.tfrc.json"))
	}
	return files
}

// fromFile reads a host's token from a configuration of the Terraform CLI, in
// JSON or HCL.
func fromFile(name string, src []byte, host string) string {
	if strings.HasSuffix(name, ".json") {
		var file struct {
			Credentials map[string]struct{ Token string }
		}
		if json.Unmarshal(src, &file) != nil {
			return ""
		}
		return file.Credentials[host].Token
	}
	parsed, diags := limits.ParseHCL(src, name)
	if diags.HasErrors() {
		return ""
	}
	for _, b := range parsed.Body.(*hclsyntax.Body).Blocks {
		if b.Type != "credentials" || len(b.Labels) != 1 || b.Labels[0] != host || b.Body.Attributes["token"] == nil {
			continue
		}
		if v, diags := b.Body.Attributes["token"].Expr.Value(nil); !diags.HasErrors() && v.Type() == cty.String && !v.IsNull() {
			return v.AsString()
		}
	}
	return ""
}
