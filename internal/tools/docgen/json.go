package main

import (
	_ "embed" // for the schema
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/markdown"
)

// schema is written by hand; a test holds it against real output.
//
//go:embed output.schema.json
var schema string

func schemaFile() (string, error) { return schema, nil }

// object is the part of JSON Schema that the page shows.
type object struct {
	Title       string            `json:"title"`
	Description string            `json:"description"`
	Type        any               `json:"type"`
	Enum        []any             `json:"enum"`
	Const       any               `json:"const"`
	Ref         string            `json:"$ref"`
	OneOf       []object          `json:"oneOf"`
	Properties  map[string]object `json:"properties"`
	Required    []string          `json:"required"`
	Items       *object           `json:"items"`
	Defs        map[string]object `json:"$defs"`
	Order       []string          `json:"x-order"`
}

func jsonPage() (string, error) {
	var root object
	if err := json.Unmarshal([]byte(schema), &root); err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# JSON output\n\n%s\n\nAs a JSON Schema: [output.schema.json](output.schema.json).\n", root.Description)
	for _, name := range root.Order {
		def, ok := root.Defs[name]
		if !ok {
			return "", fmt.Errorf("the schema has no %s", name)
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s", name, def.Description, def.table())
	}
	return b.String(), nil
}

func (o object) table() string {
	t := markdown.NewTable("field", "type", "what it is")
	var names []string
	for name := range o.Properties {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return slices.Index(o.Order, a) - slices.Index(o.Order, b) })
	for _, name := range names {
		p := o.Properties[name]
		about := p.Description
		if !slices.Contains(o.Required, name) {
			about += "; may be missing"
		}
		t.Row(markdown.Code(name), p.kind(), about)
	}
	return t.String()
}

// kind names a field's type; objects are links to their section.
func (o object) kind() string {
	switch {
	case o.Ref != "":
		name := strings.TrimPrefix(o.Ref, "#/$defs/")
		return fmt.Sprintf("[%s](#%s)", name, strings.ToLower(name))
	case len(o.OneOf) == 2:
		return o.OneOf[0].kind() + " or " + o.OneOf[1].kind()
	case o.Items != nil:
		return "list of " + o.Items.kind()
	case o.Const != nil:
		return markdown.Code(fmt.Sprint(o.Const))
	case len(o.Enum) > 0:
		var names []string
		for _, e := range o.Enum {
			names = append(names, fmt.Sprint(e))
		}
		return markdown.Codes(names)
	}
	return fmt.Sprint(o.Type)
}
