package flags

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// generate is a command with all flags of commands that write, parsed.
func generate(t *testing.T, args ...string) (*cobra.Command, *Write) {
	t.Helper()
	root, cmd, w := &cobra.Command{Use: "scaffold"}, &cobra.Command{Use: "generate"}, &Write{}
	root.AddCommand(cmd)
	w.Add(cmd, true)
	w.AddUnits(cmd)
	w.AddMerge(cmd)
	w.AddWorkspaces(cmd)
	if err := cmd.ParseFlags(args); err != nil {
		t.Fatal(err)
	}
	return cmd, w
}

// The same contradiction is told, however often it is made.
func TestContradictionsHaveAnOrder(t *testing.T) {
	for range 30 {
		cmd, w := &cobra.Command{}, &Write{}
		w.Add(cmd, false)
		if err := cmd.ParseFlags([]string{"--no-commit", "--branch=b", "--message=m", "--push", "--sign", "--no-verify"}); err != nil {
			t.Fatal(err)
		}
		if err := w.Check(cmd); err == nil || err.Error() != "--branch and --no-commit contradict each other (leave one of them out)" {
			t.Fatal(err)
		}
	}
}

// TestContradictions: flags that can't both be meant.
func TestContradictions(t *testing.T) {
	noCommit := func(flag string) string {
		return flag + " and --no-commit contradict each other (leave one of them out)"
	}
	about := func(flag string) string { return flag + " is about a pull request (give --pr, too)" }
	for args, want := range map[string]string{
		"":                               "",
		"--no-commit":                    "",
		"--no-commit --diff --dry-run":   "",
		"--commit=false":                 "",
		"--branch=b -m=m --push --sign":  "",
		"--no-commit --branch=b":         noCommit("--branch"),
		"--no-commit -m=m":               noCommit("--message"),
		"--no-commit --push":             noCommit("--push"),
		"--no-commit --pr":               noCommit("--pr"),
		"--no-commit --sign":             noCommit("--sign"),
		"--no-commit --sign=false":       noCommit("--sign"),
		"--no-commit --no-verify":        noCommit("--no-verify"),
		"--commit=false --push":          noCommit("--push"),
		"--continue":                     "",
		"--abort":                        "",
		"--continue --abort":             "--continue and --abort contradict each other",
		"--conflict=markers":             "",
		"--conflict=ours":                "",
		"--conflict=theirs":              "",
		"--conflict=abort":               "",
		"--conflict=":                    "",
		"--conflict=mine":                `--conflict "mine" is none of markers, ours, theirs, abort`,
		"--base=main":                    about("--base"),
		"--draft":                        about("--draft"),
		"--label=x":                      about("--label"),
		"--pr --base=main --draft":       "",
		"--pr --label=x --label=":        "",
		"--continue --abort --base=main": "--continue and --abort contradict each other",
	} {
		t.Run(args, func(t *testing.T) {
			cmd, w := generate(t, strings.Fields(args)...)
			got := ""
			if err := w.Check(cmd); err != nil {
				got = err.Error()
			}
			if got != want {
				t.Errorf("told is %q, want %q", got, want)
			}
		})
	}
}

// TestSettled: what flags mean together.
func TestSettled(t *testing.T) {
	for args, want := range map[string]string{
		"":                      "commit true push false sign nil labels [scaffold] topic scaffold/generate",
		"--no-commit":           "commit false push false sign nil labels [scaffold] topic scaffold/generate",
		"--sign":                "commit true push false sign true labels [scaffold] topic scaffold/generate",
		"--sign=false":          "commit true push false sign false labels [scaffold] topic scaffold/generate",
		"--push":                "commit true push true sign nil labels [scaffold] topic scaffold/generate",
		"--pr":                  "commit true push true sign nil labels [scaffold] topic scaffold/generate",
		"--pr --label=":         "commit true push true sign nil labels [] topic scaffold/generate",
		"--pr --label=a,b":      "commit true push true sign nil labels [a b] topic scaffold/generate",
		"--pr shop --env=dev":   "commit true push true sign nil labels [scaffold] topic scaffold/generate-shop-dev",
		"--env=dev,prod b a":    "commit true push false sign nil labels [scaffold] topic scaffold/generate-b-a-dev-prod",
		"--env=dev --env=stage": "commit true push false sign nil labels [scaffold] topic scaffold/generate-dev-stage",
	} {
		t.Run(args, func(t *testing.T) {
			cmd, w := generate(t, strings.Fields(args)...)
			if err := w.Check(cmd); err != nil {
				t.Fatal(err)
			}
			sign := "nil"
			if w.Sign != nil {
				sign = fmt.Sprint(*w.Sign)
			}
			if got := fmt.Sprintf("commit %t push %t sign %s labels %v topic %s", w.Commit, w.Push, sign, w.Pull.Labels, w.Pull.Topic); got != want {
				t.Errorf("it means %s\nwant %s", got, want)
			}
		})
	}
}

// TestOptions: what the flags say of the planning, files as they are written and
// as they are seen from the root.
func TestOptions(t *testing.T) {
	_, w := generate(t, "--env=dev", "--allow-destroy=a_b.c", "--allow-destroy=d_e.f[0,1]", "--conflict=ours", "--reset=x", "--reset=y,z", "--restore=q")
	o := w.Options(func(name string) string { return "layers/" + name })
	want := change.Options{
		Environments: []string{"dev"}, AllowDestroy: []string{"a_b.c", "d_e.f[0,1]"}, Conflicts: plan.Ours,
		Reset: []change.FileName{{Written: "x", Here: "layers/x"}, {Written: "y,z", Here: "layers/y,z"}}, Restore: []change.FileName{{Written: "q", Here: "layers/q"}},
	}
	if fmt.Sprintf("%+v", o) != fmt.Sprintf("%+v", want) {
		t.Errorf("they are %+v\nwant %+v", o, want)
	}
	_, plain := generate(t)
	if o := plain.Options(nil); o.Conflicts != plan.Markers || len(o.Environments)+len(o.Reset)+len(o.Restore)+len(o.AllowDestroy) > 0 {
		t.Errorf("without flags they are %+v", o)
	}
	without := &Write{} // a command without --conflict
	if o := without.Options(nil); o.Conflicts != plan.Markers {
		t.Errorf("without --conflict it is %q", o.Conflicts)
	}
}

// TestSets: every --set is read; what can't be is told, all at once.
func TestSets(t *testing.T) {
	_, w := generate(t, "--set=a=1,b", "--set=dev:u.b=x=y", "--set=c", "--set==e")
	all, mistakes := w.Assignments()
	if got, want := said(all), []string{"a=1,b", "dev:u.b=x=y"}; !slices.Equal(got, want) {
		t.Errorf("read are %q, want %q", got, want)
	}
	if len(mistakes) != 2 || mistakes[0].Summary != `--set "c" has no value` || mistakes[1].Summary != `--set "=e" has no value` {
		t.Errorf("told is %v", mistakes)
	}
}
