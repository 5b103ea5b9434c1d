package proof

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// TestHandEdits edits root modules as people do, at random places, and shows
// that their generated tests stay green. What they guard they still notice:
// TestMutations.
func TestHandEdits(t *testing.T) {
	needTerraform(t)
	t.Parallel()
	repository := readGolden(t)
	rounds := uint64(1)
	if *full {
		rounds = 4
	}
	for round := range rounds {
		for i, module := range []string{shopProduction, mailerProduction, foundationProduction, platformProduction, sharedProduction, bootstrapProduction} {
			t.Run(fmt.Sprintf("%s%d", module, round), func(t *testing.T) {
				t.Parallel()
				before := readTree(t, filepath.Join(repository, filepath.FromSlash(module)))
				m := &editedModule{T: t, Rand: rand.New(rand.NewPCG(round, uint64(i))), files: readTree(t, filepath.Join(repository, filepath.FromSlash(module)))}
				m.edit()
				testEdited(t, before, m.files)
			})
		}
	}
}

// testEdited runs the tests of a root module, and shows the edits if they fail.
func testEdited(t *testing.T, before, files tree) {
	t.Helper()
	dir := t.TempDir()
	files.write(t, dir)
	attach := attached(t)
	defer compute()()
	if _, ok := files["tests/nothing/main.tf"]; ok { // a module, which a run uses
		if out, err := terraform(dir, nil, "get"); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	out, err := terraform(dir, attach, "test")
	if err != nil {
		t.Fatalf("a hand edit turned a test red: %v\n%s\n%s", err, out, difference("edits", before, files))
	}
	if !passed.MatchString(out) {
		t.Fatalf("no test ran\n%s", out)
	}
}

// editedModule is a root module while somebody edits it.
type editedModule struct {
	*testing.T
	*rand.Rand
	files tree
	marks int
}

// edit makes every kind of edit that the module has a place for; most places
// get one.
func (m *editedModule) edit() {
	m.deleteAlarm()
	for _, name := range m.sources() {
		m.addStatements(name)
		m.addTags(name)
		m.addVariables(name)
		m.changeNumbers(name)
		m.changeDescriptions(name)
		m.reorder(name)
	}
	m.addOwn()
}

// sources are the files of Terraform code, in order.
func (m *editedModule) sources() []string {
	var names []string
	for name := range m.files {
		if strings.HasSuffix(name, ".tf") && !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (m *editedModule) mark() string {
	m.marks++
	return fmt.Sprintf("Edit%d", m.marks)
}

// often is true for two places of three.
func (m *editedModule) often() bool { return m.IntN(3) > 0 }

// insertion is text that goes to a place in a file, instead of what was there.
type insertion struct {
	from, to int
	text     string
}

// put makes insertions, which do not overlap.
func (m *editedModule) put(name string, all []insertion) {
	file := m.files[name]
	slices.SortStableFunc(all, func(a, b insertion) int { return b.from - a.from })
	for _, each := range all {
		file.data = file.data[:each.from] + each.text + file.data[each.to:]
	}
	m.files[name] = file
}

// deleteAlarm deletes an alarm together with the file of its tests, as the
// comment above alarms says.
func (m *editedModule) deleteAlarm() {
	var tests []string
	for name := range m.files {
		if strings.HasPrefix(name, "tests/alarm_") {
			tests = append(tests, name)
		}
	}
	if len(tests) == 0 {
		return
	}
	slices.Sort(tests)
	test := tests[m.IntN(len(tests))]
	text := m.files[test].data
	delete(m.files, test)
	for _, name := range m.sources() {
		var gone []insertion
		for _, b := range parseBody(m.T, name, m.files[name].data).Blocks {
			if b.Type == "resource" && strings.HasPrefix(b.Labels[0], "aws_cloudwatch_") && regexp.MustCompile(regexp.QuoteMeta(strings.Join(b.Labels, "."))+`\b`).MatchString(text) {
				gone = append(gone, insertion{b.TypeRange.Start.Byte, b.CloseBraceRange.End.Byte, ""})
			}
		}
		m.put(name, gone)
	}
}

// addStatements adds a statement to policies, before or after what is there.
func (m *editedModule) addStatements(name string) {
	var added []insertion
	walk(parseBody(m.T, name, m.files[name].data), func(node hclsyntax.Node) {
		item, ok := node.(*hclsyntax.ObjectConsExpr)
		if !ok {
			return
		}
		for _, each := range item.Items {
			statements, ok := each.ValueExpr.(*hclsyntax.TupleConsExpr)
			if hcl.ExprAsKeyword(each.KeyExpr) != "Statement" || !ok || len(statements.Exprs) == 0 || !m.often() {
				continue
			}
			first, last := statements.Exprs[0].Range(), statements.Exprs[len(statements.Exprs)-1].Range()
			text := m.statement(string(first.SliceBytes([]byte(m.files[name].data))))
			if m.IntN(2) == 0 {
				added = append(added, insertion{first.Start.Byte, first.Start.Byte, text + ", "})
			} else {
				added = append(added, insertion{last.End.Byte, last.End.Byte, ", " + text})
			}
		}
	})
	m.put(name, added)
}

// statement is one that fits beside another: in a policy of who takes a role, of
// a resource, or of a role.
func (m *editedModule) statement(beside string) string {
	switch {
	case strings.Contains(beside, "sts:AssumeRole"):
		return fmt.Sprintf(`{ Sid = %q, Effect = "Deny", Principal = "*", Action = "sts:AssumeRole", Condition = { StringEquals = { "aws:PrincipalTag/Left" = "true" } } }`, m.mark())
	case strings.Contains(beside, "Principal"):
		return fmt.Sprintf(`{ Sid = %q, Effect = "Deny", Principal = { AWS = "*" }, NotAction = ["s3:GetObject"], Resource = "*", Condition = { Bool = { "aws:PrincipalIsAWSService" = "true" } } }`, m.mark())
	}
	return fmt.Sprintf(`{ Sid = %q, Effect = "Allow", Action = %s, Resource = "*" }`, m.mark(), []string{`"cloudwatch:GetMetricData"`, `["cloudwatch:GetMetricData", "cloudwatch:ListMetrics"]`}[m.IntN(2)])
}

// walk visits every expression of a body.
func walk(body *hclsyntax.Body, visit func(hclsyntax.Node)) {
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		visit(node)
		return nil
	})
}

// taggable are types of resources that have tags.
var taggable = regexp.MustCompile(`^aws_(cloudwatch_log_group|cloudwatch_metric_alarm|db_instance|dynamodb_table|ecr_repository|ecs_cluster|ecs_service|ecs_task_definition|eip|elasticache_replication_group|elasticache_user|iam_role|kms_key|lb|lb_listener|lb_target_group|nat_gateway|s3_bucket|security_group|sns_topic|sqs_queue|ssm_parameter|subnet|vpc|vpc_endpoint|vpc_security_group_ingress_rule)$`)

// addTags adds a tag to resources.
func (m *editedModule) addTags(name string) {
	var added []insertion
	for _, b := range parseBody(m.T, name, m.files[name].data).Blocks {
		if b.Type != "resource" || !taggable.MatchString(b.Labels[0]) || !m.often() {
			continue
		}
		tag := fmt.Sprintf("{ Team = %q }", m.mark())
		if tags := b.Body.Attributes["tags"]; tags != nil {
			at := tags.Expr.Range()
			added = append(added, insertion{at.Start.Byte, at.Start.Byte, "merge("}, insertion{at.End.Byte, at.End.Byte, ", " + tag + ")"})
		} else {
			added = append(added, insertion{b.OpenBraceRange.End.Byte, b.OpenBraceRange.End.Byte, "\n  tags = " + tag})
		}
	}
	m.put(name, added)
}

// addVariables adds variables to the environment of the container.
func (m *editedModule) addVariables(name string) {
	var added []insertion
	for _, b := range parseBody(m.T, name, m.files[name].data).Blocks {
		if variables := b.Body.Attributes["environment_variables"]; b.Type == "locals" && variables != nil {
			at := variables.Expr.Range()
			added = append(added, insertion{at.Start.Byte + 1, at.Start.Byte + 1, fmt.Sprintf("\n    EDITED = %q", m.mark())})
			added = append(added, insertion{at.End.Byte - 1, at.End.Byte - 1, fmt.Sprintf("    EDITED_TOO = %q\n  ", m.mark())})
		}
	}
	m.put(name, added)
}

var (
	ofAlarm   = regexp.MustCompile(`^(threshold|period|evaluation_periods)$`)
	kept      = regexp.MustCompile(`^(retention_in_days|noncurrent_days|days)$`)
	described = regexp.MustCompile(`^(description|comment|alarm_description|error_message)$`)
)

// changeNumbers changes when alarms ring and how long things are kept.
func (m *editedModule) changeNumbers(name string) {
	m.change(name, func(a *hclsyntax.Attribute, text string) string {
		if _, ok := a.Expr.(*hclsyntax.LiteralValueExpr); !ok {
			return text
		}
		switch {
		case ofAlarm.MatchString(a.Name):
			return fmt.Sprintf("2 * %s", text)
		case a.Name == "retention_in_days":
			return "3653"
		case kept.MatchString(a.Name):
			return fmt.Sprintf("%s + 10", text)
		}
		return text
	})
}

// changeDescriptions says more in descriptions.
func (m *editedModule) changeDescriptions(name string) {
	m.change(name, func(a *hclsyntax.Attribute, text string) string {
		if _, ok := a.Expr.(*hclsyntax.TemplateExpr); ok && described.MatchString(a.Name) {
			return `"` + m.mark() + ". " + text[1:]
		}
		return text
	})
}

// change replaces the values of attributes.
func (m *editedModule) change(name string, value func(*hclsyntax.Attribute, string) string) {
	var changed []insertion
	src := []byte(m.files[name].data)
	walk(parseBody(m.T, name, string(src)), func(node hclsyntax.Node) {
		a, ok := node.(*hclsyntax.Attribute)
		if !ok {
			return
		}
		at := a.Expr.Range()
		if old := string(at.SliceBytes(src)); m.often() && value(a, old) != old {
			changed = append(changed, insertion{at.Start.Byte, at.End.Byte, value(a, old)})
		}
	})
	m.put(name, changed)
}

// reorder puts the blocks of a file into another order, with a comment above
// each.
func (m *editedModule) reorder(name string) {
	src := m.files[name].data
	var blocks []string
	end := 0
	for _, b := range parseBody(m.T, name, src).Blocks {
		blocks = append(blocks, fmt.Sprintf("# %s\n%s", m.mark(), src[end:b.CloseBraceRange.End.Byte]))
		end = b.CloseBraceRange.End.Byte
	}
	m.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
	m.files[name] = treeFile{data: strings.Join(blocks, "\n\n") + src[end:]}
}

// addOwn adds what is a team's own: resources that refer to each other, a
// variable, an output and a file.
func (m *editedModule) addOwn() {
	names := m.sources()
	own := []string{"own.tf", names[m.IntN(len(names))]}[m.IntN(2)]
	m.files[own] = treeFile{data: m.files[own].data + `
variable "own_emails" {
  description = "Who hears of what is ours"
  type        = list(string)
  default     = ["own@acme.dev"]
}

resource "aws_sns_topic" "own" {
  name = "own"
}

resource "aws_sns_topic_subscription" "own" {
  for_each  = toset(var.own_emails)
  topic_arn = aws_sns_topic.own.arn
  protocol  = "email"
  endpoint  = each.key
}

resource "aws_cloudwatch_metric_alarm" "own" {
  alarm_name          = "own"
  namespace           = "Own"
  metric_name         = "Own"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  period              = 60
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.own.arn]
}

output "own_topic" {
  value = aws_sns_topic.own.arn
}
`}
}
