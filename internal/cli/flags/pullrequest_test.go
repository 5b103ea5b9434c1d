package flags

import (
	"strings"
	"testing"
)

func TestTopicBranches(t *testing.T) {
	for want, words := range map[string][]string{
		"scaffold/service-shop":                         {"service", "shop"},
		"scaffold/upgrade-dev":                          {"upgrade", "dev"},
		"scaffold/generate-repository":                  {"generate", "."},
		"scaffold/generate-layers-04-applications-shop": {"generate", "layers/04-applications/shop"},
		"scaffold/workspaces-apply":                     {"workspaces apply"},
	} {
		if got := TopicBranch(words); got != want {
			t.Errorf("%v makes %s, not %s", words, got, want)
		}
	}
	long := TopicBranch([]string{"upgrade", strings.Repeat("abc-", 30), "x"})
	other := TopicBranch([]string{"upgrade", strings.Repeat("abc-", 30), "y"})
	if len(long) > 70 || long == other {
		t.Errorf("%s and %s", long, other)
	}
}
