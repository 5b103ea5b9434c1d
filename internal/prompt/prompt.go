// Package prompt asks a person questions, one at a time, and lets them go back.
//
// A Session is what asks: package terminal draws forms, Lines prints and reads
// plain lines for screen readers and terminals that can't draw. An Interview is
// Go code that asks in order; going back runs it again with the answers that
// still hold.
package prompt

import (
	"errors"
	"fmt"
	"slices"
)

// Kind is what sort of answer a question takes.
type Kind int

// The kinds of questions.
const (
	Text    Kind = iota // one line of text
	Choice              // one of the options
	Choices             // any number of the options
)

// Question is one question.
type Question struct {
	Title   string
	Help    string // what the answer means; may be empty
	Kind    Kind
	Options []Option
	Start   Answer // what is chosen or stands in the line at first
	Default string // of text: what an empty line means, for the eye; may be empty
	Fresh   bool   // an earlier answer is no start: what is done once is not done again by a key

	// Check says why an answer is not taken; empty means that it is. It runs at
	// each key. nil takes everything.
	Check func(Answer) string
	// Preview says what an answer that is taken means, as it is typed; may be nil.
	Preview func(Answer) string
}

// Option is one of the answers of a Choice or Choices.
type Option struct {
	Value string
	Label string // shown instead of the value; may be empty
	Note  string // shown behind it; may be empty
}

// Name is how the option is shown without its note.
func (o Option) Name() string {
	if o.Label != "" {
		return o.Label
	}
	return o.Value
}

// Line is the option with its note.
func (o Option) Line() string {
	if o.Note == "" {
		return o.Name()
	}
	return o.Name() + "  " + o.Note
}

// Answer is what was answered: the line, or the values of the chosen options.
type Answer []string

// Text is the line, or the one option.
func (a Answer) Text() string {
	if len(a) == 0 {
		return ""
	}
	return a[0]
}

// Has tells whether an option was chosen.
func (a Answer) Has(value string) bool { return slices.Contains(a, value) }

// Unknown is what a session says that can't ask this kind of question: a mistake
// in the program, which must not become a line of text.
func (q Question) Unknown() string {
	return fmt.Sprintf("prompt: %q is of a kind that can't be asked: %d", q.Title, q.Kind)
}

// offers tells whether all that the answer chose is among the options.
func (q Question) offers(a Answer) bool {
	return !slices.ContainsFunc(a, func(v string) bool { return !q.names(v) })
}

// Refuses says why the answer is not taken.
func (q Question) Refuses(a Answer) string {
	if q.Check == nil {
		return ""
	}
	return q.Check(a)
}

// Means says what the answer means.
func (q Question) Means(a Answer) string {
	if q.Preview == nil {
		return ""
	}
	return q.Preview(a)
}

// Shown is the answer as a person reads it again later.
func (q Question) Shown(a Answer) []string {
	if q.Kind == Text {
		if a.Text() == "" && q.Default != "" {
			return []string{q.Default}
		}
		return a
	}
	var out []string
	for _, o := range q.Options {
		if a.Has(o.Value) {
			out = append(out, o.Name())
		}
	}
	return out
}

// What a session returns instead of an answer.
var (
	ErrBack    = errors.New("back to the question before")
	ErrAborted = errors.New("the questions were broken off")
)

// Session asks. Its methods are called one after the other.
type Session interface {
	// Ask returns an answer that the question takes, or ErrBack or ErrAborted.
	// first says that there is no question to go back to.
	Ask(q Question, first bool) (Answer, error)
	// Show prints lines that stay.
	Show(text string)
	// Close gives the terminal back.
	Close() error
}

// Interview is a conversation: code that calls Ask for one question after the
// other, with conditions and loops between them as it likes. The code must
// depend on nothing but the answers, as it runs again when the person goes back.
type Interview struct {
	session Session
	given   []Answer          // answers that hold, in order
	next    int               // the one that Ask returns next
	earlier map[string]Answer // the last answer to each question, by its key
	asked   map[string]int    // how often a key was used in this run of the code
}

// NewInterview returns an interview that asks by the session.
func NewInterview(s Session) *Interview {
	return &Interview{session: s, earlier: map[string]Answer{}}
}

// Run runs the code until it has asked everything, and returns its error:
// ErrAborted when the person broke off.
func (i *Interview) Run(code func() error) error {
	for {
		i.next, i.asked = 0, map[string]int{}
		if err := code(); !errors.Is(err, ErrBack) {
			return err
		}
	}
}

// Ask returns the answer to a question. key names it among the others of the
// interview; a question that is asked in a loop may use the same key again.
func (i *Interview) Ask(key string, q Question) (Answer, error) {
	i.asked[key]++
	for range i.asked[key] - 1 {
		key += "+"
	}
	if i.next < len(i.given) {
		i.next++
		return i.given[i.next-1], nil
	}
	if a, ok := i.earlier[key]; ok && !q.Fresh && (q.Kind == Text || (q.offers(a) && q.Refuses(a) == "")) {
		q.Start = a
	}
	for {
		a, err := i.session.Ask(q, len(i.given) == 0)
		switch {
		case errors.Is(err, ErrBack) && len(i.given) > 0:
			return nil, i.Back()
		case errors.Is(err, ErrBack):
			continue // nothing is before it
		case err != nil:
			return nil, err
		}
		i.given = append(i.given, a)
		i.next++
		i.earlier[key] = a
		return a, nil
	}
}

// Back takes the last answer back, and returns ErrBack for the code to return;
// ErrAborted where there is none.
func (i *Interview) Back() error {
	if len(i.given) == 0 {
		return ErrAborted
	}
	i.given = i.given[:len(i.given)-1]
	return ErrBack
}

// Live tells whether the next question is put to the person: until then the
// code runs again over answers that were given.
func (i *Interview) Live() bool { return i.next == len(i.given) }

// Show prints lines, unless they were shown already, before answers that hold.
func (i *Interview) Show(text string) {
	if i.Live() {
		i.session.Show(text)
	}
}

// Tell prints lines wherever the code is.
func (i *Interview) Tell(text string) { i.session.Show(text) }

// Yes is a Choice between yes and no.
func Yes(title, help string, start bool) Question {
	answer := "no"
	if start {
		answer = "yes"
	}
	return Question{
		Title: title, Help: help, Kind: Choice, Start: Answer{answer},
		Options: []Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}},
	}
}
