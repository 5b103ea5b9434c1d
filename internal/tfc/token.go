package tfc

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Token finds the token for a host, as Terraform does: TFE_TOKEN, TF_TOKEN_ and
// the host's name, then the files of the Terraform CLI. It is empty when there
// is none.
func Token(host string, getenv func(string) string) string {
	if token := getenv("TFE_TOKEN"); token != "" {
		return token
	}
	name, _, _ := strings.Cut(host, ":")
	for _, variant := range []string{
		strings.ReplaceAll(strings.ReplaceAll(name, "-", "__"), ".", "_"), strings.ReplaceAll(name, ".", "_"),
	} {
		if token := getenv("TF_TOKEN_" + variant); token != "" {
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
	parsed, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
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
