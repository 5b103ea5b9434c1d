package report

import (
	"encoding/json"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// The lines of --output jsonl, each an object with its type. The last one is
// the result, as --output json prints it.

// Start prints the first line of a run.
func (j JSON) Start(command string) {
	j.line("start", struct {
		Version int    `json:"version"`
		Command string `json:"command"`
	}{JSONVersion, command})
}

// Progress prints how far a phase of the run is.
func (j JSON) Progress(phase string, done, all int, what string) {
	j.line("progress", struct {
		Phase string `json:"phase"`
		Done  int    `json:"done"`
		All   int    `json:"all"`
		What  string `json:"what"`
	}{phase, done, all, what})
}

// Note prints a message for a person as soon as it is known.
func (j JSON) Note(text string) {
	j.line("note", struct {
		Note string `json:"note"`
	}{text})
}

// Committed prints a commit as soon as it is made.
func (j JSON) Committed(c Commit) {
	j.line("commit", struct {
		Commit Commit `json:"commit"`
	}{c})
}

// result prints a command's result, after its problems.
func (j JSON) result(v any, problems diag.List) {
	if !j.Lines {
		j.write(v)
		return
	}
	for _, p := range problemsJSON(problems) {
		j.line("problem", struct {
			Problem jsonProblem `json:"problem"`
		}{p})
	}
	j.line("result", v)
}

// line prints an object on a line, in one write, its type first.
func (j JSON) line(kind string, v any) {
	text, err := marshal(v, "")
	if err != nil {
		return // no value of ours
	}
	name, _ := json.Marshal(kind)
	line := append([]byte(`{"type":`), name...)
	line = append(append(line, ','), text[1:]...)
	_, _ = j.Out.Write(line) // a closed pipe is the reader's affair
}
