// Package forge makes pull requests and repositories on GitHub and GitHub
// Enterprise: go-github behind a few methods that take and return plain values.
// ParseRemote and FindAccess say where a repository is and how it is reached,
// New makes a Client for it.
//
// A request that may be sent twice is repeated after a failure, a few times;
// one that makes something is not: whoever makes something looks first whether
// it is there, and looks again when it is not clear what became of the request.
// The token goes to one host, by https or to the machine itself, and stands in
// no error.
package forge

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/google/go-github/v89/github"
)

// pageSize is the largest page that the API gives.
const pageSize = 100

// Config is how a repository is reached.
type Config struct {
	Address Address
	Access  Access

	Transport http.RoundTripper // nil for the system's certificates and the environment's proxies
	Timeout   time.Duration     // of one attempt of a request; 30 seconds when not set
	Backoff   time.Duration     // before a request is repeated; 500 ms when not set
	Patience  time.Duration     // how long to wait for a rate limit in all; 2 minutes when not set
}

// Client works on one repository.
type Client struct {
	api     *github.Client
	config  Config
	address Address // follows a repository that was renamed
}

// New makes a client. It sends nothing yet.
func New(config Config) (*Client, error) {
	for _, d := range []struct {
		value     *time.Duration
		otherwise time.Duration
	}{{&config.Timeout, 30 * time.Second}, {&config.Backoff, 500 * time.Millisecond}, {&config.Patience, 2 * time.Minute}} {
		if *d.value == 0 {
			*d.value = d.otherwise
		}
	}
	if config.Transport == nil {
		config.Transport = http.DefaultTransport
	}
	base, err := url.Parse(config.Access.API)
	if err != nil {
		return nil, err
	}
	c := &Client{config: config, address: config.Address}
	c.api, err = github.NewClient(
		github.WithHTTPClient(&http.Client{Transport: newTransport(config, base), CheckRedirect: stayHere}),
		github.WithURLs(&config.Access.API, &config.Access.API),
		github.WithUserAgent("scaffold"),
		github.WithDisableRateLimitCheck(), // the transport waits
	)
	return c, err
}

// Address is the repository's, as GitHub calls it now.
func (c *Client) Address() Address { return c.address }

// stayHere follows redirections on one host only, as the token is for no other,
// and with the same method: a POST that is led elsewhere must not become a GET.
func stayHere(req *http.Request, via []*http.Request) error {
	first := via[0]
	switch {
	case req.URL.Host != first.URL.Host || req.URL.Scheme != first.URL.Scheme:
		return errElsewhere
	case req.Method != first.Method || len(via) > 5:
		return errors.New("the server leads in circles")
	}
	return nil
}

var errElsewhere = errors.New("the server leads to another host, which gets no token")

// send sends what go-github has no method for, or one that loses fields. A nil
// answer drops what comes back.
func (c *Client) send(ctx context.Context, method, path string, body, answer any) error {
	req, err := c.api.NewRequest(ctx, method, path, body)
	if err != nil {
		return err
	}
	_, err = c.api.Do(req, answer)
	return err
}

// of is a path of the repository's.
func (c *Client) of(format string, args ...any) string {
	return fmt.Sprintf("repos/%s/%s", c.address.Owner, c.address.Name) + fmt.Sprintf(format, args...)
}
