package prompt

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// script is a session that answers from a list; "<" goes back.
type script struct {
	answers []string
	asked   []string // titles, with what stood there at first
	shown   []string
}

func (s *script) Show(text string) { s.shown = append(s.shown, text) }
func (s *script) Close() error     { return nil }

func (s *script) Ask(q Question, first bool) (Answer, error) {
	s.asked = append(s.asked, fmt.Sprintf("%s[%s]%v", q.Title, strings.Join(q.Start, ","), first))
	if len(s.answers) == 0 {
		return nil, ErrAborted
	}
	a := s.answers[0]
	s.answers = s.answers[1:]
	if a == "<" {
		return nil, ErrBack
	}
	return Answer{a}, nil
}

// conversation asks for a word, for each of its letters whether it is kept, and
// for an end.
func conversation(i *Interview, out *[]string) func() error {
	return func() error {
		*out = nil
		word, err := i.Ask("word", Question{Title: "word"})
		if err != nil {
			return err
		}
		*out = append(*out, word.Text())
		i.Show("about " + word.Text())
		for range word.Text() {
			keep, err := i.Ask("keep", Question{Title: "keep"})
			if err != nil {
				return err
			}
			*out = append(*out, keep.Text())
		}
		end, err := i.Ask("end", Question{Title: "end"})
		*out = append(*out, end.Text())
		return err
	}
}

func TestInterview(t *testing.T) {
	for name, c := range map[string]struct {
		answers, want, asked string
		shown                int
	}{
		"forward":               {"ab y n done", "ab y n done", "word[]true keep[]false keep[]false end[]false", 1},
		"back keeps the answer": {"ab y < x n done", "ab x n done", "word[]true keep[]false keep[]false keep[y]false keep[]false end[]false", 2},
		"back to the beginning": {"ab y < < abc 1 2 3 done", "abc 1 2 3 done", "word[]true keep[]false keep[]false keep[y]false word[ab]true keep[y]false keep[]false keep[]false end[]false", 3},
		"back from the first":   {"< < a y done", "a y done", "word[]true word[]true word[]true keep[]false end[]false", 1},
		"fewer questions after": {"abc 1 2 3 < < < < a 9 z", "a 9 z", "word[]true keep[]false keep[]false keep[]false end[]false keep[3]false keep[2]false keep[1]false word[abc]true keep[1]false end[]false", 3},
	} {
		t.Run(name, func(t *testing.T) {
			s := &script{answers: strings.Fields(c.answers)}
			i := NewInterview(s)
			var out []string
			if err := i.Run(conversation(i, &out)); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(out, " "); got != c.want {
				t.Errorf("answered %q, want %q", got, c.want)
			}
			if got := strings.Join(s.asked, " "); got != c.asked {
				t.Errorf("asked\n%s, want\n%s", got, c.asked)
			}
			if len(s.shown) != c.shown {
				t.Errorf("shown %d times: %q", len(s.shown), s.shown)
			}
		})
	}
}

func TestInterviewEnds(t *testing.T) {
	i := NewInterview(&script{answers: []string{"ab"}})
	var out []string
	if err := i.Run(conversation(i, &out)); !errors.Is(err, ErrAborted) {
		t.Errorf("%v", err)
	}
}

// options are a question's for the tests of lines.
var options = []Option{{Value: "a"}, {Value: "b", Label: "Bee", Note: "a note"}, {Value: "3"}}

func TestLinesTakeAnswers(t *testing.T) {
	port := Question{Title: "Port?", Default: "8080", Check: func(a Answer) string {
		if a.Text() == "0" {
			return "it is above 0"
		}
		return ""
	}, Preview: func(a Answer) string { return "that is " + a.Text() }}
	for name, c := range map[string]struct {
		q     Question
		input string
		want  []string
		says  string
		err   error
	}{
		"text":                  {port, "90\n", []string{"90"}, "that is 90", nil},
		"the default":           {port, "\n", nil, "[8080]>", nil},
		"not taken":             {port, "0\n1\n", []string{"1"}, "Not taken: it is above 0", nil},
		"back":                  {port, "back\n", nil, "", ErrBack},
		"the end":               {port, "", nil, "", ErrAborted},
		"no newline":            {port, "7", []string{"7"}, "", nil},
		"windows":               {port, "7\r\n", []string{"7"}, "", nil},
		"long":                  {port, strings.Repeat("x", maxLine+1) + "\n", nil, "", errors.New("the answer is too long")},
		"a number":              {Question{Kind: Choice, Options: options}, "2\n", []string{"b"}, "2. Bee  a note", nil},
		"a value":               {Question{Kind: Choice, Options: options}, "b\n", []string{"b"}, "", nil},
		"a label":               {Question{Kind: Choice, Options: options}, "bee\n", []string{"b"}, "", nil},
		"a value like a number": {Question{Kind: Choice, Options: []Option{{Value: "2"}, {Value: "1"}}}, "1\n", []string{"1"}, "", nil},
		"none of them":          {Question{Kind: Choice, Options: options}, "4\n\x00\n0\n-1\n1\n", []string{"a"}, `Not taken: "4" is none of the options; they are 1 to 3`, nil},
		"nothing chosen":        {Question{Kind: Choice, Options: options}, "\n1\n", []string{"a"}, "Not taken: choose one", nil},
		"several":               {Question{Kind: Choices, Options: options}, "3, 1,1\n", []string{"a", "3"}, "[none]>", nil},
		"none":                  {Question{Kind: Choices, Options: options, Start: Answer{"a", "b"}}, "-\n", nil, "[a, Bee]>", nil},
		"as it was":             {Question{Kind: Choices, Options: options, Start: Answer{"a", "b"}}, "\n", []string{"a", "b"}, "", nil},
		"the default again":     {Question{Start: Answer{"7"}, Default: "8"}, "-\n", []string{""}, "[7]>", nil},
		"an option called back": {Question{Kind: Choice, Options: []Option{{Value: "back"}}}, "back\n", []string{"back"}, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			got, err := NewLines(strings.NewReader(c.input), &out).Ask(c.q, false)
			if (err == nil) != (c.err == nil) || (err != nil && err.Error() != c.err.Error()) {
				t.Fatalf("error %v, want %v", err, c.err)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("answered %q, want %q", got, c.want)
			}
			if !strings.Contains(out.String(), c.says) {
				t.Errorf("it doesn't say %q:\n%s", c.says, out.String())
			}
		})
	}
}

// TestLinesAreHarmless: what a pack says can't move the cursor.
func TestLinesAreHarmless(t *testing.T) {
	evil := "\x1b[2J\u202e"
	var out strings.Builder
	q := Question{Title: evil, Help: evil, Default: evil, Options: []Option{{Value: "x", Label: evil, Note: evil}}, Kind: Choice, Start: Answer{"x"}}
	q.Check = func(Answer) string { return evil }
	_, _ = NewLines(strings.NewReader("x\n"), &out).Ask(q, false)
	if strings.ContainsAny(out.String(), "\x1b\u202e") {
		t.Errorf("%q", out.String())
	}
}

// FuzzLines: no line makes an answer that the question doesn't take.
func FuzzLines(f *testing.F) {
	for _, line := range []string{"1", "a,b", "-", "", "back", "2 3", "bee"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		for _, kind := range []Kind{Text, Choice, Choices} {
			q := Question{Kind: kind, Options: options, Check: func(a Answer) string {
				if len(a.Text()) > 5 {
					return "too long"
				}
				return ""
			}}
			if kind == Text {
				q.Options = nil
			}
			a, err := NewLines(strings.NewReader(line+"\n"), &strings.Builder{}).Ask(q, false)
			if err != nil {
				continue
			}
			if q.Refuses(a) != "" {
				t.Errorf("%q gives %q", line, a)
			}
			for _, v := range a {
				if kind != Text && !q.names(v) {
					t.Errorf("%q gives %q, which is no option", line, v)
				}
			}
		}
	})
}
