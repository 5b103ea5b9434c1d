package hclmerge

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// heredoc merges line by line; ok is false if the lines conflict.
func (m *merger) heredoc(b, o, t *hcltree.Group) (output, bool) {
	model := o
	var lb []string
	if b != nil {
		lb = b.Lines
		if o.Open == b.Open && o.Close == b.Close && o.Indentation() == b.Indentation() {
			model = t
		}
	}
	if n, ok := mergeLines(lb, o.Lines, t.Lines); ok && o.Marks() == t.Marks() && (b == nil || o.Marks() == b.Marks()) {
		return text(model.Open + n + model.Close), true
	}
	if b != nil {
		lb = b.Dedented()
	}
	n, ok := mergeLines(lb, o.Dedented(), t.Dedented())
	if !ok {
		return nil, false
	}
	indentation := ""
	if model.Marks() == "<<-" {
		indentation = model.Indentation()
	}
	var out strings.Builder
	for _, line := range linemerge.Split(n) {
		if line != "\n" {
			out.WriteString(indentation)
		}
		out.WriteString(line)
	}
	return text(model.Open + out.String() + model.Close), true
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
