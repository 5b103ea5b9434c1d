package gitops

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// person is who wrote or committed, and when, as it stands in a commit object:
// seconds since 1970 and the offset, "1700000000 +0100".
type person struct {
	name, email, when string
}

func (p person) String() string { return p.name + " <" + p.email + "> " + p.when }

// stamp writes a moment as commit objects do.
func stamp(t time.Time) string { return fmt.Sprintf("%d %s", t.Unix(), t.Format("-0700")) }

// person returns the identity for role, AUTHOR or COMMITTER. git is asked, which
// knows variables, includes and whether a guess from the host's name is allowed.
func (r *Repository) person(role string) (person, error) {
	if !program.Exists() {
		return r.plainPerson(role)
	}
	out, err := program.Run(context.Background(), r.at.Root, nil, nil, "var", "GIT_"+role+"_IDENT")
	if err == nil {
		if p, ok := parsePerson(strings.TrimSpace(string(out))); ok {
			return p, nil
		}
	}
	p := diag.Usagef("git does not know who you are, so nothing can be committed").
		WithHint("set it with `git config --global user.name NAME` and `git config --global user.email ADDRESS`")
	p.Err = err
	return person{}, p
}

// plainPerson reads the identity from variables and settings alone, and wants
// it complete: guessing an address is left to git.
func (r *Repository) plainPerson(role string) (person, error) {
	if err := r.load(); err != nil {
		return person{}, err
	}
	find := func(variable, key string) string {
		for _, value := range []string{
			os.Getenv("GIT_" + role + "_" + variable),
			r.settings.get(strings.ToLower(role) + "." + key), r.settings.get("user." + key),
		} {
			// These characters would break the commit object's line.
			if value = strings.Map(dropCrud, value); strings.TrimSpace(value) != "" {
				return strings.TrimSpace(value)
			}
		}
		return ""
	}
	p := person{find("NAME", "name"), find("EMAIL", "email"), stamp(time.Now())}
	if p.name == "" || p.email == "" {
		return person{}, diag.Usagef("there is no git program and no complete identity in git's configuration").
			WithHint("set user.name and user.email in ~/.gitconfig or in the repository's .git/config")
	}
	if os.Getenv("GIT_"+role+"_DATE") != "" {
		return person{}, diag.Usagef("GIT_%s_DATE is set, but there is no git program to read it", role).
			WithHint("install git, or unset it")
	}
	return p, nil
}

func dropCrud(r rune) rune {
	if r == '<' || r == '>' || r < ' ' {
		return -1
	}
	return r
}

// parsePerson reads "Name <address> seconds offset".
func parsePerson(line string) (person, bool) {
	open, end := strings.Index(line, " <"), strings.LastIndex(line, "> ")
	if open < 0 || end < open {
		return person{}, false
	}
	return person{line[:open], line[open+2 : end], line[end+2:]}, true
}
