package proof

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestTerraform runs terraform fmt, init, validate and test on every root
// module of two repositories: the one of golden/ and one of variants.
func TestTerraform(t *testing.T) {
	needTerraform(t)
	t.Parallel()
	golden, _ := runGolden(t)
	pinProvider(t, golden)
	spent := &stopwatch{}
	t.Run("modules", func(t *testing.T) {
		for name, repository := range map[string]string{"golden": golden, "variants": makeVariants(t)} {
			checkFormat(t, spent, repository)
			for _, module := range rootModules(t, repository) {
				t.Run(name+"/"+module, func(t *testing.T) {
					t.Parallel()
					proveModule(t, spent, filepath.Join(repository, filepath.FromSlash(module)))
				})
			}
		}
	})
	t.Log(spent)
}

// rootModules are the folders of a repository that hold Terraform code.
func rootModules(t *testing.T, repository string) []string {
	t.Helper()
	var modules []string
	for name := range readTree(t, repository) {
		if dir := filepath.ToSlash(filepath.Dir(name)); strings.HasSuffix(name, ".tf") && !strings.Contains(dir, "/tests/") && !slices.Contains(modules, dir) {
			modules = append(modules, dir)
		}
	}
	slices.Sort(modules)
	if len(modules) < 3 {
		t.Fatalf("only %d root modules in %s", len(modules), repository)
	}
	return modules
}

// checkFormat refuses files that `terraform fmt` would change.
func checkFormat(t *testing.T, spent *stopwatch, repository string) {
	t.Helper()
	defer spent.start("fmt")()
	if out, err := terraform(repository, nil, "fmt", "-check", "-diff", "-recursive"); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

var passed = regexp.MustCompile(`(?m)^Success! (\d+) passed, 0 failed\.$`)

// proveModule initializes a root module, validates it and runs its tests, which
// reach the provider through the shared process.
func proveModule(t *testing.T, spent *stopwatch, dir string) {
	t.Helper()
	attach := attached(t)
	defer compute()()
	stop := spent.start("init")
	initially, validating := attach, attach
	if _, done := installed.LoadOrStore(requiredProviders(t, dir), true); !done {
		initially = nil
	}
	if *full { // as whoever uses the module runs them
		initially, validating = nil, nil
	}
	if out, err := terraform(dir, initially, "init", "-backend=false"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	stop()
	stop = spent.start("validate")
	if out, err := terraform(dir, validating, "validate"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	stop()
	tests, err := filepath.Glob(filepath.Join(dir, "tests", "*.tftest.hcl"))
	if err != nil || len(tests) == 0 {
		t.Fatalf("the root module has no tests: %v", err)
	}
	defer spent.start("test")()
	out, err := terraform(dir, attach, "test")
	if err != nil || strings.Contains(out, "Warning:") {
		t.Fatalf("%v\n%s", err, out)
	}
	runs := passed.FindStringSubmatch(out)
	if runs == nil || runs[1] == "0" {
		t.Fatalf("no test ran\n%s", out)
	}
}

// installed are the required_providers blocks that init took from the mirror.
// What it then installs depends on nothing else, so other modules with the same
// block attach to the running provider: reading 700 MB for a checksum is most
// of an init.
var installed sync.Map

// requiredProviders is the text of a root module's required_providers block.
func requiredProviders(t *testing.T, dir string) string {
	t.Helper()
	const name = "versions.tf"
	src, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range parseBody(t, name, string(src)).Blocks {
		for _, inner := range b.Body.Blocks {
			if b.Type == "terraform" && inner.Type == "required_providers" {
				return string(src[inner.TypeRange.Start.Byte:inner.CloseBraceRange.End.Byte])
			}
		}
	}
	t.Fatalf("%s requires no providers", dir)
	return ""
}

// stopwatch sums up what the steps of concurrent tests take.
type stopwatch struct {
	mu    sync.Mutex
	total map[string]time.Duration
	times map[string]int
}

func (s *stopwatch) start(step string) func() {
	begin := time.Now()
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.total == nil {
			s.total, s.times = map[string]time.Duration{}, map[string]int{}
		}
		s.total[step] += time.Since(begin)
		s.times[step]++
	}
}

// String lists the steps, as often as they ran, and their seconds summed up
// over everything that ran at once.
func (s *stopwatch) String() string {
	var out strings.Builder
	for _, step := range []string{"fmt", "init", "validate", "test"} {
		fmt.Fprintf(&out, "%s: %d times, %.1f s; ", step, s.times[step], s.total[step].Seconds())
	}
	return out.String()
}
