package render

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"
)

// The bounds of one template: loops in loops, and templates that call themselves,
// would run for ever or fill the memory.
const (
	maxOutput = 4 << 20   // bytes that it renders
	maxSteps  = 1_000_000 // rounds of its loops, calls of its templates, and texts that it writes
	maxWidth  = 9999      // of a value that printf writes
)

// output is a buffer that refuses more than the bounds.
type output struct {
	bytes.Buffer
	steps int
}

func (o *output) Write(text []byte) (int, error) {
	if o.steps++; o.steps > maxSteps {
		return 0, fmt.Errorf("it takes more than %d steps", maxSteps)
	}
	if o.Len()+len(text) > maxOutput {
		return 0, fmt.Errorf("it renders more than %d MB", maxOutput>>20)
	}
	return o.Buffer.Write(text)
}

// countSteps makes each round of a loop and each call of a template write an empty
// text, which output counts.
func countSteps(t *template.Template) {
	for _, each := range t.Templates() {
		if each.Tree != nil && each.Root != nil {
			countRounds(each.Root)
			each.Root.Nodes = append([]parse.Node{step()}, each.Root.Nodes...)
		}
	}
}

func step() parse.Node { return &parse.TextNode{NodeType: parse.NodeText} }

func countRounds(node parse.Node) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				countRounds(child)
			}
		}
	case *parse.IfNode:
		countRounds(n.List)
		countRounds(n.ElseList)
	case *parse.WithNode:
		countRounds(n.List)
		countRounds(n.ElseList)
	case *parse.RangeNode:
		countRounds(n.List)
		countRounds(n.ElseList)
		n.List.Nodes = append([]parse.Node{step()}, n.List.Nodes...)
	}
}

// builtins are text/template's own functions whose result can grow without end,
// bounded.
func builtins() template.FuncMap {
	short := func(text string) (string, error) {
		if len(text) > maxOutput {
			return "", fmt.Errorf("the text is larger than %d MB", maxOutput>>20)
		}
		return text, nil
	}
	return template.FuncMap{
		"print":    func(args ...any) (string, error) { return short(fmt.Sprint(args...)) },
		"println":  func(args ...any) (string, error) { return short(fmt.Sprintln(args...)) },
		"html":     func(args ...any) (string, error) { return short(template.HTMLEscaper(args...)) },
		"js":       func(args ...any) (string, error) { return short(template.JSEscaper(args...)) },
		"urlquery": func(args ...any) (string, error) { return short(template.URLQueryEscaper(args...)) },
		"printf": func(format string, args ...any) (string, error) {
			if err := checkFormat(format, args); err != nil {
				return "", err
			}
			return short(fmt.Sprintf(format, args...))
		},
	}
}

// checkFormat refuses widths, and formats that write large values often.
func checkFormat(format string, args []any) error {
	verbs := strings.Count(format, "%")
	for _, part := range strings.Split(format, "%")[1:] {
		digits := part[:len(part)-len(strings.TrimLeft(part, "0123456789.+-# []*"))]
		for _, number := range strings.FieldsFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) {
			if n, err := strconv.Atoi(number); err != nil || n > maxWidth {
				return fmt.Errorf("a width is at most %d", maxWidth)
			}
		}
	}
	size := 0
	for _, arg := range args {
		if n, ok := integer(arg); ok && (n > maxWidth || n < -maxWidth) && strings.Contains(format, "*") {
			return fmt.Errorf("a width is at most %d", maxWidth)
		}
		if text, ok := arg.(string); ok {
			size += len(text)
		}
	}
	if size > 0 && verbs > 4*maxOutput/size {
		return fmt.Errorf("the text is larger than %d MB", maxOutput>>20)
	}
	return nil
}

// grows refuses a text in which something is put so many times.
func grows(bytes, times int) error {
	if bytes > 0 && times > maxOutput/bytes {
		return fmt.Errorf("the text is larger than %d MB", maxOutput>>20)
	}
	return nil
}
