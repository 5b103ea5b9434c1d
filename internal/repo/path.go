package repo

import (
	"path"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Path is a path inside a repository: slash separated, relative to the
// repository's root, clean and without "..". It is a type of its own so that a
// host path can't be passed by mistake; only package apply makes host paths.
type Path string

// ParsePath returns s as a Path, or a problem when s is absolute, leaves the
// repository or holds a backslash or a NUL byte.
func ParsePath(s string) (Path, error) {
	clean := path.Clean(s)
	switch {
	case s == "":
		return "", diag.Usagef("an empty path names no file")
	case strings.ContainsAny(s, "\\\x00"):
		return "", diag.Usagef("the path %q holds a character that paths in a repository may not have", s)
	case path.IsAbs(s), clean == "..", strings.HasPrefix(clean, "../"):
		return "", diag.Usagef("the path %q is outside the repository", s).
			WithHint("give a path relative to the repository's root, without ..")
	case isGit(clean):
		return "", diag.Usagef("the path %q is inside git's own folder", s)
	}
	return Path(clean), nil
}

// isGit tells whether a clean path leads into git's folder, also where the file
// system ignores case.
func isGit(clean string) bool {
	first, _, _ := strings.Cut(clean, "/")
	return strings.EqualFold(first, ".git")
}

// Join returns p with more slash-separated elements behind it, cleaned.
func (p Path) Join(elements ...string) Path {
	return Path(path.Join(append([]string{string(p)}, elements...)...))
}

// Dir returns the folder that holds p; "." for a file at the root.
func (p Path) Dir() Path { return Path(path.Dir(string(p))) }

// Base returns the last element of p.
func (p Path) Base() string { return path.Base(string(p)) }

// Rel returns p as seen from the folder dir, which must hold it.
func (p Path) Rel(dir Path) string {
	if dir == "." {
		return string(p)
	}
	return strings.TrimPrefix(string(p), string(dir)+"/")
}

// In tells whether p lies in the folder dir or is it.
func (p Path) In(dir Path) bool {
	return dir == "." || p == dir || strings.HasPrefix(string(p), string(dir)+"/")
}
