package tfc

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// server is what every part of a Client works on: the API of one organization,
// and how its errors are told.
type server struct {
	api          *tfe.Client
	config       Config
	organization string
}

// problem tells what went wrong, without the token.
func (s *server) problem(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	host := s.config.Hostname
	switch {
	case errors.Is(err, tfe.ErrUnauthorized):
		return diag.Failedf("%s does not accept the token", host).WithHint("give a valid one in %s, or run `terraform login %s`", variablesOf(host), host)
	case errors.Is(err, tfe.ErrResourceNotFound):
		return &diag.Problem{Kind: diag.Failed, Summary: host + " says that it does not exist, or that the token may not see it", Err: err}
	}
	text := diag.Quoted(err.Error(), append([]string{s.config.Token}, s.config.Secrets...)...)
	if text == "" {
		text = "it failed and did not say why"
	}
	return &diag.Problem{Kind: diag.Failed, Summary: host + ": " + text}
}

// noOrganization tells an error of a request that works where there is the organization.
func (s *server) noOrganization(err error) error {
	if missing(err) {
		return diag.Failedf("%s has no organization %q, or the token may not see it", s.config.Hostname, s.organization).
			WithHint("check organization and hostname in scaffold.hcl, and whose token it is")
	}
	return s.problem(err)
}

// missing tells whether an error says that something is not there.
func missing(err error) bool { return errors.Is(err, tfe.ErrResourceNotFound) }

// maxPages is how many pages of a list are read: a hundred thousand objects. A
// server that always has one more would otherwise be asked for ever.
const maxPages = 1000

// pages calls get for each page until there are no more.
func pages(get func(tfe.ListOptions) (*tfe.Pagination, error)) error {
	for page, n := 1, 1; ; n++ {
		if n > maxPages {
			return fmt.Errorf("a list of it has more than %d pages", maxPages)
		}
		p, err := get(tfe.ListOptions{PageNumber: page, PageSize: pageSize})
		if err != nil {
			return err
		}
		if p == nil || p.NextPage <= page {
			return nil
		}
		page = p.NextPage
	}
}
