package docs

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// Each row of docs/the-document.md names tests that exist: functions by their
// names, scripts by their files'.
func TestTheDocumentIsShown(t *testing.T) {
	rows := 0
	for line := range strings.SplitSeq(project.Read(t, "docs/the-document.md"), "\n") {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| the document says") {
			continue
		}
		rows++
		links := namedTest.FindAllStringSubmatch(line, -1)
		if len(links) == 0 {
			t.Errorf("no test shows: %s", line)
		}
		for _, link := range links {
			name, file := link[1], strings.TrimPrefix(link[2], "../")
			if script := path.Ext(file) == ".txtar"; script && name+".txtar" != path.Base(file) ||
				!script && !strings.Contains(project.Read(t, file), "\nfunc "+name+"(t *testing.T) {") {
				t.Errorf("%s is not in %s: %s", name, file, line)
			}
		}
	}
	if rows < 40 {
		t.Errorf("there are only %d rows", rows)
	}
}

var namedTest = regexp.MustCompile(`\[(\w+)\]\((\.\./[\w/.-]+(?:_test\.go|\.txtar))\)`)
