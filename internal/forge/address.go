package forge

import (
	"net"
	"net/url"
	"regexp"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// githubHost is the host whose API has an address of its own.
const githubHost = "github.com"

// Address is where a repository is on a server.
type Address struct {
	Host  string // of the web pages, such as github.com; with a port, if it has one
	Owner string
	Name  string
}

// String returns owner and name, as people write them.
func (a Address) String() string { return a.Owner + "/" + a.Name }

// ParseRemote reads the address of a git remote: https://HOST/OWNER/NAME.git,
// ssh://git@HOST:22/OWNER/NAME or git@HOST:OWNER/NAME. It is false for
// everything else, such as a folder. An underscore is part of the names that
// GitHub gives to Enterprise Managed Users. A port stays with https alone: that of SSH
// says nothing of the API.
func ParseRemote(remote string) (Address, bool) {
	// Compiled here, as what stands outside of functions slows every start.
	scpLike := regexp.MustCompile(`^(?:[^@/:]+@)?([^/:]+):/?([^/].*)$`)
	pathLike := regexp.MustCompile(`^/?([A-Za-z0-9][A-Za-z0-9_-]*)/([A-Za-z0-9._-]+?)(?:\.git)?/?$`)
	host, path := "", ""
	if u, err := url.Parse(remote); err == nil && u.Host != "" {
		host, path = u.Host, u.Path
		switch u.Scheme {
		case "http", "https":
		case "ssh", "git+ssh", "git":
			host = u.Hostname()
		default:
			return Address{}, false
		}
	} else if m := scpLike.FindStringSubmatch(remote); m != nil && len(m[1]) > 1 { // a letter is a drive of Windows
		host, path = m[1], m[2]
	}
	m := pathLike.FindStringSubmatch(path)
	if host == "" || m == nil {
		return Address{}, false
	}
	host = strings.ToLower(host)
	if host == "ssh.github.com" { // GitHub's SSH over the port of HTTPS
		host = githubHost
	}
	return Address{Host: host, Owner: m[1], Name: m[2]}, true
}

// Access is how the API of a host is reached.
type Access struct {
	API       string // its base address, with a slash at the end
	Token     string // empty when there is none
	Variables string // where a token is looked for, for messages
}

// FindAccess finds the API and the token of a host, as the program gh does.
// GITHUB_API_URL names the API where it belongs to that host: GitHub's runners
// set it along with GITHUB_SERVER_URL. The address of a remote alone never
// decides that the token of github.com goes to another host.
func FindAccess(host string, getenv func(string) string) (Access, error) {
	a := Access{API: apiOf(host)}
	named := false
	if api := getenv("GITHUB_API_URL"); api != "" && serves(getenv("GITHUB_SERVER_URL"), host) {
		a.API, named = strings.TrimSuffix(api, "/")+"/", true
	}
	names := []string{"GH_TOKEN", "GITHUB_TOKEN"}
	if !isCloud(host) {
		names = []string{"GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"}
		if named {
			names = append(names, "GH_TOKEN", "GITHUB_TOKEN")
		}
	}
	for _, name := range names {
		if a.Token = strings.TrimSpace(getenv(name)); a.Token != "" {
			break
		}
	}
	a.Variables = strings.Join(names, " or ")
	return a, checkAPI(a.API)
}

// apiOf is where a host has its API: docs.github.com/rest/quickstart, and for
// Enterprise Server docs.github.com/enterprise-server/rest.
func apiOf(host string) string {
	switch {
	case host == githubHost:
		return "https://api.github.com/"
	case isCloud(host): // with data residency
		return "https://api." + host + "/"
	}
	return "https://" + host + "/api/v3/"
}

// isCloud tells github.com and its subdomains with data residency from
// Enterprise Server.
func isCloud(host string) bool { return host == githubHost || strings.HasSuffix(host, ".ghe.com") }

// serves tells whether a GITHUB_SERVER_URL is that of the host; unset, it is.
func serves(server, host string) bool {
	u, err := url.Parse(server)
	return server == "" || (err == nil && strings.EqualFold(u.Host, host))
}

// checkAPI refuses addresses to which no token may be sent.
func checkAPI(api string) error {
	u, err := url.Parse(api)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" {
		return diag.Usagef("GITHUB_API_URL is no address of an API").WithHint("it is one such as https://ghe.example.com/api/v3")
	}
	if u.Scheme == "https" || (u.Scheme == "http" && isLoopback(u.Hostname())) {
		return nil
	}
	return diag.Usagef("the API at %s would get the token unencrypted", api).WithHint("use https")
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// Public is the address of a remote without the password that it may hold.
func Public(remote string) string {
	u, err := url.Parse(remote)
	if err != nil || u.User == nil {
		return remote
	}
	u.User = nil
	return u.String()
}
