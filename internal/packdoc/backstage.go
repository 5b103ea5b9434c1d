package packdoc

import (
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// Dispatch is the workflow that a portal starts: it takes the inputs `name` and
// `spec`, a unit as JSON.
type Dispatch struct {
	VCS          string // OWNER/NAME on GitHub
	Branch       string
	Workflow     string // the workflow's file name
	Environments []string
}

// Backstage returns a software template of Backstage that asks for a unit's
// inputs and starts the workflow with them.
// https://backstage.io/docs/features/software-templates/writing-templates
func Backstage(p *pack.Pack, to Dispatch) (string, error) {
	owner, repository, _ := strings.Cut(to.VCS, "/")
	actions := "https://github.com/" + to.VCS + "/actions/workflows/" + to.Workflow
	text, err := yaml.Marshal(yaml.MapSlice{
		{Key: "apiVersion", Value: "scaffolder.backstage.io/v1beta3"},
		{Key: "kind", Value: "Template"},
		{Key: "metadata", Value: yaml.MapSlice{
			{Key: "name", Value: "new-" + p.Name},
			{Key: "title", Value: "New " + p.Name},
			{Key: "description", Value: "Asks for a unit of " + p.Ref() + "; it comes as a pull request of " + to.VCS + "."},
		}},
		{Key: "spec", Value: yaml.MapSlice{
			{Key: "type", Value: "service"},
			{Key: "parameters", Value: []yaml.MapSlice{namePage(p), inputsPage(p, to.Environments)}},
			{Key: "steps", Value: []yaml.MapSlice{{
				{Key: "id", Value: "request"},
				{Key: "name", Value: "Start the workflow"},
				{Key: "action", Value: "github:actions:dispatch"},
				{Key: "input", Value: yaml.MapSlice{
					{Key: "repoUrl", Value: "github.com?owner=" + owner + "&repo=" + repository},
					{Key: "workflowId", Value: to.Workflow},
					{Key: "branchOrTagName", Value: to.Branch},
					{Key: "workflowInputs", Value: yaml.MapSlice{
						{Key: "name", Value: "${{ parameters.name }}"},
						{Key: "spec", Value: "${{ parameters.inputs | dump }}"},
					}},
				}},
			}}},
			{Key: "output", Value: yaml.MapSlice{{Key: "links", Value: []yaml.MapSlice{
				{{Key: "title", Value: "The workflow's runs"}, {Key: "url", Value: actions}},
				{{Key: "title", Value: "Pull requests"}, {Key: "url", Value: "https://github.com/" + to.VCS + "/pulls"}},
			}}}},
		}},
	})
	return string(text), err
}

// namePage asks for the unit's name, by the pack's rule.
func namePage(p *pack.Pack) yaml.MapSlice {
	name := yaml.MapSlice{{Key: "title", Value: "Name"}, {Key: "type", Value: "string"}}
	if r := p.NameRule; r != nil {
		name = append(name, yaml.MapItem{Key: "description", Value: r.Message}, yaml.MapItem{Key: "pattern", Value: r.Pattern},
			yaml.MapItem{Key: "minLength", Value: r.Min}, yaml.MapItem{Key: "maxLength", Value: r.Max})
	}
	return yaml.MapSlice{
		{Key: "title", Value: "Name"},
		{Key: "required", Value: []string{"name"}},
		{Key: "properties", Value: yaml.MapSlice{{Key: "name", Value: append(name, yaml.MapItem{Key: "ui:autofocus", Value: true})}}},
	}
}

// inputsPage asks for the inputs. No field has a default: what is left empty
// stays with the pack, so that a later version may change it.
func inputsPage(p *pack.Pack, environments []string) yaml.MapSlice {
	fields := yaml.MapSlice{{Key: "environments", Value: yaml.MapSlice{
		{Key: "title", Value: "environments"},
		{Key: "description", Value: "None chosen means all."},
		{Key: "type", Value: "array"},
		{Key: "items", Value: yaml.MapSlice{{Key: "type", Value: "string"}, {Key: "enum", Value: environments}}},
		{Key: "uniqueItems", Value: true},
		{Key: "ui:widget", Value: "checkboxes"},
	}}}
	var required []string
	for _, in := range p.Inputs {
		if in.Allocate != nil {
			continue // chosen when the unit is made
		}
		if in.Default == nil {
			required = append(required, in.Name)
		}
		fields = append(fields, yaml.MapItem{Key: in.Name, Value: field(in)})
	}
	inputs := yaml.MapSlice{{Key: "title", Value: "Inputs"}, {Key: "type", Value: "object"}, {Key: "properties", Value: fields}}
	if len(required) > 0 {
		inputs = append(inputs, yaml.MapItem{Key: "required", Value: required})
	}
	return yaml.MapSlice{
		{Key: "title", Value: "Inputs"},
		{Key: "description", Value: "What is left empty has the pack's default."},
		{Key: "required", Value: []string{"inputs"}},
		{Key: "properties", Value: yaml.MapSlice{{Key: "inputs", Value: inputs}}},
	}
}

// field is one input as a form's field.
func field(in *pack.Input) yaml.MapSlice {
	description := in.Description
	if in.Default != nil && in.DefaultText != "null" {
		description += " (default " + OneLine(in.DefaultText) + ")"
	}
	out := yaml.MapSlice{{Key: "title", Value: in.Name}, {Key: "description", Value: description}}
	var choices []any
	for _, c := range in.Choices {
		choices = append(choices, expr.ToGo(c))
	}
	for _, key := range []string{"type", "items", "additionalProperties", "properties"} {
		value, ok := formSchema(in.Type)[key]
		if (key == "items" || key == "additionalProperties") && choices != nil {
			value = map[string]any{"type": "string", "enum": choices}
		}
		if ok {
			out = append(out, yaml.MapItem{Key: key, Value: value})
		}
	}
	switch {
	case in.Type == cty.Bool: // a box that is not ticked would say false
		out = append(out, yaml.MapItem{Key: "ui:widget", Value: "radio"})
	case choices != nil && in.Type.IsPrimitiveType():
		out = append(out, yaml.MapItem{Key: "enum", Value: choices})
	}
	return out
}

// formSchema is a type's schema as forms understand it. They fill every object
// with an empty one, so nothing in it is required; the pack checks what comes.
func formSchema(ty cty.Type) map[string]any {
	switch {
	case ty.IsListType(), ty.IsSetType():
		return map[string]any{"type": "array", "items": formSchema(ty.ElementType())}
	case ty.IsMapType():
		return map[string]any{"type": "object", "additionalProperties": formSchema(ty.ElementType())}
	case ty.IsObjectType():
		properties := map[string]any{}
		for name, attribute := range ty.AttributeTypes() {
			properties[name] = formSchema(attribute)
		}
		return map[string]any{"type": "object", "properties": properties}
	}
	return typeSchema(ty)
}
