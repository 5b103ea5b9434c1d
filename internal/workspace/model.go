package workspace

import (
	"slices"
	"strings"
	"time"
)

// The settings of a workspace, named as the API names them.
const (
	Name                = "name"
	Project             = "project"
	WorkingDirectory    = "working-directory"
	TriggerPatterns     = "trigger-patterns" // one a line
	TriggerPrefixes     = "trigger-prefixes" // never wanted: they exclude patterns
	TerraformVersion    = "terraform-version"
	ExecutionMode       = "execution-mode"
	AgentPool           = "agent-pool-id"
	AutoApply           = "auto-apply"
	AutoApplyRunTrigger = "auto-apply-run-trigger"
	Speculative         = "speculative-enabled"
	FileTriggers        = "file-triggers-enabled"
	GlobalState         = "global-remote-state"
	ProjectState        = "project-remote-state"
	VCSRepository       = "vcs-repo.identifier"
	VCSBranch           = "vcs-repo.branch"
	VCSInstallation     = "vcs-repo.github-app-installation-id"
	VCSToken            = "vcs-repo.oauth-token-id"
	Tags                = "tags" // key=value, one a line
	Description         = "description"
)

// Recipients is how a stamp names the recipients of e-mail among what a server
// takes and forgets. It is no setting of a workspace.
const Recipients = "notification-addresses"

// order is how settings are shown.
var order = []string{
	Name, Project, WorkingDirectory, TriggerPatterns, TriggerPrefixes, TerraformVersion, ExecutionMode, AgentPool, AutoApply, AutoApplyRunTrigger,
	Speculative, FileTriggers, GlobalState, ProjectState, VCSRepository, VCSBranch, VCSInstallation, VCSToken, Tags, Description,
}

// Settings are the values of a workspace's settings by name. One that is
// absent is left as it is.
type Settings map[string]string

// Workspace is one desired workspace.
type Workspace struct {
	Name, Unit, Environment string

	Settings      Settings
	Reads         []string // the workspaces whose state it reads
	Readers       []string // those that read its state
	Sources       []string // those whose applies start a run in it
	RunTriggers   string   // whose these may be: run_triggers of its environment
	Variables     []Variable
	Notifications []Notification
	Teams         []Access
	HasLive       bool // it puts out whether its service is live
}

// Actual is a workspace on a server.
type Actual struct {
	ID       string
	Settings Settings
	Bindings map[string]string // key-value tags
	Flat     []string          // plain tags
	// TagsKnown is false when the server did not say which key-value tags there are.
	TagsKnown bool

	Resources int
	State     Answer // whether it has a state
	HadRun    Answer
	RunStatus string // of its current run; empty when not known
	Live      Answer // its output live
}

// Answer is yes, no, or unknown when the server did not say.
type Answer int

// The answers.
const (
	Unknown Answer = iota
	No
	Yes
)

// AnswerOf returns Yes or No.
func AnswerOf(yes bool) Answer {
	if yes {
		return Yes
	}
	return No
}

// Name is the workspace's name.
func (a *Actual) Name() string { return a.Settings[Name] }

// Variable is a variable of a workspace or of a set.
type Variable struct {
	ID, Key, Value, Category, Description string
	Sensitive                             bool
	HCL                                   bool `json:",omitempty"` // its value is an expression; never wanted
}

// Notification is a notification configuration. URL is a secret: it is compared
// and sent, and never shown.
type Notification struct {
	ID, Name, Kind, URL string
	Addresses, Triggers []string
	Created             time.Time
	Disabled            bool `json:",omitempty"` // never wanted
}

// Access is what a team may do.
type Access struct{ ID, Team, Access string }

// Link is another workspace to which one is tied; ID is that of the tie.
type Link struct{ ID, WorkspaceID, Workspace string }

// Wiring is what hangs on a workspace.
type Wiring struct {
	Triggers      []Link // sources of run triggers
	Consumers     []Link // workspaces that may read its state
	Variables     []Variable
	Notifications []Notification
	Teams         []Access
}

// Set is a variable set. It is attached to the projects, or to the workspaces
// of its environments where the server has no projects.
type Set struct {
	ID, Name, Description string
	Environments          []string
	Variables             []Variable
	Projects, Workspaces  []string // IDs of what it is attached to
	Global                bool
}

// Shared are variable sets, and teams of projects by the project's name.
type Shared struct {
	Sets  []Set
	Teams map[string][]Access
}

// Action is what a change does.
type Action string

// The actions, as they stand in JSON output.
const (
	Create Action = "create"
	Update Action = "update"
	Remove Action = "remove"
)

// Kind is what a change is about.
type Kind string

// The kinds of objects, in the order in which they are made.
const (
	KindProject      Kind = "project"
	KindWorkspace    Kind = "workspace"
	KindTrigger      Kind = "run trigger"
	KindConsumer     Kind = "state grant"
	KindVariable     Kind = "variable"
	KindNotification Kind = "notification"
	KindTeam         Kind = "team access"
	KindSet          Kind = "variable set"
	KindSetVariable  Kind = "variable of a set"
	KindAttachment   Kind = "attachment of a set"
	KindProjectTeam  Kind = "project team access"
)

// Change is one object and what happens to it.
type Change struct {
	Action    Action
	Kind      Kind
	Workspace string // on which it hangs, or which it is; empty for what is shared
	Name      string // of the object; for links the other workspace
	ID        string // of what is there; empty for create
	Fields    []Field

	Settings     Settings // of a workspace: what is sent
	Variable     Variable
	Notification Notification
	Access       Access
	Parent       string   // name of the set or project
	Also         []string // of a state grant that is sent with others: their names
	On           Kind     // of an attachment: what the set is attached to, a project or a workspace
}

// Field is one setting that changes.
type Field struct{ Name, Old, New string }

// Lines are the entries of a setting that holds several.
func Lines(value string) []string {
	if value == "" {
		return nil
	}
	return strings.Split(value, "\n")
}

func joined(list []string) string {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return strings.Join(slices.Compact(sorted), "\n")
}
