package proof

import (
	"bufio"
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

// sharedProvider is the AWS provider run once for all tests that only mock it,
// the way its developers attach a debugger. terraform would start one for each
// `run` block otherwise, which is three quarters of the time.
var sharedProvider struct {
	once     sync.Once
	process  *exec.Cmd
	reattach string
	err      error
}

var reattachLine = regexp.MustCompile(`TF_REATTACH_PROVIDERS='([^']+)'`)

func startSharedProvider() {
	s := &sharedProvider
	binary, err := providerBinary()
	if err != nil {
		s.err = err
		return
	}
	s.process = exec.Command(binary, "-debug")
	out, err := s.process.StdoutPipe()
	if err == nil {
		err = s.process.Start()
	}
	if err != nil {
		s.process, s.err = nil, err
		return
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
	select {
	case s.reattach = <-lines:
	case <-time.After(2 * time.Minute):
	}
	if s.reattach == "" {
		s.err = fmt.Errorf("%s -debug did not say how to attach to it", binary)
	}
}

func stopSharedProvider() {
	if p := sharedProvider.process; p != nil {
		_ = p.Process.Kill()
		_ = p.Wait()
	}
}

// attached is the environment for terraform commands that use the shared
// provider. What they run needs no `terraform init`.
func attached(t *testing.T) []string {
	t.Helper()
	sharedProvider.once.Do(startSharedProvider)
	if sharedProvider.err != nil {
		t.Fatal(sharedProvider.err)
	}
	return []string{"TF_REATTACH_PROVIDERS=" + sharedProvider.reattach}
}

// terraform runs a command in dir and returns what it prints.
func terraform(dir string, env []string, args ...string) (string, error) {
	cmd := exec.Command("terraform", append(args, "-no-color")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("terraform %s: %w", strings.Join(args, " "), err)
	}
	return string(out), err
}
