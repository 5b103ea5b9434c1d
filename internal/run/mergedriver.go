package run

import (
	"context"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// MergeDriver merges one file for git, by its path in the repository.
type MergeDriver struct {
	Base, Ours, Theirs string // host paths; the result is written into Ours
	Path               string // slash-separated, in the repository
	Conflict           string // one of DriverConflicts; empty for what git's configuration says
	MarkerSize         int    // 0 for git's own
}

// DriverConflicts are what may become of conflicts in a merge of git's.
var DriverConflicts = []string{string(plan.Markers), string(plan.Ours), string(plan.Theirs)}

// driverConflict is the setting that says it for a merge, as git tells a driver
// nothing of -X: git -c merge.scaffold.conflict=theirs merge BRANCH.
const driverConflict = "merge.scaffold.conflict"

// Merge merges the file and returns the conflicts that are left in it, and sentences
// about what is wrong in it besides.
func (m MergeDriver) Merge() (clashes []plan.Clash, told []string, err error) {
	var texts [3][]byte
	for i, name := range []string{m.Base, m.Ours, m.Theirs} {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, diag.Failedf("%s can't be read", name)
		}
		texts[i] = content
	}
	merged, clashes, told, err := m.merged(texts[0], texts[1], texts[2])
	if err != nil {
		return nil, nil, err
	}
	if err := os.WriteFile(m.Ours, merged, 0o644); err != nil {
		return nil, nil, diag.Failedf("%s can't be written", m.Ours)
	}
	return clashes, told, nil
}

func (m MergeDriver) merged(base, ours, theirs []byte) (content []byte, clashes []plan.Clash, told []string, err error) {
	if path.Base(m.Path) == lock.Filename {
		if merged, ok := lock.MergeText(base, ours, theirs); ok {
			return merged, nil, nil, nil
		}
	}
	merge := func(side plan.Side) ([]byte, []plan.Clash, []string) {
		return plan.MergeFile(m.Path, base, ours, theirs, side, plan.Names{Ours: "ours", Base: "base", Theirs: "theirs", MarkerSize: m.MarkerSize})
	}
	merged, clashes, told := merge(plan.Markers)
	if len(clashes) == 0 {
		return merged, nil, told, nil
	}
	side := m.Conflict
	if side == "" {
		side = gitops.Setting(filepath.Dir(m.Ours), driverConflict)
	}
	switch {
	case side == "" || side == string(plan.Markers):
		return merged, clashes, told, nil
	case !slices.Contains(DriverConflicts, side):
		return nil, nil, nil, diag.Usagef("conflicts can't become %q", side).WithHint("--conflict and %s take %s", driverConflict, strings.Join(DriverConflicts, ", "))
	}
	merged, _, told = merge(plan.Side(side))
	return merged, nil, told, nil
}

// FailedDriver is the exit code by which git is told that a merge failed; it takes
// lower ones for conflicts.
const FailedDriver = 129

// InstallDriver writes the driver into the configuration of the clone at dir, and
// returns how git will call the program: by a path, as git may have another PATH
// than who installs. name is what the program was called by.
func InstallDriver(ctx context.Context, dir, name string) (program string, err error) {
	git, err := gitops.Open(dir)
	if err != nil {
		return "", err
	}
	if program, err = programPath(name); err != nil {
		return "", diag.Failedf("where scaffold is can't be told: %v", err)
	}
	for _, setting := range [][2]string{{"merge.scaffold.name", "scaffold's structural merge"}, {"merge.scaffold.driver", driverCommand(program)}} {
		if err := gitops.Configure(ctx, git, setting[0], setting[1]); err != nil {
			return "", err
		}
	}
	return program, nil
}

// programPath is the absolute path of the program of that name; links stay, as
// what they lead to changes with the next version.
func programPath(name string) (string, error) {
	if filepath.Base(name) == name {
		if found, err := exec.LookPath(name); err == nil {
			return filepath.Abs(found)
		}
		return os.Executable()
	}
	return filepath.Abs(name)
}

// driverCommand is what git's shell runs: base, ours, theirs and the file's path.
// Where the program is gone, or too old, git's own merge of lines takes its place:
// otherwise git would take ours for the result and call it a conflict.
func driverCommand(program string) string {
	program = "'" + strings.ReplaceAll(strings.ReplaceAll(filepath.ToSlash(program), "%", "%%"), "'", `'\''`) + "'"
	return program + " merge-driver --marker-size %L %O %A %B %P; s=$?; case $s in 0|1|129) exit $s;; esac; " +
		"git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B"
}
