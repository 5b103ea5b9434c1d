package interview

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
)

// Review lets the person go ahead with what show shows, change something of the
// units first, go back, or leave. show tells whether it can be done. dry says that
// nothing is written.
func (p *Person) Review(units []*Unit, dry bool, show func() (ready bool)) error {
	for {
		answer, err := p.Ask("review", reviewed(units, dry, show()))
		if err != nil {
			return err
		}
		what, name, _ := strings.Cut(answer.Text(), " ")
		switch what {
		case "write":
			return nil
		case "back":
			_ = p.Back() // this answer; then the one before it
			return p.Back()
		case "leave":
			return prompt.ErrAborted
		}
		change := p.More
		if what == "override" {
			change = p.Override
		}
		for _, u := range units {
			if u.Name != name {
				continue
			}
			if err := change(u); err != nil {
				return err
			}
		}
	}
}

// reviewed is the question what is to be done with a plan.
func reviewed(units []*Unit, dry, ready bool) prompt.Question {
	q := prompt.Question{Title: "Write it?", Kind: prompt.Choice, Fresh: true}
	offer := func(value, label string) { q.Options = append(q.Options, prompt.Option{Value: value, Label: label}) }
	switch {
	case !ready:
		q.Title = "What now?"
	case dry:
		q.Title = "Go on?"
		offer("write", "Yes; nothing is written (--dry-run)")
	default:
		offer("write", "Yes, write it")
	}
	for _, u := range units {
		of := ""
		if len(units) > 1 {
			of = " of " + u.Title()
		}
		offer("more "+u.Name, "Change a setting"+of+"…")
		if len(u.Environments) > 1 {
			offer("override "+u.Name, "Change one environment"+of+"…")
		}
	}
	offer("back", "Back to the questions")
	offer("leave", "Leave; nothing is written")
	return q
}
