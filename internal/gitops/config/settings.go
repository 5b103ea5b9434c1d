// Package config is what git's configuration says of a repository: its settings,
// who commits, how files are changed on their way into git, whether commits are
// signed.
//
// Call Read first, then CheckFormat: the rest of gitops writes what that accepts
// and nothing else. The git program is asked, which alone knows every include
// and variable; where there is none, what can be read safely is read and the
// rest is refused.
package config

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Settings is git's configuration as it applies to one repository: every value
// of every key, last one wins. Keys are written as git prints them: section and
// variable in lower case, the subsection as it stands.
type Settings map[string][]string

// Get returns the value of key that applies.
func (s Settings) Get(key string) string {
	values := s[key]
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

// Has tells whether key is set, even if to nothing.
func (s Settings) Has(key string) bool { return len(s[key]) > 0 }

// IsOn reads key as git reads booleans; other is its value when it is not set.
func (s Settings) IsOn(key string, other bool) bool {
	if !s.Has(key) {
		return other
	}
	switch value := strings.ToLower(s.Get(key)); value {
	case "true", "yes", "on":
		return true
	case "false", "no", "off", "":
		return false
	default:
		n, err := strconv.Atoi(value)
		return err == nil && n != 0
	}
}

// IsPartial tells a partial clone, whose missing objects a remote holds.
func (s Settings) IsPartial() bool {
	for key := range s {
		if strings.HasSuffix(key, ".promisor") || key == "extensions.partialclone" {
			return true
		}
	}
	return false
}

// Path returns the value of key as a host path: ~ is the home folder, what is
// relative stands below base. It is "" when key is not set.
func (s Settings) Path(key, base string) string {
	value := s.Get(key)
	if value == "" {
		return ""
	}
	if rest, ok := strings.CutPrefix(value, "~/"); ok {
		home, _ := os.UserHomeDir()
		return filepath.Join(home, rest)
	}
	if filepath.IsAbs(value) {
		return filepath.Clean(value)
	}
	return filepath.Join(base, value)
}
