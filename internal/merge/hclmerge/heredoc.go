package hclmerge

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// heredoc merges line by line; ok is false if the lines conflict.
func (m *merger) heredoc(b, o, t *group) (node, bool) {
	lay := o
	var lb []string
	if b != nil {
		lb = b.lines
		if o.open == b.open && o.close == b.close && o.indentation() == b.indentation() {
			lay = t
		}
	}
	if n, ok := mergeLines(lb, o.lines, t.lines); ok && o.marks() == t.marks() && (b == nil || o.marks() == b.marks()) {
		return text(lay.open + n + lay.close), true
	}
	if b != nil {
		lb = b.dedented()
	}
	n, ok := mergeLines(lb, o.dedented(), t.dedented())
	if !ok {
		return nil, false
	}
	indentation := ""
	if lay.marks() == "<<-" {
		indentation = lay.indentation()
	}
	var out strings.Builder
	for _, line := range linemerge.Split(n) {
		if line != "\n" {
			out.WriteString(indentation)
		}
		out.WriteString(line)
	}
	return text(lay.open + out.String() + lay.close), true
}

// marks returns << or <<-.
func (g *group) marks() string {
	if len(g.open) > 2 && g.open[2] == '-' {
		return "<<-"
	}
	return "<<"
}

func mergeLines(b, o, t []string) (string, bool) {
	var out strings.Builder
	for _, h := range linemerge.FineHunks(b, o, t) {
		lines := o[h.Ours.From:h.Ours.To]
		switch h.Kind {
		case linemerge.Conflicting:
			return "", false
		case linemerge.TakeTheirs:
			lines = t[h.Theirs.From:h.Theirs.To]
		}
		for _, line := range lines {
			out.WriteString(line)
		}
	}
	return out.String(), true
}

// dedented returns a heredoc's lines; <<- takes off the indentation they share.
func (g *group) dedented() []string {
	if !strings.HasPrefix(g.open, "<<-") {
		return g.lines
	}
	out := make([]string, len(g.lines))
	n := len(g.indentation())
	for i, line := range g.lines {
		out[i] = line[min(n, len(line)-len(strings.TrimLeft(line, " \t"))):]
	}
	return out
}

// indentation is what the lines of a <<- heredoc share.
func (g *group) indentation() string {
	shared, first := "", true
	for _, line := range g.lines {
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
