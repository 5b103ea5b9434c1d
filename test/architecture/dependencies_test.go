package architecture

import (
	"regexp"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// Every direct dependency and every tool has a row in
// docs/contributing/dependencies.md, and every row a dependency.
func TestDependenciesAreDocumented(t *testing.T) {
	inUse := map[string]bool{}
	tools := false
	for line := range strings.SplitSeq(project.Read(t, "go.mod"), "\n") {
		fields := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "tool"):
			tools = true
		case len(fields) == 2 && strings.HasPrefix(fields[1], "v"):
			inUse[fields[0]] = true
		}
		if tools && len(fields) == 1 && strings.Contains(fields[0], "/") {
			inUse[moduleOf(t, fields[0])] = true
		}
	}
	documented := map[string]bool{}
	for _, row := range dependencyRow.FindAllStringSubmatch(project.Read(t, "docs/contributing/dependencies.md"), -1) {
		documented[row[1]] = true
		if !inUse[row[1]] {
			t.Errorf("docs/contributing/dependencies.md has a row for %s, which go.mod does not need directly", row[1])
		}
	}
	for path := range inUse {
		if !documented[path] {
			t.Errorf("docs/contributing/dependencies.md has no row for %s", path)
		}
	}
}

var dependencyRow = regexp.MustCompile("(?m)^\\| `([^` ]+)` \\|")

// moduleOf is the module of a package that a tool line names.
func moduleOf(t *testing.T, pkg string) string {
	t.Helper()
	return strings.TrimSpace(string(project.GoList(t, "-f", "{{.Module.Path}}", pkg)))
}
