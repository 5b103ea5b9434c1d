package tfc_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/tfc"
	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

func config(s *tfetest.Server) tfc.Config {
	return tfc.Config{Hostname: s.Host(), Organization: tfetest.Organization, Token: tfetest.Token, Transport: s.Transport(), Backoff: time.Millisecond}
}

// TestRate: by default no second sees more than the 30 requests that Terraform
// Cloud allows, whatever the number of workers.
func TestRate(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds, as it is about them")
	}
	s := start(t)
	s.RateLimit = "30"
	client, err := tfc.New(context.Background(), config(s))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := through(client, derive(t, repository(9, rootFile+production)), func(r *workspace.Reconciler) { r.Workers = 50 }); err != nil {
		t.Fatal(err)
	}
	if fastest, all := s.Fastest(), len(s.Requests()); fastest > 30 || all < 60 {
		t.Errorf("%d of %d requests came within a second", fastest, all)
	}
}

// TestSmallLimits: go-tfe alone refuses every call where three requests a second
// or fewer are allowed.
func TestSmallLimits(t *testing.T) {
	for _, limit := range []string{"3", "1", "0", "many", "-5", "1e9"} {
		s := start(t)
		s.RateLimit = limit
		c := config(s)
		c.PerSecond = 10
		client, err := tfc.New(context.Background(), c)
		if err == nil {
			_, err = client.Projects(context.Background())
		}
		if err != nil {
			t.Errorf("with X-RateLimit-Limit: %s: %v", limit, err)
		}
	}
}

// TestBadHeaders: go-tfe ends the program at a reset that is no number.
func TestBadHeaders(t *testing.T) {
	s := start(t)
	c := config(s)
	c.Transport = roundTripper(func(req *http.Request) (*http.Response, error) {
		resp, err := s.Transport().RoundTrip(req)
		if err == nil && strings.HasSuffix(req.URL.Path, "/projects") && len(s.Requests()) < 8 {
			resp.StatusCode = http.StatusTooManyRequests
			resp.Header.Set("X-RateLimit-Reset", "soon")
			resp.Header.Set("X-RateLimit-Limit", "none")
		}
		return resp, err
	})
	client, err := tfc.New(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Projects(context.Background()); err != nil {
		t.Error(err)
	}
	if n := len(s.Requests()); n != 8 || client.Requests() != n {
		t.Errorf("%d requests came, %d were counted", n, client.Requests())
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// TestErrorsWithoutToken: what a server or a proxy says back is shown without
// the token that it may quote.
func TestErrorsWithoutToken(t *testing.T) {
	s := start(t)
	c := config(s)
	c.Secrets = []string{"", "https://hooks.example.com/a-secret-path"}
	c.Transport = roundTripper(func(req *http.Request) (*http.Response, error) {
		if strings.HasSuffix(req.URL.Path, "/workspaces") {
			return nil, &quoting{req.Header.Get("Authorization") + " " + c.Secrets[1]}
		}
		return s.Transport().RoundTrip(req)
	})
	client, err := tfc.New(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Workspaces(context.Background(), false)
	if err == nil || strings.Contains(err.Error(), tfetest.Token) || !strings.Contains(err.Error(), "(secret) (secret)") {
		t.Errorf("the error is %v", err)
	}
}

type quoting struct{ header string }

func (q *quoting) Error() string { return "proxy refuses " + q.header }

// TestNoOtherHost: a redirection to another host is not followed.
func TestNoOtherHost(t *testing.T) {
	s := start(t)
	asked := ""
	c := config(s)
	c.Transport = roundTripper(func(req *http.Request) (*http.Response, error) {
		if req.URL.Host != s.Host() {
			asked = req.URL.Host
		}
		resp, err := s.Transport().RoundTrip(req)
		if err == nil && strings.HasSuffix(req.URL.Path, "/projects") {
			resp.StatusCode = http.StatusTemporaryRedirect
			resp.Header.Set("Location", "https://elsewhere.example.com/api")
		}
		return resp, err
	})
	client, err := tfc.New(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Projects(context.Background()); err == nil || asked != "" {
		t.Errorf("followed to %q: %v", asked, err)
	}
}

func TestPagesAndDefaults(t *testing.T) {
	s := start(t)
	for i := range 250 {
		s.With("ws-"+string(rune('a'+i/26))+string(rune('a'+i%26)), func(*tfetest.Workspace) {})
	}
	client, err := connect(s)
	if err != nil {
		t.Fatal(err)
	}
	s.Forget()
	all, err := client.Workspaces(context.Background(), true)
	if err != nil || len(all) != 250 || len(s.Requests()) != 3 {
		t.Errorf("%d workspaces by %d requests, %v", len(all), len(s.Requests()), err)
	}
}

// TestEndlessPages: a server that always has one more page is not asked for ever.
func TestEndlessPages(t *testing.T) {
	s := start(t)
	c := config(s)
	c.PerSecond = 100_000
	c.Transport = roundTripper(func(req *http.Request) (*http.Response, error) {
		page, err := strconv.Atoi(req.URL.Query().Get("page[number]"))
		if err != nil {
			return s.Transport().RoundTrip(req)
		}
		answer := httptest.NewRecorder()
		answer.Header().Set("Content-Type", "application/vnd.api+json")
		fmt.Fprintf(answer, `{"data": [], "meta": {"pagination": {"current-page": %d, "next-page": %d, "total-pages": 1000000000}}}`, page, page+1)
		return answer.Result(), nil
	})
	client, err := tfc.New(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = client.Workspaces(context.Background(), false); err == nil || !strings.Contains(err.Error(), "more than 1000 pages") {
		t.Errorf("the error is %v", err)
	}
}

func TestOrganizationThatIsNotThere(t *testing.T) {
	s := start(t)
	c := config(s)
	c.Organization = "other"
	client, err := tfc.New(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Features(context.Background(), "")
	if err == nil || !strings.Contains(err.Error(), `no organization "other"`) {
		t.Errorf("the error is %v", err)
	}
}
