package prompt

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Lines is a session of plain lines: questions are printed, answers read, and
// nothing is drawn. Screen readers and terminals without cursor movement get
// it. Options have numbers; "back" goes back, an empty line takes what stands
// in brackets, "-" chooses none, and the end of the input breaks off.
type Lines struct {
	in  *bufio.Reader
	out io.Writer
}

// maxLine bounds an answer, in bytes.
const maxLine = 64 << 10

// NewLines returns a session that reads lines from in and prints to out.
func NewLines(in io.Reader, out io.Writer) *Lines {
	return &Lines{in: bufio.NewReader(in), out: out}
}

// Show prints lines.
func (l *Lines) Show(text string) { fmt.Fprintf(l.out, "\n%s\n", text) }

// Close does nothing: nothing was taken.
func (l *Lines) Close() error { return nil }

// Ask prints the question and reads lines until one of them is taken.
func (l *Lines) Ask(q Question, first bool) (Answer, error) {
	fmt.Fprintf(l.out, "\n%s\n", diag.Visible(q.Title))
	if q.Help != "" {
		fmt.Fprintf(l.out, "%s\n", diag.Visible(q.Help))
	}
	for i, o := range q.Options {
		fmt.Fprintf(l.out, "  %d. %s\n", i+1, diag.Visible(o.Line()))
	}
	for {
		fmt.Fprintf(l.out, "%s%s> ", l.how(q, first), bracketed(q))
		line, err := l.line()
		if err != nil {
			return nil, err
		}
		if line == "back" && !q.names("back") {
			if first {
				fmt.Fprintln(l.out, "This is the first question.")
				continue
			}
			return nil, ErrBack
		}
		a, problem := q.read(line)
		if problem == "" {
			problem = q.Refuses(a)
		}
		if problem != "" {
			fmt.Fprintf(l.out, "Not taken: %s\n", diag.Visible(problem))
			continue
		}
		if meaning := q.Means(a); meaning != "" {
			fmt.Fprintf(l.out, "%s\n", diag.Visible(meaning))
		}
		return a, nil
	}
}

// line reads a line without its end.
func (l *Lines) line() (string, error) {
	var b strings.Builder
	for {
		part, more, err := l.in.ReadLine()
		switch {
		case errors.Is(err, io.EOF):
			fmt.Fprintln(l.out)
			return "", ErrAborted
		case err != nil:
			return "", fmt.Errorf("the answer can't be read: %w", err)
		}
		b.Write(part)
		if b.Len() > maxLine {
			return "", errors.New("the answer is too long")
		}
		if !more {
			return strings.TrimFunc(b.String(), unicode.IsSpace), nil
		}
	}
}

// how says what may be typed.
func (l *Lines) how(q Question, first bool) string {
	var out string
	switch q.Kind {
	case Choice:
		out = "number"
	case Choices:
		out = "numbers with commas, - for none"
	case Text:
		out = "answer"
	default:
		panic(q.Unknown())
	}
	if !first {
		out += ", or back"
	}
	return out
}

// bracketed is what an empty line means.
func bracketed(q Question) string {
	current := q.Shown(q.Start)
	if q.Kind == Text && q.Start.Text() == "" && q.Default == "" {
		return ""
	}
	if q.Kind == Choices && len(current) == 0 {
		return " [none]"
	}
	if len(current) == 0 {
		return ""
	}
	return " [" + diag.Visible(strings.Join(current, ", ")) + "]"
}

// read makes an answer of a line; problem says why it is none.
func (q Question) read(line string) (a Answer, problem string) {
	if line == "" {
		if q.Kind == Choice && len(q.Start) == 0 {
			return nil, "choose one of the numbers"
		}
		return q.Start, ""
	}
	switch {
	case q.Kind == Text && line == "-" && q.Start.Text() != "":
		return Answer{""}, "" // the default again
	case q.Kind == Text:
		return Answer{line}, ""
	case q.Kind == Choices && line == "-":
		return nil, ""
	}
	words := []string{line}
	if q.Kind == Choices {
		words = strings.FieldsFunc(line, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	}
	for _, word := range words {
		value, ok := q.option(word)
		if !ok {
			return nil, fmt.Sprintf("%q is none of the options; they are 1 to %d", word, len(q.Options))
		}
		if !a.Has(value) {
			a = append(a, value)
		}
	}
	return q.InOrder(a), ""
}

// option finds an option by its number, value or label.
func (q Question) option(word string) (string, bool) {
	for _, o := range q.Options {
		if strings.EqualFold(word, o.Value) || strings.EqualFold(word, o.Label) {
			return o.Value, true
		}
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(word, ".")); err == nil && n >= 1 && n <= len(q.Options) {
		return q.Options[n-1].Value, true
	}
	return "", false
}

// names tells whether the word is itself an option.
func (q Question) names(word string) bool {
	return slices.ContainsFunc(q.Options, func(o Option) bool { return o.Value == word })
}

// InOrder returns the chosen values in the order of the options.
func (q Question) InOrder(a Answer) Answer {
	var out Answer
	for _, o := range q.Options {
		if a.Has(o.Value) {
			out = append(out, o.Value)
		}
	}
	return out
}
