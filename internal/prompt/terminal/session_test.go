package terminal

import (
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt/terminal/terminaltest"
)

const (
	enter    = terminaltest.Enter
	shiftTab = terminaltest.ShiftTab
	down     = terminaltest.Down
	space    = terminaltest.Space
	ctrlC    = terminaltest.CtrlC
)

// at is a session at an emulated terminal.
type at struct {
	*terminaltest.Screen
	t       *testing.T
	session *Session
	replies chan reply
}

// open returns a session at a dark terminal of that size.
func open(t *testing.T, columns, rows int) *at {
	t.Helper()
	t.Setenv("TERM", "xterm-256color")
	file, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	a := &at{Screen: terminaltest.On(t, file, columns, rows, color.Black), t: t, session: New(tty, tty), replies: make(chan reply, 1)}
	t.Cleanup(func() {
		if err := a.session.Close(); err != nil {
			t.Error(err)
		}
		_, _ = tty.Close(), file.Close()
	})
	return a
}

// ask puts a question, behind others, and waits until it is on the screen.
func (a *at) ask(q prompt.Question) {
	a.t.Helper()
	go func() {
		answer, err := a.session.Ask(q, false)
		a.replies <- reply{answer, err}
	}()
	a.See("ctrl+c leave")
}

// gives waits for the answer.
func (a *at) gives(want ...string) {
	a.t.Helper()
	if r := a.reply(); r.err != nil || !slices.Equal(r.answer, want) {
		a.t.Errorf("the answer is %q, %v; want %q", r.answer, r.err, want)
	}
}

// fails waits for the error in place of an answer.
func (a *at) fails(want error) {
	a.t.Helper()
	if r := a.reply(); !errors.Is(r.err, want) {
		a.t.Errorf("the answer is %q, %v; want %v", r.answer, r.err, want)
	}
}

func (a *at) reply() reply {
	a.t.Helper()
	select {
	case r := <-a.replies:
		return r
	case <-time.After(30 * time.Second):
		a.t.Fatalf("no answer:\n%s", a.Text())
	}
	return reply{}
}

// short refuses long answers, and says how long others are.
func short(q prompt.Question) prompt.Question {
	q.Check = func(a prompt.Answer) string {
		if len(a.Text()) > 3 {
			return "at most three letters"
		}
		return ""
	}
	q.Preview = func(a prompt.Answer) string { return fmt.Sprintf("%d letters", len(a.Text())) }
	return q
}

// TestText: what is typed is checked at each key, and taken by enter alone.
func TestText(t *testing.T) {
	a := open(t, 80, 24)
	a.ask(short(prompt.Question{Title: "A name?", Help: "It is short.", Default: "abc"}))
	a.See("A name? It is short. > abc → 0 letters enter next · shift+tab back · ctrl+c leave")
	a.Press("xy")
	a.See("> xy → 2 letters")
	a.Press("zz")
	a.See("> xyzz ✗ at most three letters")
	a.Press(enter) // is not taken
	a.Press(terminaltest.Erase, "w", terminaltest.Erase)
	a.See("> xyz → 3 letters")
	a.Press(enter)
	a.gives("xyz")
	a.See("✓ A name? xyz")
	a.Gone("ctrl+c leave")
}

// TestTextStart: an answer that was given before stands in the line.
func TestTextStart(t *testing.T) {
	a := open(t, 80, 24)
	a.ask(prompt.Question{Title: "A name?", Start: prompt.Answer{"old"}, Default: "abc"})
	a.See("> old")
	a.Press("er ", enter)
	a.gives("older")
	a.ask(prompt.Question{Title: "Another?", Default: "abc"})
	a.Press(enter)
	a.gives("")
	a.See("✓ Another? abc") // what an empty line means
}

// TestEmptyText: an empty line that is not taken is no mistake before enter.
func TestEmptyText(t *testing.T) {
	a := open(t, 80, 24)
	a.ask(prompt.Question{Title: "A name?", Check: func(a prompt.Answer) string {
		if a.Text() == "" {
			return "it needs one"
		}
		return ""
	}})
	if strings.Contains(a.Words(), "✗") {
		t.Errorf("nothing was typed yet:\n%s", a.Text())
	}
	a.Press(enter)
	a.See("✗ it needs one")
	a.Press("x")
	a.Gone("✗")
	a.Press(enter)
	a.gives("x")
}

// places are options of choices.
var places = []prompt.Option{{Value: "a", Label: "Berlin"}, {Value: "b", Label: "Paris", Note: "in spring"}, {Value: "c"}}

// TestChoice moves among options.
func TestChoice(t *testing.T) {
	for name, c := range map[string]struct {
		start prompt.Answer
		keys  string
		want  string
		stays string
	}{
		"the first":                 {nil, enter, "a", "✓ Where? Berlin"},
		"what is chosen":            {prompt.Answer{"b"}, enter, "b", "✓ Where? Paris"},
		"down":                      {nil, down + down + enter, "c", "✓ Where? c"},
		"up":                        {prompt.Answer{"c"}, terminaltest.Up + enter, "b", "✓ Where? Paris"},
		"tab is enter":              {nil, down + "\t", "b", "✓ Where? Paris"},
		"few options, so no search": {nil, "/c" + enter, "a", "✓ Where? Berlin"},
	} {
		t.Run(name, func(t *testing.T) {
			a := open(t, 80, 24)
			a.ask(prompt.Question{Title: "Where?", Kind: prompt.Choice, Options: places, Start: c.start})
			a.See("↑↓ move · enter next")
			a.Press(c.keys)
			a.gives(c.want)
			a.See(c.stays)
		})
	}
}

// TestChoiceRefused: an option that is not taken says so where the cursor is.
func TestChoiceRefused(t *testing.T) {
	a := open(t, 80, 24)
	a.ask(prompt.Question{Title: "Where?", Kind: prompt.Choice, Options: places, Check: func(a prompt.Answer) string {
		if a.Has("b") {
			return "not in spring"
		}
		return ""
	}})
	a.Press(down)
	a.See("✗ not in spring")
	a.Press(enter)
	a.Press(down)
	a.Gone("✗")
	a.Press(enter)
	a.gives("c")
}

// TestChoices chooses some, in the order of the options.
func TestChoices(t *testing.T) {
	for name, c := range map[string]struct {
		start prompt.Answer
		keys  string
		want  []string
		stays string
	}{
		"none":            {nil, enter, nil, "✓ Where? none"},
		"two":             {nil, down + down + space + terminaltest.Up + terminaltest.Up + space + enter, []string{"a", "c"}, "✓ Where? Berlin, c"},
		"one taken away":  {prompt.Answer{"a", "b"}, space + enter, []string{"b"}, "✓ Where? Paris"},
		"as it was":       {prompt.Answer{"c", "b"}, enter, []string{"b", "c"}, "✓ Where? Paris, c"},
		"the same option": {nil, space + space + enter, nil, "✓ Where? none"},
	} {
		t.Run(name, func(t *testing.T) {
			a := open(t, 80, 24)
			a.ask(prompt.Question{Title: "Where?", Kind: prompt.Choices, Options: places, Start: c.start})
			a.See("↑↓ move · space choose · enter next")
			a.Press(c.keys)
			a.gives(c.want...)
			a.See(c.stays)
		})
	}
}

// TestUnknownKind: a kind of question that forms do not know is no line of text.
func TestUnknownKind(t *testing.T) {
	defer func() {
		if said := recover(); said != `prompt: "How many?" is of a kind that can't be asked: 3` {
			t.Errorf("it says %v", said)
		}
	}()
	f, _ := field(prompt.Question{Title: "How many?", Kind: prompt.Choices + 1})
	t.Errorf("it is drawn: %v", f)
}
