package proof

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// emulator is a moto_server with nothing in it, and the environment by which
// terraform and the AWS CLI reach it instead of AWS.
type emulator struct {
	t         *testing.T
	url       string
	recorder  *recorder
	env       []string
	providers map[string]*provider // by root module
}

// startEmulator runs moto_server on a free port until the test ends.
func startEmulator(t *testing.T) *emulator {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().(*net.TCPAddr)
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("moto_server", "-H", "127.0.0.1", "-p", fmt.Sprint(address.Port))
	cmd.Env = append(os.Environ(), "HOME="+originalHome, "MOTO_IAM_LOAD_MANAGED_POLICIES=true")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	if !eventually(5*time.Minute, func() bool { return accepts(address.Port) }) {
		t.Fatal("moto_server does not open its port")
	}
	url := "http://" + address.String()
	recorder := record(t, url)
	return &emulator{t: t, url: url, recorder: recorder, providers: map[string]*provider{}, env: []string{
		"AWS_ENDPOINT_URL=" + recorder.URL, "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test",
		"AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1", "AWS_DEFAULT_OUTPUT=json", "AWS_PAGER=",
	}}
}

// aws calls the AWS CLI and decodes its answer into result, unless that is nil.
func (e *emulator) aws(result any, args ...string) {
	e.t.Helper()
	// Version 1 of the AWS CLI overlooks AWS_ENDPOINT_URL for RDS.
	cmd := exec.Command("aws", append(args, "--endpoint-url", e.url)...)
	cmd.Env = append(append(os.Environ(), e.env...), "HOME="+originalHome)
	out, err := cmd.Output()
	if err != nil {
		var detail string
		if exit, ok := err.(*exec.ExitError); ok {
			detail = string(exit.Stderr)
		}
		e.t.Fatalf("aws %s: %v\n%s", strings.Join(args, " "), err, detail)
	}
	if result == nil {
		return
	}
	if err := json.Unmarshal(out, result); err != nil {
		e.t.Fatalf("aws %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// ask sends a request of the JSON protocol and decodes its answer into result:
// many times faster than the AWS CLI, for what the tests only look at.
func (e *emulator) ask(service, target string, question map[string]any, result any) {
	e.t.Helper()
	body, err := json.Marshal(question)
	if err != nil {
		e.t.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPost, e.url, bytes.NewReader(body))
	if err != nil {
		e.t.Fatal(err)
	}
	request.Header.Set("X-Amz-Target", target)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/"+service+"/aws4_request, SignedHeaders=host, Signature=none")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		e.t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil {
		err = json.Unmarshal(answer, result)
	}
	if err != nil || response.StatusCode != http.StatusOK {
		e.t.Fatalf("%s: %s, %v\n%s", target, response.Status, err, answer)
	}
}

// attach starts a provider for each root module. Each is configured anew by
// every command, so those of one module must not run at once.
func (e *emulator) attach(modules ...string) {
	e.t.Helper()
	for _, module := range modules {
		p, err := startProvider(e.env)
		if err != nil {
			e.t.Fatal(err)
		}
		e.t.Cleanup(p.stop)
		e.providers[module] = p
	}
}

// terraform runs a command in a root module against the emulator.
func (e *emulator) terraform(module string, args ...string) (string, error) {
	started := time.Now()
	out, err := terraform(module, append(e.providers[module].environment(), e.env...), args...)
	e.t.Logf("%5.1f s: %s in %s", time.Since(started).Seconds(), args[0], filepath.Base(filepath.Dir(filepath.Dir(module))))
	return out, err
}

// apply initializes a root module with its local state and applies it.
func (e *emulator) apply(module string) error {
	for _, args := range [][]string{{"init"}, {"apply", "-auto-approve"}} {
		if out, err := e.terraform(module, args...); err != nil {
			return fmt.Errorf("%s: %w\n%s", module, err, out)
		}
	}
	return nil
}

// settled fails unless a plan finds nothing to do.
func (e *emulator) settled(module, when string) {
	e.t.Helper()
	if out, err := e.terraform(module, "plan", "-detailed-exitcode"); err != nil {
		e.t.Errorf("%s there are changes to plan: %v\n%s", when, err, out)
	}
}

// outputs are a root module's, by name.
func (e *emulator) outputs(module string) map[string]any {
	e.t.Helper()
	out, err := e.terraform(module, "output", "-json")
	if err != nil {
		e.t.Fatalf("%v\n%s", err, out)
	}
	var raw map[string]struct{ Value any }
	if err := json.Unmarshal([]byte(out), &raw); err != nil {
		e.t.Fatal(err)
	}
	values := map[string]any{}
	for name, output := range raw {
		values[name] = output.Value
	}
	return values
}

// together runs steps at once and fails with the first error.
func together(t *testing.T, steps ...func() error) {
	t.Helper()
	results := make(chan error)
	for _, step := range steps {
		go func() { results <- step() }()
	}
	failed := false
	for range steps {
		if err := <-results; err != nil {
			t.Error(err)
			failed = true
		}
	}
	if failed {
		t.FailNow()
	}
}
