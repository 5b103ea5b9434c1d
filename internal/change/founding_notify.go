package change

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// urlVariables are the environment variables that hold the URL of a target where
// none is named.
var urlVariables = map[string]string{"slack": "SLACK_WEBHOOK_URL", "webhook": "NOTIFICATION_WEBHOOK_URL"}

// plainVariable is the name of an environment variable that may be a secret of
// GitHub, too. https://docs.github.com/en/actions/reference/security/secrets
var plainVariable = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// notifications adds those whom Terraform Cloud tells what its runs did.
func (f Founding) notifications(r *spec.Root) diag.List {
	var problems diag.List
	for _, written := range ListedNames(f.Notify) {
		kind, where, _ := strings.Cut(written, "=")
		n := spec.Notification{Kind: kind}
		switch {
		case kind == "email" && strings.Contains(where, "@"):
			n.Addresses = []string{where}
		case kind == "email":
			problems = append(problems, diag.Usagef("--notify email names nobody").WithHint("give --notify email=infra@example.com"))
		case urlVariables[kind] == "":
			problems = append(problems, diag.Usagef("--notify knows no %q", kind).WithHint("it may be slack, webhook or email=ADDRESS"))
		case where != "" && (!plainVariable.MatchString(where) || strings.HasPrefix(strings.ToUpper(where), "GITHUB_")):
			// What was written is not said again: it may be the URL.
			problems = append(problems, diag.Usagef("--notify %s is not the name of an environment variable", kind).
				WithHint("the URL itself is a secret, and scaffold.hcl is committed: give --notify %s=NAME, and put the URL into that variable (%s where none is named)", kind, urlVariables[kind]))
		default:
			if n.URLVariable = where; where == "" {
				n.URLVariable = urlVariables[kind]
			}
		}
		first := slices.IndexFunc(r.Notifications, func(o spec.Notification) bool { return o.Kind == "email" && kind == "email" })
		if first >= 0 {
			r.Notifications[first].Addresses = append(r.Notifications[first].Addresses, n.Addresses...)
			continue
		}
		r.Notifications = append(r.Notifications, n)
	}
	return problems
}

// RefusedTargets says why a list with commas can't be those who are told what runs
// did; empty when it can.
func RefusedTargets(list string) string {
	return firstOf(Founding{Notify: list}.notifications(&spec.Root{}))
}

// Next says what to do in the new repository, with paths that hold where the
// command was run: in the folder chdir, which may be empty.
func (f Founding) Next(chdir string) []string {
	at, dir := "", f.Dir
	if chdir != "" && !filepath.IsAbs(dir) {
		dir = filepath.Join(chdir, dir)
	}
	if filepath.Clean(dir) != "." {
		at = " -C " + dir
	}
	next := []string{
		"read " + filepath.Join(dir, "README.md"),
		"let git merge HCL by structure in this clone: scaffold merge-driver --install" + at,
	}
	var r spec.Root
	f.notifications(&r)
	for _, n := range r.Notifications {
		if n.URLVariable != "" {
			next = append(next, "put the URL for "+n.Kind+" into the environment variable "+n.URLVariable+" before `scaffold workspaces apply`; for CI it is a secret of that name")
		}
	}
	return append(next, "add a service: scaffold service NAME"+at)
}
