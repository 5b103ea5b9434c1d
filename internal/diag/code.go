package diag

// Code names a problem that a program may want to do something about. Codes are
// part of the JSON output and never change their meaning; most problems have
// none, as all that can be done is to show them to a person.
type Code string

const (
	// MissingInput is a value that the run needs and nobody gave; see Input.
	MissingInput Code = "missing_input"
	// Locked is a repository in which another run is at work: try again later.
	Locked Code = "locked"
	// Interrupted is a repository in which a run was killed: --continue or --abort it.
	Interrupted Code = "interrupted"
	// Unresolved is a run that waits for its conflicts to be resolved.
	Unresolved Code = "unresolved"
	// NoRepository is a folder that lies in no repository of scaffold's.
	NoRepository Code = "no_repository"
	// NoToken is a command that needs a token and has none.
	NoToken Code = "no_token"
)

// Codes are all of them, for the schema.
var Codes = []Code{MissingInput, Locked, Interrupted, Unresolved, NoRepository, NoToken}

// Input is a missing value, told so that a program can ask for it. Where it is
// missing say the problem's Environments.
type Input struct {
	Name        string
	Key         string // its key in a scaffold.hcl or --spec file, with the blocks before it; empty when it has none
	Flag        string // the command's own flag or argument for it, such as --runtime or NAME; may be empty
	Set         string // what --set calls it, such as port or shop.port; empty for a command without --set
	Unit        string // the unit it is for; empty when that has no name yet
	Other       bool   // Unit is another one than the command is about: the sentence names it
	Type        string // a Terraform type
	Description string
}

// WithCode sets the code and returns p.
func (p *Problem) WithCode(c Code) *Problem {
	p.Code = c
	return p
}
