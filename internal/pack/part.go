package pack

// Attribute returns an attribute of the input's object as an input of its own:
// for asking for it alone.
func (in *Input) Attribute(name string) *Input {
	part := &Input{
		Name: in.Name + "." + name, Type: in.Type.AttributeType(name), TypeText: in.TypeText,
		Nullable: in.Type.AttributeOptional(name), Format: map[string]string{},
	}
	if format, ok := in.Format[name]; ok {
		part.Format[""] = format
	}
	if in.Defaults != nil {
		part.Defaults = in.Defaults.Children[name]
	}
	return part
}

// Element returns an element of the input's list, set or map as an input of its
// own. The formats of objects in a collection are those of their attributes.
func (in *Input) Element() *Input {
	part := &Input{Name: in.Name + "[]", Type: in.Type.ElementType(), TypeText: in.TypeText, Format: in.Format}
	if in.Defaults != nil {
		part.Defaults = in.Defaults.Children[""]
	}
	return part
}
