package packsource

import (
	"io"
	"net/http"

	"github.com/go-git/go-git/v5/plumbing/transport"
	githttp "github.com/go-git/go-git/v5/plumbing/transport/http"
)

// https opens a session over HTTPS. A token is sent to github.com alone, and
// no redirect takes it elsewhere.
func (r *Reader) https(s Source) (transport.UploadPackSession, error) {
	endpoint, err := transport.NewEndpoint(s.Repository.String())
	if err != nil {
		return nil, unreachable(s, err)
	}
	var auth transport.AuthMethod
	if token := r.getenv("GITHUB_TOKEN"); token != "" && s.Repository.Host == "github.com" {
		auth = &githttp.BasicAuth{Username: "x-access-token", Password: token}
	}
	next := r.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	client := githttp.NewClientWithOptions(&http.Client{Transport: &bounded{next: next, left: maxTransfer}}, nil)
	session, err := client.NewUploadPackSession(endpoint, auth)
	if err != nil {
		return nil, unreachable(s, err)
	}
	return session, nil
}

// bounded lets a limited number of bytes through, over all replies, and only
// from where the connection is encrypted.
type bounded struct {
	next http.RoundTripper
	left int64
}

// RoundTrip implements http.RoundTripper.
func (b *bounded) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Scheme != "https" {
		return nil, errNotEncrypted
	}
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
