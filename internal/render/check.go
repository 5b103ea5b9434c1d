package render

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template/parse"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// Check reports what is wrong with a pack's templates whatever their values:
// what does not parse, helpers that don't exist, and values that no render of
// their scope has. origin is the pack's folder, for places in messages.
func Check(p *pack.Pack, origin string) error {
	var list diag.List
	for _, set := range p.FileSets {
		for _, name := range p.Templates(set.Root) {
			if strings.HasSuffix(name, Suffix) {
				c := &checker{src: p.Files[name], name: p.Place(origin, name), known: p.Visible(set.Scope), pack: p}
				list = append(list, c.check(name)...)
			}
		}
	}
	return list.Err()
}

// checker looks at one template.
type checker struct {
	pack  *pack.Pack
	name  string
	src   []byte
	known []string // values that a render of its scope has
	list  diag.List
}

func (c *checker) check(name string) diag.List {
	t, err := parseTemplate(name, c.src, "{unit}-{environment}")
	if err != nil {
		problem := templateProblem(err, c.name, c.src)
		problem.Hint = helperHint(problem.Summary)
		return diag.List{problem}
	}
	c.walk(t.Root, true)
	return c.list
}

var unknownHelper = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`function "(\w+)" not defined`) })

// helperHint names the helper that was probably meant.
func helperHint(message string) string {
	m := unknownHelper().FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	names := []string{"workspace"}
	for name := range Helpers() {
		names = append(names, name)
	}
	return meant(m[1], names, "helpers")
}

// meant suggests the nearest of names, or lists them.
func meant(name string, names []string, what string) string {
	slices.Sort(names)
	if best := diag.Closest(name, names); best != "" {
		return "did you mean " + best + "?"
	}
	return what + ": " + strings.Join(names, ", ")
}

// walk looks at a node. root tells whether the dot is what the template was
// given; within range and with it is something else.
func (c *checker) walk(node parse.Node, root bool) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				c.walk(child, root)
			}
		}
	case *parse.ActionNode:
		c.pipe(n.Pipe, root)
	case *parse.IfNode:
		c.branch(&n.BranchNode, root, root)
	case *parse.RangeNode:
		c.branch(&n.BranchNode, root, false)
	case *parse.WithNode:
		c.branch(&n.BranchNode, root, false)
	case *parse.TemplateNode:
		c.pipe(n.Pipe, root)
	}
}

func (c *checker) branch(n *parse.BranchNode, root, inside bool) {
	c.pipe(n.Pipe, root)
	c.walk(n.List, inside)
	c.walk(n.ElseList, root)
}

func (c *checker) pipe(n *parse.PipeNode, root bool) {
	if n == nil {
		return
	}
	for _, command := range n.Cmds {
		for _, arg := range command.Args {
			switch a := arg.(type) {
			case *parse.FieldNode:
				if root {
					c.field(a.Ident, a.Pos)
				}
			case *parse.VariableNode:
				if a.Ident[0] == "$" && len(a.Ident) > 1 {
					c.field(a.Ident[1:], a.Pos)
				}
			case *parse.PipeNode:
				c.pipe(a, root)
			}
		}
	}
}

// field refuses a value that no render has.
func (c *checker) field(names []string, at parse.Pos) {
	var problem *diag.Problem
	in := c.pack.Input(names[0])
	switch {
	case in != nil && in.StoredIn == "tfvars":
		problem = diag.Usagef("input %q is stored in terraform.tfvars, so no template sees it", names[0]).WithHint("write var.%s in Terraform code", names[0])
	case !slices.Contains(c.known, names[0]):
		problem = diag.Usagef("there is no value .%s in this template", names[0]).WithHint("%s", meant(names[0], slices.Clone(c.known), "values"))
	case names[0] == "local" && len(names) > 1 && c.pack.Locals[names[1]] == nil:
		var locals []string
		for name := range c.pack.Locals {
			locals = append(locals, name)
		}
		problem = diag.Usagef("there is no .local.%s", names[1]).WithHint("%s", meant(names[1], locals, "locals"))
	default:
		return
	}
	line := 1 + strings.Count(string(c.src[:min(int(at), len(c.src))]), "\n")
	c.list = append(c.list, problem.At(lineRange(c.name, c.src, line), c.src))
}
