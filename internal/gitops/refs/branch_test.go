package refs_test

import (
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// git says which names are good.
func TestBranchNames(t *testing.T) {
	s := gittest.New(t)
	for _, name := range []string{
		"x", "a/b", "-x", "HEAD", "@", "a..b", "a b", "a~b", "a^", "a:b", "a?", "a*", "a[", "a\\b", "/a", "a/", "a//b",
		".a", "a/.b", "a.lock", "a.lock/b", "a.", "a@{b", "a@b", "ä", "refs/heads/x", "a\x01b", "a\x7fb", "",
	} {
		_, err := s.Try("check-ref-format", "--branch", name)
		if name == "@" || name == "" { // git reads these as names of something else
			continue
		}
		if ours := refs.CheckName(name); (ours == nil) != (err == nil) {
			t.Errorf("%q: git says %v, we say %v", name, err, ours)
		}
	}
}

func TestCheckNew(t *testing.T) {
	s := gittest.New(t)
	s.Git("branch", "loose/x")
	s.Git("branch", "packed/x")
	s.Git("pack-refs", "--all")
	s.Git("branch", "deep/er/x")
	s.Git("branch", "ahead", s.Git("commit-tree", "-m", "other", "HEAD^{tree}"))
	r, _ := open(s)
	at := head(s)
	for _, c := range []struct {
		name   string
		resume bool
		part   string
	}{
		{"new", false, ""},
		{"loose/y", false, ""},
		{"no good", false, "no valid name"},
		{"trunk", false, "trunk exists already"},
		{"trunk", true, ""},
		{"loose/x", false, "loose/x exists already"},
		{"loose/x", true, ""},
		{"ahead", true, "ahead exists already"}, // it has moved on: not a leftover
		{"packed", false, "next to the branch packed/x"},
		{"packed/x/y", false, "next to the branch packed/x"},
		{"deep", false, "next to the branch deep/er/x"},
		{"trunk/more", true, "next to the branch trunk"},
	} {
		if err := r.CheckNew(c.name, at, c.resume); c.part == "" {
			s.Must(err)
		} else {
			s.Refused(err, diag.Usage, c.part)
		}
	}
}

var ada = config.Person{Name: "Ada", Email: "ada@example.com", When: "1700000000 +0100"}

func TestABranchIsMadeSwitchedToAndDropped(t *testing.T) {
	s := gittest.New(t)
	r, store := open(s)
	from := head(s)
	const ref = "refs/heads/feature/x"
	s.Must(r.Create(ref, from.ID, ada))
	s.Refused(r.Create(ref, from.ID, ada), diag.Failed, "the branch feature/x was made meanwhile")
	s.Same("log", s.Git("reflog", "feature/x", "--date=raw", "--format=%gs|%gd|%gn"), "branch: Created from HEAD|feature/x@{1700000000 +0100}|Ada")
	s.Must(r.MoveHead(store, from, "ref: "+ref+"\n"))
	on := head(s)
	s.Same("switched", on.Ref, ref)
	s.Refused(r.MoveHead(store, from, "ref: refs/heads/other\n"), diag.Failed, "HEAD moved")
	s.Same("not switched", head(s).Ref, ref)
	s.Must(r.MoveHead(store, on, from.Text))
	s.Must(r.Drop(ref, plumbing.NewHash(strings.Repeat("1", 40)))) // it stands elsewhere
	s.Git("rev-parse", "--verify", ref)
	s.Must(r.Drop(ref, from.ID))
	s.Same("branches", s.Git("branch", "--format=%(refname:short)"), "trunk")
	s.Must(r.Create("refs/heads/feature", from.ID, ada)) // over the folder that is left
	s.Sound()
}
