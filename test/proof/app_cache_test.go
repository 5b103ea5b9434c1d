package proof

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	cacheName = "shared-services-production-redis"
	cacheUser = "shop-production"
)

// accessString is what the golden service shop may do in Redis.
func accessString(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(goldenDir, "service-full", filepath.FromSlash(shopProduction), "cache.tf"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`access_string = "([^"]+)"`).FindSubmatch(src)
	if m == nil {
		t.Fatalf("no access string in\n%s", src)
	}
	return strings.ReplaceAll(string(m[1]), "${local.cache_prefix}", "shop:")
}

// startRedis runs one that knows the golden service's user and nobody else, and
// returns its port. The user needs no password: who comes, the gate looks at.
func startRedis(t *testing.T) int {
	t.Helper()
	port, dir := freePort(t), t.TempDir()
	config := fmt.Sprintf("port %d\nbind 127.0.0.1\nsave \"\"\ndir %s\nuser default off -@all\nuser %s nopass %s\n", port, dir, cacheUser, accessString(t))
	writeFile(t, filepath.Join(dir, "redis.conf"), []byte(config), 0o600)
	server := exec.Command("redis-server", filepath.Join(dir, "redis.conf"))
	var out lockedBuffer
	server.Stdout, server.Stderr = &out, &out
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	if !eventually(5*time.Minute, func() bool { return accepts(port) }) {
		t.Fatalf("Redis does not start:\n%s", out.String())
	}
	return port
}

// TestCacheAccess shows on a real Redis what a service's user may do there.
func TestCacheAccess(t *testing.T) {
	needTool(t, "redis-server")
	needTool(t, "redis-cli")
	t.Parallel()
	port := strconv.Itoa(startRedis(t))
	for command, allowed := range map[string]bool{
		"SET shop:cart 1 EX 60":                              true,
		"EVAL return(redis.call('get',KEYS[1])) 1 shop:cart": true,
		"LPUSH shop:jobs a":                                  true,
		"PUBLISH shop:news hello":                            true,
		"INFO server":                                        true, // what clients ask first
		"CLIENT SETNAME shop":                                true,
		"GET other:cart":                                     false,
		"SET shop 1":                                         false,
		"EVAL return(redis.call('get','other:cart')) 0":      false,
		"COPY shop:cart other:cart":                          false,
		"PUBLISH other:news hello":                           false,
		"SUBSCRIBE other:news":                               false,
		"SCAN 0":                                             false, // would list the keys of all
		"RANDOMKEY":                                          false,
		"FLUSHALL":                                           false,
		"FUNCTION FLUSH":                                     false,
		"CONFIG GET maxmemory":                               false,
		"ACL LIST":                                           false,
		"CLIENT LIST":                                        false,
		"MONITOR":                                            false,
		"SHUTDOWN NOSAVE":                                    false,
	} {
		args := append([]string{"-p", port, "--user", cacheUser, "--pass", "any", "--no-auth-warning"}, strings.Fields(command)...)
		out, err := exec.Command("redis-cli", args...).CombinedOutput()
		if refused := err != nil || bytes.Contains(out, []byte("NOPERM")) || bytes.HasPrefix(out, []byte("ERR ")); refused == allowed {
			t.Errorf("%s answers %s", command, out)
		}
	}
	if out, _ := exec.Command("redis-cli", "-p", port, "PING").CombinedOutput(); !bytes.Contains(out, []byte("NOAUTH")) {
		t.Errorf("who names no user is answered %s", out)
	}
}

// cacheGate stands before Redis as ElastiCache does: it speaks TLS and lets in
// whoever signs a token with the emulator's secret key.
type cacheGate struct {
	port  int
	redis string

	mu          sync.Mutex
	connections []net.Conn
	tokens      []time.Time // when the tokens that it took were signed
	refused     []string    // why it took others not
}

func startCacheGate(t *testing.T, c certificate, redis int) *cacheGate {
	t.Helper()
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{pair}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	g := &cacheGate{port: listener.Addr().(*net.TCPAddr).Port, redis: net.JoinHostPort("127.0.0.1", strconv.Itoa(redis))}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go g.serve(connection)
		}
	}()
	return g
}

// serve passes on what a client says, once it has shown a token.
func (g *cacheGate) serve(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", g.redis)
	if err != nil {
		return
	}
	defer server.Close()
	g.mu.Lock()
	g.connections = append(g.connections, client)
	g.mu.Unlock()
	go func() {
		_, _ = io.Copy(client, server)
		_ = client.Close()
	}()
	commands := bufio.NewReader(client)
	for {
		words, raw, err := readCommand(commands)
		if err != nil {
			return
		}
		if user, token, ok := credentials(words); ok {
			signed, err := checkToken(user, token, time.Now())
			g.mu.Lock()
			if err != nil {
				g.refused = append(g.refused, err.Error())
			} else {
				g.tokens = append(g.tokens, signed)
			}
			g.mu.Unlock()
			if err != nil {
				_, _ = io.WriteString(client, "-WRONGPASS invalid username-password pair or user is disabled.\r\n")
				return
			}
		}
		if _, err := server.Write(raw); err != nil {
			return
		}
	}
}

// cut ends all connections, as ElastiCache does after twelve hours.
func (g *cacheGate) cut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, connection := range g.connections {
		_ = connection.Close()
	}
	g.connections = nil
}

// signedSince is how many tokens it took that were signed since.
func (g *cacheGate) signedSince(since time.Time) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := 0
	for _, signed := range g.tokens {
		if !signed.Before(since.Truncate(time.Second)) {
			n++
		}
	}
	return n
}

// readCommand reads one command of Redis' protocol, an array of texts.
func readCommand(r *bufio.Reader) (words []string, raw []byte, err error) {
	line := func(kind byte) (int, error) {
		text, err := r.ReadBytes('\n')
		raw = append(raw, text...)
		if err != nil || text[0] != kind {
			return 0, errors.Join(err, fmt.Errorf("%q is no command", text))
		}
		return strconv.Atoi(strings.TrimSpace(string(text[1:])))
	}
	count, err := line('*')
	for ; err == nil && count > 0; count-- {
		var length int
		if length, err = line('$'); err != nil {
			break
		}
		text := make([]byte, length+len("\r\n"))
		if _, err = io.ReadFull(r, text); err == nil {
			words, raw = append(words, string(text[:length])), append(raw, text...)
		}
	}
	return words, raw, err
}

// credentials are those of AUTH user token, or of HELLO version AUTH user token.
func credentials(words []string) (user, token string, ok bool) {
	at := slices.IndexFunc(words, func(word string) bool { return strings.EqualFold(word, "AUTH") })
	if at < 0 || at > 2 || len(words) < at+3 {
		return "", "", false
	}
	return words[at+1], words[at+2], true
}

// checkToken tells when the token was signed, or why ElastiCache would not take
// it: a request of Signature Version 4 that is signed in its query
// (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html).
func checkToken(user, token string, now time.Time) (time.Time, error) {
	address, err := url.Parse("http://" + token)
	if err != nil || strings.Contains(token, "://") {
		return time.Time{}, fmt.Errorf("%q is no address without its scheme: %w", token, err)
	}
	query := address.Query()
	for name, want := range map[string]string{
		"Action": "connect", "User": cacheUser, "X-Amz-Algorithm": "AWS4-HMAC-SHA256", "X-Amz-SignedHeaders": "host", "X-Amz-Expires": "900",
	} {
		if got := query.Get(name); got != want {
			return time.Time{}, fmt.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	signed, err := time.Parse("20060102T150405Z", query.Get("X-Amz-Date"))
	scope := []string{signed.Format("20060102"), "us-east-1", "elasticache", "aws4_request"}
	switch {
	case err != nil || signed.After(now.Add(time.Minute)) || signed.Before(now.Add(-15*time.Minute)):
		return signed, fmt.Errorf("the token is of %q: %w", query.Get("X-Amz-Date"), err)
	case address.Host != cacheName || address.Path != "/" || user != cacheUser:
		return signed, fmt.Errorf("user %q, cache %q, path %q", user, address.Host, address.Path)
	case query.Get("X-Amz-Credential") != "test/"+strings.Join(scope, "/"):
		return signed, fmt.Errorf("the credential is %q", query.Get("X-Amz-Credential"))
	}
	return signed, checkSignature(address, strings.Join(scope, "/"))
}
