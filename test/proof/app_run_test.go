package proof

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// runtimes say what an application of each runtime is called with after `make
// build`: the image's ENTRYPOINT, but for the program's folder.
var runtimes = map[string]struct {
	tool  string
	start []string
}{
	"python": {"python3", []string{".venv/bin/python", "-m", "app"}},
	"node":   {"npm", []string{"node", "src/main.js"}},
	"go":     {"go", []string{"bin/app"}},
	"java":   {"mvn", []string{"java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr", "-Xlog:disable", "-Xlog:all=warning:stderr", "-jar", "target/app.jar"}},
}

// hostilePath is a health check's path that means something to routers, shells
// and source code.
const hostilePath = `/a'b$(c):d*`

// alone are the flags of an application repository without infrastructure.
var alone = []string{"--repository", "Acme/web.app", "--deploys-to", `[{ environment = "dev", region = "us-east-1", account = "123456789012" }]`}

// partly are applications that use something of what there is to use; others
// use all of it, or nothing.
var partly = map[string][]string{
	"database": {"--database"},
	"cache":    {"--cache", "--services", "pricing", "--tables", "orders,order-lines"},
	"queues":   {"--queues", "jobs,mail-out", "--worker-queue", "mail-out", "--buckets", "uploads"},
}

// partOf is the part that is proven of each runtime, unless all are asked for.
// Nothing and everything try each use, on and off, with each runtime; with one
// part for each runtime, every two uses also meet one on and the other off.
var partOf = map[string]string{"go": "cache", "java": "database", "node": "queues", "python": "cache"}

// TestApplications proves what `scaffold app-repo` makes, runtime by runtime:
// its own linters and tests pass, and the application runs, with nothing to
// use, and with a real PostgreSQL, a real Redis and emulated queues.
func TestApplications(t *testing.T) {
	t.Parallel()
	for _, name := range slices.Sorted(maps.Keys(runtimes)) {
		t.Run(name, func(t *testing.T) {
			needTool(t, runtimes[name].tool)
			needTool(t, "make")
			t.Parallel()
			t.Run("nothing", func(t *testing.T) {
				t.Parallel()
				a := makeApplication(t, name, "web", append(alone, "--health-check-paths", `["`+hostilePath+`", "/health"]`)...)
				a.make("setup", "lint", "test", "build")
				a.runsAlone()
			})
			t.Run("everything", func(t *testing.T) {
				t.Parallel()
				a := makeApplication(t, name, "shop", "--infra", readGolden(t))
				a.make("setup", "lint", "test", "build")
				a.runsWithAll()
			})
			for _, part := range slices.Sorted(maps.Keys(partly)) {
				if part != partOf[name] && !*full {
					continue
				}
				t.Run(part, func(t *testing.T) {
					t.Parallel()
					a := makeApplication(t, name, "web", append(alone, partly[part]...)...)
					a.make("setup", "lint", "test")
					a.lockIsExact()
				})
			}
		})
	}
}

// application is a repository that `scaffold app-repo` made.
type application struct {
	t       *testing.T
	runtime string
	dir     string
	env     []string
}

func makeApplication(t *testing.T, runtime, name string, flags ...string) *application {
	t.Helper()
	dir := t.TempDir()
	scaffold(t, dir, append([]string{"app-repo", name, "--runtime", runtime, "--output-dir", "app"}, flags...)...)
	// Tools keep their downloads in the home folder of whoever runs the tests.
	// What lives for seconds is not worth compiling well, or at all.
	env := append(os.Environ(), "HOME="+originalHome, "CI=true", "PIP_NO_COMPILE=1", "MAVEN_OPTS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
	return &application{t, runtime, filepath.Join(dir, "app"), env}
}

// make runs targets of its Makefile, one by one.
func (a *application) make(targets ...string) {
	a.t.Helper()
	for _, target := range targets {
		a.run("make", target)
	}
	if out := git(a.t, a.dir, "status", "--porcelain"); out != "" {
		a.t.Errorf("make %s leaves files that git does not ignore:\n%s", strings.Join(targets, " "), out)
	}
}

func (a *application) run(name string, args ...string) string {
	a.t.Helper()
	defer compute()()
	started := time.Now()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = a.dir, a.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		a.t.Fatalf("%s %s in %s: %v\n%s", name, strings.Join(args, " "), a.dir, err, out)
	}
	a.t.Logf("%5.1f s: %s %s", time.Since(started).Seconds(), name, strings.Join(args, " "))
	return string(out)
}

// lockIsExact shows that the lock holds what this application needs, and
// nothing else.
func (a *application) lockIsExact() {
	a.t.Helper()
	switch a.runtime {
	case "go":
		a.run("go", "mod", "tidy", "-diff")
	case "node":
		a.run("npm", "ls", "--all")
	case "python":
		a.run(".venv/bin/python", "-m", "pip", "check")
	}
}

// runsAlone starts it without anything that it could use.
func (a *application) runsAlone() {
	a.t.Helper()
	p := a.start("/health", nil)
	p.answers("GET", hostilePath, "", 200, `{"status":"ok"}`)
	p.behaves("", "web")
	p.answers("GET", "/status", "", 200, `{"checks":{},"status":"ok"}`)
	p.stopsWithARequestInFlight("/greetings")
	a.healthcheckFails()
	a.refusesBadConfiguration()
}

// healthcheckFails shows that the health check notices an application that
// does not run.
func (a *application) healthcheckFails() {
	a.t.Helper()
	if err := a.healthcheck(1); err == nil {
		a.t.Error("the health check of an application that does not run succeeds")
	}
}

var healthcheckInstruction = regexp.MustCompile(`(?m)^HEALTHCHECK .*\\\n +CMD \["(/app/healthcheck)"\]$`)

// healthcheckProgram is the health check of an application's image. Every one
// has it in the same place: a service's task definition runs it, whatever the
// runtime.
func healthcheckProgram(t *testing.T, dir string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(dir, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	found := healthcheckInstruction.FindSubmatch(src)
	if found == nil {
		t.Fatalf("the image's health check is not /app/healthcheck:\n%s", src)
	}
	return string(found[1])
}

// healthcheck runs it here, beside the program as in the image.
func (a *application) healthcheck(port int) error {
	a.t.Helper()
	healthcheckProgram(a.t, a.dir)
	name := "./healthcheck"
	switch a.runtime {
	case "go": // a link that the Dockerfile makes
		name = "bin/healthcheck"
		_ = os.Symlink("app", filepath.Join(a.dir, name))
	case "java": // the Dockerfile copies it beside the program
		script, err := os.ReadFile(filepath.Join(a.dir, name))
		if err != nil {
			a.t.Fatal(err)
		}
		name = "target/healthcheck"
		writeFile(a.t, filepath.Join(a.dir, name), script, 0o755)
	}
	started := time.Now()
	out, err := a.command([]string{name}, []string{fmt.Sprint("PORT=", port)}).CombinedOutput()
	a.t.Logf("%5.1f s: healthcheck, %v %s", time.Since(started).Seconds(), err, out)
	return err
}

func (a *application) refusesBadConfiguration() {
	a.t.Helper()
	cmd := a.command(a.startArgs(), []string{"PORT=abc"})
	out, err := cmd.Output()
	if err == nil || cmd.ProcessState.ExitCode() != 1 {
		a.t.Errorf("PORT=abc: %v", err)
	}
	var line struct{ Level, Message string }
	if err := json.Unmarshal(out, &line); err != nil || line.Level != "error" || line.Message == "" || !strings.Contains(string(out), "PORT") {
		a.t.Errorf("PORT=abc is told as %q", out)
	}
}

var entrypoint = regexp.MustCompile(`(?m)^ENTRYPOINT (\[.*\])$`)

// startArgs is how it is started here, which must be how the image does it.
func (a *application) startArgs() []string {
	a.t.Helper()
	src, err := os.ReadFile(filepath.Join(a.dir, "Dockerfile"))
	if err != nil {
		a.t.Fatal(err)
	}
	args := runtimes[a.runtime].start
	found := entrypoint.FindAllSubmatch(src, -1)
	var image []string
	if len(found) != 1 || json.Unmarshal(found[0][1], &image) != nil || len(image) != len(args) {
		a.t.Fatalf("the image's ENTRYPOINT is not %q:\n%s", args, src)
	}
	for i, arg := range image {
		if filepath.Base(arg) != filepath.Base(args[i]) {
			a.t.Fatalf("the image starts %q, and here it is started as %q", image, args)
		}
	}
	return args
}

// command runs it with nothing of this process's environment but what programs
// need.
func (a *application) command(args, env []string) *exec.Cmd {
	program, path := args[0], os.Getenv("PATH")
	if javaHome := os.Getenv("JAVA_HOME"); javaHome != "" {
		path = filepath.Join(javaHome, "bin") + string(filepath.ListSeparator) + path
		if program == "java" {
			program = filepath.Join(javaHome, "bin", program)
		}
	}
	if strings.Contains(program, "/") && !filepath.IsAbs(program) {
		program = filepath.Join(a.dir, program)
	}
	cmd := exec.Command(program, args[1:]...)
	cmd.Dir = a.dir
	cmd.Env = append([]string{"PATH=" + path, "HOME=" + a.t.TempDir(), "AWS_EC2_METADATA_DISABLED=true"}, env...)
	return cmd
}
