package report

import (
	"fmt"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// pullRequest prints the line of a pull request.
func (t Text) pullRequest(p *PullRequest) {
	if p == nil {
		return
	}
	way := diag.Visible(p.Branch)
	if p.Base != "" {
		way += " → " + diag.Visible(p.Base)
	}
	switch p.Action {
	case "create":
		fmt.Fprintf(t.Out, "It would open a pull request: %s\n", way)
	case "update":
		fmt.Fprintf(t.Out, "It would update the pull request #%d: %s %s\n", p.Number, way, diag.Visible(p.URL))
	case "either":
		fmt.Fprintf(t.Out, "It would open or update a pull request: %s\n", way)
	default:
		fmt.Fprintf(t.Out, "Pull request #%d %s: %s %s\n", p.Number, p.Action, way, diag.Visible(p.URL))
	}
}
