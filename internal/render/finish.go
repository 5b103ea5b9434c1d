package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"path"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// invalid is output that does not parse: what is wrong and in which line of it.
type invalid struct {
	target  string
	message string
	line    int // counted from 1; 0 when not known
	content []byte
}

// finish parses what a template rendered, by the target's extension, and
// formats HCL. It takes the marks of quoting helpers out.
func (r *Renderer) finish(target string, marked []byte) (Content, *invalid) {
	s := unmark(marked)
	switch path.Ext(target) {
	case ".tf", ".tfvars", ".hcl":
		return r.finishHCL(target, s)
	case ".yaml", ".yml":
		if err := limits.YAML(s.Bytes()); err != nil {
			return s, yamlInvalid(target, err, s.Bytes())
		}
	case ".json":
		var any any
		if err := json.Unmarshal(s.Bytes(), &any); err != nil {
			return s, jsonInvalid(target, err, s.Bytes())
		}
	}
	return s, nil
}

// finishHCL parses and formats, or takes the layout of output that was seen
// before with other values.
func (r *Renderer) finishHCL(target string, s Content) (Content, *invalid) {
	if laidOut, ok := r.layouts.layOut(target, s); ok {
		return laidOut, nil
	}
	content := s.Bytes()
	_, diags := limits.ParseHCL(content, target)
	if !diags.HasErrors() {
		return Content{text: hclwrite.Format(content)}, nil
	}
	d := diags.Errs()[0].(*hcl.Diagnostic)
	bad := &invalid{target: target, message: d.Summary + ": " + d.Detail, content: content}
	if d.Subject != nil {
		bad.line = d.Subject.Start.Line
	}
	return s, bad
}

func yamlInvalid(target string, err error, content []byte) *invalid {
	bad := &invalid{target: target, message: "invalid YAML: " + strings.SplitN(err.Error(), "\n", 2)[0], content: content}
	if m := regexp.MustCompile(`\[(\d+):\d+\]`).FindStringSubmatch(err.Error()); m != nil {
		bad.line, _ = strconv.Atoi(m[1])
	}
	return bad
}

func jsonInvalid(target string, err error, content []byte) *invalid {
	bad := &invalid{target: target, message: "invalid JSON: " + err.Error(), content: content}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		bad.line = 1 + bytes.Count(content[:min(int(syntax.Offset), len(content))], []byte("\n"))
	}
	return bad
}

// templateProblem turns an error of text/template, which names a line, into a
// problem at that line of the template.
func templateProblem(err error, origin string, src []byte) *diag.Problem {
	message := err.Error()
	line := 1
	if m := regexp.MustCompile(`^template: [^:]+:(\d+)(?::\d+)?: (?s:(.*))$`).FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = m[2]
	}
	return diag.Usagef("template %s: %s", origin, message).At(lineRange(origin, src, line), src).
		WithHint("the pack is wrong here, not your input")
}

// lineRange is the range of one line of src, lines counted from 1.
func lineRange(name string, src []byte, line int) hcl.Range {
	start := 0
	for n := 1; n < line; n++ {
		next := bytes.IndexByte(src[start:], '\n')
		if next < 0 {
			break
		}
		start += next + 1
	}
	end := len(src)
	if next := bytes.IndexByte(src[start:], '\n'); next >= 0 {
		end = start + next
	}
	return hcl.Range{
		Filename: name,
		Start:    hcl.Pos{Line: line, Column: 1, Byte: start},
		End:      hcl.Pos{Line: line, Column: end - start + 1, Byte: end},
	}
}

// locate finds the template's line that rendered the bad line. The template is
// executed once more with every newline of its text marked by its own line.
func locate(bad *invalid, origin string, src []byte, data map[string]any) *diag.Problem {
	line := 1
	pattern, _ := data["workspace_name"].(string)
	if marked, err := parseTemplate(origin, src, pattern); err == nil && bad.line > 0 {
		for _, each := range marked.Templates() {
			markLines(each.Root, src)
		}
		var out output
		if marked.Execute(&out, data) == nil {
			line = markedLine(string(unmark(out.Bytes()).Bytes()), bad.line)
		}
	}
	problem := diag.Usagef("template %s renders a file %s that is not valid: %s", origin, bad.target, bad.message).
		At(lineRange(origin, src, line), src)
	if bad.line > 0 {
		lines := strings.Split(string(bad.content), "\n")
		problem.WithHint("line %d came out as: %s", bad.line, diag.Quoted(lines[min(bad.line, len(lines))-1]))
	}
	return problem
}

const mark = "\x00"

// markLines puts the number of its line before each newline of the text nodes.
func markLines(node parse.Node, src []byte) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				markLines(child, src)
			}
		}
	case *parse.TextNode:
		line := 1 + bytes.Count(src[:min(int(n.Pos), len(src))], []byte("\n"))
		var out bytes.Buffer
		for _, c := range n.Text {
			if c == '\n' {
				out.WriteString(mark + strconv.Itoa(line) + mark)
				line++
			}
			out.WriteByte(c)
		}
		n.Text = out.Bytes()
	case *parse.IfNode:
		markLines(n.List, src)
		markLines(n.ElseList, src)
	case *parse.RangeNode:
		markLines(n.List, src)
		markLines(n.ElseList, src)
	case *parse.WithNode:
		markLines(n.List, src)
		markLines(n.ElseList, src)
	}
}

// markedLine returns the template line of a line in marked output.
func markedLine(out string, line int) int {
	lines := strings.Split(out, "\n")
	for _, text := range lines[min(line, len(lines))-1:] {
		if parts := strings.Split(text, mark); len(parts) >= 3 {
			n, _ := strconv.Atoi(parts[len(parts)-2])
			return n
		}
	}
	return 1
}
