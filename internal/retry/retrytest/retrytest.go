// Package retrytest is how test servers answer, and fail to: Deliver sends an
// answer, Cut breaks the connection in its middle or before it.
package retrytest

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
)

// Deliver sends an answer that was recorded.
func Deliver(w http.ResponseWriter, answer *httptest.ResponseRecorder) {
	maps.Copy(w.Header(), answer.Header())
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}

// Cut breaks the connection, after half of an answer if there is one. It needs a
// server of HTTP/1.
func Cut(w http.ResponseWriter, answer *httptest.ResponseRecorder) {
	conn, buffer, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err) // HTTP/2 is off, so this can't be
	}
	if answer != nil {
		body := answer.Body.Bytes()
		fmt.Fprintf(buffer, "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", answer.Code, http.StatusText(answer.Code), answer.Header().Get("Content-Type"), len(body)+10)
		_, _ = buffer.Write(body[:len(body)/2])
		_ = buffer.Flush()
	}
	_ = conn.Close()
}
