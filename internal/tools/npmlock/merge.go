package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// variant is what stands in one place in the locks of some combinations.
type variant struct {
	in    set
	value value
}

// value is JSON: an object's members in their order, or any other text.
type value struct {
	members []member
	text    string
}

type member struct {
	key   string
	value value
}

// publicRegistry is the only host that a lock may name.
const publicRegistry = `"https://registry.npmjs.org/`

func parse(text []byte) (value, error) {
	if text = bytes.TrimSpace(text); text[0] != '{' {
		return value{text: string(text)}, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	if _, err := decoder.Token(); err != nil {
		return value{}, err
	}
	object := value{members: []member{}}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return value{}, err
		}
		var raw json.RawMessage
		if err := decoder.Decode(&raw); err != nil {
			return value{}, err
		}
		// npm finds packages without their address, and a mirror's is nobody else's business.
		if key == "resolved" && !bytes.HasPrefix(raw, []byte(publicRegistry)) {
			continue
		}
		member := member{key: key.(string)}
		if member.value, err = parse(raw); err != nil {
			return value{}, err
		}
		object.members = append(object.members, member)
	}
	return object, nil
}

// merge returns a template that renders each variant in its combinations.
func merge(variants []variant, indent string) string {
	var texts []string
	in := map[string]set{}
	for _, v := range variants {
		text := v.value.print(indent)
		if in[text] == 0 {
			texts = append(texts, text)
		}
		in[text] |= v.in
	}
	if len(texts) == 1 {
		return texts[0]
	}
	if entries, pivot := mergeMembers(variants); pivot >= 0 {
		return printObject(entries, pivot, indent)
	}
	var b strings.Builder
	for i, text := range texts {
		if i > 0 {
			b.WriteString("<% else ")
		} else {
			b.WriteString("<% ")
		}
		b.WriteString("if " + condition(in[text], union(variants)) + " %>" + text)
	}
	return b.String() + "<% end %>"
}

// entry is a member of the merged object; condition is empty when all have it.
type entry struct {
	key, condition string
	variants       []variant
}

// mergeMembers returns the members of all variants, in the order of the first,
// with others behind what they follow elsewhere, and the place of the first that all have. It is negative when
// there is none or a variant is no object.
func mergeMembers(variants []variant) (entries []entry, pivot int) {
	for _, v := range variants {
		if v.value.members == nil {
			return nil, -1
		}
		at := 0
		for _, m := range v.value.members {
			i := slices.IndexFunc(entries, func(e entry) bool { return e.key == m.key })
			if i < 0 {
				i = at
				entries = slices.Insert(entries, i, entry{key: m.key})
			}
			entries[i].variants = append(entries[i].variants, variant{v.in, m.value})
			at = i + 1
		}
	}
	for i, e := range entries {
		if in := union(e.variants); in != union(variants) {
			entries[i].condition = condition(in, union(variants))
		}
	}
	return entries, slices.IndexFunc(entries, func(e entry) bool { return e.condition == "" })
}

// printObject puts the comma behind the members before the pivot and in front
// of those after it, so that any of them may be missing.
func printObject(entries []entry, pivot int, indent string) string {
	inner := indent + "  "
	var b strings.Builder
	b.WriteString("{")
	open := ""
	for i, e := range entries {
		if e.condition != open || i == pivot {
			if open != "" {
				b.WriteString("\n<%- end %>")
			}
			if open = e.condition; open != "" {
				b.WriteString("\n<%- if " + open + " %>")
			}
		}
		if i > pivot {
			b.WriteString(",")
		}
		b.WriteString("\n" + inner + quote(e.key) + ": " + merge(e.variants, inner))
		if i < pivot {
			b.WriteString(",")
		}
	}
	if open != "" {
		b.WriteString("\n<%- end %>")
	}
	return b.String() + "\n" + indent + "}"
}

func (v value) print(indent string) string {
	if v.members == nil {
		var b bytes.Buffer
		_ = json.Indent(&b, []byte(v.text), indent, "  ") // it was decoded before
		return b.String()
	}
	if len(v.members) == 0 {
		return "{}"
	}
	var entries []entry
	for _, m := range v.members {
		entries = append(entries, entry{key: m.key, variants: []variant{{1, m.value}}})
	}
	return printObject(entries, 0, indent)
}

func quote(text string) string {
	quoted, _ := json.Marshal(text) // text always can be
	return string(quoted)
}

func union(variants []variant) (all set) {
	for _, v := range variants {
		all |= v.in
	}
	return all
}
