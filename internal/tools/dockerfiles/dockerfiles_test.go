package dockerfiles

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// goldens are the application repositories in golden/, one a runtime.
const goldens = "../../../golden/app-*/Dockerfile"

// dockerfiles are the golden ones, by the name of their tree.
func dockerfiles(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob(goldens)
	if err != nil || len(names) != 4 {
		t.Fatalf("%d Dockerfiles for four runtimes: %v", len(names), names)
	}
	found := map[string]string{}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		found[filepath.Base(filepath.Dir(name))] = string(src)
	}
	return found
}

// noImages stands for a registry: every base image has an empty configuration.
type noImages struct{}

func (noImages) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	config, err := json.Marshal(ocispecs.Image{
		Platform: ocispecs.Platform{Architecture: "amd64", OS: "linux"},
		Config:   ocispecs.ImageConfig{Env: []string{"PATH=/usr/bin"}},
	})
	return ref, digest.FromBytes(config), config, err
}

// TestDockerfilesPassBuildKit shows that BuildKit can read the Dockerfiles and
// that its linter, all rules on, finds nothing in them.
func TestDockerfilesPassBuildKit(t *testing.T) {
	all := dockerfiles(t)
	own, err := os.ReadFile("../../../.ci/release.Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	all["the release's image"] = string(own)
	for name, src := range all {
		source := llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", []byte(src))
		source.Definition = &llb.Definition{}
		opt := dockerfile2llb.ConvertOpt{MetaResolver: noImages{}, SourceMap: source}
		opt.Config.LinterConfig = &linter.Config{ExperimentalAll: true} // every rule there is
		results, err := dockerfile2llb.DockerfileLint(t.Context(), []byte(src), opt)
		if err != nil {
			t.Fatal(err)
		}
		if results.Error != nil {
			t.Errorf("%s: %s", name, results.Error.Message)
		}
		for _, w := range results.Warnings {
			t.Errorf("%s: %s: %s", name, w.RuleName, w.Detail)
		}
	}
}

// TestDockerfilesPassScanners checks what hadolint and Checkov's CKV_DOCKER
// rules of weight look for, on BuildKit's own reading of the files.
func TestDockerfilesPassScanners(t *testing.T) {
	pinnedImage := regexp.MustCompile(`^[a-z0-9./-]+:[A-Za-z0-9._-]*[0-9][A-Za-z0-9._-]*(@sha256:[0-9a-f]{64})?$|^[a-z0-9./-]+(:[A-Za-z0-9._-]+)?@sha256:[0-9a-f]{64}$`)
	numericUser := regexp.MustCompile(`^[1-9][0-9]*(:[1-9][0-9]*)?$`)
	for name, src := range dockerfiles(t) {
		parsed, err := parser.Parse(bytes.NewReader([]byte(src)))
		if err != nil {
			t.Fatal(err)
		}
		stages, _, err := instructions.Parse(parsed.AST, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(stages) < 2 {
			t.Errorf("%s: it is built in one stage", name)
		}
		var stageNames []string
		for _, stage := range stages {
			if !slices.Contains(stageNames, stage.BaseName) && !pinnedImage.MatchString(stage.BaseName) { // CKV_DOCKER_7, DL3006, DL3007
				t.Errorf("%s: the base image %s is not pinned", name, stage.BaseName)
			}
			stageNames = append(stageNames, stage.Name)
			scanStage(t, name, stage)
		}
		final := stages[len(stages)-1]
		seen := map[string]string{}
		for _, c := range final.Commands {
			switch c := c.(type) {
			case *instructions.UserCommand:
				seen["USER"] = c.User
			case *instructions.HealthCheckCommand:
				seen["HEALTHCHECK"] = strings.Join(c.Health.Test, " ")
			case *instructions.EntrypointCommand:
				if !c.PrependShell {
					seen["ENTRYPOINT"] = strings.Join(c.CmdLine, " ")
				}
			case *instructions.VolumeCommand:
				seen["VOLUME"] = strings.Join(c.Volumes, " ")
			case *instructions.ExposeCommand:
				seen["EXPOSE"] = strings.Join(c.Ports, " ")
			}
		}
		if !numericUser.MatchString(seen["USER"]) { // CKV_DOCKER_3, DL3002
			t.Errorf("%s: it runs as %q", name, seen["USER"])
		}
		if !strings.HasPrefix(seen["HEALTHCHECK"], "CMD ") || seen["ENTRYPOINT"] == "" || seen["VOLUME"] != "/tmp" || seen["EXPOSE"] != "9090" { // CKV_DOCKER_2, DL3025
			t.Errorf("%s: HEALTHCHECK, ENTRYPOINT, VOLUME or EXPOSE: %q", name, seen)
		}
	}
}

// scanStage looks at the instructions of one stage.
func scanStage(t *testing.T, name string, stage instructions.Stage) {
	t.Helper()
	inWorkdir := false
	for _, c := range stage.Commands {
		switch c := c.(type) {
		case *instructions.WorkdirCommand:
			inWorkdir = true
			if !strings.HasPrefix(c.Path, "/") { // DL3000
				t.Errorf("%s: WORKDIR %s is relative", name, c.Path)
			}
		case *instructions.AddCommand: // DL3020, CKV_DOCKER_4
			t.Errorf("%s: ADD where COPY does", name)
		case *instructions.RunCommand:
			line := strings.Join(c.CmdLine, " ")
			for _, bad := range []string{"sudo", "apt-get upgrade", "dist-upgrade", "cd ", "curl ", "wget ", "apt-get install", ":latest", "| sh"} { // DL3003, DL3004, DL3005, DL3008, DL4001
				if strings.Contains(line, bad) {
					t.Errorf("%s: RUN %s", name, line)
				}
			}
			if strings.Contains(line, "pip install") && !strings.Contains(line, "--require-hashes") { // DL3013
				t.Errorf("%s: RUN %s installs what no lock names", name, line)
			}
			if strings.Contains(line, "npm install") { // DL3016
				t.Errorf("%s: RUN %s installs what no lock names", name, line)
			}
		case *instructions.CopyCommand:
			if !inWorkdir && !strings.HasPrefix(c.DestPath, "/") { // DL3045
				t.Errorf("%s: COPY to %s before any WORKDIR", name, c.DestPath)
			}
		}
	}
}
