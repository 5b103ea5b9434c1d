package limits

import (
	"bytes"
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

const (
	maxExpanded = 1_000_000 // nodes of a YAML document, each alias counted as what it stands for
	maxMarks    = 16        // tags and anchors one behind the other
)

// YAML reads a document, and says what is wrong with it.
func YAML(src []byte) error {
	if err := CheckYAML(src); err != nil {
		return err
	}
	var any any
	return yaml.Unmarshal(src, &any)
}

// CheckYAML tells what of a document is beyond the bounds, before a parser sees it.
func CheckYAML(src []byte) error {
	if len(src) > MaxSize {
		return fmt.Errorf("more than %d MB are not read", MaxSize>>20)
	}
	anchored := bytes.IndexByte(src, '&') >= 0
	if !anchored && bytes.IndexByte(src, '!') < 0 && shallow(src) {
		return nil
	}
	if err := checkTokens(lexer.Tokenize(string(src))); err != nil || !anchored {
		return err
	}
	file, err := parser.ParseBytes(src, 0)
	if err != nil {
		return nil //nolint:nilerr // yaml.Unmarshal says the same, and where
	}
	x := &expansion{anchors: map[string]int{}}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			ast.Walk(x, doc.Body)
		}
	}
	if x.nodes > maxExpanded {
		return fmt.Errorf("with its aliases expanded it has more than %d values", maxExpanded)
	}
	return nil
}

// shallow tells most documents without lexing them: few brackets, and no line that
// begins far to the right.
func shallow(src []byte) bool {
	brackets := 0
	for line := range bytes.Lines(src) {
		if len(line)-len(bytes.TrimLeft(line, " -?\t")) > MaxDepth {
			return false
		}
		brackets += bytes.Count(line, []byte("[")) + bytes.Count(line, []byte("{"))
	}
	return brackets <= MaxDepth
}

func checkTokens(tokens token.Tokens) error {
	flow, marks := 0, 0
	for _, t := range tokens {
		switch t.Type {
		case token.TagType, token.AnchorType:
			if marks++; marks > maxMarks {
				return fmt.Errorf("line %d: more than %d tags and anchors stand one behind the other", t.Position.Line, maxMarks)
			}
			continue
		case token.StringType: // the name of an anchor
		default:
			marks = 0
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow = max(flow-1, 0)
		}
		if at := t.Position.Column; flow > MaxDepth || (flow == 0 && at > 2*MaxDepth && isStructure(t.Type)) {
			return fmt.Errorf("line %d: it is nested more than %d deep", t.Position.Line, MaxDepth)
		}
	}
	return nil
}

// isStructure tells what opens a level of a list or of keys by its column.
func isStructure(t token.Type) bool { return t == token.SequenceEntryType || t == token.MappingKeyType }

// expansion counts values, an alias as those that it stands for.
type expansion struct {
	nodes   int
	anchors map[string]int
}

// Visit implements ast.Visitor.
func (x *expansion) Visit(n ast.Node) ast.Visitor {
	if x.nodes > maxExpanded {
		return nil
	}
	switch n := n.(type) {
	case *ast.AnchorNode:
		before := x.nodes
		ast.Walk(x, n.Value)
		x.anchors[n.Name.String()] = x.nodes - before
		return nil
	case *ast.AliasNode:
		x.nodes += 1 + x.anchors[n.Value.String()]
		return nil
	}
	x.nodes++
	return x
}
