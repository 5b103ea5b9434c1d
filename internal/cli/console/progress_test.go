package console

import (
	"bytes"
	"strings"
	"testing"
)

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	steps := func(p *Progress, n int) string {
		out.Reset()
		for i := range n {
			p.Step(i+1, n, "workspace "+strings.Repeat("ä", 100))
		}
		p.Done()
		return out.String()
	}
	c := &Console{Streams: Streams{Err: &out, Getenv: func(string) string { return "" }}, Output: Text}
	if got := steps(c.Progress(Reconciling, 100), 100); strings.Count(got, "\n") != 10 || !strings.Contains(got, "50 of 100 changes are made\n") || strings.Contains(got, "\r") {
		t.Errorf("without a terminal: %q", got)
	}
	if got := steps(c.Progress(Reconciling, 3), 3); got != "" {
		t.Errorf("short work without a terminal: %q", got)
	}
	c.ErrTerminal = true
	got := steps(c.Progress(Reconciling, 3), 3)
	if strings.Contains(got, "\n") || !strings.HasSuffix(got, "\r\x1b[K") || !strings.Contains(got, "] 3/3 workspace") {
		t.Errorf("on a terminal: %q", got)
	}
	for line := range strings.SplitSeq(got, "\r") {
		if n := len([]rune(strings.TrimSuffix(line, "\x1b[K"))); n > 78 {
			t.Errorf("a line of %d characters: %q", n, line)
		}
	}
	c.Quiet = true
	if got := steps(c.Progress(Reconciling, 3), 3); got != "" {
		t.Errorf("--quiet: %q", got)
	}
}
