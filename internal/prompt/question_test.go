package prompt

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// TestShown: an answer as a person reads it again.
func TestShown(t *testing.T) {
	for name, c := range map[string]struct {
		q    Question
		a    Answer
		want []string
	}{
		"text":                 {Question{}, Answer{"x"}, []string{"x"}},
		"the default":          {Question{Default: "d"}, Answer{""}, []string{"d"}},
		"no answer":            {Question{Default: "d"}, nil, []string{"d"}},
		"empty":                {Question{}, Answer{""}, []string{""}},
		"an option":            {Question{Kind: Choice, Options: options}, Answer{"b"}, []string{"Bee"}},
		"options, in order":    {Question{Kind: Choices, Options: options}, Answer{"3", "a"}, []string{"a", "3"}},
		"none":                 {Question{Kind: Choices, Options: options}, nil, nil},
		"one that is no more":  {Question{Kind: Choices, Options: options}, Answer{"gone"}, nil},
		"no default of choice": {Question{Kind: Choice, Options: options, Default: "d"}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.q.Shown(c.a); !slices.Equal(got, c.want) {
				t.Errorf("shown is %q, want %q", got, c.want)
			}
		})
	}
}

// TestYes: one of the two is chosen at first.
func TestYes(t *testing.T) {
	for start, want := range map[bool]string{true: "yes", false: "no"} {
		q := Yes("Really?", "It is a question.", start)
		if q.Start.Text() != want || q.Kind != Choice || strings.Join(q.Shown(Answer{"no"}), "") != "No" || q.Refuses(Answer{"no"}) != "" || q.Means(Answer{"yes"}) != "" {
			t.Errorf("%+v", q)
		}
	}
}

// again asks one question, goes back to it once the second is asked, and returns
// what stood there at first then.
func again(t *testing.T, first Question, answer string, change func(q *Question)) string {
	t.Helper()
	s := &script{answers: []string{answer, "<", "a", "end"}}
	i := NewInterview(s)
	run := 0
	if err := i.Run(func() error {
		q := first
		if run++; run > 1 && change != nil {
			change(&q)
		}
		if _, err := i.Ask("first", q); err != nil {
			return err
		}
		_, err := i.Ask("second", Question{Title: "second"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(s.asked[2], "first["), "]true")
}

// TestEarlierAnswers: an answer that was taken back stands there again, if it
// still is one.
func TestEarlierAnswers(t *testing.T) {
	choice := Question{Title: "first", Kind: Choice, Options: options, Start: Answer{"3"}}
	fresh := choice
	fresh.Fresh = true
	refuse := func(q *Question) { q.Check = func(Answer) string { return "no longer" } }
	for name, c := range map[string]struct {
		q      Question
		change func(q *Question)
		want   string
	}{
		"text":                  {Question{Title: "first"}, nil, "b"},
		"text that is refused":  {Question{Title: "first"}, refuse, "b"}, // it can be mended
		"an option":             {choice, nil, "b"},
		"one that is gone":      {choice, func(q *Question) { q.Options = q.Options[:1] }, "3"},
		"one that is refused":   {choice, refuse, "3"},
		"what is done but once": {fresh, nil, "3"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := again(t, c.q, "b", c.change); got != c.want {
				t.Errorf("%q stands there, want %q", got, c.want)
			}
		})
	}
}

// TestBackFromNowhere: code that goes back where nothing was asked is broken off.
func TestBackFromNowhere(t *testing.T) {
	s := &script{}
	i := NewInterview(s)
	err := i.Run(func() error {
		i.Tell("why")
		return i.Back()
	})
	if !errors.Is(err, ErrAborted) || len(s.shown) != 1 {
		t.Errorf("%v, shown %q", err, s.shown)
	}
}

// TestLinesShow: what is shown stands apart, and a session of lines takes nothing.
func TestLinesShow(t *testing.T) {
	var out strings.Builder
	l := NewLines(strings.NewReader(""), &out)
	l.Show("one\ntwo")
	if err := l.Close(); err != nil || out.String() != "\none\ntwo\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}

// TestLinesBound: an answer without end is not read to its end.
func TestLinesBound(t *testing.T) {
	_, err := NewLines(strings.NewReader(strings.Repeat("x", maxLine+1)), &strings.Builder{}).Ask(Question{Title: "Q"}, true)
	if err == nil || errors.Is(err, ErrAborted) {
		t.Errorf("it ends with %v", err)
	}
	if a, err := NewLines(strings.NewReader(strings.Repeat("x", maxLine)+"\n"), &strings.Builder{}).Ask(Question{Title: "Q"}, true); err != nil || len(a.Text()) != maxLine {
		t.Errorf("%d bytes, %v", len(a.Text()), err)
	}
}

// TestUnknownKind: a kind of question that lines do not know is no line of text.
func TestUnknownKind(t *testing.T) {
	l := NewLines(strings.NewReader("x\n"), &strings.Builder{})
	defer func() {
		if said := recover(); said != `prompt: "How many?" is of a kind that can't be asked: 3` {
			t.Errorf("it says %v", said)
		}
	}()
	a, err := l.Ask(Question{Title: "How many?", Kind: Choices + 1}, true)
	t.Errorf("it is answered %v, %v", a, err)
}
