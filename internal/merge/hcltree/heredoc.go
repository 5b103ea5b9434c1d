package hcltree

import "strings"

// Marks returns how a heredoc begins, << or <<-.
func (g *Group) Marks() string {
	if len(g.Open) > 2 && g.Open[2] == '-' {
		return "<<-"
	}
	return "<<"
}

// Dedented returns a heredoc's lines; <<- takes off the indentation they share.
func (g *Group) Dedented() []string {
	if !strings.HasPrefix(g.Open, "<<-") {
		return g.Lines
	}
	out := make([]string, len(g.Lines))
	n := len(g.Indentation())
	for i, line := range g.Lines {
		out[i] = line[min(n, len(line)-len(strings.TrimLeft(line, " \t"))):]
	}
	return out
}

// Indentation is what the lines of a <<- heredoc share.
func (g *Group) Indentation() string {
	shared, first := "", true
	for _, line := range g.Lines {
		own := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if strings.TrimSpace(line) == "" {
			continue
		}
		if first || len(own) < len(shared) {
			shared, first = own, false
		}
	}
	return shared
}
