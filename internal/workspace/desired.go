package workspace

import (
	"cmp"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// MaxSources is how many workspaces may start runs in one by run triggers.
const MaxSources = 20

// maxName is how long a workspace's name may be, in characters.
const maxName = 90

// Inputs are what the desired state is derived from, beside the code.
type Inputs struct {
	Model   *repo.Repository
	Prefix  string            // the repository's root inside git's worktree
	Branch  string            // the branch that is applied
	Project string            // pattern of the projects' names
	URLs    map[string]string // secret URLs of notifications, by the environment variable that holds them
}

// Desired is what the code asks for.
type Desired struct {
	Organization, Hostname string
	Repository             string       // OWNER/NAME
	Workspaces             []*Workspace // by how deep they stand on others, then by name
	Projects               []string
	Sets                   []Set
	Teams                  map[string][]Access // of projects
	Notices                []string

	names        map[string]*Workspace
	code         map[string]code // by workspace
	dirs         map[string]repo.Path
	depth        map[string]int // how deep each stands on others
	environments []string       // in their order
}

// Workspace returns the desired workspace of that name, or nil.
func (d *Desired) Workspace(name string) *Workspace { return d.names[name] }

// Derive reads the desired state. Every mistake is reported at once.
func Derive(in Inputs) (*Desired, error) {
	root := in.Model.Root
	d := &Desired{
		Organization: root.Organization, Hostname: root.Hostname, Repository: root.VCS, Teams: map[string][]Access{},
		names: map[string]*Workspace{}, code: map[string]code{}, dirs: map[string]repo.Path{},
		depth: map[string]int{}, environments: root.EnvironmentNames(),
	}
	if err := d.readAll(in); err != nil {
		return nil, err
	}
	var problems diag.List
	d.wire(in)
	problems = problems.Append(d.checkLimits(in))
	d.sort()
	d.moved()
	problems = problems.Append(d.variables(in)).Append(d.teams(in))
	d.notifications(in)
	for i := range d.Notices {
		d.Notices[i] = strings.TrimSpace(d.Notices[i])
	}
	slices.Sort(d.Notices)
	d.Notices = slices.Compact(d.Notices)
	return d, problems.Err()
}

// moved says that the code is of another host or organization than scaffold.hcl.
func (d *Desired) moved() {
	own := home{d.Hostname, d.Organization}
	var first *Workspace
	n := 0
	for _, w := range d.Workspaces {
		if at := d.code[w.Name].home; at != own && at != (home{}) {
			first = cmp.Or(first, w)
			n++
		}
	}
	if first != nil {
		d.Notices = append(d.Notices, fmt.Sprintf("the code of %s, such as %s, is for %s, and scaffold.hcl says %s: run `scaffold generate` before anything is applied",
			diag.Counted(n, "workspace"), first.Name, d.code[first.Name].home, own))
	}
}

// module is one root module while it is read.
type module struct {
	unit        *repo.Unit
	environment spec.Environment
	dir         repo.Path
	code        code
	found       bool
	err         error
}

// readAll reads the code of every root module, several at a time.
func (d *Desired) readAll(in Inputs) error {
	var all []*module
	for _, u := range in.Model.Units {
		if u.Name == "." {
			continue
		}
		for _, name := range in.Model.Environments(u) {
			e, _ := in.Model.Root.Environment(name)
			all = append(all, &module{unit: u, environment: e, dir: u.Path.Join("environments", name)})
		}
	}
	next := make(chan *module)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for m := range next {
				m.code, m.found, m.err = readCode(in.Model.FS, m.dir, home{d.Hostname, d.Organization})
			}
		})
	}
	for _, m := range all {
		next <- m
	}
	close(next)
	wg.Wait()
	var problems diag.List
	for _, m := range all {
		problems = problems.Append(m.err)
		if m.err == nil {
			problems = problems.Append(d.add(in, m))
		}
	}
	return problems.Err()
}

// add makes the workspace of a root module.
func (d *Desired) add(in Inputs, m *module) error {
	root := in.Model.Root
	name := repo.Workspace(root.WorkspaceName, m.unit.Name, m.environment.Name)
	if !m.found {
		d.Notices = append(d.Notices, fmt.Sprintf("%s has no code yet, so %s is left out; run `scaffold generate %s`", m.dir, name, m.unit.Name))
		return nil
	}
	if m.code.workspace != "" && m.code.workspace != name {
		d.Notices = append(d.Notices, fmt.Sprintf("the code in %s names the workspace %s, not %s as workspace_name says; the code counts until `scaffold generate` has run", m.dir, m.code.workspace, name))
		name = m.code.workspace
	}
	if other := d.names[name]; other != nil {
		return diag.Usagef("two root modules have the workspace %s: %s and %s", name, d.dirs[name], m.dir).
			WithHint("change the cloud block of one of them, or workspace_name in scaffold.hcl")
	}
	if n := len([]rune(name)); n > maxName {
		return diag.Usagef("the workspace name %s has %d characters, and Terraform Cloud takes %d", name, n, maxName).
			WithHint("shorten the unit's name, or workspace_name in scaffold.hcl")
	}
	w := &Workspace{Name: name, Unit: m.unit.Name, Environment: m.environment.Name, RunTriggers: m.environment.RunTriggers, HasLive: m.code.live}
	w.Settings = settings(in, m, name)
	d.Workspaces = append(d.Workspaces, w)
	d.names[name], d.code[name], d.dirs[name] = w, m.code, m.dir
	if project := w.Settings[Project]; !slices.Contains(d.Projects, project) {
		d.Projects = append(d.Projects, project)
	}
	for _, block := range m.code.open {
		d.Notices = append(d.Notices, fmt.Sprintf("%s: %s names its workspace by an expression, so its state grant and run trigger are yours to make", m.dir, block))
	}
	for _, read := range m.code.foreign {
		d.Notices = append(d.Notices, fmt.Sprintf("%s reads %s of another organization; share that state there", m.dir, read))
	}
	return nil
}

// ProjectName is the project of an environment.
func ProjectName(pattern, environment string) string {
	return strings.ReplaceAll(pattern, "{environment}", environment)
}

// settings are the settings of a root module's workspace.
func settings(in Inputs, m *module, name string) Settings {
	cloud, e := in.Model.Root.Cloud, m.environment
	inGit := func(p repo.Path) string { return path.Join(in.Prefix, string(p)) }
	patterns := []string{"/" + inGit(m.dir) + "/**/*"}
	for _, called := range m.code.modules {
		if !called.In(m.dir) && !strings.HasPrefix(inGit(called), "..") {
			patterns = append(patterns, "/"+inGit(called)+"/**/*")
		}
	}
	s := Settings{
		Name: name, Project: ProjectName(in.Project, e.Name), WorkingDirectory: inGit(m.dir), TriggerPatterns: joined(patterns),
		TerraformVersion: e.TerraformVersion, ExecutionMode: cloud.ExecutionMode, AutoApply: fmt.Sprint(e.AutoApply),
		AutoApplyRunTrigger: fmt.Sprint(e.AutoApply), Speculative: fmt.Sprint(cloud.Speculative), FileTriggers: "true", GlobalState: "false",
		ProjectState: "false", TriggerPrefixes: "",
		Tags: joined([]string{"unit=" + m.unit.Name, "environment=" + e.Name, "repository=" + in.Model.Root.VCS}),
	}
	if cloud.AgentPoolID != "" {
		s[AgentPool] = cloud.AgentPoolID
	}
	if cloud.InstallationID != "" || cloud.OAuthTokenID != "" {
		s[VCSRepository], s[VCSBranch] = in.Model.Root.VCS, in.Branch
		if cloud.InstallationID != "" {
			s[VCSInstallation] = cloud.InstallationID
		} else {
			s[VCSToken] = cloud.OAuthTokenID
		}
	}
	return s
}

// wire ties the workspaces together by what their code reads.
func (d *Desired) wire(in Inputs) {
	for _, w := range d.Workspaces {
		environment, _ := in.Model.Root.Environment(w.Environment)
		for _, name := range d.code[w.Name].reads {
			source := d.names[name]
			if source == nil {
				d.Notices = append(d.Notices, fmt.Sprintf("%s reads the state of %s, which this repository does not have; share it with %s there", d.dirs[w.Name], name, w.Name))
				continue
			}
			if source == w {
				continue
			}
			w.Reads = append(w.Reads, name)
			source.Readers = append(source.Readers, w.Name)
			if source.Environment == w.Environment && triggers(in, environment, source, w) {
				w.Sources = append(w.Sources, name)
			}
		}
	}
	for _, w := range d.Workspaces {
		slices.Sort(w.Readers)
	}
}

// triggers tells whether an apply of source starts a run of reader. Between layers
// it does: a foundation's apply that started every service's run would make a
// thousand of them, and most would find nothing to do.
func triggers(in Inputs, e spec.Environment, source, reader *Workspace) bool {
	layer := func(w *Workspace) bool {
		l, _ := in.Model.Root.Layer(in.Model.Unit(w.Unit).Layer)
		return l.Holds == ""
	}
	return e.RunTriggers == spec.TriggerDirect || e.RunTriggers == spec.TriggerLayers && layer(source) && layer(reader)
}

func (d *Desired) checkLimits(in Inputs) error {
	var problems diag.List
	for _, w := range d.Workspaces {
		if len(w.Sources) > MaxSources {
			e, _ := in.Model.Root.Environment(w.Environment)
			problems = append(problems, diag.Usagef("%s would be started by %d workspaces, and Terraform Cloud takes %d run triggers", w.Name, len(w.Sources), MaxSources).
				At(e.Range, in.Model.Root.Unit.Source).
				WithHint(`write run_triggers = "layers" in environment %q: then runs are started between layers alone`, e.Name))
		}
	}
	return problems.Err()
}

// sort orders the workspaces by how deep they stand on others.
func (d *Desired) sort() {
	var measure func(name string, above int) int
	measure = func(name string, above int) int {
		if known, ok := d.depth[name]; ok || above > len(d.names) {
			return known
		}
		deepest := 0
		for _, read := range d.names[name].Reads {
			deepest = max(deepest, measure(read, above+1)+1)
		}
		d.depth[name] = deepest
		return deepest
	}
	slices.SortFunc(d.Workspaces, func(a, b *Workspace) int {
		return cmp.Or(cmp.Compare(measure(a.Name, 0), measure(b.Name, 0)), cmp.Compare(a.Name, b.Name))
	})
	slices.Sort(d.Projects)
}
