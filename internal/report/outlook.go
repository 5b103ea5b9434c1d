package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// Outlook is what a run would do besides writing the files of its plan.
type Outlook struct {
	Commit          bool
	Message         string            // of the commit, its first line
	Branch          string            // that the commit makes; empty for none
	Pull            *plan.PullRequest // nil for none
	Workspaces      []string          // of the units that it is about
	MakesWorkspaces bool              // they are made after the commit
	Estimates       []string          // what packs say of their units; empty ones are left out
}

// shownWorkspaces is how many workspaces an outlook names at most.
const shownWorkspaces = 6

// Outlook prints what a run would do besides writing files.
func (t Text) Outlook(o Outlook) {
	if names := o.Workspaces; len(names) > 0 {
		made := "made by `scaffold workspaces apply`"
		if o.MakesWorkspaces {
			made = "made after the commit"
		}
		if others := len(names) - (shownWorkspaces - 1); others > 1 {
			names = append(slices.Clone(names[:shownWorkspaces-1]), diag.Counted(others, "other"))
		}
		fmt.Fprintln(t.Out, "Workspaces, "+made+": "+strings.Join(names, ", "))
	}
	switch {
	case !o.Commit:
		fmt.Fprintln(t.Out, "Nothing is committed.")
	case o.Pull != nil:
		fmt.Fprintln(t.Out, "Commit on the branch "+o.Pull.Branch+", with a pull request: "+o.Message)
	case o.Branch != "":
		fmt.Fprintln(t.Out, "Commit on the new branch "+o.Branch+": "+o.Message)
	default:
		fmt.Fprintln(t.Out, "Commit: "+o.Message)
	}
	for _, text := range o.Estimates {
		if text != "" {
			fmt.Fprintln(t.Out, text)
		}
	}
}
