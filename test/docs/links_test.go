package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// A link of a document leads to a file that is there, and to a heading that it
// has.
func TestLinksLeadSomewhere(t *testing.T) {
	for _, name := range documents(t) {
		for _, found := range link.FindAllStringSubmatch(project.Read(t, name), -1) {
			if strings.Contains(found[1], "://") {
				continue
			}
			target, anchor, anchored := strings.Cut(found[1], "#")
			file := name
			if target != "" {
				file = filepath.Join(filepath.Dir(name), target)
			}
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s links to %s, which is not there", name, target)
			} else if anchored && !anchors(project.Read(t, file))[anchor] {
				t.Errorf("%s links to %s, but %s has no such heading", name, found[1], file)
			}
		}
	}
}

var (
	link     = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	fenced   = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	headings = regexp.MustCompile(`(?m)^#+ (.*)$`)
)

// anchors are the names by which GitHub lets a document's headings be linked.
func anchors(text string) map[string]bool {
	out := map[string]bool{}
	for _, found := range headings.FindAllStringSubmatch(fenced.ReplaceAllString(text, ""), -1) {
		out[strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, found[1])] = true
	}
	return out
}

func TestAnchors(t *testing.T) {
	got := anchors("# A service's `life`\n\n```sh\n# no heading\n```\n\n## pull_request, 2\n")
	if len(got) != 2 || !got["a-services-life"] || !got["pull_request-2"] {
		t.Errorf("%v", got)
	}
}
