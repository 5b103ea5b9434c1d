package config

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// Person is who wrote or committed, and when, as it stands in a commit object:
// seconds since 1970 and the offset, "1700000000 +0100".
type Person struct {
	Name, Email, When string
}

// String is the person as it stands in a commit object.
func (p Person) String() string { return p.Name + " <" + p.Email + "> " + p.When }

// Env is the person as git's variables; role is AUTHOR or COMMITTER.
func (p Person) Env(role string) []string {
	return []string{
		fmt.Sprintf("GIT_%s_NAME=%s", role, p.Name), fmt.Sprintf("GIT_%s_EMAIL=%s", role, p.Email),
		fmt.Sprintf("GIT_%s_DATE=@%s", role, p.When),
	}
}

// Stamp writes a moment as commit objects do.
func Stamp(t time.Time) string { return fmt.Sprintf("%d %s", t.Unix(), t.Format("-0700")) }

// Person returns the identity for role, AUTHOR or COMMITTER, in the repository
// at root. git is asked, which knows variables, includes and whether a guess
// from the host's name is allowed.
func (s Settings) Person(root, role string) (Person, error) {
	if !program.Exists() {
		return s.plainPerson(role)
	}
	out, err := program.Run(context.Background(), root, nil, nil, "var", "GIT_"+role+"_IDENT")
	if err == nil {
		if p, ok := parsePerson(strings.TrimSpace(string(out))); ok {
			return p, nil
		}
	}
	p := diag.Usagef("git does not know who you are, so nothing can be committed").
		WithHint("set it with `git config --global user.name NAME` and `git config --global user.email ADDRESS`")
	p.Err = err
	return Person{}, p
}

// plainPerson reads the identity from variables and settings alone, and wants
// it complete: guessing an address is left to git.
func (s Settings) plainPerson(role string) (Person, error) {
	find := func(variable, key string) string {
		for _, value := range []string{
			os.Getenv("GIT_" + role + "_" + variable),
			s.Get(strings.ToLower(role) + "." + key), s.Get("user." + key),
		} {
			// These characters would break the commit object's line.
			if value = strings.Map(dropCrud, value); strings.TrimSpace(value) != "" {
				return strings.TrimSpace(value)
			}
		}
		return ""
	}
	p := Person{find("NAME", "name"), find("EMAIL", "email"), Stamp(time.Now())}
	if p.Name == "" || p.Email == "" {
		return Person{}, diag.Usagef("there is no git program and no complete identity in git's configuration").
			WithHint("set user.name and user.email in ~/.gitconfig or in the repository's .git/config")
	}
	if os.Getenv("GIT_"+role+"_DATE") != "" {
		return Person{}, diag.Usagef("GIT_%s_DATE is set, but there is no git program to read it", role).
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
func parsePerson(line string) (Person, bool) {
	open, end := strings.Index(line, " <"), strings.LastIndex(line, "> ")
	if open < 0 || end < open {
		return Person{}, false
	}
	return Person{line[:open], line[open+2 : end], line[end+2:]}, true
}
