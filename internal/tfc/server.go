package tfc

import (
	"context"
	"errors"
	"strings"

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
		return diag.Failedf("%s does not accept the token", host).WithHint("give a valid one in TFE_TOKEN, or run `terraform login %s`", host)
	case errors.Is(err, tfe.ErrResourceNotFound):
		return &diag.Problem{Kind: diag.Failed, Summary: host + " says that it does not exist, or that the token may not see it", Err: err}
	}
	text := err.Error()
	if s.config.Token != "" {
		text = strings.ReplaceAll(text, s.config.Token, "(token)")
	}
	for _, secret := range s.config.Secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "(secret)")
		}
	}
	text = strings.Join(strings.Fields(text), " ")
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

// pages calls get for each page until there are no more.
func pages(get func(tfe.ListOptions) (*tfe.Pagination, error)) error {
	for page := 1; ; {
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
