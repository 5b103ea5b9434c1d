package proof

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// services is how many the repository of TestUpgrades has.
const services = 20

// TestUpgrades takes a repository of 20 services with random hand edits
// through three versions of their pack, which add, rename, move and delete
// files, inputs and resources. After each, every edit is there: the tree is that
// of a twin without edits, to whose fresh renders the same edits were made.
func TestUpgrades(t *testing.T) {
	t.Parallel() // without a place: one long row of steps, which should begin at once
	dir := t.TempDir()
	mine, twin := filepath.Join(dir, "mine"), filepath.Join(dir, "twin")
	edits := prepareUpgrades(t, dir, mine, twin)
	for i, release := range releases {
		for _, repository := range []string{mine, twin} {
			addRelease(t, repository, release)
		}
		shallow := filepath.Join(dir, "shallow"+release.version)
		git(t, dir, "clone", "-q", "--depth", "1", "file://"+mine, shallow)
		for _, repository := range []string{mine, twin, shallow} {
			scaffold(t, repository, append([]string{"upgrade", "--to", release.version, "--allow-destroy", "aws_cloudwatch_metric_alarm.cpu"}, serviceNames()...)...)
			if out := scaffold(t, repository, append([]string{"upgrade", "--to", release.version}, serviceNames()...)...); !strings.Contains(out, "Nothing to do") {
				t.Errorf("the second upgrade to %s: %s", release.version, out)
			}
		}
		want := readTree(t, twin)
		for _, e := range edits {
			e.apply(t, want, i)
		}
		got := readTree(t, mine)
		sameMeaning(t, "after "+release.version, want, got)
		if d := difference("a shallow clone", got, readTree(t, shallow)); d != "" {
			t.Errorf("the upgrade in a shallow clone differs:\n%s", d)
		}
	}
	needTerraform(t)
	for _, service := range []string{"s00", "s07", "s13"} {
		proveModule(t, &stopwatch{}, filepath.Join(mine, "layers", "04-applications", service, "environments", "production"))
	}
}

func serviceNames() []string {
	names := make([]string, services)
	for i := range names {
		names[i] = fmt.Sprintf("s%02d", i)
	}
	return names
}

// prepareUpgrades makes the repository and its twin, and edits the former.
func prepareUpgrades(t *testing.T, dir, mine, twin string) []handEdit {
	t.Helper()
	scaffold(t, dir, "init", "mine", "--organization", "acme", "--repository", "acme/infra", "--environments", "dev,production")
	pinProvider(t, mine)
	random := rand.New(rand.NewPCG(11, 7))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	for _, name := range serviceNames() {
		args := []string{"service", name, "-C", "mine", "--exposure", pick("public", "internal", "none")}
		switch random.IntN(3) {
		case 0:
			args = append(args, "--autoscaling", "--max-capacity", "8")
		case 1:
			args = append(args, "--database", "shared", "--cache")
		}
		scaffold(t, dir, args...)
	}
	if err := os.CopyFS(twin, os.DirFS(mine)); err != nil {
		t.Fatal(err)
	}
	var edits []handEdit
	for _, name := range serviceNames() {
		for _, kind := range editKinds {
			if random.IntN(3) == 0 {
				edits = append(edits, handEdit{kind, "layers/04-applications/" + name + "/environments/" + pick("dev", "production") + "/"})
			}
		}
	}
	files := readTree(t, mine)
	for _, e := range edits {
		e.apply(t, files, -1)
	}
	files.write(t, mine)
	git(t, mine, "commit", "-qam", "edits")
	return edits
}

// release is a version of the service pack, made from the one before.
type release struct {
	version string
	change  func(files tree)
}

// replaceIn changes a file of a pack; what is to be replaced must be there.
func replaceIn(files tree, name, old, with string) {
	text := files[name].data
	if !strings.Contains(text, old) {
		panic(name + " lacks " + old)
	}
	files[name] = treeFile{data: strings.ReplaceAll(text, old, with)}
}

// replaceEverywhere replaces text in all files whose names end in suffix.
func replaceEverywhere(files tree, suffix, old, with string) {
	found := false
	for name, file := range files {
		if strings.HasSuffix(name, suffix) && strings.Contains(file.data, old) {
			replaceIn(files, name, old, with)
			found = true
		}
	}
	if !found {
		panic("no " + suffix + " file has " + old)
	}
}

var releases = []release{
	{"1.1.0", func(files tree) { // adds an input, an attribute, a resource and a file
		replaceIn(files, "pack.hcl", "files \"unit\" {", "input \"note\" {\n  type        = string\n  default     = \"none\"\n  nullable    = false\n  description = \"A note\"\n}\n\nfiles \"unit\" {")
		replaceIn(files, "environment/main.tf.tmpl", "  image_tag_mutability = \"IMMUTABLE\"\n", "  image_tag_mutability = \"IMMUTABLE\"\n  force_delete         = false\n")
		replaceIn(files, "environment/main.tf.tmpl", "resource \"aws_ecr_lifecycle_policy\" \"app\" {", "resource \"aws_ssm_parameter\" \"note\" {\n  name  = \"/${local.environment}/${local.name}/note\"\n  type  = \"String\"\n  value = <% hcl .note %>\n}\n\nresource \"aws_ecr_lifecycle_policy\" \"app\" {")
		files["environment/notes.tf.tmpl"] = treeFile{data: "output \"note\" {\n  description = \"The note\"\n  value       = aws_ssm_parameter.note.value\n}\n"}
	}},
	{"1.2.0", func(files tree) { // moves a file and renames inputs, one of them in terraform.tfvars
		files["environment/roles.tf.tmpl"] = files["environment/iam.tf.tmpl"]
		delete(files, "environment/iam.tf.tmpl")
		for _, change := range []struct{ suffix, old, new string }{
			{".hcl", "health_check_grace_period", "start_seconds"},
			{".tf.tmpl", ".health_check_grace_period", ".start_seconds"},
			{".hcl", `role        = "max_capacity"`, "ROLE"},
			{".hcl", "max_capacity", "most_tasks"},
			{".hcl", "ROLE", `role        = "max_capacity"`},
			{"/variables.tf.tmpl", "max_capacity", "most_tasks"},
			{".tmpl", "var.max_capacity", "var.most_tasks"},
			{".tftest.hcl.tmpl", "  max_capacity  = 6\n", "  most_tasks    = 6\n"},
		} {
			replaceEverywhere(files, change.suffix, change.old, change.new)
		}
		replaceIn(files, "pack.hcl", "files \"unit\" {", "moved {\n  from = \"environments/*/iam.tf\"\n  to   = \"environments/*/roles.tf\"\n}\n\nrenamed_input {\n  from = \"health_check_grace_period\"\n  to   = \"start_seconds\"\n}\n\nrenamed_input {\n  from = \"max_capacity\"\n  to   = \"most_tasks\"\n}\n\nfiles \"unit\" {")
	}},
	{"2.0.0", func(files tree) { // renames a resource by a moved block, lets one go, deletes a file and an output
		replaceIn(files, "environment/main.tf.tmpl", "aws_cloudwatch_log_group\" \"app\"", "aws_cloudwatch_log_group\" \"tasks\"")
		replaceEverywhere(files, ".tmpl", "aws_cloudwatch_log_group.app", "aws_cloudwatch_log_group.tasks")
		files["environment/moved.tf.tmpl"] = treeFile{data: "moved {\n  from = aws_cloudwatch_log_group.app\n  to   = aws_cloudwatch_log_group.tasks\n}\n\nremoved {\n  from = aws_ssm_parameter.note\n\n  lifecycle {\n    destroy = false\n  }\n}\n"}
		text := files["environment/main.tf.tmpl"].data
		start := strings.Index(text, "resource \"aws_ssm_parameter\" \"note\"")
		end := start + strings.Index(text[start:], "resource \"aws_ecr_lifecycle_policy\"")
		files["environment/main.tf.tmpl"] = treeFile{data: text[:start] + text[end:]}
		delete(files, "environment/notes.tf.tmpl")
	}},
}

// addRelease vendors the release in a repository and commits it.
func addRelease(t *testing.T, repository string, r release) {
	t.Helper()
	packs := filepath.Join(repository, ".scaffold", "packs")
	entries, err := filepath.Glob(filepath.Join(packs, "service@*"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(entries)
	files := readTree(t, entries[len(entries)-1])
	before := strings.TrimPrefix(filepath.Base(entries[len(entries)-1]), "service@")
	replaceIn(files, "pack.hcl", `version           = "`+before+`"`, `version           = "`+r.version+`"`)
	r.change(files)
	files.write(t, filepath.Join(packs, "service@"+r.version))
	git(t, repository, "add", "--all")
	git(t, repository, "commit", "-qm", "packs: service "+r.version)
}

// editKind is something that people do to a generated file.
type editKind struct {
	file     string
	old, new string // the first old becomes new; with an empty old, new is added at the end
	movedTo  string // the file's name from release 1.2.0 on
}

var editKinds = []editKind{
	{file: "main.tf", old: "scan_on_push = true", new: "scan_on_push = false # the registry scans by itself"},
	{file: "main.tf", old: "  environment_variables = {\n", new: "  environment_variables = {\n    FEATURE_X = \"on\"\n"},
	{file: "main.tf", old: "\"TASK_DEFINITION\"", new: "\"SERVICE\""},
	{file: "main.tf", new: "\nresource \"aws_sns_topic\" \"mine\" {\n  name = \"mine\"\n}\n"},
	{file: "main.tf", old: "resource \"aws_ecr_lifecycle_policy\" \"app\" {", new: "# Ours keep more.\nresource \"aws_ecr_lifecycle_policy\" \"app\" {"},
	{file: "iam.tf", movedTo: "roles.tf", old: "Action   = [\"ssm:GetParameter\", \"ssm:PutParameter\"]", new: "Action   = [\"ssm:GetParameter\", \"ssm:PutParameter\", \"ssm:GetParameterHistory\"]"},
	{file: "iam.tf", movedTo: "roles.tf", new: "\n# The auditors' role is made elsewhere.\n"},
	{file: "outputs.tf", old: "output \"log_group_name\" {\n  description = \"Where the tasks log\"", new: "output \"log_group_name\" {\n  description = \"Where the tasks write\""},
	{file: "network.tf", old: "  description = \"Tasks of one service\"\n", new: "  description = \"Tasks of one service, and of its helper\"\n"},
	{file: "versions.tf", old: "      ManagedBy   = \"terraform\"\n", new: "      ManagedBy   = \"terraform\"\n      Stage       = \"late\"\n"},
	{file: "variables.tf", new: "\n# tflint-ignore: terraform_unused_declarations\nvariable \"mine\" {\n  type    = string\n  default = \"x\"\n}\n"},
}

// handEdit is an edit of one root module.
type handEdit struct {
	editKind
	dir string
}

// apply makes the edit in a tree as it stands after a release, -1 for before all.
func (e handEdit) apply(t *testing.T, files tree, after int) {
	t.Helper()
	name := e.dir + e.file
	if e.movedTo != "" && after >= 1 {
		name = e.dir + e.movedTo
	}
	file, ok := files[name]
	if !ok || !strings.Contains(file.data, e.old) {
		t.Fatalf("%s has no %q for an edit", name, e.old)
	}
	if e.old == "" {
		file.data += e.new
	} else {
		file.data = strings.Replace(file.data, e.old, e.new, 1)
	}
	files[name] = file
}

// sameMeaning compares trees file by file. Locks differ in nothing; where both
// sides added something, its place may differ, so HCL is compared as the lines
// it is made of, without layout.
func sameMeaning(t *testing.T, when string, want, got tree) {
	t.Helper()
	for name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("%s %s is gone", when, name)
		}
	}
	for name, file := range got {
		if expected, ok := want[name]; !ok {
			t.Errorf("%s there is %s", when, name)
		} else if expected.data != file.data && !slices.Equal(sortedLines(expected.data), sortedLines(file.data)) {
			t.Errorf("%s:\n%s", when, difference(name, tree{name: expected}, tree{name: file}))
		}
	}
}

func sortedLines(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return lines
}
