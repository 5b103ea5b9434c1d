// Package codeowners reads a CODEOWNERS file as GitHub does and says who owns a
// path: the last line whose pattern matches decides, also when it names nobody.
//
// Patterns are those of .gitignore but for three things, as
// docs.github.com/repositories (about code owners) has them: there is neither !
// nor [ ], and a pattern that ends in /* means the files of that folder, not
// those of the folders in it.
package codeowners

import (
	"regexp"
	"slices"
	"strings"
)

// Places are where GitHub looks for the file; the first one that exists counts.
var Places = []string{".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"}

// File is a CODEOWNERS file.
type File []rule

type rule struct {
	pattern *regexp.Regexp
	owners  []string
}

// Parse reads the file. Lines that GitHub would skip are skipped.
func Parse(src []byte) File {
	var f File
	for line := range strings.Lines(string(src)) {
		words := fields(line)
		if len(words) == 0 {
			continue
		}
		if pattern := compile(words[0]); pattern != nil {
			f = append(f, rule{pattern, words[1:]})
		}
	}
	return f
}

// fields splits a line at blanks; "\ " is a blank in a pattern, # starts a
// comment unless it stands behind a backslash.
func fields(line string) []string {
	var out []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	line = strings.TrimRight(line, "\r\n")
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line):
			i++
			word.WriteByte(line[i])
		case c == '#':
			end()
			return out
		case c == ' ' || c == '\t':
			end()
		default:
			word.WriteByte(c)
		}
	}
	end()
	return out
}

// compile makes a regular expression of a pattern; nil when GitHub takes it for
// invalid.
func compile(pattern string) *regexp.Regexp {
	if strings.HasPrefix(pattern, "!") || strings.ContainsAny(pattern, "[]") {
		return nil
	}
	folder := strings.HasSuffix(pattern, "/")
	parts := strings.Split(strings.Trim(pattern, "/"), "/")
	if parts[0] == "" {
		return nil
	}
	var b strings.Builder
	b.WriteString("^")
	if len(parts) == 1 && !strings.HasPrefix(pattern, "/") {
		b.WriteString("(?:.*/)?") // at any depth
	}
	for i, part := range parts {
		last := i == len(parts)-1
		switch {
		case part == "**" && last:
			b.WriteString(".+")
		case part == "**":
			b.WriteString("(?:.*/)?")
		default:
			b.WriteString(segment(part))
			if !last {
				b.WriteString("/")
			}
		}
	}
	switch last := parts[len(parts)-1]; {
	case last == "**":
	case folder:
		b.WriteString("/.+")
	case last == "*" && len(parts) > 1: // the files of one folder
	default:
		b.WriteString("(?:/.+)?") // a folder stands for all in it
	}
	b.WriteString("$")
	return regexp.MustCompile(b.String())
}

// segment is a part between slashes.
func segment(part string) string {
	quoted := regexp.QuoteMeta(part)
	quoted = strings.ReplaceAll(quoted, `\*`, "[^/]*")
	return strings.ReplaceAll(quoted, `\?`, "[^/]")
}

// Owners returns who owns a path, as written: @user, @organization/team or an
// e-mail address.
func (f File) Owners(path string) []string {
	for _, r := range slices.Backward(f) {
		if r.pattern.MatchString(path) {
			return r.owners
		}
	}
	return nil
}

// Reviewers returns the users and the teams of an organization that own any of
// the paths, sorted. E-mail addresses and teams of others are left out: nobody
// can be asked by them.
func (f File) Reviewers(paths []string, organization string) (users, teams []string) {
	seen := map[string]bool{}
	for _, path := range paths {
		for _, owner := range f.Owners(path) {
			name, ok := strings.CutPrefix(owner, "@")
			if !ok || name == "" || seen[strings.ToLower(name)] {
				continue
			}
			seen[strings.ToLower(name)] = true
			switch of, team, isTeam := strings.Cut(name, "/"); {
			case !isTeam:
				users = append(users, name)
			case strings.EqualFold(of, organization):
				teams = append(teams, team)
			}
		}
	}
	slices.Sort(users)
	slices.Sort(teams)
	return users, teams
}
