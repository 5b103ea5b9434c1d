package forge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/forge/forgetest"
)

func TestParseRemote(t *testing.T) {
	for remote, want := range map[string]string{
		"https://github.com/acme/infra.git":              "github.com acme/infra",
		"https://github.com/acme/infra":                  "github.com acme/infra",
		"https://GitHub.com/acme/in.fra_1.git/":          "github.com acme/in.fra_1",
		"https://user:secret@github.com/acme/infra.git":  "github.com acme/infra",
		"git@github.com:acme/infra.git":                  "github.com acme/infra",
		"github.com:acme/infra":                          "github.com acme/infra",
		"org-1234@github.com:acme/infra.git":             "github.com acme/infra",
		"ssh://git@ssh.github.com:443/acme/infra.git":    "github.com acme/infra",
		"ssh://git@ghe.example.com:2222/acme/infra.git":  "ghe.example.com acme/infra",
		"https://ghe.example.com:8443/acme/infra.git":    "ghe.example.com:8443 acme/infra",
		"git@work:acme/infra.git":                        "work acme/infra",
		"git@github.com:jdoe_acme/infra.git":             "github.com jdoe_acme/infra",
		"/srv/git/infra.git":                             "",
		"../infra":                                       "",
		"file:///srv/acme/infra.git":                     "",
		`C:\src\infra`:                                   "",
		"C:/acme/infra":                                  "",
		"https://gitlab.example.com/group/sub/infra.git": "",
		"https://dev.azure.com/org/project/_git/infra":   "",
		"": "",
		"https://github.com/acme/../../etc/passwd":            "",
		"https://github.com/ac%2fme/infra":                    "",
		"git@github.com:acme/infra.git\nhttps://evil.example": "",
	} {
		a, ok := ParseRemote(remote)
		got := ""
		if ok {
			got = a.Host + " " + a.String()
		}
		if got != want {
			t.Errorf("%q is %q, not %q", remote, got, want)
		}
	}
}

// Which API and which token: the address of a remote alone never gets the token
// of github.com to another host.
func TestFindAccess(t *testing.T) {
	for _, c := range []struct{ host, env, api, token string }{
		{"github.com", "", "https://api.github.com/", ""},
		{"github.com", "GITHUB_TOKEN=a GH_TOKEN=b", "https://api.github.com/", "b"},
		{"github.com", "GITHUB_TOKEN=a GH_ENTERPRISE_TOKEN=b", "https://api.github.com/", "a"},
		{"acme.ghe.com", "GH_TOKEN=a", "https://api.acme.ghe.com/", "a"},
		{"ghe.example.com", "GITHUB_TOKEN=a GH_TOKEN=b", "https://ghe.example.com/api/v3/", ""},
		{"ghe.example.com", "GITHUB_TOKEN=a GITHUB_ENTERPRISE_TOKEN=b GH_ENTERPRISE_TOKEN=c", "https://ghe.example.com/api/v3/", "c"},
		{"ghe.example.com", "GITHUB_TOKEN=a GITHUB_API_URL=https://ghe.example.com/api/v3 GITHUB_SERVER_URL=https://ghe.example.com", "https://ghe.example.com/api/v3/", "a"},
		{"evil.example", "GITHUB_TOKEN=a GITHUB_API_URL=https://api.github.com GITHUB_SERVER_URL=https://github.com", "https://evil.example/api/v3/", ""},
		{"github.com", "GITHUB_TOKEN=a GITHUB_API_URL=https://ghe.example.com/api/v3 GITHUB_SERVER_URL=https://ghe.example.com", "https://api.github.com/", "a"},
		{"github.com", "GITHUB_API_URL=http://127.0.0.1:1", "http://127.0.0.1:1/", ""},
		{"github.com", "GITHUB_API_URL=http://ghe.example.com", "", ""},
		{"github.com", "GITHUB_API_URL=https://u:p@ghe.example.com", "", ""},
		{"github.com", "GITHUB_API_URL=ghe", "", ""},
	} {
		getenv := func(name string) string {
			for _, pair := range strings.Fields(c.env) {
				if value, ok := strings.CutPrefix(pair, name+"="); ok {
					return value
				}
			}
			return ""
		}
		a, err := FindAccess(c.host, getenv)
		if err != nil {
			a = Access{}
		}
		if a.API != c.api || a.Token != c.token {
			t.Errorf("%s with %s: %q and token %q, not %q and %q", c.host, c.env, a.API, a.Token, c.api, c.token)
		}
	}
}

// connected is a server with acme/infra, and a client of it.
func connected(t *testing.T) (*forgetest.Server, *Client) {
	t.Helper()
	s := &forgetest.Server{}
	s.Start()
	t.Cleanup(s.Close)
	s.Add("acme", "infra")
	return s, client(t, s.URL()+"/")
}

func client(t *testing.T, api string) *Client {
	t.Helper()
	c, err := New(Config{
		Address: Address{"github.com", "acme", "infra"}, Access: Access{API: api, Token: forgetest.Token, Variables: "GITHUB_TOKEN"},
		Backoff: time.Millisecond, Patience: 50 * time.Millisecond, Timeout: 5 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The token goes to the API's host alone, whatever that answers.
func TestTokenStaysOnItsHost(t *testing.T) {
	var got []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header.Get("Authorization"))
		w.WriteHeader(http.StatusOK)
	}))
	defer other.Close()
	moved := false
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/repos/acme/infra" && moved:
			http.Redirect(w, r, "/repositories/1", http.StatusMovedPermanently)
		case r.URL.Path == "/repositories/1":
			_, _ = w.Write([]byte(`{"name": "new", "owner": {"login": "acme"}, "default_branch": "trunk"}`))
		default:
			http.Redirect(w, r, other.URL+r.URL.Path, http.StatusTemporaryRedirect)
		}
	}))
	defer api.Close()
	c := client(t, api.URL+"/")
	if _, err := c.DefaultBranch(t.Context()); err == nil || !strings.Contains(err.Error(), "leads to another host") {
		t.Errorf("a redirection to another host: %v", err)
	}
	if _, err := c.Open(t.Context(), NewPullRequest{Title: "x", Branch: "b", Base: "main"}); err == nil {
		t.Error("a POST was redirected to another host")
	}
	if len(got) > 0 {
		t.Errorf("the other host was asked, with %q", got)
	}
	moved = true
	if branch, err := c.DefaultBranch(t.Context()); err != nil || branch != "trunk" || c.Address().String() != "acme/new" {
		t.Errorf("a renamed repository: %s, %v, %s", branch, err, c.Address())
	}
}

func TestLimitsAndFailures(t *testing.T) {
	once := func(f forgetest.Fault) func(int, *http.Request) forgetest.Fault {
		return func(n int, _ *http.Request) forgetest.Fault {
			if n == 0 {
				return f
			}
			return forgetest.None
		}
	}
	always := func(f forgetest.Fault) func(int, *http.Request) forgetest.Fault {
		return func(int, *http.Request) forgetest.Fault { return f }
	}
	for name, c := range map[string]struct {
		fault    func(int, *http.Request) forgetest.Fault
		want     string // of the error, empty for none
		requests int
	}{
		"429 once":        {once(forgetest.Limited), "", 2},
		"429 for ever":    {always(forgetest.Limited), "rate limit is used up", 3},
		"secondary limit": {once(forgetest.Secondary), "rate limit is used up", 1},
		"hour used up":    {once(forgetest.Used), "rate limit is used up", 1},
		"500 once":        {once(forgetest.Broken), "", 2},
		"500 for ever":    {always(forgetest.Broken), "GitHub answers Internal Server Error", 4},
		"reset for ever":  {always(forgetest.Reset), "Run the same command again", 4},
		"cut off":         {always(forgetest.Cut), "the answer was cut off", 4},
	} {
		s, client := connected(t)
		s.Fault = c.fault
		_, err := client.DefaultBranch(t.Context())
		if (err == nil) != (c.want == "") || (err != nil && !strings.Contains(err.Error(), c.want)) || len(s.Requests()) != c.requests {
			t.Errorf("%s: %v after %d requests", name, err, len(s.Requests()))
		}
		if err != nil && strings.Contains(err.Error(), forgetest.Token) {
			t.Errorf("%s: the token is shown: %v", name, err)
		}
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	for name, c := range map[string]struct {
		status  int
		headers string
		body    string
		want    []string
	}{
		"classic token":      {403, "X-OAuth-Scopes=read:org X-Accepted-OAuth-Scopes=repo", `{"message": "Must have admin rights to Repository."}`, []string{"Must have admin rights", "has the scopes read:org and needs one of repo"}},
		"fine-grained token": {403, "X-Accepted-GitHub-Permissions=pull_requests=write;contents=write", `{"message": "Resource not accessible by personal access token"}`, []string{"the permission pull_requests: write or contents: write"}},
		"single sign-on":     {403, "X-GitHub-SSO=required;url=https://github.com/orgs/acme/sso", `{"message": "Resource protected by organization SAML enforcement."}`, []string{"single sign-on", "https://github.com/orgs/acme/sso"}},
		"validation":         {422, "", `{"message": "Validation Failed", "errors": [{"resource": "PullRequest", "field": "base", "code": "invalid"}]}`, []string{"Validation Failed: base is invalid"}},
		"not JSON":           {502, "", `<html>bad gateway</html>`, []string{"GitHub answers Bad Gateway"}},
		"not found":          {404, "", `{"message": "Not Found"}`, []string{"acme/infra was not found on github.com"}},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for _, pair := range strings.Fields(c.headers) {
				key, value, _ := strings.Cut(pair, "=")
				w.Header().Set(key, value)
			}
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(c.body))
		}))
		_, err := client(t, server.URL+"/").DefaultBranch(t.Context())
		for _, want := range c.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, without %q", name, err, want)
			}
		}
		server.Close()
	}
}

// What an answer says back of the request is shown without the token, on one line,
// and does nothing to a terminal.
func TestAnswersAreHarmless(t *testing.T) {
	said := "token was Bearer " + forgetest.Token + "\r\nerror: fake \x1b]0;title\x07\u202eevil"
	body, err := json.Marshal(map[string]any{"message": said, "errors": []any{map[string]string{"message": said}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, status := range []int{401, 403, 404, 422, 429, 500} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Accepted-GitHub-Permissions", r.Header.Get("Authorization"))
			w.WriteHeader(status)
			_, _ = w.Write(body)
		}))
		c := client(t, server.URL+"/")
		_, err := c.DefaultBranch(t.Context())
		notes, labelErr := c.Ask(t.Context(), 1, []string{"ada"}, nil)
		for _, text := range append(notes, fmt.Sprint(err), fmt.Sprint(labelErr)) {
			if strings.Contains(text, forgetest.Token) || strings.ContainsAny(text, "\r\n\x1b\x07\u202e") {
				t.Errorf("%d: %q", status, text)
			}
		}
		if status == 422 && !strings.Contains(err.Error(), `token was Bearer (secret) error: fake \u001b]0;title\u0007\u202eevil`) {
			t.Errorf("it says %v", err)
		}
		server.Close()
	}
}

// TestStopped: a request that its context ended says so in words for a person,
// and by its cause for the caller.
func TestStopped(t *testing.T) {
	_, c := connected(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := c.DefaultBranch(ctx)
	if !errors.Is(err, context.Canceled) || err.Error() != "the repository could not be read: stopped" {
		t.Errorf("got %v", err)
	}
}

// A request that makes something is sent once; where its answer is lost, the
// client looks first.
func TestOpenLooksBeforeItRepeats(t *testing.T) {
	s := &forgetest.Server{}
	s.Start()
	defer s.Close()
	s.Add("acme", "infra")
	posts := 0
	s.Fault = func(_ int, r *http.Request) forgetest.Fault {
		if r.Method == http.MethodPost {
			if posts++; posts == 1 {
				return forgetest.Broken
			}
		}
		return forgetest.None
	}
	_, err := client(t, s.URL()+"/").Open(t.Context(), NewPullRequest{Title: "x", Branch: "b", Base: "main"})
	if err == nil || !strings.Contains(err.Error(), "base is invalid") {
		t.Errorf("%v", err) // this server has no git, so no branch
	}
	var methods []string
	for _, r := range s.Requests() {
		methods = append(methods, strings.Fields(r)[0])
	}
	if !slices.Equal(methods, []string{"POST", "GET", "POST"}) {
		t.Errorf("requests: %v", methods)
	}
}

func TestCovers(t *testing.T) {
	want := map[string]any{"a": []any{map[string]any{"type": "x"}, "y"}}
	if !covers(map[string]any{"id": 1.0, "a": []any{"y", map[string]any{"type": "x", "more": true}}}, want) {
		t.Error("more fields and another order are no difference")
	}
	for _, have := range []any{nil, map[string]any{}, map[string]any{"a": []any{"y"}}, map[string]any{"a": []any{"y", "y"}}} {
		if covers(have, want) {
			t.Errorf("%v does not have it all", have)
		}
	}
}
