package packdoc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// Schema returns the JSON Schema of what --spec takes for units of the pack,
// when it is written in JSON.
func Schema(p *pack.Pack) (string, error) {
	inputs := map[string]any{}
	for _, in := range p.Inputs {
		schema, err := inputSchema(in)
		if err != nil {
			return "", fmt.Errorf("input %s: %w", in.Name, err)
		}
		inputs[in.Name] = schema
	}
	unit := map[string]any{
		"type": "object",
		"properties": map[string]any{
			"name":         map[string]any{"type": "string", "description": "the unit's name"},
			"pack":         map[string]any{"type": "string"},
			"environments": map[string]any{"type": "array", "items": map[string]any{"type": "string"}, "minItems": 1},
			"environment": map[string]any{
				"description":          "overrides for one environment each",
				"type":                 "object",
				"additionalProperties": map[string]any{"$ref": "#/$defs/inputs", "unevaluatedProperties": false},
			},
		},
		"allOf":                 []any{map[string]any{"$ref": "#/$defs/inputs"}},
		"unevaluatedProperties": false,
	}
	return encode(map[string]any{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       fmt.Sprintf("Units of the pack %s, for --spec", p.Ref()),
		"description": "One unit, a list of them, or an object with such a list. Types and choices only; validations hold as well.",
		"$defs": map[string]any{
			"inputs": map[string]any{"type": "object", "properties": inputs},
			"unit":   unit,
			"units": map[string]any{
				"type":  "array",
				"items": map[string]any{"$ref": "#/$defs/unit", "required": []string{"name"}},
			},
		},
		"if":   map[string]any{"type": "array"},
		"then": map[string]any{"$ref": "#/$defs/units"},
		"else": map[string]any{
			"if": map[string]any{"type": "object", "required": []string{"units"}},
			"then": map[string]any{
				"properties":           map[string]any{"units": map[string]any{"$ref": "#/$defs/units"}},
				"additionalProperties": false,
			},
			"else": map[string]any{"$ref": "#/$defs/unit"},
		},
	})
}

// encode is indented JSON in which < and > stay readable.
func encode(v any) (string, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(v)
	return b.String(), err
}

func inputSchema(in *pack.Input) (map[string]any, error) {
	out := typeSchema(in.Type)
	numbers(out, in.Number)
	if len(in.Choices) > 0 {
		var all []any
		for _, c := range in.Choices {
			v, err := ctyjson.SimpleJSONValue{Value: c}.MarshalJSON()
			if err != nil {
				return nil, err
			}
			all = append(all, json.RawMessage(v))
		}
		switch {
		case in.Type.IsMapType():
			out["additionalProperties"] = map[string]any{"enum": all}
		case in.Type.IsCollectionType():
			out["items"] = map[string]any{"enum": all}
		default:
			out = map[string]any{"enum": all}
		}
	}
	if in.Listed != cty.NilVal {
		keys := map[string]any{"type": "array", "items": map[string]any{"type": "string"}}
		out = map[string]any{"anyOf": []any{out, keys}}
	}
	if in.Nullable {
		out = map[string]any{"anyOf": []any{out, map[string]any{"type": "null"}}}
	}
	out["description"] = in.Description
	if in.Default != nil && len(in.Default.Variables()) == 0 {
		value, err := expr.ParseLiteral(in.DefaultText)
		if err != nil {
			return nil, err
		}
		text, err := ctyjson.SimpleJSONValue{Value: value}.MarshalJSON()
		if err != nil {
			return nil, err
		}
		out["default"] = json.RawMessage(text)
	}
	return out, nil
}

// numbers narrows the numbers of a schema: its own, or those of its items.
func numbers(schema map[string]any, n *pack.Number) {
	if n == nil {
		return
	}
	for _, items := range []string{"items", "additionalProperties"} {
		if of, ok := schema[items].(map[string]any); ok {
			schema = of
		}
	}
	if n.Whole {
		schema["type"] = "integer"
	}
	if n.From != nil {
		schema["minimum"] = *n.From
	}
	if n.To != nil {
		schema["maximum"] = *n.To
	}
}

// typeSchema is the schema of a type. Numbers and booleans may be written as
// text, as everywhere in Terraform; the schema asks for the plain form.
func typeSchema(ty cty.Type) map[string]any {
	switch {
	case ty == cty.String:
		return map[string]any{"type": "string"}
	case ty == cty.Number:
		return map[string]any{"type": "number"}
	case ty == cty.Bool:
		return map[string]any{"type": "boolean"}
	case ty.IsListType(), ty.IsSetType():
		return map[string]any{"type": "array", "items": typeSchema(ty.ElementType())}
	case ty.IsMapType():
		return map[string]any{"type": "object", "additionalProperties": typeSchema(ty.ElementType())}
	case ty.IsObjectType():
		return objectSchema(ty)
	}
	return map[string]any{} // any
}

func objectSchema(ty cty.Type) map[string]any {
	properties := map[string]any{}
	var required []string
	for name, attribute := range ty.AttributeTypes() {
		if !ty.AttributeOptional(name) {
			required = append(required, name)
			properties[name] = typeSchema(attribute)
			continue
		}
		properties[name] = map[string]any{"anyOf": []any{typeSchema(attribute), map[string]any{"type": "null"}}}
	}
	out := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		slices.Sort(required)
		out["required"] = required
	}
	return out
}
