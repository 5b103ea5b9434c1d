package console

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// barWidth is how many characters a progress bar has.
const barWidth = 24

// longWork is from how many steps on a phase is told of where that is not asked
// for: below, it is over before anybody reads.
var longWork = map[string]int{Planning: 20, Writing: 1000, Reconciling: 20}

// The phases of a run.
const (
	Planning    = "plan"  // units
	Writing     = "write" // files
	Reconciling = "apply" // changes in Terraform Cloud
)

// Progress tells how far long work is: by a bar on a terminal, by a line for
// each tenth elsewhere, by events for programs.
type Progress struct {
	c     *Console
	phase string
	bar   bool
	lines bool

	mu   sync.Mutex
	told int // tenths, or hundredths for programs
}

// Progress is for a phase of that many steps. Changes in Terraform Cloud are
// slow: they are told where there is no terminal, too, and a bar shows each.
func (c *Console) Progress(phase string, steps int) *Progress {
	p := &Progress{c: c, phase: phase}
	if c.Quiet || c.Machine() || c.Output == Markdown {
		return p
	}
	p.bar = c.ErrTerminal && c.Getenv("TERM") != "dumb" && (phase == Reconciling || steps >= longWork[phase])
	p.lines = !p.bar && phase == Reconciling && steps >= longWork[phase]
	return p
}

// Step tells that done of all steps are done.
func (p *Progress) Step(done, all int, what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case all == 0:
	case p.c.Output == Lines:
		if hundredth := done * 100 / all; all <= 100 || hundredth > p.told {
			p.told = hundredth
			p.c.Event(func(j report.JSON) { j.Progress(p.phase, done, all, what) })
		}
	case p.bar:
		filled := done * barWidth / all
		line := fmt.Sprintf("[%s%s] %d/%d %s", strings.Repeat("█", filled), strings.Repeat("░", barWidth-filled), done, all, diag.Visible(what))
		for utf8.RuneCountInString(line) > 78 {
			_, size := utf8.DecodeLastRuneInString(line)
			line = line[:len(line)-size]
		}
		fmt.Fprintf(p.c.Err, "\r%s\x1b[K", line)
	case p.lines:
		if tenth := done * 10 / all; tenth > p.told {
			p.told = tenth
			fmt.Fprintf(p.c.Err, "%d of %d changes are made\n", done, all)
		}
	}
}

// Done takes the bar away.
func (p *Progress) Done() {
	if p.bar {
		fmt.Fprint(p.c.Err, "\r\x1b[K")
	}
}
