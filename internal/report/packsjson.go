package report

// Packs prints the packs of a repository.
func (j JSON) Packs(list Packs) {
	out := struct {
		Version int      `json:"version"`
		Command string   `json:"command"`
		Packs   []Pack   `json:"packs"`
		Notes   []string `json:"notes"`
	}{JSONVersion, list.Command, append([]Pack{}, list.Packs...), append([]string{}, list.Notes...)}
	j.result(out, nil)
}

// PackDetail prints one version of a pack.
func (j JSON) PackDetail(command string, p PackDetail) {
	p.Reads, p.Inputs = append([]string{}, p.Reads...), append([]PackInput{}, p.Inputs...)
	j.result(struct {
		Version int        `json:"version"`
		Command string     `json:"command"`
		Pack    PackDetail `json:"pack"`
	}{JSONVersion, command, p}, nil)
}

// Tests prints the results of a pack's tests.
func (j JSON) Tests(t Tests) {
	j.result(struct {
		Version  int           `json:"version"`
		Command  string        `json:"command"`
		Pack     string        `json:"pack"`
		From     string        `json:"from,omitempty"`
		Cases    []TestCase    `json:"cases"`
		Notes    []string      `json:"notes"`
		Problems []jsonProblem `json:"problems"`
	}{JSONVersion, t.Command, t.Pack, t.From, append([]TestCase{}, t.Cases...), append([]string{}, t.Notes...), problemsJSON(t.Problems)}, t.Problems)
}
