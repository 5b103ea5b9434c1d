package proof

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// recorder stands before the emulator and notes, while it is told to, which
// actions of AWS's services it is asked for.
type recorder struct {
	*httptest.Server
	mu      sync.Mutex
	on      bool
	actions map[string]bool
}

// record starts one before an address.
func record(t *testing.T, address string) *recorder {
	t.Helper()
	target, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{actions: map[string]bool{}}
	proxy := httputil.NewSingleHostReverseProxy(target)
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		r.note(request)
		proxy.ServeHTTP(w, request)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *recorder) note(request *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.on {
		return
	}
	body, err := io.ReadAll(request.Body)
	if err != nil {
		r.actions["unread:"+err.Error()] = true
		return
	}
	request.Body = io.NopCloser(bytes.NewReader(body))
	r.actions[actionOf(request, body)] = true
}

// while runs what is recorded.
func (r *recorder) while(do func()) {
	set := func(on bool) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.on = on
	}
	set(true)
	defer set(false)
	do()
}

var signedFor = regexp.MustCompile(`Credential=[^/]+/[^/]+/[^/]+/([^/]+)/aws4_request`)

// actionOf is the IAM action that a request needs, as the service authorization
// reference calls it.
func actionOf(request *http.Request, body []byte) string {
	service := "unsigned"
	if m := signedFor.FindStringSubmatch(request.Header.Get("Authorization")); m != nil {
		service = m[1]
	}
	if service == "monitoring" {
		service = "cloudwatch"
	}
	if target := request.Header.Get("X-Amz-Target"); target != "" {
		return service + ":" + target[strings.LastIndex(target, ".")+1:]
	}
	if form, err := url.ParseQuery(string(body)); err == nil && form.Get("Action") != "" {
		return service + ":" + form.Get("Action")
	}
	if _, operation, ok := strings.Cut(request.URL.Path, "/operation/"); ok {
		return service + ":" + operation
	}
	switch {
	case service == "s3":
		return "s3:" + bucketAction(request)
	case service == "route53" && request.Method == http.MethodGet:
		return "route53:Get" + path.Base(request.URL.Path)
	}
	return service + ":" + request.Method + request.URL.Path
}

// bucketAction is what a request about a bucket needs; what it asks for is in its
// query.
func bucketAction(request *http.Request) string {
	if request.Method != http.MethodGet && request.Method != http.MethodHead {
		return request.Method + request.URL.RequestURI()
	}
	for part, action := range map[string]string{
		"accelerate": "GetAccelerateConfiguration", "acl": "GetBucketAcl", "cors": "GetBucketCORS", "encryption": "GetEncryptionConfiguration",
		"lifecycle": "GetLifecycleConfiguration", "location": "GetBucketLocation", "logging": "GetBucketLogging", "object-lock": "GetBucketObjectLockConfiguration",
		"ownershipControls": "GetBucketOwnershipControls", "policy": "GetBucketPolicy", "publicAccessBlock": "GetBucketPublicAccessBlock",
		"replication": "GetReplicationConfiguration", "requestPayment": "GetBucketRequestPayment", "tagging": "GetBucketTagging",
		"versioning": "GetBucketVersioning", "website": "GetBucketWebsite",
	} {
		if request.URL.Query().Has(part) {
			return action
		}
	}
	if strings.Count(strings.Trim(request.URL.Path, "/"), "/") > 0 {
		return "GetObject"
	}
	return "ListBucket"
}

// mayPlan shows that the role that plans may do all that the plans recorded
// asked for: by AWS's ViewOnlyAccess, as the emulator knows it, and by what
// bootstrap/ adds to it.
func (e *emulator) mayPlan(bootstrap string) {
	e.t.Helper()
	var policy struct {
		Policy struct{ DefaultVersionID string }
	}
	const arn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"
	e.aws(&policy, "iam", "get-policy", "--policy-arn", arn)
	var version struct {
		PolicyVersion struct {
			Document struct{ Statement []struct{ Action any } }
		}
	}
	e.aws(&version, "iam", "get-policy-version", "--policy-arn", arn, "--version-id", policy.Policy.DefaultVersionID)
	allowed := []string{"sts:GetCallerIdentity", "ssm:GetParameter", "ssm:GetParameters"} // the former needs none, the others are an image's
	for _, s := range version.PolicyVersion.Document.Statement {
		for _, action := range s.Action.([]any) {
			allowed = append(allowed, action.(string))
		}
	}
	asked := slices.Sorted(maps.Keys(e.recorder.actions))
	e.t.Logf("plans ask for %v", asked)
	if without := refused(asked, allowed); !slices.Contains(without, "kms:GetKeyPolicy") || !slices.Contains(without, "iam:GetRole") {
		e.t.Errorf("of %v ViewOnlyAccess alone would refuse %v: too little was recorded", asked, without)
	}
	for _, action := range refused(asked, append(allowed, definitions(e.t, bootstrap)...)) {
		e.t.Errorf("a plan asks for %s, and its role may not", action)
	}
}

// definitions are the actions that bootstrap/ adds for plans.
func definitions(t *testing.T, bootstrap string) []string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(bootstrap, "plan.tf"))
	if err != nil {
		t.Fatal(err)
	}
	var actions []string
	for _, b := range parseBody(t, "plan.tf", string(src)).Blocks {
		attr := b.Body.Attributes["definitions"]
		if b.Type != "locals" || attr == nil {
			continue
		}
		v, diags := attr.Expr.Value(nil)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		for _, action := range v.AsValueSlice() {
			actions = append(actions, action.AsString())
		}
	}
	return actions
}

// refused are the actions that no pattern allows.
func refused(asked, allowed []string) []string {
	return slices.DeleteFunc(slices.Clone(asked), func(action string) bool {
		return slices.ContainsFunc(allowed, func(pattern string) bool {
			ok, err := path.Match(pattern, action)
			return ok && err == nil
		})
	})
}
