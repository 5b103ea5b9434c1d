package proof

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// process is an application that runs.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	port   int
	out    *lockedBuffer // what it logs
	stderr *lockedBuffer
	exited chan error
}

// lockedBuffer is a buffer that one goroutine fills and another reads.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// start runs it until the test ends, and waits for its health check.
func (a *application) start(health string, env []string) *process {
	a.t.Helper()
	p := &process{t: a.t, port: freePort(a.t), out: &lockedBuffer{}, stderr: &lockedBuffer{}, exited: make(chan error, 1)}
	// A longer grace than any wait below: ending has to need no timeout.
	p.cmd = a.command(a.startArgs(), append([]string{fmt.Sprint("PORT=", p.port), "ENVIRONMENT=dev", "SHUTDOWN_GRACE_SECONDS=900"}, env...))
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.stderr
	if err := p.cmd.Start(); err != nil {
		a.t.Fatal(err)
	}
	go func() { p.exited <- p.cmd.Wait() }()
	a.t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		if a.t.Failed() {
			a.t.Logf("stdout:\n%s\nstderr:\n%s", p.out, p.stderr)
		}
	})
	if !eventually(5*time.Minute, func() bool {
		status, _, err := p.request("GET", health, "")
		return err == nil && status == http.StatusOK
	}) {
		a.t.Fatalf("no answer from %s after five minutes", health)
	}
	if err := a.healthcheck(p.port); err != nil {
		a.t.Errorf("the image's health check says %v", err)
	}
	return p
}

// eventually asks until the answer is yes or the time is up.
func eventually(limit time.Duration, ask func() bool) bool {
	for deadline := time.Now().Add(limit); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if ask() {
			return true
		}
	}
	return false
}

// accepts tells whether something listens on the port.
func accepts(port int) bool {
	connection, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err == nil {
		_ = connection.Close()
	}
	return err == nil
}

func (p *process) request(method, path, body string) (int, string, error) {
	request, err := http.NewRequest(method, fmt.Sprintf("http://127.0.0.1:%d", p.port), strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	request.URL.Opaque = path // as it is
	request.Header.Set("X-Amzn-Trace-Id", "Root=1-2-3")
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), err
}

// answers sends a request and compares the answer; JSON is compared with keys
// sorted. An empty want is not compared. A check that a busy machine made too
// slow is asked for again.
func (p *process) answers(method, path, body string, status int, want string) {
	p.t.Helper()
	var got int
	var text string
	var err error
	eventually(time.Minute, func() bool {
		got, text, err = p.request(method, path, body)
		return status != http.StatusOK || got != http.StatusServiceUnavailable
	})
	if err != nil || got != status {
		p.t.Errorf("%s %s: %d, not %d: %v\n%s", method, path, got, status, err, text)
		return
	}
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		p.t.Errorf("%s %s is answered by what is no JSON: %q", method, path, text)
		return
	}
	if sorted, _ := json.Marshal(value); want != "" && string(sorted) != want {
		p.t.Errorf("%s %s is answered by %s, not %s", method, path, sorted, want)
	}
}

// behaves tries its routes.
func (p *process) behaves(base, name string) {
	p.t.Helper()
	p.answers("GET", base+"/", "", 200, `{"environment":"dev","service":"`+name+`"}`)
	p.answers("POST", base+"/greetings", `{"name":"Ada"}`, 201, `{"message":"Hello, Ada!"}`)
	p.answers("POST", base+"/greetings", `{"name":7}`, 400, "")
	p.answers("POST", base+"/greetings", `{"name"`, 400, "")
	p.answers("POST", base+"/greetings", `{"name":"`+strings.Repeat("a", 1<<20)+`"}`, 413, "")
	p.answers("DELETE", base+"/greetings", "", 405, "")
	p.answers("GET", base+"/nothing?secret=1", "", 404, `{"error":"not found"}`)
}

// stopsWithARequestInFlight sends half a request, tells it to stop, and sends
// the rest: it is answered, then the process ends well. Nothing new is let in.
func (p *process) stopsWithARequestInFlight(path string) {
	p.t.Helper()
	connection, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", p.port))
	if err != nil {
		p.t.Fatal(err)
	}
	defer connection.Close()
	const body = `{"name":"Grace"}`
	fmt.Fprintf(connection, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", path, len(body))
	answers := bufio.NewReader(connection)
	// It says that it goes on once it reads the body: then it has begun.
	if first, err := http.ReadResponse(answers, nil); err != nil || first.StatusCode != http.StatusContinue {
		p.t.Fatalf("it does not begin with the request: %v %v", first, err)
	}
	_, _ = io.WriteString(connection, body[:8])
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	if !eventually(5*time.Minute, func() bool {
		late, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", p.port), time.Second)
		if err == nil {
			_ = late.Close()
		}
		return errors.Is(err, syscall.ECONNREFUSED)
	}) {
		p.t.Error("it goes on accepting connections after SIGTERM")
	}
	_, _ = io.WriteString(connection, body[8:])
	response, err := http.ReadResponse(answers, nil)
	if err != nil {
		p.t.Errorf("the request in flight was dropped: %v", err)
	} else if text, _ := io.ReadAll(response.Body); response.StatusCode != 201 || !strings.Contains(string(text), "Hello, Grace!") {
		p.t.Errorf("the request in flight was answered by %d %s", response.StatusCode, text)
	}
	select {
	case err := <-p.exited:
		if err != nil {
			p.t.Errorf("it ended with %v", err)
		}
	case <-time.After(5 * time.Minute):
		p.t.Error("it did not end within five minutes")
	}
	p.logs(path)
}

// logs reads what was written to stdout: one JSON object a line, with all that
// the contract asks for.
func (p *process) logs(path string) {
	p.t.Helper()
	seen := map[string]bool{}
	for line := range strings.Lines(p.out.String()) {
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			p.t.Errorf("not JSON: %q", line)
			continue
		}
		at, _ := entry["time"].(string)
		if when, err := time.Parse(time.RFC3339, at); err != nil || when.Location() != time.UTC {
			p.t.Errorf("its time is not RFC 3339 in UTC: %q", line)
		}
		level, _ := entry["level"].(string)
		message, _ := entry["message"].(string)
		if !strings.Contains(" debug info warn error ", " "+level+" ") || message == "" || entry["environment"] != "dev" || entry["service"] == nil {
			p.t.Errorf("its level, message, service or environment is missing: %q", line)
		}
		seen[message] = true
		switch {
		case message == "listening" && entry["port"] != float64(p.port):
			p.t.Errorf("the port is not told: %q", line)
		case entry["path"] == path && entry["status"] == 201.0 && entry["trace_id"] == "Root=1-2-3":
			seen["access"] = entry["method"] == "POST" && entry["duration_ms"] != nil
		case strings.Contains(line, "secret"):
			p.t.Errorf("a query string is logged: %q", line)
		case entry["path"] == "/health" || entry["path"] == "/store/health":
			p.t.Errorf("health checks fill the log: %q", line)
		}
	}
	for _, message := range []string{"listening", "stopping", "stopped", "access"} {
		if !seen[message] {
			p.t.Errorf("no line %q in the log", message)
		}
	}
	if text := p.stderr.String(); strings.Contains(text, "Traceback") || strings.Contains(text, "panic:") {
		p.t.Errorf("stderr:\n%s", text)
	}
}
