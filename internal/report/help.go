package report

// Help is a command's help.
type Help struct {
	Of       string        `json:"of"`
	Usage    string        `json:"usage"`
	Short    string        `json:"short"`
	Long     string        `json:"long"`
	Example  string        `json:"example"`
	Commands []HelpCommand `json:"commands"`
	Flags    []HelpFlag    `json:"flags"`
}

// HelpCommand is a command below it.
type HelpCommand struct {
	Name  string `json:"name"`
	Short string `json:"short"`
}

// HelpFlag is one flag.
type HelpFlag struct {
	Name        string `json:"name"`
	Shorthand   string `json:"shorthand"`
	Type        string `json:"type"`
	Default     string `json:"default"`
	Description string `json:"description"`
	Input       string `json:"input"`
}

// Help prints it.
func (j JSON) Help(h Help) {
	h.Commands, h.Flags = append([]HelpCommand{}, h.Commands...), append([]HelpFlag{}, h.Flags...)
	j.result(struct {
		Version int    `json:"version"`
		Command string `json:"command"`
		Help    Help   `json:"help"`
	}{JSONVersion, "help", h}, nil)
}

// Document prints a text that is a command's result.
func (j JSON) Document(command, text string) {
	j.result(struct {
		Version int    `json:"version"`
		Command string `json:"command"`
		Text    string `json:"text"`
	}{JSONVersion, command, text}, nil)
}

// ProgramVersion prints which scaffold runs.
func (j JSON) ProgramVersion(scaffold, commit, language string) {
	j.result(struct {
		Version  int    `json:"version"`
		Command  string `json:"command"`
		Scaffold string `json:"scaffold"`
		Commit   string `json:"commit"`
		Go       string `json:"go"`
	}{JSONVersion, "version", scaffold, commit, language}, nil)
}
