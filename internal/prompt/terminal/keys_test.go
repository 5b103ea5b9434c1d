package terminal

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt/terminal/terminaltest"
)

// many are more options than fit on a screen.
func many() []prompt.Option {
	var out []prompt.Option
	for i := range 60 {
		out = append(out, prompt.Option{Value: fmt.Sprint(i), Label: fmt.Sprintf("option-%02d", i)})
	}
	return out
}

// TestBack: shift+tab and escape go back, whatever stands there.
func TestBack(t *testing.T) {
	wrong := func(prompt.Answer) string { return "never right" }
	for name, c := range map[string]struct {
		q    prompt.Question
		keys string
	}{
		"shift+tab":                {prompt.Question{Title: "Q"}, shiftTab},
		"escape":                   {prompt.Question{Title: "Q"}, terminaltest.Escape},
		"from what is not taken":   {prompt.Question{Title: "Q", Check: wrong}, "x" + enter + shiftTab},
		"from a choice not taken":  {prompt.Question{Title: "Q", Kind: prompt.Choice, Options: places, Check: wrong}, enter + shiftTab},
		"from choices not taken":   {prompt.Question{Title: "Q", Kind: prompt.Choices, Options: places, Check: wrong}, space + enter + shiftTab},
		"out of the middle of one": {prompt.Question{Title: "Q", Kind: prompt.Choice, Options: many()}, "/5" + shiftTab},
	} {
		t.Run(name, func(t *testing.T) {
			a := open(t, 80, 24)
			a.ask(c.q)
			a.Press(c.keys)
			a.fails(prompt.ErrBack)
			a.See("↩ back")
		})
	}
}

// TestBackFromTheFirst: there is nothing to go back to, and no key says so.
func TestBackFromTheFirst(t *testing.T) {
	a := open(t, 80, 24)
	go func() {
		answer, err := a.session.Ask(prompt.Question{Title: "Q"}, true)
		a.replies <- reply{answer, err}
	}()
	a.See("enter next · ctrl+c leave")
	a.Press(shiftTab, "x", enter)
	a.gives("x")
}

// TestLeaving: ctrl+c ends the session from each kind of question, and what is
// asked after that is not answered, either.
func TestLeaving(t *testing.T) {
	for name, q := range map[string]prompt.Question{
		"text":    {Title: "Q"},
		"choice":  {Title: "Q", Kind: prompt.Choice, Options: places},
		"choices": {Title: "Q", Kind: prompt.Choices, Options: places},
	} {
		t.Run(name, func(t *testing.T) {
			a := open(t, 80, 24)
			a.ask(q)
			a.Press("x", ctrlC)
			a.fails(prompt.ErrAborted)
			if _, err := a.session.Ask(q, false); err != prompt.ErrAborted {
				t.Errorf("asked again: %v", err)
			}
		})
	}
}

// TestTypedAhead: keys that come before the next question are its answer.
func TestTypedAhead(t *testing.T) {
	a := open(t, 80, 24)
	a.ask(prompt.Question{Title: "One?"})
	a.Press("one", enter, "two", enter, down, enter)
	a.gives("one")
	for _, c := range []struct {
		q    prompt.Question
		want string
	}{
		{prompt.Question{Title: "Two?"}, "two"},
		{prompt.Question{Title: "Three?", Kind: prompt.Choice, Options: places}, "b"},
	} {
		if answer, err := a.session.Ask(c.q, false); err != nil || answer.Text() != c.want {
			t.Errorf("%s %q, %v; want %q", c.q.Title, answer, err, c.want)
		}
	}
	a.See("✓ One? one ✓ Two? two ✓ Three? Paris")
}

// TestPaste: pasted text goes into the line, ahead of the question, too.
func TestPaste(t *testing.T) {
	a := open(t, 80, 24)
	a.ask(prompt.Question{Title: "One?"})
	paste := func(text string) string { return "\x1b[200~" + text + "\x1b[201~" }
	a.Press(paste("acme/infra"), enter, paste("more"), "!", enter)
	a.gives("acme/infra")
	if answer, err := a.session.Ask(prompt.Question{Title: "Two?"}, false); err != nil || answer.Text() != "more!" {
		t.Errorf("%q, %v", answer, err)
	}
}

// TestManyOptions scrolls, and finds options by a search.
func TestManyOptions(t *testing.T) {
	for name, c := range map[string]struct {
		kind prompt.Kind
		keys []string // the screen shows the first before the second, and so on
		want []string
	}{
		"a search":               {prompt.Choice, []string{"> option-00", "/57", "> option-57", enter, "> option-57", enter}, []string{"57"}},
		"a search for nothing":   {prompt.Choice, []string{"> option-00", "/nothing", "/nothing", enter + terminaltest.Escape, "> option-00", enter}, []string{"0"}},
		"a search among choices": {prompt.Choices, []string{"option-00", "/57", "option-57", enter, "option-57", space + enter}, []string{"57"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := open(t, 80, 14)
			a.ask(prompt.Question{Title: "Which?", Kind: c.kind, Options: many()})
			a.See("/ search")
			for i := 0; i < len(c.keys); i += 2 {
				a.See(c.keys[i])
				a.Press(c.keys[i+1])
			}
			a.gives(c.want...)
		})
	}
}

// TestEscapeInASearch: the key that goes back elsewhere ends a search first.
func TestEscapeInASearch(t *testing.T) {
	for name, kind := range map[string]prompt.Kind{"choice": prompt.Choice, "choices": prompt.Choices} {
		t.Run(name, func(t *testing.T) {
			s := &screen{reply: make(chan reply, 1), width: 80, height: 24, known: true}
			s.Update(askMsg{question: prompt.Question{Title: "Q", Kind: kind, Options: many()}})
			s.Update(tea.KeyPressMsg{Code: '/', Text: "/"})
			if !s.searching() {
				t.Fatal("/ starts no search")
			}
			s.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
			if s.searching() || s.form == nil {
				t.Errorf("searching: %v, at the question: %v", s.searching(), s.form != nil)
			}
			s.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
			if s.form != nil {
				t.Error("the second escape does not go back")
			}
		})
	}
}
