package faults

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// calls are the system calls by which files change.
const calls = "write,pwrite64,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,unlink,unlinkat,rmdir,fsync,fdatasync,ftruncate,fchmod,fchmodat,chmod"

// trial is a command of which calls are counted.
type trial struct {
	scenario
	from                   *site // as it is before
	before, after, aborted []string
	calls                  []moment // that its threads make
	chain                  string
	*rand.Rand
}

func seed() uint64 {
	n, _ := strconv.ParseUint(os.Getenv("FAULTS_SEED"), 10, 64)
	return n
}

func newTrial(t *testing.T, base *site, sc scenario) *trial {
	t.Helper()
	r := &trial{scenario: sc, from: newSite(t, base), Rand: rand.New(rand.NewPCG(seed(), uint64(len(sc.name))))}
	r.from.new = sc.new
	if sc.setup != "" {
		r.from.sh(sc.setup)
	}
	r.before = r.from.state()
	done := newSite(t, r.from)
	out, code := done.strace("trace="+calls, "", sc.line)
	if code != 0 {
		t.Fatalf("$ %s\nexit %d\n%s", sc.line, code, out)
	}
	if left := done.leftovers(); len(left) > 0 {
		t.Fatalf("an undisturbed run leaves %v", left)
	}
	r.after = done.state()
	r.chain, _ = done.sh("git rev-list --all")
	r.calls = done.counted()
	r.aborted = r.before
	if strings.HasPrefix(sc.name, "--") {
		undone := newSite(t, r.from)
		if out, code := undone.sh("scaffold generate --abort"); code != 0 {
			t.Fatalf("--abort: exit %d\n%s", code, out)
		}
		r.aborted = undone.state()
	}
	return r
}

// strace runs a line under strace; its log lies beside the site.
func (s *site) strace(trace, inject, line string) (string, int) {
	s.Helper()
	s.Cleanup(func() { _ = os.Remove(s.top + ".log") })
	return s.sh(straced(trace, inject, line))
}

func straced(trace, inject, line string) string {
	if inject != "" {
		inject = " -e inject=" + inject
	}
	return fmt.Sprintf("strace -f -qq -o $TOP.log -e %s%s %s", trace, inject, line)
}

// moment is the nth time that a thread makes a call: so strace counts.
type moment struct {
	call string
	n    int
}

var callRE = regexp.MustCompile(`(?m)^([0-9]+) +([a-z_0-9]+)\(`)

// counted are the moments in strace's log.
func (s *site) counted() []moment {
	log, err := os.ReadFile(s.top + ".log")
	if err != nil {
		s.Fatal(err)
	}
	var out []moment
	per := map[string]int{}
	for _, m := range callRE.FindAllStringSubmatch(string(log), -1) {
		per[m[1]+m[2]]++
		if at := (moment{m[2], per[m[1]+m[2]]}); !slices.Contains(out, at) && !strings.HasPrefix(m[2], "syscall_") { // what this strace has no name for
			out = append(out, at)
		}
	}
	return out
}

// moments are those that are tried: all, or some of each call in turn.
func (r *trial) moments() []moment {
	many, err := strconv.Atoi(os.Getenv("FAULTS"))
	if os.Getenv("FAULTS") == "all" {
		return r.calls
	} else if err != nil {
		many = 3
	}
	r.Shuffle(len(r.calls), func(i, j int) { r.calls[i], r.calls[j] = r.calls[j], r.calls[i] })
	seen := map[string]int{}
	rank := map[moment]int{}
	for _, m := range r.calls {
		seen[m.call]++
		rank[m] = seen[m.call]
	}
	slices.SortStableFunc(r.calls, func(a, b moment) int { return rank[a] - rank[b] })
	return r.calls[:min(many, len(r.calls))]
}

// each runs f for every scenario.
func each(t *testing.T, f func(t *testing.T, r *trial)) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("SKIPPED-PROOF: strace is missing, so no call was killed or failed")
	}
	if out, err := exec.Command("strace", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Skipf("SKIPPED-PROOF: strace may not trace here: %s", out)
	}
	base := newSite(t, nil)
	t.Run("of", func(t *testing.T) {
		for _, sc := range scenarios {
			t.Run(sc.name, func(t *testing.T) {
				t.Parallel()
				r := newTrial(t, base, sc)
				t.Logf("%d moments", len(r.calls))
				f(t, r)
			})
		}
	})
}

// TestKills: whatever call a command is killed at, --continue and the same command
// finish it, and --abort undoes it, with nothing left behind.
func TestKills(t *testing.T) {
	each(t, func(t *testing.T, r *trial) {
		for i, m := range r.moments() {
			ways := []string{"continue", "abort", "again"}
			if os.Getenv("FAULTS") != "all" {
				ways = ways[i%3 : i%3+1]
			}
			for _, way := range ways {
				s := newSite(t, r.from)
				inject := fmt.Sprintf("%s:signal=KILL:when=%d", m.call, m.n)
				out, code := s.strace("trace="+calls, inject, r.line)
				f := &follow{site: s, trial: r, what: fmt.Sprintf("killed at %s %d: %s", m.call, m.n, s.hit()), first: out, way: way, script: straced("trace="+calls, inject, r.line)}
				if code == -1 || code == 128+9 {
					f.end()
				} else {
					f.failed(out, code) // a child of it was killed
				}
				_ = os.RemoveAll(s.top)
			}
		}
	})
}

// TestFaults: whatever call fails, the command undoes what it did, has done it, or
// says how to go on, and the same command then does it.
func TestFaults(t *testing.T) {
	each(t, func(t *testing.T, r *trial) {
		for i, m := range r.moments() {
			errnos := errnosOf(m.call)
			if os.Getenv("FAULTS") != "all" {
				errnos = errnos[i%len(errnos) : i%len(errnos)+1]
			}
			for _, errno := range errnos {
				r.fault(m.call, fmt.Sprintf("%s:error=%s:when=%d", m.call, errno, m.n))
			}
			if m.call == "write" { // the disk is full from here on
				r.fault(fullDisk, fmt.Sprintf("%s:error=ENOSPC:when=%d+", fullDisk, m.n))
			}
		}
	})
}

// fullDisk are the calls that need room.
const fullDisk = "write,pwrite64,mkdir,mkdirat,link,linkat,symlink,symlinkat,ftruncate,fsync"

// errnosOf are the errors that a call may meet.
func errnosOf(call string) []string {
	switch call {
	case "write", "pwrite64", "fsync", "fdatasync", "ftruncate":
		return []string{"ENOSPC", "EIO", "EROFS", "EACCES"}
	case "rename", "renameat", "renameat2", "mkdir", "mkdirat", "link", "linkat", "symlink", "symlinkat":
		return []string{"EACCES", "ENOSPC", "EROFS", "EIO"}
	}
	return []string{"EROFS", "EACCES", "EIO"}
}

// fault lets calls fail.
func (r *trial) fault(set, inject string) {
	s := newSite(r.from.T, r.from)
	defer os.RemoveAll(s.top)
	out, code := s.strace("trace="+set, inject, r.line)
	f := &follow{site: s, trial: r, what: fmt.Sprintf("failed with %s: %s", inject, s.hit()), first: out, way: "nothing", script: straced("trace="+set, inject, r.line)}
	f.failed(out, code)
}

// failed looks at what a command left that met a fault.
func (f *follow) failed(out string, code int) {
	f.Helper()
	if strings.Contains(out, "netpollBreak") {
		return // Go's runtime wakes itself by a write, which is to no file
	}
	now := f.state()
	done, undone := difference(now, f.after), difference(now, f.before)
	if bad := insides.FindString(out); bad != "" {
		f.fail("it speaks of its insides: %s", bad)
	}
	journal, _ := f.sh("ls .git/scaffold/journal.json ../" + f.scenario.new + "/.git/scaffold/journal.json 2>/dev/null")
	switch {
	case code == 0 && done == "":
		switch unlinks := strings.Contains(f.what, "unlink"); {
		case unlinks && f.scenario.new == "":
			f.sh("scaffold generate alpha --set size=99") // takes away what could not be
		case unlinks:
			f.sh("find ../" + f.scenario.new + "/.git '(' -name '*.lock' -o -name 'scaffold-tmp-*' -o -path '*/scaffold/bytes' ')' -delete") // the first commit there would
		}
		f.sound()
		return
	case code < 0 || code > 3:
		f.fail("exit %d", code)
		return
	case strings.TrimSpace(journal) != "" && code != 0:
		if !strings.HasPrefix(f.scenario.name, "--") && !strings.Contains(out, "--continue") && !strings.Contains(out, "--abort") && len(out) > 0 && done != "" && undone != "" && !f.unheard() {
			f.fail("exit %d, with a journal, and it doesn't say how to go on", code)
		}
		f.way = []string{"continue", "abort", "again"}[f.IntN(3)]
		f.end()
		return
	case code == 0 || done != "" && undone != "" && !f.cleanPart():
		f.fail("exit %d\nit is not as after:\n%s\nand not as before:\n%s", code, done, undone)
		return
	}
	if undone == "" && !strings.HasPrefix(f.scenario.name, "--") {
		f.way = "again" // which may have to take away what could not be
		f.end()
		return
	}
	f.sound()
}

// unheard tells whether a part of what the command said could not be written.
func (s *site) unheard() bool {
	log, _ := os.ReadFile(s.top + ".log")
	return unheard.Match(log)
}

var unheard = regexp.MustCompile(`(?m)^.* write\([12], .*INJECTED`)

// hit is the call at which strace injected something.
func (s *site) hit() string {
	log, _ := os.ReadFile(s.top + ".log")
	last := ""
	for _, line := range strings.Split(string(log), "\n") {
		if strings.Contains(line, "INJECTED") {
			return line
		}
		if strings.Contains(line, "(") && !strings.Contains(line, "+++") && !strings.Contains(line, "---") {
			last = line
		}
	}
	return last[:min(len(last), 200)]
}

// follow is what is done after a kill or failure, and what must hold then.
type follow struct {
	*site
	*trial
	what, first, way, script string
}

func (f *follow) fail(format string, args ...any) {
	f.Helper()
	text := fmt.Sprintf("cd $(mktemp -d); export TOP=$PWD GOMAXPROCS=1 GODEBUG=asyncpreemptoff=1 GIT_AUTHOR_DATE=2020-02-02T02:02:02Z GIT_COMMITTER_DATE=2020-02-02T02:02:02Z\n%s\n%s\n%s\n# then %s\n", base, f.setup, f.script, f.way)
	if keep := os.Getenv("FAULTS_KEEP"); keep != "" {
		name := filepath.Join(keep, strings.ReplaceAll(fmt.Sprintf("%s %s %s.sh", f.trial.name, f.way, regexp.MustCompile(`(killed at|failed with) ([^:]+)`).FindString(f.what)), " ", "-"))
		_ = os.WriteFile(name, []byte(text), 0o644)
		text = "kept as " + name
	}
	f.Errorf("%s %s, then %s\n%s\nit said:\n%s\n%s", f.trial.name, f.what, f.way, fmt.Sprintf(format, args...), f.first, text)
}

// end ends what was begun, and looks.
func (f *follow) end() {
	f.Helper()
	line := f.line
	if f.way != "again" {
		line = f.ends(f.way)
	}
	out, code := f.sh(line)
	now := f.state()
	done, undone := difference(now, f.after), difference(now, f.aborted)
	if f.way == "abort" && strings.Contains(f.line, "--push") {
		done = difference(here(now), here(f.after)) // what is committed is not pushed then
	}
	began := difference(now, f.before)
	nothing := strings.Contains(out, "no run was interrupted")
	made := strings.Contains(out, "had made its commit already")
	if f.scenario.name == "--abort" && f.way == "continue" && (strings.Contains(out, "was being undone here") || began == "") {
		f.way = "abort" // nothing or not everything is undone
		f.end()
		return
	}
	ok := false
	switch f.way {
	case "continue":
		ok = code == 0 && done == "" || nothing && (began == "" || done == "")
	case "abort":
		ok = code == 0 && (undone == "" || f.commits > 1 && f.cleanPart()) || nothing && (began == "" || done == "" || f.commits > 1 && f.cleanPart()) || made && (done == "" || f.commits > 1 && f.cleanPart())
	case "again":
		ok = done == "" && (code == 0 || nothing || wasDone.MatchString(out))
	}
	if !ok {
		f.fail("exit %d\n%s\nit is not as after:\n%s\nand not as before:\n%s", code, out, done, undone)
	}
	if bad := insides.FindString(out); bad != "" {
		f.fail("it speaks of its insides: %s\n%s", bad, out)
	}
	f.sound()
}

// here are the lines of a state that are not about the remote.
func here(state []string) []string {
	return slices.DeleteFunc(slices.Clone(state), func(l string) bool { return strings.Contains(l, "origin") })
}

// wasDone is what a command says that was killed when it had done everything.
var wasDone = regexp.MustCompile(`is already a scaffold repository|there is no unit|neither empty`)

// sound checks what must hold at the end of everything.
func (f *follow) sound() {
	f.Helper()
	if left := f.leftovers(); len(left) > 0 {
		f.fail("left behind:\n%s", strings.Join(left, "\n"))
	}
	for _, dir := range []string{"infra", f.scenario.new} {
		if _, err := os.Stat(filepath.Join(f.top, dir, ".git")); dir == "" || err != nil {
			continue
		}
		if out, code := f.sh("cd $TOP/" + dir + " && git fsck --strict --no-dangling"); code != 0 {
			f.fail("git fsck of %s:\n%s", dir, out)
		}
	}
}

// cleanPart tells whether some of the commits are made, and nothing lies about
// that did not before.
func (f *follow) cleanPart() bool {
	head, _ := f.sh("git rev-parse HEAD")
	lines := func(all []string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(l string) bool {
			return !strings.HasPrefix(l, "infra ") || len(l) < 9 || l[8] != ' ' && l[7] != ' '
		})
	}
	return strings.Contains(f.chain, strings.TrimSpace(head)) && difference(lines(f.state()), lines(f.before)) == ""
}

// insides are what no person should read.
var insides = regexp.MustCompile(`panic|goroutine|runtime error|\.go:[0-9]|%!|PathError|<nil>|openat|0x[0-9a-f]{6}|unexpected EOF`)
