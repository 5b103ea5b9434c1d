package docs

import (
	"regexp"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// Each sentence of the README's "What you can rely on" leads to the test that
// shows it.
func TestPromisesAreShown(t *testing.T) {
	_, rest, _ := strings.Cut(project.Read(t, "README.md"), "\n## What you can rely on\n")
	section, _, _ := strings.Cut(rest, "\n## ")
	bullets := 0
	for line := range strings.SplitSeq(section, "\n") {
		if !strings.HasPrefix(line, "- ") {
			continue
		}
		bullets++
		for _, sentence := range sentences(line) {
			if !shown.MatchString(sentence) {
				t.Errorf("no test shows: %s", sentence)
			}
		}
	}
	if bullets < 8 {
		t.Errorf("there are only %d promises", bullets)
	}
}

// shown is a link to a test, or to the page of limits, each of which names its
// test.
var shown = regexp.MustCompile(`\]\([^)]*(_test\.go|\.txtar|docs/limits\.md)\)`)

var (
	heading = regexp.MustCompile(`^- \*\*[^*]*\.\*\* `)
	end     = regexp.MustCompile(`\. ([A-Z\[])`)
)

// sentences are those of a bullet, without the bold words it begins with.
func sentences(line string) []string {
	line = heading.ReplaceAllString(line, "")
	return strings.Split(end.ReplaceAllString(line, ".\n$1"), "\n")
}

func TestSentences(t *testing.T) {
	got := sentences("- **So.** One is [x](a_test.go). [Two](b.txtar) is, e.g. too; and `A.B`. Three.")
	if len(got) != 3 || got[1] != "[Two](b.txtar) is, e.g. too; and `A.B`." {
		t.Errorf("%q", got)
	}
}
