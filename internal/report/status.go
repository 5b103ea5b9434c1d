package report

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"text/tabwriter"

	"github.com/aymanbagabas/go-udiff"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Status prints how units stand, a line for each environment.
func (t Text) Status(all []plan.Status, diff []byte) {
	var out bytes.Buffer
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "UNIT\tENVIRONMENT\tPACK\tNEWEST\tSTATE")
	for _, s := range all {
		environment := s.Environment
		if environment == "" {
			environment = "-"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", s.Unit, environment, packText(s), s.Newest, state(s))
	}
	_ = w.Flush()
	for line := range strings.Lines(out.String()) {
		fmt.Fprintln(t.Out, strings.TrimRight(diag.Visible(strings.TrimSuffix(line, "\n")), " "))
	}
	for _, group := range []struct {
		title string
		files func(plan.Status) []repo.Path
	}{
		{"edited", func(s plan.Status) []repo.Path { return s.Edited }},
		{"deleted", func(s plan.Status) []repo.Path { return s.Deleted }},
		{"conflict", func(s plan.Status) []repo.Path { return s.Conflicts }},
		{"left", func(s plan.Status) []repo.Path { return s.Left }},
	} {
		for _, s := range all {
			for _, p := range group.files(s) {
				fmt.Fprintf(t.Out, "  %s  %s\n", t.paint("36", fmt.Sprintf("%-8s", group.title)), diag.Visible(string(p)))
			}
		}
	}
	for _, s := range all {
		if len(s.Left) > 0 {
			fmt.Fprintln(t.Out, diag.Visible(fmt.Sprintf("%s has no environment %s: when nothing is applied there any more remove with git rm what is left, or list it again.", s.Unit, s.Environment)))
		}
	}
	if len(diff) > 0 {
		fmt.Fprint(t.Out, t.Harmless(string(diff)))
	}
}

func packText(s plan.Status) string {
	if s.Pack.Version == "" {
		return "-"
	}
	return s.Pack.String()
}

// state says in words what is not as it should be.
func state(s plan.Status) string {
	var parts []string
	if s.GivenUp {
		parts = append(parts, "given up")
	}
	if s.Pending {
		parts = append(parts, "pending")
	}
	for _, count := range []struct {
		n    int
		what string
	}{{len(s.Edited), "edited"}, {len(s.Deleted), "deleted"}, {len(s.Conflicts), "in conflict"}, {len(s.Left), "left"}} {
		if count.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count.n, count.what))
		}
	}
	if len(parts) == 0 {
		return "up to date"
	}
	return strings.Join(parts, ", ")
}

type jsonStatus struct {
	Version  int           `json:"version"`
	Command  string        `json:"command"`
	Units    []jsonUnit    `json:"units"`
	Diff     string        `json:"diff,omitempty"`
	Problems []jsonProblem `json:"problems"`
}

type jsonUnit struct {
	Unit        string      `json:"unit"`
	Environment string      `json:"environment"`
	Pack        string      `json:"pack"`
	Wanted      string      `json:"wanted"`
	Newest      string      `json:"newest"`
	Pending     bool        `json:"pending"`
	Edited      []repo.Path `json:"edited"`
	Deleted     []repo.Path `json:"deleted"`
	Conflicts   []repo.Path `json:"conflicts"`
	GivenUp     bool        `json:"given_up"`
	Left        []repo.Path `json:"left"`
}

// Status prints how units stand.
func (j JSON) Status(all []plan.Status, diff []byte, problems diag.List) {
	out := jsonStatus{Version: JSONVersion, Command: "status", Units: []jsonUnit{}, Diff: string(diff), Problems: problemsJSON(problems)}
	paths := func(list []repo.Path) []repo.Path { return append([]repo.Path{}, list...) }
	for _, s := range all {
		out.Units = append(out.Units, jsonUnit{
			s.Unit, s.Environment, s.Pack.String(), s.Wanted.String(), s.Newest, s.Pending, paths(s.Edited), paths(s.Deleted), paths(s.Conflicts),
			s.GivenUp, paths(s.Left),
		})
	}
	j.result(out, problems)
}

// EditDiff is a unified diff of what was edited by hand, from what was rendered.
func EditDiff(edits []plan.Edit, disk fs.FS) []byte {
	var out bytes.Buffer
	for _, e := range edits {
		content, err := fs.ReadFile(disk, string(e.Path))
		to := "yours/" + string(e.Path)
		if err != nil {
			to = "/dev/null"
		}
		out.WriteString(modes(disk, e.Path, plan.BitOf(e.Executable), true))
		out.WriteString(udiff.Unified("rendered/"+string(e.Path), to, string(e.Rendered), string(content)))
	}
	return out.Bytes()
}
