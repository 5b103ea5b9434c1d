package tfc

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"runtime"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
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
		return &diag.Problem{
			Kind: diag.Failed, Summary: host + " does not accept the token", Err: workspace.ErrUnusable,
			Hint: fmt.Sprintf("give a valid one in %s, or run `terraform login %s`", variablesOf(host), host),
		}
	case errors.Is(err, tfe.ErrResourceNotFound):
		return &diag.Problem{Kind: diag.Failed, Summary: host + " says that it does not exist, or that the token may not see it", Err: err}
	}
	told := diag.Problem{Kind: diag.Failed}
	if sent, ok := errors.AsType[*url.Error](err); ok { // it names the address, which says nothing that helps
		err, told.Hint = sent.Err, mend(sent.Err)
		if !isForbidden(err) {
			told.Err = workspace.ErrUnusable
		}
	}
	text := diag.Quoted(err.Error(), append([]string{s.config.Token}, s.config.Secrets...)...)
	if text == "" {
		text = "it failed and did not say why"
	}
	told.Summary = host + ": " + text
	return &told
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

// mend says what to do about a request that got no answer that helps.
func mend(err error) string {
	_, unknown := errors.AsType[x509.UnknownAuthorityError](err)
	dial, dialing := errors.AsType[*net.OpError](err)
	_, other := errors.AsType[x509.HostnameError](err)
	switch {
	case unknown && (runtime.GOOS == "darwin" || runtime.GOOS == "windows"):
		return "let the system trust the authority that signed its certificate"
	case unknown:
		return "put the certificate of the authority that signed its own, as PEM, into a file, and name that in SSL_CERT_FILE"
	case other:
		return "write the name that its certificate is for as hostname in scaffold.hcl"
	case dialing && dial.Op == "dial":
		return "is hostname in scaffold.hcl right, and the host reachable from here? A proxy is named by HTTPS_PROXY"
	case isForbidden(err):
		return "give the token, or its team, the rights that docs/terraform-cloud.md lists under \"The token\""
	}
	return ""
}
