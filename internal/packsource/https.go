package packsource

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// hypertext is a session over HTTPS: git's smart protocol, whose two requests
// are written here, since go-git's client costs every start of the program.
type hypertext struct {
	source Source
	client *http.Client
	base   *url.URL // of the repository, after redirects
	token  string
}

// The token for github.com, and the user it is sent with.
const (
	tokenVariable = "GITHUB_TOKEN"
	tokenUser     = "x-access-token"
)

// https opens a session over HTTPS. A token is sent to github.com alone, and
// no redirect takes it elsewhere.
func (r *Reader) https(s Source) session {
	h := &hypertext{source: s, base: s.Repository}
	if s.Repository.Host == "github.com" {
		h.token = r.getenv(tokenVariable)
	}
	next := r.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	h.client = &http.Client{Transport: &bounded{next: next, left: maxTransfer}, CheckRedirect: func(q *http.Request, via []*http.Request) error {
		switch {
		case len(via) > 5:
			return fmt.Errorf("it redirects too often")
		case q.URL.Scheme != "https" || q.URL.Host != s.Repository.Host:
			return diag.Failedf("%s redirects to %s://%s", s, q.URL.Scheme, q.URL.Host).WithHint("name that address in the source if you trust it")
		}
		return nil
	}}
	return h
}

func (h *hypertext) refs(ctx context.Context) (*packp.AdvRefs, error) {
	const rest = "/info/refs"
	reply, err := h.do(ctx, http.MethodGet, h.base.JoinPath(rest).String()+"?service="+service, nil)
	if err != nil {
		return nil, err
	}
	defer reply.Body.Close()
	if kind := reply.Header.Get("Content-Type"); kind != "application/x-"+service+"-advertisement" {
		return nil, errNoServer
	}
	refs := packp.NewAdvRefs()
	if err := refs.Decode(reply.Body); err != nil {
		return nil, err
	}
	moved := *reply.Request.URL // the repository may have another name now
	moved.Path, moved.RawQuery = strings.TrimSuffix(moved.Path, rest), ""
	h.base = &moved
	return refs, nil
}

func (h *hypertext) fetch(ctx context.Context, request *packp.UploadPackRequest) (io.ReadCloser, error) {
	text, err := encode(request)
	if err != nil {
		return nil, err
	}
	reply, err := h.do(ctx, http.MethodPost, h.base.JoinPath(service).String(), text)
	if err != nil {
		return nil, err
	}
	return reply.Body, nil
}

func (h *hypertext) close() {}

func (h *hypertext) do(ctx context.Context, method, address string, body []byte) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", "git/scaffold "+capability.DefaultAgent())
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-"+service+"-request")
		request.Header.Set("Accept", "application/x-"+service+"-result")
	}
	if h.token != "" {
		request.SetBasicAuth(tokenUser, h.token)
	}
	reply, err := h.client.Do(request)
	if err != nil {
		return nil, err
	}
	switch reply.StatusCode {
	case http.StatusOK:
		return reply, nil
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		err = errNoAccess
	default:
		err = fmt.Errorf("the server answers %d %s", reply.StatusCode, http.StatusText(reply.StatusCode))
	}
	_ = reply.Body.Close()
	return nil, err
}

// bounded lets a limited number of bytes through, over all replies.
type bounded struct {
	next http.RoundTripper
	left int64
}

// RoundTrip implements http.RoundTripper.
func (b *bounded) RoundTrip(request *http.Request) (*http.Response, error) {
	reply, err := b.next.RoundTrip(request)
	if err == nil {
		reply.Body = &boundedBody{reply.Body, &b.left}
	}
	return reply, err
}

type boundedBody struct {
	io.ReadCloser
	left *int64
}

func (b *boundedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if *b.left -= int64(n); *b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}
