package report

import (
	"fmt"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Outcome is the part of a run's JSON that another run reads.
type Outcome struct {
	Commit   *Commit       `json:"commit"`
	Pull     *PullRequest  `json:"pull_request"`
	Problems []jsonProblem `json:"problems"`
}

// Err is why the run failed, nil if it did not.
func (o Outcome) Err() error {
	var list diag.List
	for _, p := range o.Problems {
		list = append(list, diag.Failedf("%s", p.Summary).WithHint("%s", p.Hint))
	}
	return list.Err()
}

// steps prints what happens on GitHub; what is as it should be is counted.
func (t Text) steps(steps []Step) {
	unchanged := 0
	for _, s := range steps {
		if s.Action == "unchanged" && !t.Verbose {
			unchanged++
			continue
		}
		color := map[string]string{"create": "32", "update": "33"}[s.Action]
		fmt.Fprintf(t.Out, "  %s  GitHub: %s  %s\n", t.paint(color, fmt.Sprintf("%-8s", s.Action)), diag.Visible(s.Object), diag.Visible(s.Detail))
	}
	if unchanged > 0 {
		fmt.Fprintf(t.Out, "  as is     GitHub: %d settings\n", unchanged)
	}
}

// Restored says what undoing a run restored. left are the files that it left
// alone, as somebody changed them since.
func Restored(left []repo.Path) string {
	const all = "Restored every file that the interrupted run had changed"
	if len(left) == 0 {
		return all + "."
	}
	names := make([]string, len(left))
	for i, name := range left {
		names[i] = string(name)
	}
	return all + ", but those that were changed since: " + strings.Join(names, ", ") + "."
}
