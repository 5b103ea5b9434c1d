package config_test

import (
	"strings"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
)

func TestPerson(t *testing.T) {
	s := gittest.New(t)
	t.Setenv("GIT_AUTHOR_NAME", "Crude <Name>\n")
	t.Setenv("GIT_COMMITTER_EMAIL", "committer@example.com")
	s.Git("config", "author.email", "author@example.com")
	want := map[string]string{"AUTHOR": "Crude Name <author@example.com>", "COMMITTER": "Ada Example <committer@example.com>"}
	settings := read(s)
	for role, person := range want {
		got, err := settings.Person(s.Dir, role)
		s.Must(err)
		s.Same("as git's", got.String(), s.Git("var", "GIT_"+role+"_IDENT"))
		s.Same(role, got.Name+" <"+got.Email+">", person)
	}
	gittest.WithoutGit(t)
	for role, person := range want {
		got, err := settings.Person(s.Dir, role)
		s.Must(err)
		s.Same(role+" without git", got.Name+" <"+got.Email+">", person)
	}
}

func TestNobody(t *testing.T) {
	s := gittest.New(t)
	t.Setenv("GIT_CONFIG_GLOBAL", s.Path("none"))
	s.Git("config", "user.useConfigOnly", "true")
	_, err := read(s).Person(s.Dir, "AUTHOR")
	s.Refused(err, diag.Usage, "does not know who you are")
	gittest.WithoutGit(t)
	_, err = read(s).Person(s.Dir, "AUTHOR")
	s.Refused(err, diag.Usage, "no complete identity")
	whole := config.Settings{"user.name": {"Ada"}, "user.email": {"ada@example.com"}}
	t.Setenv("GIT_AUTHOR_DATE", "yesterday")
	_, err = whole.Person(s.Dir, "AUTHOR")
	s.Refused(err, diag.Usage, "GIT_AUTHOR_DATE")
	_, err = whole.Person(s.Dir, "COMMITTER")
	s.Must(err)
}

// What Env says, git must read as the same person and moment.
func TestPersonAsVariables(t *testing.T) {
	s := gittest.New(t)
	moment := config.Stamp(time.Date(2020, 1, 2, 3, 4, 5, 0, time.FixedZone("", -5400)))
	p := config.Person{Name: "Grace Ünicode", Email: "grace@example.com", When: moment}
	for _, variable := range p.Env("AUTHOR") {
		name, value, _ := strings.Cut(variable, "=")
		t.Setenv(name, value)
	}
	s.Same("person", s.Git("var", "GIT_AUTHOR_IDENT"), "Grace Ünicode <grace@example.com> 1577939645 -0130")
	s.Same("text", p.String(), "Grace Ünicode <grace@example.com> 1577939645 -0130")
}
