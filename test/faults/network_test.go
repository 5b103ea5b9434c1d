package faults

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// internet is a call that reaches for an address of the internet: git's and
// scaffold's own included, name look-ups too.
var internet = regexp.MustCompile(`(?m)^.*(connect|sendto|sendmsg|sendmmsg)\(.*AF_INET.*$`)

// TestNothingReachesTheNetwork: no command that is not told to talk to a host
// reaches for one.
func TestNothingReachesTheNetwork(t *testing.T) {
	if out, err := exec.Command("strace", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Skipf("SKIPPED-PROOF: strace may not trace here: %v %s", err, out)
	}
	base := newSite(t, nil)
	reading := []scenario{
		{name: "status", line: "scaffold status"},
		{name: "check", line: "scaffold generate --check"},
		{name: "workspaces offline", line: "scaffold workspaces plan --offline"},
		{name: "version", line: "scaffold version"},
		{name: "completion", line: "scaffold __complete generate a"},
	}
	for _, sc := range append(reading, scenarios...) {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, base)
			s.new = sc.new
			if sc.setup != "" {
				s.sh(sc.setup)
			}
			if out, code := s.strace("trace=network", "", sc.line); code != 0 {
				t.Fatalf("exit %d\n%s", code, out)
			}
			log, err := os.ReadFile(s.top + ".log")
			if err != nil {
				t.Fatal(err)
			}
			for _, call := range internet.FindAllString(string(log), -1) {
				t.Error(call)
			}
		})
	}
	t.Run("one that does is seen", func(t *testing.T) {
		s := newSite(t, base)
		s.strace("trace=network", "", "bash -c 'echo >/dev/tcp/127.0.0.1/1'")
		if log, err := os.ReadFile(s.top + ".log"); err != nil || !internet.Match(log) {
			t.Errorf("strace saw %s, %v", log, err)
		}
	})
}
