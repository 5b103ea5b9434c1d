package proof

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// tokenAuthority tells whether a password is a token that RDS would take. A
// PostgreSQL server asks it as an LDAP server, to which it passes passwords on.
type tokenAuthority struct {
	port     int
	endpoint string // what tokens are for, HOST:PORT
	user     string

	mu      sync.Mutex
	signed  time.Time // when the newest token was
	refused []string
}

// startTokenAuthority runs one until the test ends. It knows the keys that the
// emulator's environment holds.
func startTokenAuthority(t *testing.T, user string) *tokenAuthority {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	a := &tokenAuthority{port: listener.Addr().(*net.TCPAddr).Port, user: user}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer connection.Close()
				_ = a.bind(connection)
			}()
		}
	}()
	return a
}

// access is the line of pg_hba.conf by which a server asks it.
func (a *tokenAuthority) access() string {
	return fmt.Sprintf(`hostssl all %s 127.0.0.1/32 ldap ldapserver=127.0.0.1 ldapport=%d ldapprefix="cn="`, a.user, a.port)
}

// bind answers a simple bind: SEQUENCE { id, [APPLICATION 0] { version, name, [0] password } }.
func (a *tokenAuthority) bind(connection net.Conn) error {
	reader := bufio.NewReader(connection)
	message, err := element(reader)
	if err != nil {
		return err
	}
	inner := bufio.NewReader(strings.NewReader(message))
	id, err := element(inner)
	if err != nil {
		return err
	}
	request, err := element(inner)
	if err != nil {
		return err
	}
	var parts [3]string
	fields := bufio.NewReader(strings.NewReader(request))
	for i := range parts {
		if parts[i], err = element(fields); err != nil {
			return err
		}
	}
	result := byte(0)
	if err := a.check(parts[1], parts[2]); err != nil {
		result = 49 // invalid credentials
	}
	answer := "\x02" + string(rune(len(id))) + id + "\x61\x07\x0a\x01" + string(rune(result)) + "\x04\x00\x04\x00"
	if _, err := io.WriteString(connection, "\x30"+string(rune(len(answer)))+answer); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, reader)
	return err
}

// element reads one of ASN.1's, and returns what it holds.
func element(r *bufio.Reader) (string, error) {
	if _, err := r.ReadByte(); err != nil {
		return "", err
	}
	first, err := r.ReadByte()
	if err != nil {
		return "", err
	}
	length := int(first)
	if first >= 0x80 {
		length = 0
		for range first & 0x7f {
			b, err := r.ReadByte()
			if err != nil {
				return "", err
			}
			length = length<<8 | int(b)
		}
	}
	if length > 1<<16 {
		return "", errors.New("too long")
	}
	content := make([]byte, length)
	_, err = io.ReadFull(r, content)
	return string(content), err
}

func (a *tokenAuthority) check(name, token string) error {
	signed, err := a.valid(name, token)
	a.mu.Lock()
	defer a.mu.Unlock()
	if err != nil {
		a.refused = append(a.refused, err.Error())
		return err
	}
	if signed.After(a.signed) {
		a.signed = signed
	}
	return nil
}

// valid checks a token's signature as AWS does: a URL without its scheme,
// presigned by version 4 (AWS General Reference, "Signing AWS API requests").
func (a *tokenAuthority) valid(name, token string) (time.Time, error) {
	parsed, err := url.Parse("https://" + token)
	if err != nil || len(token) < 100 {
		return time.Time{}, errors.New("the password is no token")
	}
	query := parsed.Query()
	scope := strings.TrimPrefix(query.Get("X-Amz-Credential"), "test/")
	signed, err := time.Parse("20060102T150405Z", query.Get("X-Amz-Date"))
	if err != nil {
		return signed, err
	}
	if parsed.Host != a.endpoint || name != "cn="+a.user || query.Get("DBUser") != a.user || query.Get("Action") != "connect" {
		return signed, fmt.Errorf("the token of %s is for %s at %s", name, query.Get("DBUser"), parsed.Host)
	}
	if age := time.Since(signed); age > 15*time.Minute || age < -time.Minute {
		return signed, fmt.Errorf("the token is %s old", age)
	}
	if !strings.HasSuffix(scope, "/us-east-1/rds-db/aws4_request") {
		return signed, fmt.Errorf("the token is signed wrongly, for %s", scope)
	}
	return signed, checkSignature(parsed, scope)
}

// checkSignature tells why AWS would not take the address of a GET that the secret
// key "test" signed in its query by version 4, for the scope.
func checkSignature(address *url.URL, scope string) error {
	query := address.Query()
	signature := query.Get("X-Amz-Signature")
	query.Del("X-Amz-Signature")
	canonical := strings.Join([]string{"GET", "/", strings.ReplaceAll(query.Encode(), "+", "%20"), "host:" + address.Host, "", "host", digest("")}, "\n")
	key := []byte("AWS4test")
	for part := range strings.SplitSeq(scope, "/") {
		key = mac(key, part)
	}
	text := strings.Join([]string{"AWS4-HMAC-SHA256", query.Get("X-Amz-Date"), scope, digest(canonical)}, "\n")
	if want := hex.EncodeToString(mac(key, text)); signature != want {
		return fmt.Errorf("the signature is %q, not %q, of\n%s", signature, want, canonical)
	}
	return nil
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func mac(key []byte, text string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return m.Sum(nil)
}

// newest is when the newest token was signed; problems are why others were refused.
func (a *tokenAuthority) newest() (signed time.Time, problems []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.signed, a.refused
}
