package platform

import (
	"net"
	"net/http"
	"testing"
	"time"
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
