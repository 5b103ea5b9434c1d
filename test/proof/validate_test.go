package proof

import (
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// awsInFront stands before the AWS CLI. While $NOTES/rolling is there, the services
// that are described roll, and it is taken away: the next answer is the emulator's.
const awsInFront = `#!/usr/bin/env bash
printf '%s\n' "$1 $2" >>"$NOTES/calls"
if [[ $2 != describe-services || ! -e $NOTES/rolling ]]; then
	exec "$AWS" "$@"
fi
rm "$NOTES/rolling"
"$AWS" "$@" | jq '.services[] |= (.runningCount = 1 | .deployments += [.deployments[0] + {status: "ACTIVE"}])'
`

// validation is an environment dev in an emulator of AWS, whose public services
// answer at a server of the test's.
type validation struct {
	t      *testing.T
	aws    *emulator
	server *httptest.Server
	home   string

	minutes string // how long what rolls is waited for
}

func newValidation(t *testing.T) *validation {
	t.Helper()
	needTool(t, "jq")
	needTool(t, "aws")
	needTool(t, "moto_server")
	v := &validation{t: t, aws: startEmulator(t), home: t.TempDir(), minutes: "1"}
	v.server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/health":
		case "/none": // the application's own
			w.WriteHeader(http.StatusNotFound)
		case "/unrouted": // what no rule of the load balancer matches
			w.Header().Set("Server", "awselb/2.0")
			w.WriteHeader(http.StatusNotFound)
		default:
			w.WriteHeader(http.StatusBadGateway)
		}
	}))
	t.Cleanup(v.server.Close)
	authority := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: v.server.Certificate().Raw})
	writeFile(t, filepath.Join(v.home, "authority.pem"), authority, 0o644)
	writeFile(t, filepath.Join(v.home, "bin", "aws"), []byte(awsInFront), 0o755)
	v.ecs("CreateCluster", `{"clusterName": "dev-cluster"}`)
	v.ecs("RegisterTaskDefinition", `{"family": "any", "containerDefinitions": [{"name": "any", "image": "any", "memory": 128}]}`)
	return v
}

// ask sends the emulator a request, without the CLI's second to start.
func (v *validation) ask(service, target, kind, body string) string {
	v.t.Helper()
	r, err := http.NewRequest(http.MethodPost, v.aws.url, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("X-Amz-Target", target)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/"+service+"/aws4_request, SignedHeaders=host, Signature=none")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		v.t.Fatalf("%s %s: %s %v\n%s", service, body, answer.Status, err, text)
	}
	return string(text)
}

func (v *validation) ecs(action, body string) {
	v.t.Helper()
	v.ask("ecs", "AmazonEC2ContainerServiceV20141113."+action, "application/x-amz-json-1.1", body)
}

// query calls a service of the older kind, and returns what stands in an element of the answer.
func (v *validation) query(service, element string, values url.Values) string {
	v.t.Helper()
	_, rest, _ := strings.Cut(v.ask(service, "", "application/x-www-form-urlencoded", values.Encode()), "<"+element+">")
	found, _, _ := strings.Cut(rest, "</")
	return found
}

// tagged adds tags to the values of a request, as its service lists them.
func tagged(values url.Values, tags []string) url.Values {
	for i, tag := range tags {
		name, text, _ := strings.Cut(tag, "=")
		values.Set(fmt.Sprintf("Tags.member.%d.Key", i+1), name)
		values.Set(fmt.Sprintf("Tags.member.%d.Value", i+1), text)
	}
	return values
}

// service makes a service of a repository with so many tasks, which answers at where
// unless that is empty.
func (v *validation) service(name, repository string, count int, where string, more ...string) {
	v.t.Helper()
	own := []string{"Repository=" + repository, "Environment=dev", "Unit=" + name}
	balancers := ""
	if where != "" {
		network := v.query("ec2", "vpcId", url.Values{"Action": {"DescribeVpcs"}, "Version": {"2016-11-15"}})
		arn := v.query("elasticloadbalancing", "TargetGroupArn", tagged(url.Values{
			"Action": {"CreateTargetGroup"}, "Version": {"2015-12-01"}, "Name": {name}, "Protocol": {"HTTP"}, "Port": {"80"}, "TargetType": {"ip"}, "VpcId": {network},
		}, append(slices.Clone(own), "HealthUrl="+where)))
		balancers = fmt.Sprintf(`, "loadBalancers": [{"targetGroupArn": %q, "containerName": "any", "containerPort": 80}]`, arn)
	}
	var tags []string
	for _, tag := range append(own, more...) {
		key, text, _ := strings.Cut(tag, "=")
		tags = append(tags, fmt.Sprintf(`{"key": %q, "value": %q}`, key, text))
	}
	v.ecs("CreateService", fmt.Sprintf(`{"cluster": "dev-cluster", "serviceName": %q, "taskDefinition": "any", "desiredCount": 0, "tags": [%s]%s}`, name, strings.Join(tags, ", "), balancers))
	if count > 0 { // where it is given at first, the emulator never gets there
		v.ecs("UpdateService", fmt.Sprintf(`{"cluster": "dev-cluster", "service": %q, "desiredCount": %d}`, name, count))
	}
}

func (v *validation) alarm(name, repository, unit, state string) {
	v.t.Helper()
	v.query("monitoring", "RequestId", tagged(url.Values{
		"Action": {"PutMetricAlarm"}, "Version": {"2010-08-01"}, "AlarmName": {name}, "Namespace": {"n"}, "MetricName": {"m"}, "Statistic": {"Sum"}, "Period": {"60"},
		"EvaluationPeriods": {"1"}, "Threshold": {"1"}, "ComparisonOperator": {"GreaterThanThreshold"},
	}, []string{"Repository=" + repository, "Environment=dev", "Unit=" + unit}))
	v.query("monitoring", "RequestId", url.Values{
		"Action": {"SetAlarmState"}, "Version": {"2010-08-01"}, "AlarmName": {name}, "StateValue": {state}, "StateReason": {"it crossed\na line"},
	})
}

// says runs the golden repository's script and compares its lines and its exit code.
func (v *validation) says(what string, code int, want string, args ...string) {
	v.t.Helper()
	cli, err := exec.LookPath("aws")
	if err != nil {
		v.t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(readGolden(v.t), "scripts", "validate.sh"), args...)
	cmd.Env = append(append(os.Environ(), v.aws.env...), "HOME="+originalHome, "AWS="+cli, "NOTES="+v.home, "AWS_MAX_ATTEMPTS=1",
		"PATH="+filepath.Join(v.home, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"),
		"CURL_CA_BUNDLE="+filepath.Join(v.home, "authority.pem"), "VALIDATE_MINUTES="+v.minutes, "VALIDATE_PAUSE=1")
	out, _ := cmd.CombinedOutput() // its code is looked at
	got := atClosed.ReplaceAllString(strings.ReplaceAll(string(out), v.server.URL, "URL"), "CLOSED$1")
	if cmd.ProcessState.ExitCode() != code || got != want {
		v.t.Errorf("%s: exit %d\n%s\nnot %d\n%s", what, cmd.ProcessState.ExitCode(), got, code, want)
	}
}

// TestValidate runs scripts/validate.sh of the infrastructure repository: it knows
// services that are well from others, of this repository alone.
func TestValidate(t *testing.T) {
	v := newValidation(t)
	const ours, theirs = "acme/infrastructure", "acme/other"
	v.service("shop", ours, 2, v.server.URL+"/health")
	v.service("admin", ours, 1, v.server.URL+"/none")
	v.service("mailer", ours, 1, "")
	v.service("young", ours, 0, v.server.URL+"/broken", "desired-count=2")
	v.service("asleep", ours, 0, v.server.URL+"/broken")
	v.service("foreign", theirs, 1, v.server.URL+"/broken")
	v.alarm("shop-dev-errors", ours, "shop", "OK")
	v.alarm("foreign-errors", theirs, "foreign", "ALARM")
	writeFile(t, filepath.Join(v.home, "rolling"), nil, 0o644) // is waited for
	v.says("all is well", 0, `ok    admin is steady: 1 of 1 tasks
--    asleep shall have no tasks, by a schedule or terraform.tfvars
ok    mailer is steady: 1 of 1 tasks
ok    shop is steady: 2 of 2 tasks
--    young stands, and waits for its first deploy
ok    admin answers 404 at URL/none
ok    shop answers 200 at URL/health
ok    no alarm rings, of 1
`, "dev")
	if calls, _ := os.ReadFile(filepath.Join(v.home, "calls")); strings.Count(string(calls), "ecs describe-services\n") != 2 {
		t.Errorf("the services that roll are not looked at again:\n%s", calls)
	}
	v.says("one unit", 0, "ok    shop is steady: 2 of 2 tasks\nok    shop answers 200 at URL/health\nok    no alarm rings, of 1\n", "dev", "shop")

	v.service("unrouted", ours, 1, v.server.URL+"/unrouted")
	v.service("broken", ours, 1, v.server.URL+"/broken")
	v.ecs("CreateService", `{"cluster": "dev-cluster", "serviceName": "stuck", "taskDefinition": "any", "desiredCount": 2, "tags": [{"key": "Repository", "value": "acme/infrastructure"}, {"key": "Environment", "value": "dev"}, {"key": "Unit", "value": "stuck"}]}`)
	v.service("silent", ours, 1, "https://"+closed(t)+"/health")
	v.alarm("broken-dev-latency", ours, "broken", "ALARM")
	v.minutes = "0"
	v.says("all is ill", 1, `FAIL  nix: nothing in dev has this unit's tag
ok    broken is steady: 1 of 1 tasks
ok    silent is steady: 1 of 1 tasks
FAIL  stuck is not steady: 0 of 2 tasks, rollout IN_PROGRESS
ok    unrouted is steady: 1 of 1 tasks
FAIL  broken answers 502 at URL/broken
FAIL  silent does not answer at https://CLOSED/health
FAIL  unrouted does not answer at URL/unrouted: 404 is the load balancer's own answer
FAIL  the alarm broken-dev-latency rings: it crossed a line
`, "dev", "broken", "silent", "stuck", "unrouted", "nix")

	v.says("another environment", 0, "ok    no alarm rings, of 0\n", "staging")
	v.says("no such environment", 2, "usage: validate.sh dev | staging | production [UNIT…]\n", "qa")
	v.aws.env = append(v.aws.env, "AWS_ENDPOINT_URL=http://"+closed(t))
	v.says("nobody to ask", 3, "\nCould not connect to the endpoint URL: \"http://CLOSED/\"\nFAIL  AWS gave no answer about dev\n", "dev")
}

// closed is an address at which nobody listens.
func closed(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return listener.Addr().String()
}

// atClosed is the address of somebody who does not listen, and what curl says of it.
var atClosed = regexp.MustCompile(`127\.0\.0\.1:[0-9]+(/health): curl: .*|127\.0\.0\.1:[0-9]+`)
