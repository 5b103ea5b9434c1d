package interview

import (
	"slices"
	"strings"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
)

// Person is who answers.
type Person struct {
	*prompt.Interview
	Now func() time.Time // for the next times that a schedule fires
}

// Essentials asks for the inputs that the pack puts a prompt to, and for those
// that must be said, as far as they matter beside the answers before.
func (p *Person) Essentials(u *Unit) error {
	for _, in := range u.Pack.Inputs {
		if u.Fixed[in.Name] || in.Allocate != nil || (in.Prompt == "" && !in.Required()) {
			continue
		}
		if err := p.input(u, in, ""); err != nil {
			return err
		}
	}
	return nil
}

// Needed asks for the inputs that must be said and were not.
func (p *Person) Needed(u *Unit) error {
	for _, in := range u.Missing() {
		if err := p.input(u, in, ""); err != nil {
			return err
		}
	}
	return nil
}

// More asks which other settings the person wants to say, and for those.
func (p *Person) More(u *Unit) error {
	return p.choose(u, "", "Which settings do you want to change?")
}

// Override asks for which environment something is to be different, and what.
func (p *Person) Override(u *Unit) error {
	q := prompt.Question{Title: "For which environment?", Kind: prompt.Choice, Fresh: true}
	for _, name := range u.named() {
		q.Options = append(q.Options, prompt.Option{Value: name})
	}
	a, err := p.Ask(u.Name+"/environment", q)
	if err != nil {
		return err
	}
	return p.choose(u, a.Text(), "What is different in "+a.Text()+"?")
}

// choose asks which inputs to ask for, and asks for them.
func (p *Person) choose(u *Unit, environment, title string) error {
	q := prompt.Question{Title: title, Kind: prompt.Choices, Fresh: true}
	for _, in := range u.Pack.Inputs {
		if u.Fixed[in.Name] || in.Allocate != nil || !u.matters(in, environment) {
			continue
		}
		note := u.fallback(in, environment).text
		if v, ok := u.said[environment][in.Name]; ok {
			note = shown(v)
		}
		q.Options = append(q.Options, prompt.Option{Value: in.Name, Note: clip(note, 40)})
	}
	a, err := p.Ask(u.Name+"/which/"+environment, q)
	if err != nil {
		return err
	}
	for _, name := range a {
		if err := p.input(u, u.Pack.Input(name), environment); err != nil {
			return err
		}
	}
	return p.follow(u)
}

// follow asks for the inputs whose value can't stay beside what was changed:
// the memory that no longer goes with the CPU, the most tasks that autoscaling
// needs now. Where an environment has its own value, it is asked for there.
func (p *Person) follow(u *Unit) error {
	for _, in := range u.Pack.Inputs {
		for _, environment := range u.Environments {
			d := u.draft(environment)
			if u.Fixed[in.Name] || in.Allocate != nil || !d.Matters(in) || (d.Offered(in) && d.Refuses(in, d.Value(in)) == "") {
				continue
			}
			where := ""
			if u.owns(environment, in) {
				where = environment
			}
			if err := p.input(u, in, where); err != nil {
				return err
			}
		}
	}
	return nil
}

// input asks for an input, if it matters, and notes what is said.
func (p *Person) input(u *Unit, in *pack.Input, environment string) error {
	if !u.matters(in, environment) || (in.References != nil && len(u.Targets(in)) == 0) {
		u.unsay(environment, in.Name)
		return nil
	}
	title := in.Prompt
	if title == "" {
		title = in.Name
	}
	if about := strings.TrimSpace(u.Name + " " + environment); about != "" {
		title += " (" + about + ")"
	}
	fall := u.fallback(in, environment)
	f := field{
		key: strings.Join([]string{u.Name, environment, in.Name}, "/"), title: title, noun: words(in.Name), help: sentence(in.Description),
		in: in, options: p.options(u, in, environment), fall: fall, required: in.Required(),
		override: environment != "",
		check:    func(v cty.Value) string { return u.refuses(in, environment, v) },
		unsaid:   func() string { return u.open(in, environment) },
		meaning:  func(cty.Value) string { return "" },
	}
	if u.moves(in) {
		f.meaning = func(v cty.Value) string { return u.estimate(in, environment, v) }
	}
	if v, ok := u.said[environment][in.Name]; ok {
		f.current = v
	}
	v, said, err := p.ask(f)
	switch {
	case err != nil:
		return err
	case !said || (fall.one && !fall.value.IsNull() && v.RawEquals(fall.value)):
		u.unsay(environment, in.Name)
	default:
		u.say(environment, in.Name, v)
	}
	return nil
}

// options are the answers that an input offers: its choices, the units that it
// may name, or what the pack offers beside the other values.
func (p *Person) options(u *Unit, in *pack.Input, environment string) []prompt.Option {
	var out []prompt.Option
	for _, v := range in.Choices {
		out = append(out, prompt.Option{Value: expr.LiteralLine(v), Label: expr.Text(v)})
	}
	if in.References != nil {
		for _, name := range u.Targets(in) {
			out = append(out, prompt.Option{Value: expr.Quote(name), Label: name})
		}
	}
	drafts := u.drafts(environment)
	for _, offer := range drafts[0].Offers(in) {
		if slices.ContainsFunc(drafts, func(d *pack.Draft) bool { return d.Refuses(in, offer.Value) != "" }) {
			continue
		}
		o := prompt.Option{Value: expr.LiteralLine(offer.Value), Label: expr.Text(offer.Value)}
		if offer.Label != "" {
			o.Label += " (" + offer.Label + ")"
		}
		if u.moves(in) {
			o.Note = u.estimate(in, environment, offer.Value)
		}
		out = append(out, o)
	}
	return out
}

// sentence ends a description like one.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// clip keeps text short enough to stand behind an option.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return s
}
