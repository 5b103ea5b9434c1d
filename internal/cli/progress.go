package cli

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// barWidth is how many characters a progress bar has.
const barWidth = 24

// longWork is from how many steps on a phase is told of where that is not asked
// for: below, it is over before anybody reads.
var longWork = map[string]int{planning: 20, writing: 1000, reconciling: 20}

// The phases of a run.
const (
	planning    = "plan"  // units
	writing     = "write" // files
	reconciling = "apply" // changes in Terraform Cloud
)

// progress tells how far long work is: by a bar on a terminal, by a line for
// each tenth elsewhere, by events for programs.
type progress struct {
	g     *global
	phase string
	bar   bool
	lines bool

	mu   sync.Mutex
	told int // tenths, or hundredths for programs
}

// progress is for a phase of that many steps. Changes in Terraform Cloud are
// slow: they are told where there is no terminal, too, and a bar shows each.
func (g *global) progress(phase string, steps int) *progress {
	p := &progress{g: g, phase: phase}
	if g.quiet || g.machine() || g.output == outputMarkdown {
		return p
	}
	p.bar = g.ErrTerminal && g.Getenv("TERM") != "dumb" && (phase == reconciling || steps >= longWork[phase])
	p.lines = !p.bar && phase == reconciling && steps >= longWork[phase]
	return p
}

// step tells that done of all steps are done.
func (p *progress) step(done, all int, what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case all == 0:
	case p.g.output == outputLines:
		if hundredth := done * 100 / all; all <= 100 || hundredth > p.told {
			p.told = hundredth
			p.g.event(func(j report.JSON) { j.Progress(p.phase, done, all, what) })
		}
	case p.bar:
		filled := done * barWidth / all
		line := fmt.Sprintf("[%s%s] %d/%d %s", strings.Repeat("█", filled), strings.Repeat("░", barWidth-filled), done, all, what)
		for utf8.RuneCountInString(line) > 78 {
			_, size := utf8.DecodeLastRuneInString(line)
			line = line[:len(line)-size]
		}
		fmt.Fprintf(p.g.Err, "\r%s\x1b[K", line)
	case p.lines:
		if tenth := done * 10 / all; tenth > p.told {
			p.told = tenth
			fmt.Fprintf(p.g.Err, "%d of %d changes are made\n", done, all)
		}
	}
}

// done takes the bar away.
func (p *progress) done() {
	if p.bar {
		fmt.Fprint(p.g.Err, "\r\x1b[K")
	}
}
