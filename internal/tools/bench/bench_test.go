package bench

import (
	"encoding/gob"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// builtIn is the folder of the binaries, once a benchmark has asked for them.
var builtIn string

// binaries builds scaffold and the peers once.
var binaries = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "scaffold-bench-")
	if err != nil {
		return "", err
	}
	builtIn = dir
	for name, pkg := range map[string]string{"scaffold": "../../../cmd/scaffold", "barecobra": "./barecobra", "bareloop": "./bareloop"} {
		cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", filepath.Join(dir, name), pkg)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w\n%s", pkg, err, out)
		}
	}
	return dir, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if builtIn != "" {
		_ = os.RemoveAll(builtIn)
	}
	os.Exit(code)
}

type bench struct {
	*testing.B
	bin string
}

func start(b *testing.B) bench {
	b.Helper()
	bin, err := binaries()
	if err != nil {
		b.Fatal(err)
	}
	return bench{b, bin}
}

// run runs a program and returns its wall time and its peak memory in bytes.
func (b bench) run(dir, name string, args ...string) (time.Duration, int64) {
	b.Helper()
	cmd := exec.Command(filepath.Join(b.bin, name), args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=b", "GIT_AUTHOR_EMAIL=b@example.com", "GIT_COMMITTER_NAME=b", "GIT_COMMITTER_EMAIL=b@example.com")
	begin := time.Now()
	out, err := cmd.CombinedOutput()
	took := time.Since(begin)
	if err != nil {
		b.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return took, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss * 1024
}

// compare runs ours and the peer in turn and reports the ratio of the medians.
// It returns the median of ours.
func (b bench) compare(times int, ours, peer func() time.Duration) time.Duration {
	b.Helper()
	var mine, theirs []time.Duration
	for range times {
		mine = append(mine, ours())
		theirs = append(theirs, peer())
	}
	m, t := median(mine), median(theirs)
	b.ReportMetric(float64(m)/float64(t), "x-peer")
	b.ReportMetric(float64(m.Microseconds())/1000, "ms")
	b.ReportMetric(float64(t.Microseconds())/1000, "peer-ms")
	b.ReportMetric(0, "ns/op")
	return m
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// repository makes a fresh infrastructure repository.
func (b bench) repository() string {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "infra")
	b.run(b.TempDir(), "scaffold", "init", dir, "--organization", "acme", "--repository", "acme/infra", "-q")
	return dir
}

// BenchmarkHelp: start-up against a bare cobra program. Goal: 1.8.
func BenchmarkHelp(t *testing.B) {
	b := start(t)
	b.compare(101, func() time.Duration { d, _ := b.run(".", "scaffold", "--help"); return d },
		func() time.Duration { d, _ := b.run(".", "barecobra", "--help"); return d })
}

// BenchmarkService: one service rendered and written. Goal: 3 bare loops.
func BenchmarkService(t *testing.B) {
	b := start(t)
	dir := b.repository()
	b.run(dir, "scaffold", "service", "service-a", "-q")
	archive := b.archive(filepath.Join(dir, "layers/04-applications/service-a"))
	n := 0
	b.compare(31, func() time.Duration {
		n++
		name := fmt.Sprintf("service-n%d", n)
		d, _ := b.run(dir, "scaffold", "service", name, "--no-commit", "-q")
		os.RemoveAll(filepath.Join(dir, "layers/04-applications", name))
		return d
	}, func() time.Duration {
		out := b.TempDir()
		d, _ := b.run(dir, "bareloop", "write", archive, out)
		return d
	})
}

// services is the size of a large repository.
const services = 1000

// large makes a repository with many specs and nothing rendered from them.
func (b bench) large() string {
	b.Helper()
	dir := b.repository()
	for i := range services {
		folder := filepath.Join(dir, fmt.Sprintf("layers/04-applications/service-%d", i))
		exposure := "internal" // a load balancer has rules for fewer
		if i%12 == 0 {
			exposure = "public"
		}
		text := fmt.Sprintf("unit \"service-%d\" {\n  pack     = \"service@1.0.0\"\n  exposure = %q\n}\n", i, exposure)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "scaffold.hcl"), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// BenchmarkThousandServices: 1,000 services in one run. Goal: 2 bare loops, 150 MB.
func BenchmarkThousandServices(t *testing.B) {
	b := start(t)
	dir := b.large()
	took, memory := b.run(dir, "scaffold", "generate", "--no-commit", "-q")
	archive := b.archive(filepath.Join(dir, "layers/04-applications"))
	peer, _ := b.run(dir, "bareloop", "write", archive, b.TempDir())
	b.ReportMetric(float64(took)/float64(peer), "x-peer")
	b.ReportMetric(float64(took.Milliseconds()), "ms")
	b.ReportMetric(float64(memory)/1e6, "MB")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkNothingChanged: generate over 1,000 services that are as rendered.
// Goal: 1 s, and 1.5 times reading and hashing the files.
func BenchmarkNothingChanged(t *testing.B) {
	b := start(t)
	dir := b.large()
	b.run(dir, "scaffold", "generate", "--no-commit", "-q")
	b.compare(7, func() time.Duration { d, _ := b.run(dir, "scaffold", "generate", "-q"); return d },
		func() time.Duration {
			d, _ := b.run(dir, "bareloop", "hash", filepath.Join(dir, "layers"))
			return d
		})
}

// BenchmarkCollectLess: processor time of generate in a small repository, against
// the same with Go's own garbage collection.
func BenchmarkCollectLess(t *testing.B) {
	b := start(t)
	dir := b.repository()
	b.run(dir, "scaffold", "service", "service-a", "-q")
	measure := func(gogc string) time.Duration {
		cmd := exec.Command(filepath.Join(b.bin, "scaffold"), "generate", "-q")
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOGC="+gogc)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	b.compare(31, func() time.Duration { return measure("") }, func() time.Duration { return measure("100") })
}

// BenchmarkUpgrade: upgrade of 1,000 services to a newer pack, a tenth edited
// by hand, against reading and hashing the files. Goal: 10 s on two cores.
func BenchmarkUpgrade(t *testing.B) {
	b := start(t)
	dir := b.large()
	b.run(dir, "scaffold", "generate", "--no-commit", "-q")
	b.newerPack(dir)
	for i := 0; i < services; i += 10 {
		b.replace(filepath.Join(dir, fmt.Sprintf("layers/04-applications/service-%d/environments/dev/main.tf", i)), "scan_on_push = true", "scan_on_push = false # ours")
	}
	args := []string{"upgrade", "--to", "1.1.0", "--no-commit", "-q"}
	for i := range services {
		args = append(args, fmt.Sprintf("service-%d", i))
	}
	took, memory := b.run(dir, "scaffold", args...)
	peer, _ := b.run(dir, "bareloop", "hash", filepath.Join(dir, "layers"))
	b.ReportMetric(float64(took)/float64(peer), "x-peer")
	b.ReportMetric(float64(took.Milliseconds()), "ms")
	b.ReportMetric(float64(memory)/1e6, "MB")
	b.ReportMetric(0, "ns/op")
}

// newerPack vendors a service pack 1.1.0 that changes a resource.
func (b bench) newerPack(dir string) {
	b.Helper()
	packs := filepath.Join(dir, ".scaffold", "packs")
	if err := os.CopyFS(filepath.Join(packs, "service@1.1.0"), os.DirFS(filepath.Join(packs, "service@1.0.0"))); err != nil {
		b.Fatal(err)
	}
	b.replace(filepath.Join(packs, "service@1.1.0", "pack.hcl"), `"1.0.0"`, `"1.1.0"`)
	b.replace(filepath.Join(packs, "service@1.1.0", "environment", "main.tf.tmpl"), "image_tag_mutability", "force_delete = false\n  image_tag_mutability")
}

func (b bench) replace(name, old, with string) {
	b.Helper()
	content, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(content), old) {
		b.Fatalf("%s lacks %q: %v", name, old, err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(content), old, with, 1)), 0o644); err != nil {
		b.Fatal(err)
	}
}

// archive packs the files below dir for bareloop.
func (b bench) archive(dir string) string {
	b.Helper()
	name := filepath.Join(b.TempDir(), "archive")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	encoder := gob.NewEncoder(f)
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		type file struct {
			Path    string
			Content []byte
		}
		return encoder.Encode(file{strings.TrimPrefix(path, dir+"/"), content})
	})
	if err != nil {
		b.Fatal(err)
	}
	return name
}
