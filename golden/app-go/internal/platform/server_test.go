package platform

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func testRoutes(mux *http.ServeMux, _ *Clients) {
	mux.HandleFunc("GET "+BasePath+"/{$}", func(w http.ResponseWriter, _ *http.Request) {
		WriteJSON(w, http.StatusOK, "index")
	})
	mux.HandleFunc("POST "+BasePath+"/items", func(w http.ResponseWriter, r *http.Request) {
		var item struct{ Name string }
		if ReadJSON(w, r, &item) {
			WriteJSON(w, http.StatusCreated, item.Name)
		}
	})
	mux.HandleFunc("GET "+BasePath+"/panic", func(http.ResponseWriter, *http.Request) { panic("oh no") })
}

func request(method, path, body string) *httptest.ResponseRecorder {
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	request := httptest.NewRequest(method, path, content)
	request.Header.Set(TraceHeader, "Root=1-2")
	response := httptest.NewRecorder()
	NewServer(&Clients{}, testRoutes).Handler.ServeHTTP(response, request)
	return response
}

func TestAnswers(t *testing.T) {
	capture(t)
	for _, test := range []struct {
		method, path, body string
		status             int
		answer             string
	}{
		{"GET", BasePath + "/nowhere", "", 404, `{"error":"not found"}`},
		{"GET", BasePath + "//items", "", 404, `{"error":"not found"}`},
		{"DELETE", BasePath + "/items", "", 405, `{"error":"method not allowed"}`},
		{"DELETE", HealthPaths[0], "", 405, `{"error":"method not allowed"}`},
		{"POST", BasePath + "/items", `{"name":"pen"}`, 201, `"pen"`},
		{"POST", BasePath + "/items", `{"name":7}`, 400, ""},
		{"POST", BasePath + "/items", `{"name":"pen","price":1}`, 400, ""},
		{"POST", BasePath + "/items", `{"name":"pen"} {}`, 400, ""},
		{"POST", BasePath + "/items", "", 400, ""},
		{"POST", BasePath + "/items", `{"name":"` + strings.Repeat("a", maxBody) + `"}`, 413, ""},
		{"GET", BasePath + "/panic", "", 500, `{"error":"internal error"}`},
	} {
		response := request(test.method, test.path, test.body)
		answer := strings.TrimSpace(response.Body.String())
		if response.Code != test.status || test.answer != "" && answer != test.answer {
			t.Errorf("%s %s %.30s: %d %s", test.method, test.path, test.body, response.Code, answer)
		}
		if got := response.Header().Get("Content-Type"); got != "application/json" {
			t.Errorf("%s %s: Content-Type is %s", test.method, test.path, got)
		}
	}
}

func TestHealthIsNotLogged(t *testing.T) {
	out := capture(t)
	for _, path := range HealthPaths {
		response := request("GET", path, "")
		if response.Code != http.StatusOK || response.Body.String() != `{"status":"ok"}`+"\n" {
			t.Errorf("%s: %d %s", path, response.Code, response.Body)
		}
	}
	if out.Len() > 0 {
		t.Errorf("it logged %s", out)
	}
}

func TestIndexWithAndWithoutSlash(t *testing.T) {
	capture(t)
	for _, path := range []string{BasePath, BasePath + "/"} {
		if path == "" || isHealthPath(httptest.NewRequest("GET", path, nil)) {
			continue
		}
		if response := request("GET", path, ""); response.Body.String() != "\"index\"\n" {
			t.Errorf("%s: %d %s", path, response.Code, response.Body)
		}
	}
}

func TestAccessLog(t *testing.T) {
	out := capture(t)
	request("POST", BasePath+"/items?token=secret", `{"name":"pen"}`)
	line := logged(t, out)
	for key, want := range map[string]any{
		"message": "request", "method": "POST", "path": BasePath + "/items", "status": 201.0, "trace_id": "Root=1-2",
	} {
		if line[key] != want {
			t.Errorf("%s is %v, not %v", key, line[key], want)
		}
	}
	if _, ok := line["duration_ms"].(float64); !ok {
		t.Errorf("duration_ms is %v", line["duration_ms"])
	}
	if strings.Contains(out.String(), "secret") {
		t.Error("the query is in the log")
	}
}

func TestPanicIsLoggedWithItsStack(t *testing.T) {
	out := capture(t)
	request("GET", BasePath+"/panic", "")
	if !strings.Contains(out.String(), "oh no") || !strings.Contains(out.String(), "server_test.go") {
		t.Errorf("it logged %s", out)
	}
}
