package change

import (
	"slices"
	"testing"
)

// TestListedNames: names between commas, without what is around them.
func TestListedNames(t *testing.T) {
	for text, want := range map[string][]string{
		"": nil, ",": nil, " , ,": nil, "dev": {"dev"}, "dev,staging": {"dev", "staging"}, " dev , staging ,": {"dev", "staging"}, "dev,dev": {"dev", "dev"}, "a b": {"a b"},
	} {
		t.Run(text, func(t *testing.T) {
			if got := ListedNames(text); !slices.Equal(got, want) {
				t.Errorf("it is %q, want %q", got, want)
			}
		})
	}
}
