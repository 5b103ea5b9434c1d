package forge

import (
	"context"
	"net/http"
)

// repositoryVariables plans the variables of the repository.
func (s *Setup) repositoryVariables(ctx context.Context) error {
	return s.variables(ctx, "repository", "/actions/variables", s.want.Variables, s.Repository != nil)
}

// variables plans the variables below a path. One without a value is a
// person's to set: it is asked for when it is missing.
func (s *Setup) variables(ctx context.Context, object, path string, want map[string]*string, there bool) error {
	c := s.client
	for _, name := range sorted(want) {
		var have *struct{ Value string }
		if there {
			err := c.send(ctx, http.MethodGet, c.of("%s/%s", path, name), nil, &have)
			if err != nil && !missing(err) {
				return c.problem("the variable "+name+" could not be read", err)
			}
		}
		value := want[name]
		switch {
		case value == nil && have == nil:
			s.Notes = append(s.Notes, "set the variable "+name+" of the "+object+" on GitHub: its value is not known here")
		case value == nil || (have != nil && have.Value == *value):
		case have == nil:
			s.add("create", object, "variable "+name+" = "+*value, func(ctx context.Context) (string, error) {
				return "", c.problem("the variable "+name+" could not be made", c.makeVariable(ctx, path, name, *value))
			})
		default:
			s.add("update", object, "variable "+name+" = "+*value, func(ctx context.Context) (string, error) {
				return "", c.problem("the variable "+name+" could not be changed", c.setVariable(ctx, path, name, *value))
			})
		}
	}
	return nil
}

// makeVariable makes a variable. One that is there (409) was made by a request
// whose answer got lost, or by a person since: it gets the value.
func (c *Client) makeVariable(ctx context.Context, path, name, value string) error {
	err := c.send(ctx, http.MethodPost, c.of("%s", path), map[string]string{"name": name, "value": value}, nil)
	if unclear(err) {
		err = c.send(ctx, http.MethodPost, c.of("%s", path), map[string]string{"name": name, "value": value}, nil)
	}
	if status(err) == http.StatusConflict {
		return c.setVariable(ctx, path, name, value)
	}
	return err
}

func (c *Client) setVariable(ctx context.Context, path, name, value string) error {
	return c.send(ctx, http.MethodPatch, c.of("%s/%s", path, name), map[string]string{"name": name, "value": value}, nil)
}
