package release

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// program is scaffold, read once.
var program = sync.OnceValues(func() ([]byte, error) { return project.Program() })

// releases serves the release v1.2.3 as GitHub does: an archive with the program,
// and the checksums.
func releases(t *testing.T, checksums func(name, sum string) string) *httptest.Server {
	t.Helper()
	binary, err := program()
	if err != nil {
		t.Fatal(err)
	}
	var archive bytes.Buffer
	zipped := gzip.NewWriter(&archive)
	packed := tar.NewWriter(zipped)
	for name, content := range map[string][]byte{"README.md": []byte("scaffold\n"), "scaffold": binary} {
		if err := packed.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(content))}); err != nil {
			t.Fatal(err)
		}
		if _, err := packed.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if packed.Close() != nil || zipped.Close() != nil {
		t.Fatal("the archive can't be made")
	}
	name := "scaffold_1.2.3_linux_" + runtime.GOARCH + ".tar.gz"
	mux := http.NewServeMux()
	mux.HandleFunc("/releases/latest", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/releases/tag/v1.2.3", http.StatusFound)
	})
	mux.HandleFunc("/releases/tag/v1.2.3", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/releases/download/v1.2.3/"+name, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(archive.Bytes()) })
	mux.HandleFunc("/releases/download/v1.2.3/checksums.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, checksums(name, fmt.Sprintf("%x", sha256.Sum256(archive.Bytes()))))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// honest is a list of checksums as goreleaser writes it.
func honest(name, sum string) string {
	return strings.Repeat("0", 64) + "  " + name + ".sbom.json\n" + sum + "  " + name + "\n"
}

// step is one step of the action on a runner.
type step struct {
	t                  *testing.T
	dir, temp          string
	output, path, bins string
}

func newStep(t *testing.T) *step {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the runner of this test is a Linux one")
	}
	temp := t.TempDir()
	return &step{t: t, dir: t.TempDir(), temp: temp, output: filepath.Join(temp, "output"), path: filepath.Join(temp, "path")}
}

// run executes a script of the action as its step does.
func (s *step) run(script string, variables ...string) (string, int) {
	s.t.Helper()
	full, err := filepath.Abs(filepath.Join(root, "action", script))
	if err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command("bash", full)
	cmd.Dir = s.dir
	arch := map[string]string{"amd64": "X64", "arm64": "ARM64"}[runtime.GOARCH]
	cmd.Env = append([]string{
		"PATH=" + s.bins + string(os.PathListSeparator) + os.Getenv("PATH"), "HOME=" + s.temp, "RUNNER_TEMP=" + s.temp, "RUNNER_OS=Linux",
		"RUNNER_ARCH=" + arch, "GITHUB_OUTPUT=" + s.output, "GITHUB_PATH=" + s.path, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.com", "GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.com",
	}, variables...)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		s.t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// outputs reads what the scripts wrote for GitHub, and forgets it.
func (s *step) outputs() map[string]string {
	s.t.Helper()
	text, _ := os.ReadFile(s.output) // a step without outputs writes none
	_ = os.Remove(s.output)
	found := map[string]string{}
	for lines := strings.Split(string(text), "\n"); len(lines) > 1; {
		if name, end, several := strings.Cut(lines[0], "<<"); several {
			var value []string
			for lines = lines[1:]; lines[0] != end; lines = lines[1:] {
				value = append(value, lines[0])
			}
			found[name] = strings.Join(value, "\n")
		} else {
			name, value, _ := strings.Cut(lines[0], "=")
			found[name] = value
		}
		lines = lines[1:]
	}
	return found
}

func TestActionInstallsAndRuns(t *testing.T) {
	s := newStep(t)
	server := releases(t, honest)
	out, code := s.run("install.sh", "SCAFFOLD_VERSION=latest", "SCAFFOLD_FROM=release", "SCAFFOLD_RELEASES="+server.URL+"/releases")
	if code != 0 || s.outputs()["version"] != "v1.2.3" {
		t.Fatalf("exit %d\n%s", code, out)
	}
	path, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	s.bins = strings.TrimSpace(string(path))

	// It makes a repository; a hostile line is one argument, and never a command.
	out, code = s.run("run.sh", "SCAFFOLD_ARGS=init\ninfra\n--organization\nacme\n--repository\nacme/infra\n\n--message\n$(touch pwned); `touch pwned` \"\n", "SCAFFOLD_STDIN=", "SCAFFOLD_ACCEPT=")
	got := s.outputs()
	if code != 0 || got["exit-code"] != "0" || got["pull-request-url"] != "" {
		t.Fatalf("exit %d, %v\n%s", code, got, out)
	}
	var result struct{ Commit struct{ Message string } }
	if err := json.Unmarshal([]byte(got["json"]), &result); err != nil || result.Commit.Message != "$(touch pwned); `touch pwned` \"" {
		t.Errorf("%v: the commit's message is %q", err, result.Commit.Message)
	}
	if _, err := os.Stat(filepath.Join(s.dir, "pwned")); err == nil {
		t.Error("an argument was run")
	}
	if file, err := os.ReadFile(got["file"]); err != nil || strings.TrimSpace(string(file)) != strings.TrimSpace(got["json"]) {
		t.Errorf("the file holds something else: %v", err)
	}

	// Standard input, and a mistake in it: the step fails with the exit code and says why.
	s.dir = filepath.Join(s.dir, "infra")
	out, code = s.run("run.sh", "SCAFFOLD_ARGS=service\nshop\n--spec\n-", "SCAFFOLD_STDIN=port = 99999\nowner = \"::set-output name=x::y\"", "SCAFFOLD_ACCEPT=1 4")
	if got = s.outputs(); code != 2 || got["exit-code"] != "2" || !strings.Contains(out, "\n::error::") && !strings.HasPrefix(out, "::error::") || !strings.Contains(out, "A port is 1 to 65535.") {
		t.Errorf("exit %d, %v\n%s", code, got, out)
	}
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "::") && !strings.HasPrefix(line, "::error::") && !strings.HasPrefix(line, "::notice::") {
			t.Errorf("a command to the runner: %s", line)
		}
	}

	// Pending changes are an exit code that may be accepted.
	pending := "SCAFFOLD_ARGS=generate\n--dry-run\n--detailed-exitcode\n.\n--set\nci_runner=big"
	if out, code = s.run("run.sh", pending, "SCAFFOLD_ACCEPT="); code != 4 {
		t.Errorf("exit %d\n%s", code, out)
	}
	if out, code = s.run("run.sh", pending, "SCAFFOLD_ACCEPT=3 4"); code != 0 || !strings.Contains(out, "commit: none") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if got = s.outputs(); got["exit-code"] != "4" {
		t.Errorf("the exit code is said to be %q", got["exit-code"])
	}
}

// What can't be trusted is not installed.
func TestActionRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		version, from string
		checksums     func(name, sum string) string
		says          string
	}{
		"another archive":    {"v1.2.3", "release", func(name, _ string) string { return strings.Repeat("a", 64) + "  " + name + "\n" }, "not what its checksum says"},
		"not listed":         {"v1.2.3", "release", func(name, sum string) string { return sum + "  other-" + name + "\n" }, "does not list"},
		"listed twice":       {"v1.2.3", "release", func(name, sum string) string { return honest(name, sum) + honest(name, sum) }, "does not list"},
		"an empty list":      {"v1.2.3", "release", func(string, string) string { return "" }, "does not list"},
		"no such release":    {"v9.9.9", "release", honest, "has no checksums"},
		"a path as version":  {"v1.2.3/../../x", "release", honest, "no release such as"},
		"a shell as version": {"v1.2.3;touch pwned", "source", honest, "no release such as"},
		"another origin":     {"v1.2.3", "somewhere", honest, "neither release nor source"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStep(t)
			server := releases(t, c.checksums)
			out, code := s.run("install.sh", "SCAFFOLD_VERSION="+c.version, "SCAFFOLD_FROM="+c.from, "SCAFFOLD_RELEASES="+server.URL+"/releases")
			if code == 0 || !strings.Contains(out, c.says) {
				t.Errorf("exit %d\n%s", code, out)
			}
			if installed, _ := filepath.Glob(filepath.Join(s.temp, "*", "bin", "*")); len(installed) > 0 {
				t.Errorf("installed nevertheless: %v", installed)
			}
			if path, err := os.ReadFile(s.path); err == nil {
				t.Errorf("on the PATH nevertheless: %s", path)
			}
		})
	}

	// Never without TLS, except from this machine.
	s := newStep(t)
	out, code := s.run("install.sh", "SCAFFOLD_VERSION=v1.2.3", "SCAFFOLD_FROM=release", "SCAFFOLD_RELEASES=http://localhost:1/releases")
	if code == 0 || !strings.Contains(out, "Protocol \"http\"") {
		t.Errorf("exit %d\n%s", code, out)
	}
}
