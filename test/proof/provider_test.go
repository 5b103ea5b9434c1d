package proof

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// skipProof is how a test says that the machine lacks what it needs; .ci/run
// looks for the first word.
func skipProof(t *testing.T, format string, args ...any) {
	t.Helper()
	t.Skipf("SKIPPED-PROOF: "+format, args...)
}

// needTool skips the test when a program is not on PATH.
func needTool(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		skipProof(t, "%s is not on PATH", name)
	}
}

// needTerraform skips the test when terraform or the mirror with its AWS
// provider is missing.
func needTerraform(t *testing.T) {
	t.Helper()
	needTool(t, "terraform")
	if os.Getenv(mirrorVariable) == "" {
		skipProof(t, "%s does not name the folder that holds registry.terraform.io/", mirrorVariable)
	}
	if _, err := providerBinary(); err != nil {
		skipProof(t, "%v", err)
	}
}

// providerBinary finds the AWS provider in the mirror.
func providerBinary() (string, error) {
	pattern := filepath.Join(os.Getenv(mirrorVariable), "registry.terraform.io", "hashicorp", "aws", "*", "*", "terraform-provider-aws_v*")
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) == 0 {
		return "", fmt.Errorf("%s=%s holds no unpacked provider hashicorp/aws", mirrorVariable, os.Getenv(mirrorVariable))
	}
	return found[len(found)-1], nil
}

// provider is the AWS provider as a process that many terraform commands attach
// to, the way its developers attach a debugger. terraform would start one for
// each command and for each `run` block of a test otherwise, and read all its
// types each time.
type provider struct {
	process  *exec.Cmd
	reattach string // what TF_REATTACH_PROVIDERS says
}

var reattachLine = regexp.MustCompile(`TF_REATTACH_PROVIDERS='([^']+)'`)

// startProvider runs one with this environment besides the process's own.
func startProvider(env []string) (*provider, error) {
	binary, err := providerBinary()
	if err != nil {
		return nil, err
	}
	p := &provider{process: exec.Command(binary, "-debug")}
	p.process.Env = append(append(os.Environ(), fewerCollections), env...)
	out, err := p.process.StdoutPipe()
	if err == nil {
		err = p.process.Start()
	}
	if err != nil {
		return nil, err
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(out); scanner.Scan(); {
			if m := reattachLine.FindStringSubmatch(scanner.Text()); m != nil {
				lines <- m[1]
			}
		}
	}()
	var line string
	select {
	case line = <-lines:
	case <-time.After(5 * time.Minute):
	}
	if line == "" {
		p.stop()
		return nil, fmt.Errorf("%s -debug did not say how to attach to it", binary)
	}
	if p.reattach, err = attachTrimmed(line); err != nil {
		p.stop()
	}
	return p, err
}

func (p *provider) stop() {
	_ = p.process.Process.Kill()
	_ = p.process.Wait()
}

// environment is what terraform commands that use it need. They need no
// `terraform init`.
func (p *provider) environment() []string { return []string{"TF_REATTACH_PROVIDERS=" + p.reattach} }

// reattachment is what TF_REATTACH_PROVIDERS says of a provider.
type reattachment struct {
	Protocol        string
	ProtocolVersion int
	Pid             int
	Test            bool
	Addr            struct{ Network, String string }
}

// attachTrimmed puts the trimmed provider before the one that runs.
func attachTrimmed(reattach string) (string, error) {
	var providers map[string]reattachment
	if err := json.Unmarshal([]byte(reattach), &providers); err != nil {
		return "", err
	}
	for address, p := range providers {
		socket := p.Addr.String + "-trimmed"
		if err := trimmedProvider(p.Addr.String, socket); err != nil {
			return "", err
		}
		p.Addr.String = socket
		providers[address] = p
	}
	text, err := json.Marshal(providers)
	return string(text), err
}

// sharedProvider is one for all tests that only mock it: it is never configured.
var sharedProvider struct {
	once     sync.Once
	provider *provider
	err      error
}

// attached is the environment for terraform commands that use the shared
// provider.
func attached(t *testing.T) []string {
	t.Helper()
	s := &sharedProvider
	s.once.Do(func() { s.provider, s.err = startProvider(nil) })
	if s.err != nil {
		t.Fatal(s.err)
	}
	return s.provider.environment()
}

func stopSharedProvider() {
	if p := sharedProvider.provider; p != nil {
		p.stop()
	}
}

// fewerCollections lets Go's garbage collector run a quarter as often: the
// programs live for seconds, and it takes a third of them.
const fewerCollections = "GOGC=400"

// terraform runs a command in dir and returns what it prints.
func terraform(dir string, env []string, args ...string) (string, error) {
	cmd := exec.Command("terraform", append(args, "-no-color")...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), fewerCollections), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("terraform %s: %w", strings.Join(args, " "), err)
	}
	return string(out), err
}
