package retry

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// started is a server with these answers, and a transport to it that waits for
// nothing.
func started(t *testing.T, a ...http.HandlerFunc) (*httptest.Server, *Transport) {
	t.Helper()
	all := answers(a)
	server := httptest.NewServer(&all)
	t.Cleanup(server.Close)
	return server, &Transport{
		Base: server.Client().Transport, Timeout: time.Minute, Backoff: time.Hour, Limits: told(0, 0), clock: (&stopped{}).clock(),
	}
}

// Each attempt sends the whole body, and a redirection is followed by the client
// above, with the body once more.
func TestBodyIsSentEachTime(t *testing.T) {
	var bodies []string
	note := func(next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			content, _ := io.ReadAll(r.Body)
			bodies = append(bodies, r.Method+" "+r.URL.Path+" "+string(content)+" of "+r.Header.Get("Content-Length"))
			next(w, r)
		}
	}
	moved := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "/new")
		w.WriteHeader(http.StatusTemporaryRedirect)
	}
	server, transport := started(t, note(limited("1")), note(moved), note(limited("1")), note(status(201)))
	resp, err := (&http.Client{Transport: transport}).Post(server.URL+"/old", "text/plain", strings.NewReader("hello"))
	if err != nil || resp.StatusCode != http.StatusCreated {
		t.Fatalf("%v, %v", resp, err)
	}
	resp.Body.Close()
	if got := strings.Join(bodies, "\n"); got != "POST /old hello of 5\nPOST /old hello of 5\nPOST /new hello of 5\nPOST /new hello of 5" {
		t.Errorf("the server got\n%s", got)
	}
}

// A body is closed and its request left as it is, as an http.RoundTripper must.
func TestRequestIsLeftAlone(t *testing.T) {
	server, transport := started(t, status(500), status(200))
	body := &closing{Reader: strings.NewReader("hello")}
	req, err := http.NewRequest(http.MethodPut, server.URL, body)
	if err != nil {
		t.Fatal(err)
	}
	inner := transport.Base
	transport.Base = roundTripper(func(req *http.Request) (*http.Response, error) {
		req.Header.Set("Authorization", "Bearer secret")
		return inner.RoundTrip(req)
	})
	resp, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if body.closed != 1 || req.Body != io.ReadCloser(body) || len(req.Header) > 0 {
		t.Errorf("closed %d times, body %v, header %v", body.closed, req.Body, req.Header)
	}
	if resp.Request != req {
		t.Error("the answer shows the request as it was sent, token included")
	}
}

type closing struct {
	io.Reader
	closed int
}

func (c *closing) Close() error { c.closed++; return nil }

// Look sees every answer, and what it changes in the header counts.
func TestLook(t *testing.T) {
	server, transport := started(t,
		func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, "slow down")
		},
		func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "whole") })
	var seen []string
	transport.Look = func(resp *http.Response, content []byte) {
		seen = append(seen, string(content))
		if string(content) == "slow down" {
			resp.Header.Set("Retry-After", "3")
		}
	}
	transport.Limits.Reached = func(resp *http.Response) bool { return resp.Header.Get("Retry-After") != "" }
	req, _ := http.NewRequest(http.MethodPost, server.URL, nil)
	resp, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if content, err := io.ReadAll(resp.Body); err != nil || string(content) != "whole" || strings.Join(seen, ", ") != "slow down, whole" {
		t.Errorf("%q, %v after %q", content, err, seen)
	}
}

func TestSeconds(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"7": 7 * time.Second, "0": 0, "0.02": 20 * time.Millisecond, "86401": aDay, "1e300": aDay, "inf": aDay,
		"": -1, "-1": -1, "-inf": -1, "NaN": -1, "soon": -1, "Wed, 21 Oct 2026 07:28:00 GMT": -1,
	} {
		h := http.Header{}
		h.Set("Retry-After", text)
		got, ok := Seconds(h, "Retry-After")
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q is %v, not %v", text, got, want)
		}
	}
}
