package platform

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

func TestCacheThatDoesNotAnswer(t *testing.T) {
	capture(t)
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	host, port, _ := net.SplitHostPort(silent.Addr().String())
	clients := opened(t, map[string]string{"REDIS_HOST": host, "REDIS_PORT": port, "REDIS_TLS": "false"})

	started := time.Now()
	code, answer := status(clients)
	if code != http.StatusServiceUnavailable {
		t.Errorf("%d %s", code, answer)
	}
	if took := time.Since(started); took > 3*checkTimeout {
		t.Errorf("it took %s", took)
	}
}

func TestCacheToken(t *testing.T) {
	settings := aws.Config{Region: "eu-central-1", Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "hidden"}, nil
	})}
	user, token, err := cacheToken(cacheConfig{name: "shared-dev-redis", user: "orders-dev"}, settings)(t.Context())
	if err != nil || user != "orders-dev" {
		t.Fatal(user, err)
	}
	address, err := url.Parse("//" + token)
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	for name, want := range map[string]string{"Action": "connect", "User": "orders-dev", "X-Amz-Expires": "900", "X-Amz-SignedHeaders": "host"} {
		if got := query.Get(name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	if address.Host != "shared-dev-redis" || !strings.Contains(query.Get("X-Amz-Credential"), "/eu-central-1/elasticache/aws4_request") || strings.Contains(token, "hidden") {
		t.Errorf("the token is %s", token)
	}
}

func TestCacheUserNeedsAName(t *testing.T) {
	if _, err := LoadConfig(env(map[string]string{"REDIS_HOST": "cache", "REDIS_USER": "orders-dev"})); err == nil || !strings.Contains(err.Error(), "REDIS_NAME") {
		t.Errorf("the error is %v", err)
	}
}
