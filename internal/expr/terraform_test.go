package expr

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

const failed = "!error" // what try() puts in an expression's place

// TestFunctionsAreTerraforms asks the real program for the value and the type
// of every expression in testdata/terraform.txt and compares with ours.
func TestFunctionsAreTerraforms(t *testing.T) {
	expressions := readExpressions(t)
	values, types := askTerraform(t, expressions)
	for i, src := range expressions {
		value, ty := evaluate(src)
		if value != values[i] {
			t.Errorf("%s\n  terraform: %s\n  here:      %s", src, values[i], value)
		}
		if ty != types[i] {
			t.Errorf("%s\n  terraform: %s\n  here:      %s", src, types[i], ty)
		}
	}
}

// TestEveryFunctionIsCompared keeps the table complete.
func TestEveryFunctionIsCompared(t *testing.T) {
	all := strings.Join(readExpressions(t), "\n")
	for name := range Functions() {
		if _, ours := awsFunctions()[name]; !ours && !strings.Contains(all, name+"(") {
			t.Errorf("testdata/terraform.txt has no line with %s", name)
		}
	}
}

// TestKnownDifferences lists where we differ from Terraform 1.11 on purpose.
func TestKnownDifferences(t *testing.T) {
	for src, want := range map[string]string{
		`element(["a", "b", "c"], -1)`:        `"c"`,  // as Terraform since 1.13; 1.11 fails
		`cidrsubnet("10.0.0.0/16", 8, -1)`:    failed, // Terraform: "0.0.1.0/24"
		`cidrsubnet("10.1.2.0/24", -1, 0)`:    failed,
		`textdecodebase64("AGEAYgA=", "x")`:   failed, // left out: its tables cost start-up time
		`sensitive("a")`:                      failed, // left out: nothing here is secret
		`file("/etc/passwd")`:                 failed, // impure
		`timestamp()`:                         failed,
		`templatestring("a", {})`:             failed,
		`uuid()`:                              failed,
		`bcrypt("a")`:                         failed,
		`base64gzip("a")`:                     failed,
		`aws_cron("cron(0 20 * * ? *)")`:      "true",
		`aws_cron_error("rate(5 minutes)")`:   `""`,
		`aws_cron_words("rate(5 minutes)")`:   `"every 5 minutes"`,
		`timezone("../etc/passwd")`:           "false",
		`timezone("europe/berlin")`:           "false",
		`timezone("Local")`:                   "false",
		`timezone("")`:                        "false",
		`timezone("Europe/Berlin")`:           "true",
		`aws_cron_collide([])`:                "false",
		`aws_cron_words("cron(0 8 * * * *)")`: failed,
	} {
		t.Run(src, func(t *testing.T) {
			if got, _ := evaluate(src); got != want {
				t.Errorf("%s = %s, want %s", src, got, want)
			}
		})
	}
}

func readExpressions(t *testing.T) []string {
	t.Helper()
	content, err := os.ReadFile("testdata/terraform.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

// evaluate is the value as JSON and the type in Terraform's words.
func evaluate(src string) (value, ty string) {
	node, diags := hclsyntax.ParseExpression([]byte(src), "x", hcl.InitialPos)
	if diags.HasErrors() {
		return failed, "string"
	}
	v, diags := node.Value(&hcl.EvalContext{Functions: Functions()})
	if diags.HasErrors() {
		return failed, "string"
	}
	encoded, err := stdlib.JSONEncode(v)
	if err != nil {
		return failed, typeText(v.Type())
	}
	if !encoded.IsKnown() {
		return "unknown", typeText(v.Type())
	}
	return encoded.AsString(), typeText(v.Type())
}

// askTerraform evaluates everything in two runs of `terraform console`.
func askTerraform(t *testing.T, expressions []string) (values, types []string) {
	t.Helper()
	if _, err := exec.LookPath("terraform"); err != nil {
		t.Skip("SKIPPED-PROOF: terraform is not on PATH, so our functions were not compared with it")
	}
	var code strings.Builder
	code.WriteString("locals {\n  typed = [\n")
	for _, src := range expressions {
		fmt.Fprintf(&code, "    try(%s, %q),\n", src, failed)
	}
	code.WriteString("  ]\n  values = [\n")
	for _, src := range expressions {
		fmt.Fprintf(&code, "    try(jsonencode(%s), %q),\n", src, failed)
	}
	code.WriteString("  ]\n}\n")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(code.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	var once string
	if err := json.Unmarshal(console(t, dir, "jsonencode(local.values)"), &once); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(once), &values); err != nil {
		t.Fatal(err)
	}
	types = splitTypes(string(console(t, dir, "type(local.typed)")))
	if len(values) != len(expressions) || len(types) != len(expressions) {
		t.Fatalf("%d expressions, %d values, %d types", len(expressions), len(values), len(types))
	}
	return values, types
}

func console(t *testing.T, dir, input string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "terraform", "console")
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(input + "\n")
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || bytes.Contains(stderr.Bytes(), []byte("Error")) {
		t.Fatalf("terraform console: %v\n%s", err, &stderr)
	}
	return out
}

// splitTypes takes the types out of what console prints for a tuple.
func splitTypes(text string) []string {
	text = strings.Join(strings.Fields(text), "")
	text = strings.TrimSuffix(strings.TrimPrefix(text, "tuple(["), ",])")
	text = strings.ReplaceAll(text, "]),)", "]))") // console's comma inside list( )
	text = strings.ReplaceAll(text, "}),)", "}))")
	var all []string
	depth, start := 0, 0
	for i, r := range text {
		switch {
		case strings.ContainsRune("([{", r):
			depth++
		case strings.ContainsRune(")]}", r):
			depth--
		case r == ',' && depth == 0:
			all = append(all, text[start:i])
			start = i + 1
		}
	}
	return append(all, text[start:])
}

// typeText writes a type as console does, without its white space.
func typeText(ty cty.Type) string {
	switch {
	case ty == cty.DynamicPseudoType:
		return "dynamic"
	case ty.IsPrimitiveType():
		return ty.FriendlyName()
	case ty.IsListType():
		return "list(" + typeText(ty.ElementType()) + ")"
	case ty.IsSetType():
		return "set(" + typeText(ty.ElementType()) + ")"
	case ty.IsMapType():
		return "map(" + typeText(ty.ElementType()) + ")"
	}
	var parts []string
	if ty.IsTupleType() {
		for _, item := range ty.TupleElementTypes() {
			parts = append(parts, typeText(item)+",")
		}
		return "tuple([" + strings.Join(parts, "") + "])"
	}
	for name, item := range ty.AttributeTypes() {
		parts = append(parts, name+":"+typeText(item)+",")
	}
	slices.Sort(parts)
	return strings.ReplaceAll("object({"+strings.Join(parts, "")+"})", " ", "")
}
