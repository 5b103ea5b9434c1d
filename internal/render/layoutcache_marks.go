package render

import (
	"strconv"
	"text/template"
	"text/template/parse"
)

// The marks of the layout cache, and its holes.
const (
	markOpen  = 0x01 // followed by the kind of the value
	markClose = 0x02

	markValue   = 'v' // of hcl: a whole expression
	markPart    = 'p' // of hclpart: part of a quoted string
	markComment = 'c' // of comment: part of one line
	markNumber  = 'n' // a whole number put out as it is

	// The holes: a private-use character and a number of the same make as what
	// they stand for. Text that holds one of them gets no holes.
	hole       = "\ue000"
	numberHole = "7193054286"
)

// markers are the helpers whose output is marked, each with the helper that
// marks it. Templates can't call those: their names are no identifiers there
// until the parsed template is changed.
var markers = map[string]string{"hcl": "markvalue", "hclpart": "markpart", "comment": "markcomment"}

func markFuncs() template.FuncMap {
	as := func(kind byte) func(string) string {
		return func(s string) string { return string([]byte{markOpen, kind}) + s + string([]byte{markClose}) }
	}
	number := func(v any) any {
		if n, ok := v.(int64); ok && n >= 0 {
			return as(markNumber)(strconv.FormatInt(n, 10))
		}
		return v
	}
	return template.FuncMap{"markvalue": as(markValue), "markpart": as(markPart), "markcomment": as(markComment), "marknumber": number}
}

// markActions appends the helper `mark` to every action that ends in a quoting
// helper. It works on the parsed template, so that values compared or piped on
// inside a template never carry marks.
func markActions(tree *parse.Tree, node parse.Node) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				markActions(tree, child)
			}
		}
	case *parse.ActionNode:
		markPipe(tree, n.Pipe)
	case *parse.IfNode:
		markActions(tree, n.List)
		markActions(tree, n.ElseList)
	case *parse.RangeNode:
		markActions(tree, n.List)
		markActions(tree, n.ElseList)
	case *parse.WithNode:
		markActions(tree, n.List)
		markActions(tree, n.ElseList)
	}
}

func markPipe(tree *parse.Tree, pipe *parse.PipeNode) {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) == 0 {
		return
	}
	last := pipe.Cmds[len(pipe.Cmds)-1]
	marker := ""
	switch first := last.Args[0].(type) {
	case *parse.IdentifierNode:
		marker = markers[first.Ident]
	case *parse.FieldNode:
		marker = "marknumber"
	}
	if marker == "" {
		return
	}
	pipe.Cmds = append(pipe.Cmds, &parse.CommandNode{
		NodeType: parse.NodeCommand, Pos: last.Pos,
		Args: []parse.Node{parse.NewIdentifier(marker).SetTree(tree).SetPos(last.Pos)},
	})
}
