package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// barWidth is how many characters a progress bar has.
const barWidth = 24

// progress tells how far long work is: by a bar on a terminal, by a line for
// each tenth elsewhere.
type progress struct {
	out      io.Writer
	terminal bool
	silent   bool
	told     int // tenths
}

// progress is for work of that many steps; short work is not told elsewhere
// than on a terminal.
func (g *global) progress(steps int) *progress {
	return &progress{
		out: g.Err, terminal: g.Terminal && g.Getenv("TERM") != "dumb",
		silent: g.quiet || g.output == "json" || (!g.Terminal && steps < 20),
	}
}

// step tells that done of all steps are done.
func (p *progress) step(done, all int, what string) {
	if p.silent || all == 0 {
		return
	}
	if p.terminal {
		filled := done * barWidth / all
		line := fmt.Sprintf("[%s%s] %d/%d %s", strings.Repeat("█", filled), strings.Repeat("░", barWidth-filled), done, all, what)
		for utf8.RuneCountInString(line) > 78 {
			_, size := utf8.DecodeLastRuneInString(line)
			line = line[:len(line)-size]
		}
		fmt.Fprintf(p.out, "\r%s\x1b[K", line)
		return
	}
	if tenth := done * 10 / all; tenth > p.told {
		p.told = tenth
		fmt.Fprintf(p.out, "%d of %d changes are made\n", done, all)
	}
}

// done takes the bar away.
func (p *progress) done() {
	if p.terminal && !p.silent {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
