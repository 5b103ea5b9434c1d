package terminal

import (
	"fmt"
	"image/color"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
)

// long is a question whose every part is longer than a narrow line.
func long(kind prompt.Kind) prompt.Question {
	words := func(word string) string { return strings.TrimSpace(strings.Repeat(word+" ", 9)) }
	q := prompt.Question{
		Title: words("title"), Help: words("help"), Kind: kind,
		Check: func(a prompt.Answer) string {
			if a.Text() == "" {
				return words("problem")
			}
			return ""
		},
		Preview: func(prompt.Answer) string { return words("meaning") },
	}
	if kind != prompt.Text {
		q.Options = []prompt.Option{{Value: "", Label: words("first")}, {Value: "b", Label: "second", Note: words("note")}}
	}
	return q
}

// TestNarrow: on a narrow screen lines break, and nothing is cut off.
func TestNarrow(t *testing.T) {
	for name, kind := range map[string]prompt.Kind{"text": prompt.Text, "choice": prompt.Choice} {
		for _, columns := range []int{80, 40, 24} {
			t.Run(name, func(t *testing.T) {
				a := open(t, columns, 60)
				q := long(kind)
				a.ask(q)
				if kind == prompt.Text {
					a.Press(enter) // its problem is said then
				}
				a.See(q.Check(prompt.Answer{""}))
				for _, part := range []string{q.Title, q.Help, "enter next · shift+tab back · ctrl+c leave"} {
					a.See(part)
				}
				for _, o := range q.Options {
					for _, word := range strings.Fields(o.Line()) {
						a.See(word)
					}
				}
				for _, line := range strings.Split(a.Text(), "\n") {
					if n := utf8.RuneCountInString(line); n > columns {
						t.Errorf("a line has %d columns: %q", n, line)
					}
				}
			})
		}
	}
}

// TestResize: a question that is on the screen is drawn anew in the new width.
func TestResize(t *testing.T) {
	a := open(t, 100, 40)
	q := long(prompt.Choice)
	a.ask(q)
	a.Resize(30, 40)
	if err := syscall.Kill(os.Getpid(), syscall.SIGWINCH); err != nil { // the kernel tells those that have the terminal for their own
		t.Fatal(err)
	}
	a.Until("lines are longer than the screen", func() bool {
		return strings.Contains(a.Words(), q.Help) && strings.Contains(a.Words(), "leave") && strings.Count(a.Text(), "\n") > 12
	})
	a.Press(down, enter)
	a.gives("b")
}

// TestLow: on a screen of few lines a list scrolls with the cursor, and the keys
// stay in sight.
func TestLow(t *testing.T) {
	a := open(t, 60, 12)
	a.ask(prompt.Question{Title: "Which?", Help: "One of many.", Kind: prompt.Choice, Options: many()})
	a.See("> option-00")
	a.Press(strings.Repeat(down, 59))
	a.See("> option-59")
	a.See("ctrl+c leave")
	if strings.Contains(a.Text(), "option-00") {
		t.Errorf("it does not scroll:\n%s", a.Text())
	}
	a.Press(enter)
	a.gives("59")
}

// colours are control sequences that set one.
var colours = regexp.MustCompile("\x1b\\[[0-9;:]*(3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;:]*m")

// TestNoColor: NO_COLOR takes colours away, and nothing else.
func TestNoColor(t *testing.T) {
	for name, c := range map[string]struct {
		value string
		want  bool
	}{"with": {"1", false}, "without": {"", true}} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("NO_COLOR", c.value)
			a := open(t, 80, 24)
			a.ask(short(prompt.Question{Title: "A name?", Help: "It is short."}))
			a.Press("long")
			a.See("✗ at most three letters")
			a.Press(shiftTab)
			a.fails(prompt.ErrBack)
			if found := colours.FindString(a.Raw()); (found != "") != c.want {
				t.Errorf("a colour is set: %q", found)
			}
		})
	}
}

// TestShow: lines stay above the question, in the order in which they came.
func TestShow(t *testing.T) {
	a := open(t, 60, 24)
	a.session.Show("before all, " + strings.Repeat("and more ", 9))
	a.session.Show("second")
	a.ask(prompt.Question{Title: "A name?"})
	a.See("before all, " + strings.Repeat("and more ", 9) + "second A name?")
	a.Press("x", enter)
	a.gives("x")
	for _, text := range []string{"one", "two", "three", "four", "five"} {
		a.session.Show(text)
	}
	a.See("✓ A name? x one two three four five")
}

// TestShowKeepsTheScreen: what stood on the screen before is there still.
func TestShowKeepsTheScreen(t *testing.T) {
	a := open(t, 60, 24)
	fmt.Fprint(a.session.out, strings.Repeat("\n", 30)+"of another command\n")
	a.session.Show("the summary")
	a.ask(prompt.Question{Title: "A name?"})
	a.See("of another command the summary A name?")
}

// TestHarmless: what a pack says can't move the cursor.
func TestHarmless(t *testing.T) {
	evil := "\x1b[2Jx\u202e"
	a := open(t, 80, 24)
	a.session.Show("here")
	a.ask(prompt.Question{
		Title: "T" + evil, Help: "H" + evil, Kind: prompt.Choice, Options: []prompt.Option{{Value: "v", Label: "L" + evil, Note: "N" + evil}},
		Preview: func(prompt.Answer) string { return "M" + evil },
	})
	a.Press(enter)
	a.gives("v")
	a.See("✓ T")
	if strings.Contains(a.Raw(), "\x1b[2Jx") || strings.Contains(a.Raw(), "\u202e") {
		t.Errorf("%q", a.Raw())
	}
	a.See("here")
}

// TestClosedUnused: a session that asked nothing takes nothing.
func TestClosedUnused(t *testing.T) {
	var out strings.Builder
	if err := New(strings.NewReader(""), &out).Close(); err != nil || out.Len() > 0 {
		t.Errorf("%v, %q", err, out.String())
	}
}

// TestUnknownBackground: nothing is drawn before the terminal told its
// background, or was given the time to.
func TestUnknownBackground(t *testing.T) {
	for name, msg := range map[string]tea.Msg{"told": tea.BackgroundColorMsg{Color: color.White}, "silent": knownMsg{}} {
		t.Run(name, func(t *testing.T) {
			s := &screen{reply: make(chan reply, 1), width: 80, height: 24, dark: true}
			s.Update(askMsg{question: prompt.Question{Title: "Q"}})
			if text := s.View().Content; text != "" {
				t.Errorf("drawn is %q", text)
			}
			s.Update(msg)
			if text := s.View().Content; !strings.Contains(text, "Q") {
				t.Errorf("drawn is %q", text)
			}
			if s.dark != (name == "silent") {
				t.Errorf("dark: %v", s.dark)
			}
		})
	}
}
