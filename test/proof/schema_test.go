package proof

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"path"
	"regexp"
	"slices"
	"sync"

	"github.com/seed-3f5c2e52/scaffold/templates"
)

// The AWS provider describes 1,500 types, and every terraform process reads
// them all before it does anything: most of what validating or testing a root
// module costs. trimmedProvider stands before a provider and describes the
// types that templates/ names; everything else is answered by the provider
// itself. A type left out can't pass unnoticed: terraform refuses it as
// unknown.

// schemaMaps are the answers that are trimmed, and those of their fields that
// are maps by type (tfplugin5.proto: resources, data sources, ephemeral ones;
// identities).
var schemaMaps = map[string][]uint64{
	"/tfplugin5.Provider/GetSchema":                  {2, 3, 8},
	"/tfplugin5.Provider/GetResourceIdentitySchemas": {1},
}

var awsType = regexp.MustCompile(`\baws_[a-z0-9_]+\b`)

// templateTypes are the words in templates/ that may name an AWS type.
func templateTypes() ([]string, error) {
	var types []string
	err := fs.WalkDir(templates.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".tmpl" {
			return err
		}
		src, err := fs.ReadFile(templates.FS, name)
		types = append(types, awsType.FindAllString(string(src), -1)...)
		return err
	})
	slices.Sort(types)
	return slices.Compact(types), err
}

// trimmedProvider serves on a socket what the provider on another one serves.
func trimmedProvider(provider, socket string) error {
	types, err := templateTypes()
	if err != nil {
		return err
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	var plain http.Protocols
	plain.SetUnencryptedHTTP2(true) // as gRPC on a socket is
	transport := &http.Transport{
		Protocols: &plain,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", provider)
		},
	}
	proxy := &httputil.ReverseProxy{
		Rewrite:       func(r *httputil.ProxyRequest) { r.SetURL(&url.URL{Scheme: "http", Host: "provider"}) },
		Transport:     &schemaCache{provider: transport, types: types, answers: map[string]*schemaAnswer{}},
		FlushInterval: -1,                         // streams, too
		ErrorLog:      log.New(io.Discard, "", 0), // terraform's end cuts its streams off, which is no error
	}
	server := &http.Server{Handler: proxy, Protocols: &plain}
	go func() { _ = server.Serve(listener) }() // until the tests end
	return nil
}

// schemaCache asks the provider once for what it says of its types, trims that,
// and passes on everything else.
type schemaCache struct {
	provider http.RoundTripper
	types    []string
	mu       sync.Mutex
	answers  map[string]*schemaAnswer // by path
}

type schemaAnswer struct {
	header, trailer http.Header
	body            []byte
}

func (c *schemaCache) RoundTrip(r *http.Request) (*http.Response, error) {
	fields := schemaMaps[r.URL.Path]
	if fields == nil {
		return c.provider.RoundTrip(r)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.answers[r.URL.Path]
	if a == nil {
		response, err := c.provider.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			return nil, err
		}
		if body, err = trimAnswer(body, fields, c.types); err != nil {
			return nil, err
		}
		a = &schemaAnswer{response.Header, response.Trailer, body}
		c.answers[r.URL.Path] = a
	} else if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: http.StatusOK, ProtoMajor: 2, Request: r, ContentLength: -1,
		Header: a.header.Clone(), Trailer: a.trailer.Clone(), Body: io.NopCloser(bytes.NewReader(a.body)),
	}, nil
}
