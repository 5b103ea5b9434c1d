package platform

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestServiceIsCalled(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = io.WriteString(w, strings.Join([]string{r.Method, r.URL.String(), r.Header.Get(TraceHeader), string(body)}, " "))
	}))
	defer server.Close()
	service := opened(t, map[string]string{"CATALOG_URL": server.URL + "/v1/"}).Service("catalog")
	ctx := context.WithValue(t.Context(), traceKey{}, "Root=1-2")

	response, err := service.Do(ctx, http.MethodPost, "/prices?of=pen", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, _ := io.ReadAll(response.Body); string(body) != "POST /v1/prices?of=pen Root=1-2 {}" {
		t.Errorf("the service got %s", body)
	}
}

func TestServiceCheck(t *testing.T) {
	capture(t)
	code := http.StatusNotFound
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }))
	defer server.Close()
	clients := opened(t, map[string]string{"CATALOG_URL": server.URL})
	if got, answer := status(clients); got != http.StatusOK {
		t.Errorf("with a service that answers 404: %d %s", got, answer)
	}
	code = http.StatusBadGateway
	if got, answer := status(clients); got != http.StatusServiceUnavailable {
		t.Errorf("with a service that answers 502: %d %s", got, answer)
	}
}

func TestServiceNotConfigured(t *testing.T) {
	_, err := opened(t, nil).Service("catalog").Get(t.Context(), "/")
	if err == nil || err.Error() != "service catalog is not configured" {
		t.Errorf("the error is %v", err)
	}
}
