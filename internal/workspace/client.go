// Package workspace brings Terraform Cloud's workspaces to what the code of a
// repository says.
//
// Derive reads the desired state from the code on disk: a workspace for each
// root module, with whom it reads from. A Reconciler compares it with what a
// Client finds (Plan) and carries the difference out (Apply). FirstRuns says
// which runs may be queued. Nothing here knows HTTP: package tfc is a Client.
//
// A reconcile may stop anywhere: what is missing is found again by the next
// one, and nothing is made twice. It deletes no workspace; Prune does, each by
// its typed name.
package workspace

import (
	"context"
	"errors"
)

// ErrUnusable is the cause of a Client's errors that no other request would do
// without: the server does not answer, or does not accept the token.
var ErrUnusable = errors.New("the server is not usable")

// Client is what this package needs of a server.
type Client interface {
	// Features says what the server lacks. workspaceID is a workspace that
	// exists, or empty: then only what the organization shows is known.
	Features(ctx context.Context, workspaceID string) (Features, error)
	// Projects are the organization's projects: IDs by name.
	Projects(ctx context.Context) (map[string]string, error)
	// Workspaces are all that the token sees; details adds runs and outputs.
	Workspaces(ctx context.Context, details bool) ([]Actual, error)
	// Find returns the workspace of that name, or nil.
	Find(ctx context.Context, name string) (*Actual, error)
	// Wiring reads what hangs on a workspace.
	Wiring(ctx context.Context, id string, f Features) (Wiring, error)
	// Shared reads the variable sets for which ours is true, asked before their
	// variables are known, and the teams of projects.
	Shared(ctx context.Context, ours func(Set) bool, projects map[string]string, f Features) (Shared, error)
	// Carry carries one change out; ids are workspaces and projects by name. It
	// returns the ID of what it made, and which settings the server ignored.
	Carry(ctx context.Context, c Change, ids IDs, f Features) (Outcome, error)
	// Status completes what a list did not say of a workspace's state and runs.
	Status(ctx context.Context, a *Actual, outputs bool) error
	// Managed counts the resources that a workspace still manages: what it says
	// itself, or else what its state holds.
	Managed(ctx context.Context, a *Actual) (int, error)
	// Queue starts a run.
	Queue(ctx context.Context, workspaceID, message string) error
	// Delete deletes a workspace that manages no resources, and no other.
	Delete(ctx context.Context, workspaceID string) error
}

// IDs are what names stand for on the server.
type IDs struct {
	Workspaces map[string]string
	Projects   map[string]string
	Sets       map[string]string
}

// Outcome is what a change led to.
type Outcome struct {
	ID      string
	Ignored []string // settings that the server did not take
}

// Feature is something that not every server has.
type Feature string

// The features that are probed.
const (
	Projects      Feature = "projects"
	TagBindings   Feature = "key-value tags"
	RunTriggers   Feature = "run triggers"
	Consumers     Feature = "remote-state consumers"
	Variables     Feature = "workspace variables"
	VariableSets  Feature = "variable sets"
	Notifications Feature = "notifications"
	TeamAccess    Feature = "team access"
)

// Features are what a server lacks.
type Features struct {
	Lacks  map[Feature]bool
	Hidden map[Feature]bool // those of them that the token is forbidden to see
	Probed bool             // a workspace was there to ask about; otherwise nothing is known of what hangs on one
}

// Has tells whether the server has the feature, as far as is known.
func (f Features) Has(feature Feature) bool { return !f.Lacks[feature] }
