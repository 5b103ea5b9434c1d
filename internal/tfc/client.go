// Package tfc is the client of Terraform Cloud, Terraform Enterprise and
// compatible servers: go-tfe behind the interface that package workspace asks
// for. Token finds the token of a host, New makes a Client.
//
// A Client sends 22 requests a second, and never more than 26 in one, repeats what may be
// repeated (package retry, by the limits in transport.go), and asks for what a server can do instead of guessing from its
// name. The token stands in no error it returns.
package tfc

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// pageSize is the largest page that the API gives.
const pageSize = 100

// Config is how a server is reached.
type Config struct {
	Hostname     string // with a port, if it is not 443
	Organization string
	Token        string
	Emails       []string // whose users notifications go to
	Secrets      []string // what no error may quote, beside the token

	Transport http.RoundTripper // nil for the system's certificates and the environment's proxies
	Timeout   time.Duration     // of one attempt of a request; 30 seconds when not set
	Backoff   time.Duration     // before a request is repeated; 500 ms when not set
	PerSecond int               // requests a second; 22 when not set
}

// Client implements workspace.Client.
type Client struct {
	*server
	transport transport
	features  *features
	people    *people
}

// New makes a client. It asks the host where its API is.
func New(ctx context.Context, config Config) (*Client, error) {
	if config.Timeout == 0 {
		config.Timeout = 30 * time.Second
	}
	if config.Backoff == 0 {
		config.Backoff = 500 * time.Millisecond
	}
	if config.PerSecond == 0 {
		config.PerSecond = maxRate
	}
	if config.Transport == nil {
		system := http.DefaultTransport.(*http.Transport).Clone()
		system.MaxIdleConnsPerHost = 16
		config.Transport = system
	}
	if strings.ContainsFunc(config.Token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, diag.Usagef("the token for %s holds a space, a line end or another character that no token has", config.Hostname).
			WithHint("give it without, in %s, or run `terraform login %s`", variablesOf(config.Hostname), config.Hostname)
	}
	on := &server{config: config, organization: config.Organization}
	c := &Client{server: on, transport: newTransport(config), features: &features{server: on}, people: &people{server: on}}
	httpClient := &http.Client{Transport: c.transport, CheckRedirect: sameHost}
	address := "https://" + config.Hostname
	base, err := c.discover(ctx, httpClient, address)
	if err != nil {
		return nil, err
	}
	c.api, err = tfe.NewClient(&tfe.Config{
		Address: address, BasePath: base, Token: config.Token, HTTPClient: httpClient,
		Headers: http.Header{"User-Agent": []string{"scaffold"}},
	})
	if err != nil {
		return nil, c.problem(err)
	}
	return c, nil
}

// Requests returns how many requests were sent, repetitions included.
func (c *Client) Requests() int { return c.transport.Sent() }

// sameHost follows redirections on one host only: the token is for no other.
func sameHost(req *http.Request, via []*http.Request) error {
	if req.URL.Host != via[0].URL.Host || req.URL.Scheme != via[0].URL.Scheme || len(via) > 5 {
		return errors.New("the server leads to another host")
	}
	return nil
}

// discover asks a host where its API is; /api/v2/ unless it says otherwise.
func (c *Client) discover(ctx context.Context, client *http.Client, address string) (string, error) {
	const standard = "/api/v2/"
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/.well-known/terraform.json", nil)
	if err != nil {
		return "", diag.Usagef("hostname %q in scaffold.hcl is not a host", c.config.Hostname)
	}
	resp, err := client.Do(req)
	if _, answered := errors.AsType[*refusal](err); answered {
		return standard, nil
	}
	if err != nil {
		return "", c.problem(err)
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return standard, nil
	}
	var services map[string]any
	if json.Unmarshal(content, &services) != nil {
		return standard, nil
	}
	for _, name := range []string{"tfe.v2", "tfe.v2.1", "tfe.v2.2"} {
		if path, ok := services[name].(string); ok && strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") {
			return path, nil
		}
	}
	return standard, nil
}
