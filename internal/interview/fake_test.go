package interview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// somebody is a session whose answers are known beforehand. An empty answer
// takes what stands there, "-" is an empty line or no option, "<" goes back.
type somebody struct {
	t       *testing.T
	answers []string
	log     []string // a line a question, and what it says to the answer
}

func (s *somebody) Show(text string) { s.log = append(s.log, "shown: "+text) }
func (s *somebody) Close() error     { return nil }

func (s *somebody) Ask(q prompt.Question, _ bool) (prompt.Answer, error) {
	for {
		if len(s.answers) == 0 {
			return nil, prompt.ErrAborted
		}
		text := s.answers[0]
		s.answers = s.answers[1:]
		s.log = append(s.log, asked(q)+" = "+cmp.Or(text, "enter"))
		if text == "<" {
			return nil, prompt.ErrBack
		}
		a := s.answer(q, text)
		if problem := q.Refuses(a); problem != "" {
			s.log = append(s.log, "  no: "+problem)
			continue
		}
		if meaning := q.Means(a); meaning != "" {
			s.log = append(s.log, "  so: "+meaning)
		}
		return a, nil
	}
}

// answer is what the text says to the question; an option that it lacks is the
// test's mistake.
func (s *somebody) answer(q prompt.Question, text string) prompt.Answer {
	a := strings.Split(text, ",")
	switch {
	case text == "":
		return q.Start
	case q.Kind == prompt.Text && text == "-":
		return prompt.Answer{""}
	case q.Kind == prompt.Text:
		return prompt.Answer{text}
	case text == "-":
		return nil
	}
	for _, value := range a {
		if !slices.ContainsFunc(q.Options, func(o prompt.Option) bool { return o.Value == value }) {
			s.t.Fatalf("%s: there is no option %s:\n%s", q.Title, value, strings.Join(s.log, "\n"))
		}
	}
	return a
}

// asked is a question in a line: its options, what is chosen or stands there,
// and what nothing means.
func asked(q prompt.Question) string {
	out := q.Title
	if len(q.Options) > 0 {
		var options []string
		for _, o := range q.Options {
			text := o.Value
			if o.Label != "" && o.Label != strings.Trim(o.Value, `"`) {
				text += ":" + o.Label
			}
			if o.Note != "" {
				text += " (" + o.Note + ")"
			}
			options = append(options, text)
		}
		out += " {" + strings.Join(options, "|") + "}"
	}
	if text := strings.Join(q.Start, ","); text != "" {
		out += " <" + text + ">"
	}
	if q.Default != "" {
		out += " [" + q.Default + "]"
	}
	return out
}

// about is the unit "web" of a pack with these inputs, in dev and production.
func about(t *testing.T, inputs string) *Unit {
	t.Helper()
	p, err := pack.Load(fstest.MapFS{
		pack.Filename:              {Data: []byte("pack \"p\" {\n  version = \"1.0.0\"\n  reads = [\"production\"]\n}\nfiles \"environment\" {\n  root = \"environment\"\n}\n" + inputs)},
		"environment/main.tf.tmpl": {Data: []byte("x\n")},
	}, "packs/p")
	if err != nil {
		t.Fatal(err)
	}
	u := &Unit{
		Name: "web", Pack: p, Environments: []string{"dev", "production"}, Fixed: map[string]bool{},
		Targets: func(in *pack.Input) []string { return []string{"mail", "shop"} },
		Request: func(environment string, _ map[string]spec.Attr) pack.Request {
			context := map[string]cty.Value{"production": cty.BoolVal(environment == "production"), "environment": cty.StringVal(environment), "unit": cty.StringVal("web")}
			return pack.Request{Context: context, Environment: environment}
		},
	}
	u.Reset()
	return u
}

// talk has the conversation with somebody who gives the answers, and returns
// its lines, the error as the last.
func talk(t *testing.T, u *Unit, code func(p *Person) error, answers ...string) string {
	t.Helper()
	s := &somebody{t: t, answers: answers}
	p := &Person{Interview: prompt.NewInterview(s), Now: func() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }}
	err := p.Run(func() error {
		u.Reset()
		return code(p)
	})
	if err != nil {
		s.log = append(s.log, fmt.Sprint("error: ", err))
	}
	if len(s.answers) > 0 {
		s.log = append(s.log, fmt.Sprintf("never asked: %q", s.answers))
	}
	return strings.Join(s.log, "\n")
}

// essentials asks for what the pack puts a prompt to.
func essentials(u *Unit) func(p *Person) error {
	return func(p *Person) error { return p.Essentials(u) }
}

// arguments are the unit's, as a shell takes them.
func arguments(u *Unit) string { return Shell(u.Args(func(*pack.Input) bool { return false })) }

// same compares texts of several lines.
func same(t *testing.T, what, got, want string) {
	t.Helper()
	if want = strings.TrimSpace(want); got != want {
		t.Errorf("%s:\n%s\nwant:\n%s", what, got, want)
	}
}
