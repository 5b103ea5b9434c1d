package proof

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// runsWithAll starts the golden service shop with a real PostgreSQL, which it
// logs in to by IAM tokens, and Redis behind TLS, queues in the emulator, and
// the services it calls; it goes on when its connections are cut.
func (a *application) runsWithAll() {
	a.t.Helper()
	for _, tool := range []string{"initdb", "postgres", "psql", "redis-server", "moto_server", "aws"} {
		needTool(a.t, tool)
	}
	certificate, tokens := newCertificate(a.t), startTokenAuthority(a.t, "app")
	database, cache := startPostgres(a.t, certificate, tokens.access()), startCacheGate(a.t, certificate, startRedis(a.t))
	database.must(a.t, "CREATE ROLE app LOGIN")
	tokens.endpoint = fmt.Sprint("localhost:", database.port)
	e := startEmulator(a.t)
	neighbour := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }))
	defer neighbour.Close()

	var queue struct{ QueueURL string }
	e.aws(&queue, "sqs", "create-queue", "--queue-name", "jobs")
	where := []string{"DATABASE_HOST=localhost", fmt.Sprint("DATABASE_PORT=", database.port), "DATABASE_NAME=postgres", "DATABASE_USER=app"}
	p := a.start("/store/health", append(append(e.env, where...), append(certificate.trusted(a.t),
		"DATABASE_SSLROOTCERT="+certificate.cert,
		"REDIS_HOST=localhost", fmt.Sprint("REDIS_PORT=", cache.port), "REDIS_NAME="+cacheName, "REDIS_USER="+cacheUser,
		"QUEUE_JOBS_URL="+queue.QueueURL,
		"CATALOG_URL="+neighbour.URL, "PRICING_URL="+neighbour.URL,
	)...))
	p.behaves("/store", "shop")
	p.answers("GET", "/store/ready", "", 200, `{"status":"ok"}`)
	p.reaches("at the start")

	cut := time.Now().Truncate(time.Second)
	database.must(a.t, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'")
	p.reaches("after its connections were cut")
	if signed, problems := tokens.newest(); signed.Before(cut) || len(problems) > 0 {
		a.t.Errorf("a new connection logged in by a token of %s, before %s; refused: %q", signed, cut, problems)
	}

	since := time.Now()
	cache.cut()
	p.reaches("after Redis ended its connections")
	if cache.signedSince(since) == 0 || len(cache.refused) > 0 {
		a.t.Errorf("it connected again without a fresh token; refused were %q", cache.refused)
	}

	e.aws(nil, "sqs", "send-message", "--queue-url", queue.QueueURL, "--message-body", `{"id": 1}`)
	if !eventually(2*time.Minute, func() bool { return e.waiting(queue.QueueURL) == 0 }) {
		a.t.Errorf("the worker leaves %d messages", e.waiting(queue.QueueURL))
	}
	neighbour.Close()
	p.answers("GET", "/store/status", "", 503, `{"checks":{"cache":"ok","database":"ok","queue jobs":"ok","service catalog":"unavailable","service pricing":"unavailable"},"status":"unavailable"}`)
	p.stopsWithARequestInFlight("/store/greetings")
	if log := p.out.String(); strings.Contains(log, "X-Amz-Signature") {
		a.t.Errorf("a token stands in the log:\n%s", log)
	}
	a.trustsRDSAlone(append(e.env, where...))
}

// trustsRDSAlone shows that a server whose certificate is not one of RDS gets
// no token: with nothing said, the repository's rds-ca.pem counts.
func (a *application) trustsRDSAlone(env []string) {
	a.t.Helper()
	p := a.start("/store/health", env)
	want := `"database":"unavailable"`
	if status, text, err := p.request("GET", "/store/status", ""); err != nil || status != http.StatusServiceUnavailable || !strings.Contains(text, want) {
		a.t.Errorf("a server that is not RDS is answered for by %d %s %v", status, text, err)
	}
	log := func() string { return strings.ToLower(p.out.String() + p.stderr.String()) } // which comes by a pipe, perhaps after the answer
	if !eventually(10*time.Second, func() bool { return strings.Contains(log(), "cert") || strings.Contains(log(), "pkix") }) {
		a.t.Errorf("the log does not say that the certificate is refused:\n%s", log())
	}
}

// reaches waits until everything that it uses can be reached.
func (p *process) reaches(when string) {
	p.t.Helper()
	const path = "/store/status"
	if !eventually(2*time.Minute, func() bool {
		status, _, err := p.request("GET", path, "")
		return err == nil && status == http.StatusOK
	}) {
		p.t.Errorf("%s it does not reach what it uses", when)
	}
	p.answers("GET", path, "", 200, `{"checks":{"cache":"ok","database":"ok","queue jobs":"ok","service catalog":"ok","service pricing":"ok"},"status":"ok"}`)
}

// waiting is how many messages of a queue were not worked off.
func (e *emulator) waiting(queue string) int {
	e.t.Helper()
	var answer struct{ Attributes map[string]string }
	e.aws(&answer, "sqs", "get-queue-attributes", "--queue-url", queue, "--attribute-names", "All")
	n := 0
	for _, name := range []string{"ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"} {
		count, err := strconv.Atoi(answer.Attributes[name])
		if err != nil {
			e.t.Fatal(err)
		}
		n += count
	}
	return n
}

// certificate is a self-signed one for localhost.
type certificate struct{ cert, key string }

func newCertificate(t *testing.T) certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c := certificate{filepath.Join(dir, "server.crt"), filepath.Join(dir, "server.key")}
	writeFile(t, c.cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o644)
	writeFile(t, c.key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}), 0o600)
	return c
}

// trusted are the variables by which the runtimes trust the certificate, as
// they trust Amazon's in AWS.
func (c certificate) trusted(t *testing.T) []string {
	t.Helper()
	env := []string{"SSL_CERT_FILE=" + c.cert, "NODE_EXTRA_CA_CERTS=" + c.cert}
	if _, err := exec.LookPath("keytool"); err == nil {
		store := filepath.Join(t.TempDir(), "trusted.p12")
		out, err := exec.Command("keytool", "-importcert", "-noprompt", "-alias", "localhost", "-file", c.cert,
			"-keystore", store, "-storetype", "PKCS12", "-storepass", "changeit").CombinedOutput()
		if err != nil {
			t.Fatalf("keytool: %v\n%s", err, out)
		}
		env = append(env, "JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore="+store+" -Djavax.net.ssl.trustStorePassword=changeit")
	}
	return env
}

// postgres is a database server that takes TLS connections with a password.
type postgres struct {
	dir  string
	port int
}

// startPostgres runs one until the test ends, which lets in as the lines of
// pg_hba.conf say and superusers by the socket. It refuses to run as root, so
// there it runs as nobody.
func startPostgres(t *testing.T, c certificate, access string) *postgres {
	t.Helper()
	// Not below the test's own folder, which nobody else may enter.
	dir, err := os.MkdirTemp("/tmp", "proof-postgres-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	var as *syscall.SysProcAttr
	if os.Getuid() == 0 {
		const nobody = 65534
		as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		if err := os.Chown(dir, nobody, nobody); err != nil {
			t.Fatal(err)
		}
	}
	p := &postgres{dir, freePort(t)}
	data := filepath.Join(dir, "data")
	p.run(t, as, "initdb", "--no-sync", "--username=postgres", "--auth=trust", "--pgdata="+data)
	for name, from := range map[string]string{"server.crt": c.cert, "server.key": c.key} {
		content, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(data, name), content, 0o600)
		if as != nil {
			if err := os.Chown(filepath.Join(data, name), int(as.Credential.Uid), int(as.Credential.Gid)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(data, "pg_hba.conf"), []byte("local all all trust\n"+access+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	server := exec.Command("postgres", "-D", data, "-c", "listen_addresses=127.0.0.1", "-c", fmt.Sprint("port=", p.port),
		"-c", "unix_socket_directories="+dir, "-c", "ssl=on", "-c", "fsync=off")
	server.Dir, server.SysProcAttr = dir, as
	var out lockedBuffer
	server.Stdout, server.Stderr = &out, &out
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGQUIT) // at once
		_ = server.Wait()
	})
	if !eventually(5*time.Minute, func() bool { return p.query("SELECT 1") == nil }) {
		t.Fatalf("PostgreSQL does not start:\n%s", out.String())
	}
	return p
}

func (p *postgres) run(t *testing.T, as *syscall.SysProcAttr, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.SysProcAttr = p.dir, as
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// must runs statements as a superuser.
func (p *postgres) must(t *testing.T, statements ...string) {
	t.Helper()
	for _, sql := range statements {
		if err := p.query(sql); err != nil {
			t.Fatal(err)
		}
	}
}

func (p *postgres) query(sql string) error {
	out, err := exec.Command("psql", "-h", p.dir, "-p", strconv.Itoa(p.port), "-U", "postgres", "-qAt", "-c", sql).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}
