package workspace

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// cloud is a server in memory, as this package sees one: a Client that does what
// a change says, or fails to.
type cloud struct {
	lacks   map[Feature]bool
	ignores []string // settings that it does not take
	unseen  []string // workspaces that its lists leave out
	// manages are how many resources states hold; Uncounted for one that can't be read.
	manages map[string]int
	// fails is asked before each call that changes something: with an error it
	// is not carried out.
	fails func(n int, call string) error
	// loses is asked after it: the call is carried out, and its answer lost.
	loses func(n int, call string) bool

	mu       sync.Mutex
	next     int
	calls    []string // that change something, in order
	reads    []string // that ask what hangs on one workspace
	projects map[string]string
	spaces   []*space
	sets     []*Set
	teams    map[string][]Access // by the project's ID
}

// space is a workspace with what hangs on it.
type space struct {
	Actual
	Wiring
}

var errDown = diag.Failedf("the server is down")

func (c *cloud) id(kind string) string {
	c.next++
	return fmt.Sprintf("%s-%d", kind, c.next)
}

// find returns the workspace of that name or ID, or nil.
func (c *cloud) find(key string) *space {
	for _, s := range c.spaces {
		if s.ID == key || s.Name() == key {
			return s
		}
	}
	return nil
}

// change notes a call and carries it out, unless it is to fail or was given up.
func (c *cloud) change(ctx context.Context, call string, do func() error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := len(c.calls)
	c.calls = append(c.calls, call)
	if c.fails != nil {
		if err := c.fails(n, call); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	if c.loses != nil && c.loses(n, call) {
		return errDown
	}
	return nil
}

func (c *cloud) Features(_ context.Context, workspaceID string) (Features, error) {
	lacks := maps.Clone(c.lacks)
	if workspaceID == "" { // nothing is there to ask what hangs on it
		maps.DeleteFunc(lacks, func(f Feature, _ bool) bool { return f != Projects && f != VariableSets })
	}
	return Features{Lacks: lacks, Probed: workspaceID != ""}, nil
}

func (c *cloud) Projects(context.Context) (map[string]string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := map[string]string{}
	maps.Copy(out, c.projects)
	return out, nil
}

func (c *cloud) Workspaces(_ context.Context, details bool) ([]Actual, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []Actual
	for _, s := range c.spaces {
		if slices.Contains(c.unseen, s.Name()) {
			continue
		}
		a := copied(s)
		if !details {
			a.HadRun, a.State, a.Live = Unknown, Unknown, Unknown
		}
		out = append(out, a)
	}
	return out, nil
}

func copied(s *space) Actual {
	a := s.Actual
	a.Settings, a.Bindings = maps.Clone(a.Settings), maps.Clone(a.Bindings)
	return a
}

func (c *cloud) Find(_ context.Context, name string) (*Actual, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.find(name); s != nil {
		a := copied(s)
		return &a, nil
	}
	return nil, nil
}

func (c *cloud) Wiring(_ context.Context, id string, _ Features) (Wiring, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.find(id)
	c.reads = append(c.reads, s.Name())
	return Wiring{
		slices.Clone(s.Triggers), slices.Clone(s.Consumers), slices.Clone(s.Variables), slices.Clone(s.Notifications), slices.Clone(s.Teams),
	}, nil
}

func (c *cloud) Shared(_ context.Context, ours func(Set) bool, projects map[string]string, _ Features) (Shared, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := Shared{Teams: map[string][]Access{}}
	for _, s := range c.sets {
		if ours(*s) {
			out.Sets = append(out.Sets, *s)
		}
	}
	for name, id := range projects {
		out.Teams[name] = slices.Clone(c.teams[id])
	}
	return out, nil
}

func (c *cloud) Status(ctx context.Context, a *Actual, outputs bool) error {
	return c.change(ctx, "ask about "+a.Name(), func() error {
		s := c.find(a.ID)
		a.HadRun, a.RunStatus, a.State = s.HadRun, s.RunStatus, s.State
		if outputs {
			a.Live = s.Live
		}
		return nil
	})
}

func (c *cloud) Managed(_ context.Context, a *Actual) (int, error) {
	if n := c.manages[a.Name()]; n != Uncounted {
		return max(n, a.Resources), nil
	}
	return 0, diag.Failedf("the state can't be read")
}

func (c *cloud) Queue(ctx context.Context, workspaceID, message string) error {
	return c.change(ctx, "queue "+c.find(workspaceID).Name()+": "+message, func() error { return nil })
}

func (c *cloud) Delete(ctx context.Context, workspaceID string) error {
	return c.change(ctx, "delete "+c.find(workspaceID).Name(), func() error { return nil })
}
