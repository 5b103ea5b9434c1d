package proof

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// emulatorsOwn are the attributes that the emulator never gives back as they
// were set, so that terraform would plan them for ever. Nothing else may be
// left to plan.
var emulatorsOwn = []struct{ resource, attribute, reason string }{
	{"aws_ecs_service.app", "availability_zone_rebalancing", "is not stored"},
	{"aws_ecs_service.app", "health_check_grace_period_seconds", "is not stored"},
	{"aws_ecs_service.app", "enable_ecs_managed_tags", "is not stored"},
	{"aws_ecs_service.app", "capacity_provider_strategy", "is not stored, and would replace the service"},
	{"aws_vpc_security_group_ingress_rule.load_balancer", "description", "is not stored for a rule that names a group"},
	{"aws_vpc_security_group_ingress_rule.applications", "description", "is not stored for a rule that names a group"},
	{"aws_vpc_security_group_ingress_rule.postgres_app", "description", "is not stored for a rule that names a group"},
	{"aws_sqs_queue.jobs", "redrive_policy", "comes back with other white space"},
	{"aws_vpc_security_group_ingress_rule.database", "description", "is not stored for a rule that names a group"},
	{"aws_db_instance.database", "monitoring_interval", "is not stored"},
	{"aws_db_instance.database", "monitoring_role_arn", "is not stored"},
	{"aws_db_parameter_group.database", "parameter", "is not stored"},
	{"aws_db_instance.database", "performance_insights_enabled", "is not stored"},
	{"aws_db_instance.database", "performance_insights_kms_key_id", "is not stored"},
	{"aws_db_instance.database", "performance_insights_retention_period", "is not stored"},
	{"aws_db_instance.postgres", "monitoring_interval", "is not stored"},
	{"aws_db_instance.postgres", "monitoring_role_arn", "is not stored"},
	{"aws_db_parameter_group.postgres", "parameter", "is not stored"},
	{"aws_db_instance.postgres", "performance_insights_enabled", "is not stored"},
	{"aws_db_instance.postgres", "performance_insights_kms_key_id", "is not stored"},
	{"aws_db_instance.postgres", "performance_insights_retention_period", "is not stored"},
}

const overrideName = "zz_override.tf"

// override writes that file into a root module: state in a local file,
// the state of other modules read from theirs, what prevent_destroy forbids
// allowed, the emulator's own attributes ignored, and nothing made that it
// lacks.
func override(t *testing.T, module string, upstream map[string]string) {
	t.Helper()
	var out strings.Builder
	out.WriteString("terraform {\n  backend \"local\" {}\n}\n")
	for name, dir := range upstream {
		fmt.Fprintf(&out, "data \"terraform_remote_state\" %q {\n  backend = \"local\"\n  config = {\n    path = %q\n  }\n}\n",
			name, filepath.Join(dir, "terraform.tfstate"))
	}
	own := filepath.Join(module, overrideName)
	_ = os.Remove(own) // an earlier one
	files, err := filepath.Glob(filepath.Join(module, "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range parseBody(t, name, string(src)).Blocks {
			if b.Type == "resource" {
				out.WriteString(overrideResource(b, src))
			}
		}
	}
	writeFile(t, own, []byte(out.String()), 0o644)
}

// emulatorLacks are the resources that the emulator takes and never gives back,
// or does not take at all.
var emulatorLacks = []string{
	"aws_sqs_queue_redrive_allow_policy", "aws_appautoscaling_target", "aws_appautoscaling_policy", "aws_appautoscaling_scheduled_action",
}

// overrideResource returns the override of one resource, or nothing.
func overrideResource(b *hclsyntax.Block, src []byte) string {
	if slices.Contains(emulatorLacks, b.Labels[0]) {
		none := "count = 0"
		if b.Body.Attributes["for_each"] != nil {
			none = "for_each = {}"
		}
		return fmt.Sprintf("resource %q %q {\n  %s\n}\n", b.Labels[0], b.Labels[1], none)
	}
	var ignored []string
	protected := false
	for _, inner := range b.Body.Blocks {
		if inner.Type != "lifecycle" {
			continue
		}
		protected = inner.Body.Attributes["prevent_destroy"] != nil
		if attr := inner.Body.Attributes["ignore_changes"]; attr != nil {
			text := string(attr.Expr.Range().SliceBytes(src))
			ignored = append(ignored, strings.Split(strings.Trim(text, "[]"), ",")...)
		}
	}
	before := len(ignored)
	for _, own := range emulatorsOwn {
		if own.resource == strings.Join(b.Labels, ".") {
			ignored = append(ignored, own.attribute)
		}
	}
	if !protected && len(ignored) == before {
		return ""
	}
	body := ""
	if protected {
		body = "    prevent_destroy = false\n"
	}
	if len(ignored) > 0 {
		body += "    ignore_changes = [" + strings.Join(slices.Compact(ignored), ", ") + "]\n"
	}
	return fmt.Sprintf("resource %q %q {\n  lifecycle {\n%s  }\n}\n", b.Labels[0], b.Labels[1], body)
}
