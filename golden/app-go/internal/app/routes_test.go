package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/acme/shop-web/internal/platform"
)

func request(method, path, body string) *httptest.ResponseRecorder {
	mux := http.NewServeMux()
	Routes(mux, &platform.Clients{Config: platform.Config{Service: "orders", Environment: "test"}})
	response := httptest.NewRecorder()
	mux.ServeHTTP(response, httptest.NewRequest(method, platform.BasePath+path, strings.NewReader(body)))
	return response
}

func TestIndex(t *testing.T) {
	response := request("GET", "/", "")
	if want := `{"environment":"test","service":"orders"}`; strings.TrimSpace(response.Body.String()) != want {
		t.Errorf("%d %s", response.Code, response.Body)
	}
}

func TestGreetings(t *testing.T) {
	for _, test := range []struct {
		body   string
		status int
		answer string
	}{
		{`{"name":"Ada"}`, 201, `{"message":"Hello, Ada!"}`},
		{`{"name":""}`, 400, `{"error":"name is missing"}`},
		{`{"name":7}`, 400, ""},
		{`{"name":"Ada","age":36}`, 400, ""},
		{`Ada`, 400, ""},
		{`{"name":"` + strings.Repeat("a", 1<<20) + `"}`, 413, ""},
	} {
		response := request("POST", "/greetings", test.body)
		answer := strings.TrimSpace(response.Body.String())
		if response.Code != test.status || test.answer != "" && answer != test.answer {
			t.Errorf("%.30s: %d %s", test.body, response.Code, answer)
		}
	}
}
