package tfc

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// refusal is an answer that is an error whatever was asked: that the token may
// not, or that the server can't now. go-tfe would keep its words, and not its status.
type refusal struct {
	status int
	text   string // what it says itself; may be empty
}

func (r *refusal) Error() string {
	said := fmt.Sprintf("the server says %d %s", r.status, http.StatusText(r.status))
	if r.status == http.StatusForbidden {
		said = "the token may not do this"
	}
	if r.text != "" {
		said += " (" + r.text + ")"
	}
	return said
}

// refused is the refusal that an answer is, or nil.
func refused(resp *http.Response) error {
	if resp.StatusCode != http.StatusForbidden && (resp.StatusCode < http.StatusInternalServerError || resp.StatusCode == http.StatusNotImplemented) {
		return nil
	}
	defer resp.Body.Close()
	var body struct {
		Errors []struct{ Title, Detail string }
	}
	r := &refusal{status: resp.StatusCode}
	content, err := io.ReadAll(resp.Body)
	if err != nil || json.Unmarshal(content, &body) != nil {
		return r // no words of an API
	}
	var said []string
	for _, e := range body.Errors {
		said = append(said, strings.Trim(e.Title+": "+e.Detail, ": "))
	}
	r.text = strings.Join(said, "; ")
	return r
}

func isForbidden(err error) bool {
	r, ok := errors.AsType[*refusal](err)
	return ok && r.status == http.StatusForbidden
}
