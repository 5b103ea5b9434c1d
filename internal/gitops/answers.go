package gitops

import (
	"os"
	"path"
	"slices"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// answers is what git programs are asked about a request. Starting a program
// takes longer than most of our work, so they run side by side, and Commit uses
// what Ready has learnt.
type answers struct {
	paths             []string
	author, committer config.Person
	rules             config.Conversions
}

// learn returns the identities and conversions for paths.
func learn(r *Repository, paths []string) (*answers, error) {
	if r.answers != nil && slices.Equal(r.answers.paths, paths) {
		return r.answers, nil
	}
	a := &answers{paths: paths}
	failed := make([]error, 3)
	program.Together(
		func() { a.author, failed[0] = r.clone.settings.Person(r.clone.at.Root, "AUTHOR") },
		func() { a.committer, failed[1] = r.clone.settings.Person(r.clone.at.Root, "COMMITTER") },
		func() { a.rules, failed[2] = r.clone.settings.Conversions(r.clone.at, paths) },
	)
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	// Attributes written between Ready and Commit must count.
	if !slices.ContainsFunc(paths, func(p string) bool { return path.Base(p) == ".gitattributes" }) {
		r.answers = a
	}
	return a, nil
}

// people returns author and committer with the moment of the commit: now's,
// else the one that the environment sets, else the present.
func (a *answers) people(now func() time.Time) (author, committer config.Person) {
	author, committer = a.author, a.committer
	moment := time.Now
	if now != nil {
		moment = now
	}
	if now != nil || os.Getenv("GIT_AUTHOR_DATE") == "" {
		author.When = config.Stamp(moment())
	}
	if now != nil || os.Getenv("GIT_COMMITTER_DATE") == "" {
		committer.When = config.Stamp(moment())
	}
	return author, committer
}
