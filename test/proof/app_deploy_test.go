package proof

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// deployer runs the deploy script of an application repository against the
// emulator, with the environment of the workflow's job.
type deployer struct {
	e       *emulator
	dir     string // the application repository
	bin     string // stands before PATH
	env     []string
	image   string // REGISTRY/REPOSITORY
	failing string // while this file exists, ECS reports that new tasks fail
	pause   string // names the call after which the script waits
	summary string
}

// standInAWS is the AWS CLI, but for deployments: the emulator calls each of
// them completed at once. The circuit breaker is played here: while the file
// STAND_IN_FAILING is there, new tasks fail, and the service gets the revision
// back that the file names. After the call that the file STAND_IN_PAUSE names,
// the script waits until that file is gone.
const standInAWS = `#!/bin/sh
if [ "$1 $2" = "ecs describe-services" ] && [ -e "$STAND_IN_FAILING" ]; then
  answer=$("$STAND_IN_AWS" "$@") old=$(cat "$STAND_IN_FAILING")
  new=$(printf %s "$answer" | jq -r '.services[0].taskDefinition')
  if [ "$new" != "$old" ]; then
    "$STAND_IN_AWS" ecs update-service --cluster "$CLUSTER" --service "$SERVICE" --task-definition "$old" >/dev/null
  fi
  printf %s "$answer" | jq --arg old "$old" --arg new "$new" '.services[0] |= if $old == $new then . else
    .taskDefinition = $old | .deployments[0].taskDefinition = $old
    | .deployments += [{taskDefinition: $new, rolloutState: "FAILED", rolloutStateReason: "tasks failed to start"}] end'
  exit
fi
"$STAND_IN_AWS" "$@"
status=$?
while [ "$(cat "$STAND_IN_PAUSE" 2>/dev/null)" = "$1 $2" ]; do
  touch "$STAND_IN_PAUSE.reached"
  sleep 0.1
done
exit $status
`

func newDeployer(e *emulator, app, environment string) *deployer {
	e.t.Helper()
	jobs, _ := deployJobs(e.t, app)
	d := &deployer{e: e, dir: app, bin: e.t.TempDir()}
	d.failing, d.pause, d.summary = filepath.Join(d.bin, "failing"), filepath.Join(d.bin, "pause"), filepath.Join(d.bin, "summary.md")
	writeFile(e.t, filepath.Join(d.bin, "aws"), []byte(standInAWS), 0o755)
	real, err := exec.LookPath("aws")
	if err != nil {
		e.t.Fatal(err)
	}
	d.env = append(os.Environ(), e.env...)
	for name, value := range jobs[environment].Env {
		d.env = append(d.env, name+"="+value)
	}
	d.image = jobs[environment].Env["IMAGE_REPOSITORY"]
	d.env = append(d.env, "PATH="+d.bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "HOME="+originalHome,
		"STAND_IN_AWS="+real, "STAND_IN_FAILING="+d.failing, "STAND_IN_PAUSE="+d.pause, "GITHUB_STEP_SUMMARY="+d.summary,
		"DEPLOY_POLL_SECONDS=0", "DEPLOY_TIMEOUT_SECONDS=60")
	return d
}

// imageDigest is a made-up one that ends in the digits given.
func imageDigest(end string) string { return "sha256:" + strings.Repeat("0", 64-len(end)) + end }

// script runs scripts/deploy.sh and returns its summary and whether it succeeded.
func (d *deployer) script(args ...string) (string, bool) {
	d.e.t.Helper()
	_ = os.Remove(d.summary)
	cmd := exec.Command(filepath.Join(d.dir, "scripts", "deploy.sh"), args...)
	cmd.Env = d.env
	out, err := cmd.CombinedOutput()
	d.e.t.Logf("deploy.sh %s\n%s", strings.Join(args, " "), out)
	summary, _ := os.ReadFile(d.summary)
	return string(summary), err == nil
}

// deploy deploys the image with this end of its digest; it must succeed.
func (d *deployer) deploy(end string) string {
	d.e.t.Helper()
	summary, ok := d.script(d.image + "@" + imageDigest(end))
	if !ok {
		d.e.t.Fatalf("the deploy of %s failed", imageDigest(end))
	}
	d.runs(end)
	return summary
}

// fails deploys an image whose tasks do not start.
func (d *deployer) fails(end string) string {
	d.e.t.Helper()
	writeFile(d.e.t, d.failing, []byte(d.e.service().TaskDefinition), 0o644)
	summary, ok := d.script(d.image + "@" + imageDigest(end))
	if ok {
		d.e.t.Errorf("a deploy whose tasks fail is called a success")
	}
	if err := os.Remove(d.failing); err != nil {
		d.e.t.Fatal(err)
	}
	return summary
}

// during deploys an image and does something else once the script has made
// this call.
func (d *deployer) during(call string, do func(), end string) {
	d.e.t.Helper()
	writeFile(d.e.t, d.pause, []byte(call), 0o644)
	done := make(chan bool)
	go func() {
		_, ok := d.script(d.image + "@" + imageDigest(end))
		done <- ok
	}()
	reached := d.pause + ".reached"
	if !eventually(time.Minute, func() bool { _, err := os.Stat(reached); return err == nil }) {
		d.e.t.Errorf("a deploy does not call %s", call)
	}
	do()
	for _, name := range []string{d.pause, reached} {
		if err := os.Remove(name); err != nil {
			d.e.t.Error(err)
		}
	}
	if !<-done {
		d.e.t.Errorf("a deploy fails when something else happens after %s", call)
	}
	d.runs(end)
}

// parameter is what the image parameter holds.
func (d *deployer) parameter() string {
	d.e.t.Helper()
	var answer struct{ Parameter struct{ Value string } }
	d.e.ask("ssm", "AmazonSSM.GetParameter", map[string]any{"Name": "/dev/shop/image"}, &answer)
	return answer.Parameter.Value
}

// runs shows that parameter and service name the image.
func (d *deployer) runs(end string) {
	d.e.t.Helper()
	want := d.image + "@" + imageDigest(end)
	if got := d.parameter(); got != want {
		d.e.t.Errorf("the parameter holds %s, not %s", got, want)
	}
	definition := d.e.taskDefinition(d.e.service().TaskDefinition)
	if !strings.Contains(string(definition["containerDefinitions"]), want) {
		d.e.t.Errorf("the service runs %s, not %s", definition["containerDefinitions"], want)
	}
}

// firstDeployFails shows that nothing is left of a first deploy that failed.
func (d *deployer) firstDeployFails(shop string) {
	d.e.t.Helper()
	placeholder := d.parameter()
	if summary, ok := d.script(); ok {
		d.e.t.Errorf("a placeholder can be deployed again\n%s", summary)
	}
	summary := d.fails("bad")
	if count := d.e.service().DesiredCount; count != 0 || d.parameter() != placeholder {
		d.e.t.Errorf("after a failed first deploy %d tasks run, and the parameter holds %s, not %s", count, d.parameter(), placeholder)
	}
	if !strings.Contains(summary, "the deploy failed") {
		d.e.t.Errorf("the summary of a failed deploy is\n%s", summary)
	}
	d.e.settled(shop, "after a first deploy that failed")
}

// laterDeploys goes on with a live service of count tasks: deploys leave the
// number alone, a failing one the parameter too, an old digest comes back, and
// a service that sleeps goes on sleeping.
func (d *deployer) laterDeploys(count int) {
	d.e.t.Helper()
	counts := func(want int, when string) {
		d.e.t.Helper()
		if got := d.e.service().DesiredCount; got != want {
			d.e.t.Errorf("%s %d tasks run, not %d", when, got, want)
		}
	}
	if summary := d.deploy("2"); strings.Contains(summary, "Terraform Cloud") || !strings.Contains(summary, "/services/shop/") {
		d.e.t.Errorf("the summary of a later deploy is\n%s", summary)
	}
	counts(count, "after a second deploy")
	d.fails("bad")
	if got := d.parameter(); got != d.image+"@"+imageDigest("2") {
		d.e.t.Errorf("a later deploy that failed left %s in the parameter", got)
	}
	counts(count, "after a later deploy that failed")
	d.deploy("1")
	counts(count, "after a rollback")

	d.e.aws(nil, "ecs", "update-service", "--cluster", "dev-cluster", "--service", "shop", "--desired-count", "0")
	d.deploy("3")
	counts(0, "after the deploy of a service that a schedule put to sleep")
	if _, ok := d.script(); !ok { // the same once more, as after a change of its CPU
		d.e.t.Error("the running image can't be deployed again")
	}
	d.runs("3")
	counts(0, "after the running image was deployed again")
	d.e.aws(nil, "ecs", "update-service", "--cluster", "dev-cluster", "--service", "shop", "--desired-count", "20")
}

// TestPromotion runs promote.sh and find-image.sh with stand-ins for docker and
// the AWS CLI: no registry is here.
func TestPromotion(t *testing.T) {
	needTool(t, "jq")
	t.Parallel()
	defer compute()()
	dir := t.TempDir()
	for _, args := range emulatorCommands {
		scaffold(t, dir, args...)
	}
	scaffold(t, dir, "app-repo", "shop", "--runtime", "go")
	bin := t.TempDir()
	const source, target = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop-dev", "222222222222.dkr.ecr.us-east-1.amazonaws.com/shop-production"
	writeFile(t, filepath.Join(bin, "docker"), []byte(`#!/bin/sh
echo "docker $*" >>"$CALLS"
case "$*" in
  login*) cat >/dev/null ;;
  *inspect*) echo "{\"digest\": \"$COPIED\"}" ;;
esac
`), 0o755)
	writeFile(t, filepath.Join(bin, "aws"), []byte(`#!/bin/sh
echo "aws $*" >>"$CALLS"
case "$*" in
  *describe-images*) [ -n "$FOUND" ] && echo "$FOUND" || { echo "An error occurred (${PROBLEM:-ImageNotFoundException})" >&2; exit 254; } ;;
  *get-login-password*) echo secret ;;
esac
`), 0o755)
	run := func(script string, env []string, args ...string) (string, string, bool) {
		calls := filepath.Join(t.TempDir(), "calls")
		cmd := exec.Command(filepath.Join(dir, "shop", "scripts", script), args...)
		cmd.Env = append(append(os.Environ(), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "CALLS="+calls, "IMAGE_REPOSITORY="+target), env...)
		out, err := cmd.CombinedOutput()
		made, _ := os.ReadFile(calls)
		return string(out), string(made), err == nil
	}
	check := func(what, script string, env, args []string, wantOK bool, want ...string) {
		t.Helper()
		out, calls, ok := run(script, env, args...)
		if ok != wantOK {
			t.Errorf("%s: success is %t\n%s%s", what, ok, out, calls)
		}
		for _, text := range want {
			if negative, found := strings.CutPrefix(text, "!"); found && strings.Contains(out+calls, negative) || !found && !strings.Contains(out+calls, text) {
				t.Errorf("%s: %q in\n%s%s", what, text, out, calls)
			}
		}
	}
	from := "SOURCE_REPOSITORY=" + source
	check("a new image is copied", "promote.sh", []string{from, "TAG=abc", "COPIED=" + imageDigest("7")}, []string{imageDigest("7")}, true,
		"imagetools create --prefer-index=false --tag "+target+":abc "+source+"@"+imageDigest("7"),
		"get-login-password --region eu-west-1", "get-login-password --region us-east-1", "--password-stdin 111111111111.dkr.ecr.eu-west-1.amazonaws.com", "!secret")
	check("other bytes", "promote.sh", []string{from, "COPIED=" + imageDigest("8")}, []string{imageDigest("7")}, false, "not "+imageDigest("7"))
	check("an image that is there", "promote.sh", []string{from, "FOUND=x"}, []string{imageDigest("7")}, true, "already", "!imagetools create")
	check("an old image that nobody has", "promote.sh", nil, []string{imageDigest("7")}, false, "has no image")
	check("no digest", "promote.sh", []string{from}, []string{"latest; rm -rf /"}, false, "is no digest", "!aws")
	check("built before", "find-image.sh", []string{"FOUND=" + imageDigest("7")}, []string{"abc"}, true, "digest="+imageDigest("7"))
	check("not built before", "find-image.sh", nil, []string{"abc"}, true, "digest=\n")
	check("no access", "find-image.sh", []string{"PROBLEM=AccessDeniedException"}, []string{"abc"}, false, "AccessDenied")
}
