package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"text/template"
)

// Eight documents that differ in all the ways locks do: the template renders
// each of them, whatever the combination.
func TestTemplateRendersEveryVariant(t *testing.T) {
	documents := make([]string, 1<<len(features))
	for c := range documents {
		has := func(feature int) bool { return c>>feature&1 == 1 }
		pick := func(on bool, text string) string {
			if on {
				return text
			}
			return ""
		}
		documents[c] = `{` +
			pick(has(0) || has(2), `"first": {"os": ["linux", "darwin"], "empty": {}},`) +
			`"shared": {` + pick(has(0), `"dev": true,`) + `"version": "1"` + pick(has(1), `, "peer": true`) + `},` +
			`"differs": "` + pick(has(0), "a") + pick(!has(0), "b") + `",` +
			`"all or nothing": {` + pick(has(2), `"only": 1`) + `}` +
			pick(has(0) && has(1), `, "both": 1`) + pick(has(0) && has(1), `, "both too": 2`) +
			pick(has(0) != has(1), `, "either": 1`) + pick(has(2), `, "last": [ ]`) + `}`
	}
	var variants []variant
	for c, document := range slices.Backward(documents) {
		value, err := parse([]byte(document))
		if err != nil {
			t.Fatal(err)
		}
		variants = append(variants, variant{set(1) << c, value})
	}
	text := merge(variants, "")
	for c, document := range documents {
		got := rendered(t, text, c)
		var want bytes.Buffer
		if err := json.Indent(&want, []byte(document), "", "  "); err != nil {
			t.Fatal(err)
		}
		if got != want.String() {
			t.Errorf("combination %03b: have\n%s\nwant\n%s\nof\n%s", c, got, want.String(), text)
		}
	}
}

func rendered(t *testing.T, text string, combination int) string {
	t.Helper()
	parsed, err := template.New("").Delims("<%", "%>").Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	data := map[string]any{}
	for i, feature := range features {
		data[feature] = combination>>i&1 == 1
	}
	var out strings.Builder
	if err := parsed.Execute(&out, data); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Every set of combinations has a condition that is true in it alone, and the
// usual ones are short.
func TestConditions(t *testing.T) {
	for in := 1; in < 1<<(1<<len(features))-1; in++ {
		expression := condition(set(in), 1<<(1<<len(features))-1)
		for c := range 1 << len(features) {
			want := []string{"no", "yes"}[in>>c&1]
			if got := rendered(t, "<% if "+expression+" %>yes<% else %>no<% end %>", c); got != want {
				t.Fatalf("%s is %s in combination %03b", expression, got, c)
			}
		}
	}
	for in, want := range map[set]string{0b10101010: ".database", 0b11111010: "or .database .queues", 0b11000000: "and .cache .queues"} {
		if got := condition(in, 0b11111111); got != want {
			t.Errorf("condition(%08b) is %q, not %q", in, got, want)
		}
	}
}

func TestNamesNoMirror(t *testing.T) {
	value, err := parse([]byte(`{"a": {"resolved": "http://mirror.internal/a.tgz", "version": "1"}, "b": {"resolved": "https://registry.npmjs.org/b.tgz"}}`))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]map[string]string
	if err := json.Unmarshal([]byte(value.print("")), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]map[string]string{"a": {"version": "1"}, "b": {"resolved": "https://registry.npmjs.org/b.tgz"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("have %v", got)
	}
}
