package platform

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// maxBody is the most that a request's body may hold, in bytes.
const maxBody = 1 << 20

// ReadJSON reads the request's body into value, which must know every field.
// When it can't, it has answered the request and reports false.
func ReadJSON(w http.ResponseWriter, r *http.Request, value any) bool {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		WriteError(w, http.StatusRequestEntityTooLarge, "the body is larger than 1 MiB")
		return false
	}
	if err != nil {
		WriteError(w, http.StatusBadRequest, "the body could not be read")
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(value); err != nil {
		WriteError(w, http.StatusBadRequest, "the body is not the JSON that belongs here: "+err.Error())
		return false
	}
	if _, err := decoder.Token(); err != io.EOF {
		WriteError(w, http.StatusBadRequest, "the body goes on after its JSON")
		return false
	}
	return true
}

// WriteJSON answers with value as JSON.
func WriteJSON(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err) // No such type should get here; it is answered as any panic.
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// The client may be gone, which is no error of ours.
	_, _ = w.Write(append(body, '\n'))
}

// WriteError answers with a message for whoever called.
func WriteError(w http.ResponseWriter, status int, message string) {
	WriteJSON(w, status, map[string]string{"error": message})
}
