package proof

import (
	"bytes"
	"encoding/binary"
	"errors"
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
	"testing"

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
		Dial:      func(string, string) (net.Conn, error) { return net.Dial("unix", provider) },
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

// trimAnswer trims the one message of an answer; gRPC puts five bytes before
// it, of which four are its length.
func trimAnswer(answer []byte, fields []uint64, types []string) ([]byte, error) {
	if len(answer) < 5 || answer[0] != 0 {
		return nil, errors.New("the provider's answer is no plain message")
	}
	message, err := trimMessage(answer[5:], fields, types)
	if err != nil {
		return nil, err
	}
	return append(binary.BigEndian.AppendUint32([]byte{0}, uint32(len(message))), message...), nil
}

// trimMessage keeps of the named fields of a protobuf message, which are maps,
// the entries with these keys, and all other fields.
func trimMessage(message []byte, fields []uint64, keys []string) ([]byte, error) {
	var kept []byte
	for len(message) > 0 {
		number, value, size := readField(message)
		if size <= 0 {
			return nil, errors.New("the provider's answer is no message of fields with a length")
		}
		drop := false
		if slices.Contains(fields, number) {
			first, key, n := readField(value) // an entry's first field is its key
			if n <= 0 || first != 1 {
				return nil, errors.New("an entry of the provider's answer has no key")
			}
			_, found := slices.BinarySearch(keys, string(key))
			drop = !found
		}
		if !drop {
			kept = append(kept, message[:size]...)
		}
		message = message[size:]
	}
	return kept, nil
}

// readField reads a field with a length, the only kind there is in these
// messages, and returns how many bytes it takes; 0 if it is none.
func readField(message []byte) (number uint64, value []byte, size int) {
	const withLength = 2
	tag, n := binary.Uvarint(message)
	if n <= 0 || tag&7 != withLength {
		return 0, nil, 0
	}
	length, m := binary.Uvarint(message[n:])
	if m <= 0 || length > uint64(len(message)-n-m) {
		return 0, nil, 0
	}
	size = n + m + int(length)
	return tag >> 3, message[n+m : size], size
}

// Of a map only the named entries stay, and of everything else all does.
func TestTrimMessage(t *testing.T) {
	field := func(number byte, value string) string {
		return string([]byte{number<<3 | 2, byte(len(value))}) + value
	}
	entry := func(number byte, key string) string {
		return field(number, field(1, key)+field(2, "schema of "+key))
	}
	provider, other := field(1, "provider"), field(7, field(1, "aws_arn"))
	message := provider + entry(2, "aws_vpc") + entry(2, "aws_eks_cluster") + entry(3, "aws_eks_cluster") + entry(3, "aws_vpc") + other
	got, err := trimMessage([]byte(message), []uint64{2, 3}, []string{"aws_subnet", "aws_vpc"})
	if want := provider + entry(2, "aws_vpc") + entry(3, "aws_vpc") + other; err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
	for _, broken := range []string{"\x08\x01", field(1, "ab")[:3], field(2, "")} {
		if got, err := trimMessage([]byte(broken), []uint64{2}, nil); err == nil {
			t.Errorf("%q became %q", broken, got)
		}
	}
}
