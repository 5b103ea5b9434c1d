package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// JSONVersion is the version of the JSON output; it grows when a field changes
// its meaning or goes, not when one is added. docs/reference/json.md describes it.
const JSONVersion = 1

// JSON prints for programs: one object a run, on standard output, errors
// included.
type JSON struct {
	Out   io.Writer
	Lines bool // an object a line, as the run goes on; see lines.go
}

type jsonResult struct {
	Version   int           `json:"version"`
	Command   string        `json:"command"`
	DryRun    bool          `json:"dry_run"`
	Units     []string      `json:"units"`
	Actions   []jsonAction  `json:"actions"`
	Unchanged int           `json:"unchanged"`
	Addresses jsonAddresses `json:"addresses"`
	Notes     []string      `json:"notes"`
	Commit    *Commit       `json:"commit"`
	Commits   []*Commit     `json:"commits"`
	Pull      *PullRequest  `json:"pull_request,omitempty"`
	GitHub    []Step        `json:"github,omitempty"`
	Diff      string        `json:"diff,omitempty"`
	Problems  []jsonProblem `json:"problems"`
}

type jsonAddresses struct {
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
}

type jsonAction struct {
	Action string `json:"action"`
	Path   string `json:"path"`
	From   string `json:"from,omitempty"`
	Reason string `json:"reason"`
}

type jsonProblem struct {
	Kind    string     `json:"kind"`
	Code    diag.Code  `json:"code,omitempty"`
	Summary string     `json:"summary"`
	Hint    string     `json:"hint,omitempty"`
	Range   *jsonRange `json:"range,omitempty"`
	Input   *jsonInput `json:"input,omitempty"`
}

// jsonInput is a missing value.
type jsonInput struct {
	Name         string   `json:"name"`
	Key          string   `json:"key"`
	Flag         string   `json:"flag"`
	Unit         string   `json:"unit"`
	Environments []string `json:"environments"`
	Type         string   `json:"type"`
	Description  string   `json:"description"`
}

// jsonRange counts lines and columns from 1; the end is exclusive.
type jsonRange struct {
	File        string `json:"file"`
	StartLine   int    `json:"start_line"`
	StartColumn int    `json:"start_column"`
	EndLine     int    `json:"end_line"`
	EndColumn   int    `json:"end_column"`
}

// Result prints a run. problems are conflicts; they may be empty.
func (j JSON) Result(r Result, problems diag.List) {
	out := empty(r.Command)
	out.DryRun, out.Commit, out.Pull, out.GitHub, out.Diff = r.DryRun, r.Commit, r.Pull, r.GitHub, string(r.Diff)
	if r.Commit != nil {
		out.Commits = append(append(out.Commits, r.Earlier...), r.Commit)
	}
	if r.Plan != nil {
		out.fill(r.Plan)
	}
	out.Notes = append(append(out.Notes, r.Notes...), r.Done...)
	out.Problems = problemsJSON(problems)
	j.result(out, problems)
}

func empty(command string) jsonResult {
	return jsonResult{
		Version: JSONVersion, Command: command, Units: []string{}, Actions: []jsonAction{}, Notes: []string{}, Commits: []*Commit{},
		Addresses: jsonAddresses{Added: []string{}, Removed: []string{}}, Problems: []jsonProblem{},
	}
}

func (out *jsonResult) fill(p *plan.Plan) {
	out.Units = append(out.Units, p.Units...)
	out.Unchanged = p.Unchanged
	out.Addresses.Added = append(out.Addresses.Added, p.Addresses.Added...)
	out.Addresses.Removed = append(out.Addresses.Removed, p.Addresses.Removed...)
	out.Notes = append(out.Notes, p.Notices...)
	for _, a := range p.Actions {
		out.Actions = append(out.Actions, jsonAction{string(a.Kind), string(a.Path), string(a.From), a.Reason})
	}
}

// Problems prints a run that failed.
func (j JSON) Problems(command string, list diag.List) {
	out := empty(command)
	out.Problems = problemsJSON(list)
	j.result(out, list)
}

func problemsJSON(list diag.List) []jsonProblem {
	list = Join(list)
	out := make([]jsonProblem, len(list))
	for i, p := range list {
		out[i] = jsonProblem{Kind: p.Kind.String(), Code: p.Code}
		out[i].Summary, out[i].Hint = p.Said()
		if in := p.Input; in != nil {
			out[i].Input = &jsonInput{in.Name, in.Key, p.Way(), in.Unit, append([]string{}, p.Named()...), in.Type, in.Description}
		}
		if file := p.File(); file != "" {
			out[i].Range = &jsonRange{file, p.Range.Start.Line, p.Range.Start.Column, p.Range.End.Line, p.Range.End.Column}
		}
	}
	return out
}

func (j JSON) write(v any) {
	if text, err := marshal(v, "  "); err == nil {
		_, _ = j.Out.Write(text) // a closed pipe is the reader's affair
	}
}

func marshal(v any, indent string) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	err := encoder.Encode(v)
	return out.Bytes(), err
}
