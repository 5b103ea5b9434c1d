package forge

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/go-github/v89/github"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// problem tells a failed request so that a user can mend it. what is what was
// tried: "the pull request could not be opened".
func (c *Client) problem(what string, err error) error {
	if err == nil {
		return nil
	}
	return diag.While(what, c.cause(err))
}

// cause tells why a request failed.
func (c *Client) cause(err error) *diag.Problem {
	if errors.Is(err, context.Canceled) {
		return &diag.Problem{Kind: diag.Failed, Summary: "stopped", Err: context.Canceled}
	}
	resp := response(err)
	if resp == nil {
		return diag.Failedf("%s", c.reason(err)).WithHint("is %s reachable from here? Run the same command again", c.api.BaseURL())
	}
	p := diag.Failedf("%s", c.message(err))
	switch status := resp.StatusCode; {
	case isLimited(resp):
		p.Summary = "GitHub's rate limit is used up"
		at := time.Now().Add(limitPause(resp, time.Now()))
		p.Hint = "run the same command again after " + at.UTC().Format("15:04 MST")
	case status == http.StatusUnauthorized:
		p.Summary = c.config.Address.Host + " does not accept the token"
		p.Hint = "set " + c.config.Access.Variables + " to a token that is valid there"
	case status == http.StatusForbidden:
		p.Hint = c.quoted(permissions(resp.Header))
	case status == http.StatusNotFound:
		p.Summary = c.address.String() + " was not found on " + c.config.Address.Host
		p.Hint = "is the name right? GitHub says the same of what the token may not see; " + c.quoted(permissions(resp.Header))
	case status >= http.StatusInternalServerError:
		p.Summary = "GitHub answers " + http.StatusText(status)
		p.Hint = "run the same command again"
	}
	return p
}

// permissions says what a token needs: classic tokens have scopes, the others
// permissions, and GitHub names both in the headers of an answer.
func permissions(h http.Header) string {
	if sso := h.Get("X-GitHub-SSO"); strings.HasPrefix(sso, "required") {
		_, at, _ := strings.Cut(sso, "url=")
		return "authorize the token for the organization's single sign-on: " + at
	}
	if needed := h.Get("X-Accepted-OAuth-Scopes"); needed != "" && h.Get("X-OAuth-Scopes") != "" {
		return "the token has the scopes " + h.Get("X-OAuth-Scopes") + " and needs one of " + needed
	}
	if needed := h.Get("X-Accepted-GitHub-Permissions"); needed != "" {
		return "the token needs the permission " + strings.NewReplacer(";", " or ", "=", ": ").Replace(needed)
	}
	return "the token may need more permissions"
}

// quoted is what the server says as it may be printed.
func (c *Client) quoted(text string) string { return diag.Quoted(text, c.config.Access.Token) }

// message is what the server says, with the fields it complains about.
func (c *Client) message(err error) string {
	failed, ok := errors.AsType[*github.ErrorResponse](err)
	if !ok {
		return "GitHub refuses it"
	}
	parts := []string{strings.TrimSuffix(failed.Message, ".")}
	for _, e := range failed.Errors {
		switch {
		case e.Message != "":
			parts = append(parts, e.Message)
		case e.Field != "":
			parts = append(parts, e.Field+" is "+strings.ReplaceAll(e.Code, "_", " "))
		}
	}
	return c.quoted(strings.Join(parts, ": "))
}

// reason is why a request had no answer, without its address.
func (c *Client) reason(err error) string {
	if failed, ok := errors.AsType[*url.Error](err); ok {
		err = failed.Err
	}
	return c.quoted(err.Error())
}

// response is the answer that an error stands for, nil when there was none.
func response(err error) *http.Response {
	if e, ok := errors.AsType[*github.ErrorResponse](err); ok {
		return e.Response
	}
	if e, ok := errors.AsType[*github.RateLimitError](err); ok {
		return e.Response
	}
	if e, ok := errors.AsType[*github.AbuseRateLimitError](err); ok {
		return e.Response
	}
	if e, ok := errors.AsType[*github.RedirectionError](err); ok { // also 303, which is how GitHub says that something is there
		return e.Response
	}
	return nil
}

// status is the code of the answer that an error stands for, 0 without one.
func status(err error) int {
	if resp := response(err); resp != nil {
		return resp.StatusCode
	}
	return 0
}

// missing tells whether what was asked for does not exist, or may not be seen.
func missing(err error) bool { return status(err) == http.StatusNotFound }

// unclear tells whether a failed request may have been carried out all the same.
func unclear(err error) bool {
	code := status(err)
	return err != nil && (code == 0 || code >= http.StatusInternalServerError)
}
