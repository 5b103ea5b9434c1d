package cmddoc_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/cli"
	"github.com/seed-3f5c2e52/scaffold/internal/cmddoc"
)

// Text that looks like markup comes out as text.
func TestManEscapes(t *testing.T) {
	cmd := &cobra.Command{
		Use: "tool", Short: "it's <odd>", Run: func(*cobra.Command, []string) {},
		Long: ".SH this is no heading\n'ti nor is this a request\n\na path C:\\new … end",
	}
	cmd.Flags().String("some-flag", "a-b", "says `so`")
	got := cmddoc.Man(cmd, "1.2.3")
	for _, want := range []string{
		`.TH "TOOL" 1 "" "scaffold 1.2.3" scaffold` + "\n",
		`tool \- it\(aqs <odd>` + "\n",
		"\n" + `\&.SH this is no heading` + "\n" + `\(aqti nor`,
		"\n.PP\n" + `a path C:\enew \[u2026] end` + "\n",
		`\fB\-\-some\-flag\fR \fIstring\fR` + "\n" + `says \(gaso\(ga (default a\-b)` + "\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q:\n%s", want, got)
		}
	}
}

// Every command has a page that holds all its flags, and that troff reads
// without a warning.
func TestManOfEveryCommand(t *testing.T) {
	root, err := cli.Tree()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, cmd := range cmddoc.Pages(root) {
		names[cmddoc.PageName(cmd)] = true
		page := cmddoc.Man(cmd, "1.2.3")
		cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" && !strings.Contains(page, `\-\-`+strings.ReplaceAll(f.Name, "-", `\-`)+`\fR`) {
				t.Errorf("%s: the page lacks --%s", cmd.CommandPath(), f.Name)
			}
		})
		if _, err := exec.LookPath("groff"); err != nil {
			continue
		}
		troff := exec.Command("groff", "-man", "-ww", "-z", "-Tutf8")
		troff.Stdin = strings.NewReader(page)
		if out, err := troff.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", cmd.CommandPath(), err, out)
		}
	}
	for _, want := range []string{"scaffold", "scaffold-service", "scaffold-pack-test", "scaffold-workspaces-apply"} {
		if !names[want] {
			t.Errorf("there is no page %s", want)
		}
	}
}
