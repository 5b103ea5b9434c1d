package oracle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// outcome is what a command of scaffold came to.
type outcome struct {
	line, stdout, stderr string
	code                 int
	Actions              []struct{ Action, Path, From string }
	Version              int
	Units                []json.RawMessage
	Commits              []struct{ Hash, Branch, Message string }
	Notes                []string
	Problems             []struct{ Kind, Code, Summary, Hint string }
}

func (o outcome) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "$ %s\n", o.line)
	for _, a := range o.Actions {
		fmt.Fprintf(&b, "  %s %s %s\n", a.Action, a.Path, a.From)
	}
	for _, raw := range o.Units {
		if strings.Contains(string(raw), `"pending": true`) {
			fmt.Fprintf(&b, "  %s\n", strings.Join(strings.Fields(string(raw)), " "))
		}
	}
	for _, c := range o.Commits {
		fmt.Fprintf(&b, "  committed on %s: %s\n", c.Branch, c.Message)
	}
	for _, note := range o.Notes {
		fmt.Fprintf(&b, "  note: %s\n", note)
	}
	for _, p := range o.Problems {
		fmt.Fprintf(&b, "  %s: %s\n    hint: %s\n", p.Kind, p.Summary, p.Hint)
	}
	if o.stdout == "" || o.Version == 0 {
		b.WriteString(o.stdout)
	}
	fmt.Fprintf(&b, "%sexit %d\n", o.stderr, o.code)
	return b.String()
}

// names are those of the units that a run planned.
func (o outcome) names() []string {
	var out []string
	for _, raw := range o.Units {
		var name string
		if json.Unmarshal(raw, &name) == nil {
			out = append(out, name)
		}
	}
	return out
}

func (o outcome) says(text string) bool {
	for _, p := range o.Problems {
		if strings.Contains(p.Summary, text) {
			return true
		}
	}
	return false
}

// scaffold runs the program in a folder and reads its JSON. Every run keeps to
// the documented codes and speaks to people.
func (r *round) scaffold(dir string, args ...string) outcome {
	r.Helper()
	o := outcome{line: "scaffold " + strings.Join(args, " ")}
	cmd := exec.Command(filepath.Join(binary, "scaffold"), append(args, "--output", "json")...)
	cmd.Dir, cmd.Env = dir, r.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	_ = cmd.Run()
	o.stdout, o.stderr, o.code = stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
	if err := json.Unmarshal(stdout.Bytes(), &o); err != nil {
		r.fail("output", "%v\n%s", err, o)
	}
	if o.code < 0 || o.code > 4 || (o.code == 0) != (len(o.Problems) == 0) && o.code != 4 {
		r.fail("exit code", "%s", o)
	}
	if found := insides.FindString(o.stdout + o.stderr); found != "" {
		r.fail("message", "it speaks of its insides: %q\n%s", found, o)
	}
	return o
}

// insides are what no person should read.
var insides = regexp.MustCompile(`panic|goroutine|runtime error|\.go:[0-9]|%!|PathError|<nil>|openat|0x[0-9a-f]{6}|unexpected EOF`)

// clone makes a fresh clone of HEAD and returns its folder.
func (r *round) freshClone() string {
	r.Helper()
	dir := filepath.Join(r.top, "fresh")
	cmd := exec.Command("sh", "-c", `rm -rf "$1" && git clone -q "$0" "$1"`, r.dir, dir)
	cmd.Env = r.env
	if out, err := cmd.CombinedOutput(); err != nil {
		r.fail("set-up", "clone: %v\n%s", err, out)
	}
	return dir
}

// regenerates checks that in a clone of HEAD nothing is to do for what was asked.
func (r *round) regenerates(clone string, after outcome, same []string) {
	r.Helper()
	o := r.scaffold(clone, append(append([]string{"generate"}, same...), "--dry-run", "--detailed-exitcode")...)
	if o.code != 0 {
		r.fail("HEAD regenerates", "after %s\n\na clone of HEAD says\n%s", after, o)
	}
}

// agree checks that what a whole generate finds is what status calls pending. It
// tells whether the repository can be generated at all.
func (r *round) agree(dir, where string) bool {
	r.Helper()
	g, s := r.scaffold(dir, "generate", "--dry-run"), r.scaffold(dir, "status")
	if g.code != 0 || s.code != 0 {
		if g.code == 0 && s.code != 0 {
			r.fail("status fails", "%s: generate has nothing to say, and\n%s", where, s)
		}
		return false
	}
	pending := map[string]bool{}                                                    // unit or unit/environment
	units, rows, upgrade := map[string]bool{}, map[string]bool{}, map[string]bool{} // what waits for an upgrade is pending, too
	for _, raw := range s.Units {
		var u struct {
			Unit, Environment, Pack, Wanted string
			Pending                         bool
		}
		if err := json.Unmarshal(raw, &u); err != nil {
			r.Fatal(err)
		}
		units[u.Unit], rows[u.Unit+"/"+u.Environment] = true, true
		if u.Pending {
			upgrade[u.Unit] = upgrade[u.Unit] || u.Pack != u.Wanted && strings.Contains(u.Pack, "@")
			pending[u.Unit], pending[u.Unit+"/"+u.Environment] = true, true
		}
	}
	found := r.found(dir, g, units)
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if unit, _, ok := strings.Cut(name, "/"); !pending[name] && !(ok && pending[unit] && !rows[name]) {
			r.fail("status", "%s: generate has something to do in %s, and status doesn't call it pending:\n%s%s", where, name, g, s)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(pending)) {
		if !strings.Contains(name, "/") && !found[name] && !upgrade[name] {
			r.fail("status", "%s: status calls %s pending, and generate has nothing to do there:\n%s%s", where, name, g, s)
		}
	}
	return true
}

var environmentRE = regexp.MustCompile(`/environments/([a-z]+)/`)

// found are the units in which a run would write, and their environments where a
// file of one is among it.
func (r *round) found(dir string, g outcome, units map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, a := range g.Actions {
		if a.Action == "keep" || strings.HasPrefix(a.Path, ".scaffold/packs/") {
			continue
		}
		unit := "."
		if parts := strings.Split(a.Path, "/"); len(parts) > 3 && units[parts[2]] {
			unit = parts[2]
		} else if len(parts) > 2 && parts[0] == "layers" {
			if _, name, _ := strings.Cut(parts[1], "-"); units[name] {
				unit = name
			} else if units[parts[2]] {
				unit = parts[2]
			}
		}
		out[unit] = true
		if m := environmentRE.FindStringSubmatch(a.Path); m != nil && unit != "." {
			out[unit+"/"+m[1]] = true
		}
	}
	return out
}

// settled checks what a run that ended left: nothing of its own.
func (r *round) settled(o outcome) {
	r.Helper()
	if left := r.leftovers(); len(left) > 0 {
		r.fail("leftovers", "%s\n%s", strings.Join(left, "\n"), o)
	}
}

// unchanged checks that a run which did nothing did nothing.
func (r *round) unchanged(before look, o outcome) {
	r.Helper()
	r.settled(o)
	after := r.look()
	for _, a := range o.Actions { // what somebody had deleted may be there again as HEAD has it
		staged := strings.HasPrefix(before.status[a.Path], "D") // the deletion, which stays staged
		if o.code == 0 && before.status[a.Path] != "" && (after.status[a.Path] == "" || staged) {
			before.disk[a.Path] = after.disk[a.Path]
		}
	}
	if d := before.same(after); d != "" {
		r.fail("nothing", "a run that committed nothing changed something:\n%s\n%s", d, o)
	}
}

// committed checks what a run that committed did to all else.
func (r *round) committed(before, after look, o outcome) {
	r.Helper()
	r.settled(o)
	paths := map[string]bool{}
	for _, name := range strings.Split(r.git(r.dir, "diff-tree", "-r", "-z", "--name-only", "--no-renames", before.head, after.head), "\x00") {
		paths[name] = true
	}
	for _, a := range o.Actions { // what somebody had deleted is there again as HEAD has it
		if a.Action != "keep" && !strings.HasPrefix(before.index[a.Path], "S") {
			paths[a.Path] = true
		}
	}
	rest := differ("index entry", before.index, after.index, paths)
	rest = append(rest, differ("file", before.disk, after.disk, paths)...)
	if len(rest) > 0 {
		r.fail("not the run's", "%s\n%s", strings.Join(rest, "\n"), o)
	}
	for name := range paths {
		if s := after.status[name]; s != "" {
			r.fail("unclean", "%s was committed, and git status says %q (before: %q)\n%s", name, s, before.status[name], o)
		}
	}
	r.tookAlong(before, after, paths, o)
}

// tookAlong checks that a commit holds what the run wrote, what it rendered from,
// and what is as rendered; and no work of anybody else.
func (r *round) tookAlong(before, after look, paths map[string]bool, o outcome) {
	r.Helper()
	wrote := map[string]bool{}
	for _, a := range o.Actions {
		wrote[a.Path], wrote[a.From] = true, true
	}
	for name := range paths {
		if before.status[name] == "" || wrote[name] || strings.HasSuffix(name, "scaffold.hcl") || strings.HasPrefix(name, ".scaffold/packs/") || strings.HasSuffix(name, ".scaffold.lock.hcl") || strings.HasSuffix(name, ".tfvars") {
			continue
		}
		f, there := after.disk[name]
		if there && strings.Contains(after.lockOf(name), blob(strings.ReplaceAll(f.content, "\r\n", "\n"))) || !there && !strings.Contains(after.lockOf(name), filepath.Base(name)) {
			continue
		}
		r.fail("took along", "%s is in the commit, and was %q before\n%s", name, before.status[name], o)
	}
}

// lockOf is the lock of the unit that a file is part of.
func (l look) lockOf(name string) string {
	for dir := filepath.Dir(name); ; dir = filepath.Dir(dir) {
		if f, ok := l.disk[filepath.Join(dir, ".scaffold.lock.hcl")]; ok {
			return f.content
		}
		if dir == "." {
			return ""
		}
	}
}

// keeps checks that no mark is lost, but for those below a folder.
func (r *round) keeps(before, after look, without string, o fmt.Stringer) {
	r.Helper()
	now := after.marks("")
	for mark, name := range before.marks(without) {
		if now[mark] == "" {
			r.fail("edit lost", "%s, which stood in %s, is nowhere\n%s", mark, name, o)
		}
	}
}
