package diag

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/hashicorp/hcl/v2"
)

func TestSaid(t *testing.T) {
	all := []string{"dev", "staging", "production"}
	for name, c := range map[string]struct {
		p             Problem
		summary, hint string
	}{
		"plain":                 {Problem{Summary: "x", Hint: "h"}, "x", "h"},
		"in one":                {Problem{Summary: "x", Environments: all[:1], Among: all, Rest: ": d"}, "x in environment dev: d", ""},
		"in the only one":       {Problem{Summary: "x", Environments: all[:1], Among: all[:1]}, "x in environment dev", ""},
		"in some":               {Problem{Summary: "x", Environments: all[:2], Among: all, Rest: ": d"}, "x in environments dev, staging: d", ""},
		"in all":                {Problem{Summary: "x", Environments: all, Among: all, Rest: ": d"}, "x: d", ""},
		"in several of unknown": {Problem{Summary: "x", Environments: all}, "x in environments dev, staging, production", ""},
		"of one unit":           {Problem{Summary: "the pack is not the one that", Units: []string{"a"}, Rest: " has", RestOfMany: " have"}, "the pack is not the one that a has", ""},
		"of units":              {Problem{Summary: "the pack is not the one that", Units: []string{"a", "b", "c"}, Rest: " has", RestOfMany: " have"}, "the pack is not the one that a and 2 more have", ""},
		"a unit not told":       {Problem{Summary: "x", Unit: "a"}, "x", ""},
		"tried":                 {Problem{Summary: "x", Doing: "it was not made", Environments: all[:1]}, "it was not made: x in environment dev", ""},
		"more advice":           {Problem{Summary: "x", Hint: "h", Also: []string{"i", "j"}}, "x", "h; i; j"},
		"only more advice":      {Problem{Summary: "x", Also: []string{"i"}}, "x", "i"},
	} {
		t.Run(name, func(t *testing.T) {
			if summary, hint := c.p.Said(); summary != c.summary || hint != c.hint {
				t.Errorf("said %q and %q", summary, hint)
			}
		})
	}
}

// TestMissingValue: the command line's ways to a value follow from where it is
// missing.
func TestMissingValue(t *testing.T) {
	some, all := []string{"dev", "staging"}, []string{"dev", "staging", "production"}
	for name, c := range map[string]struct {
		in                 Input
		environments       []string
		summary, hint, way string
	}{
		"an argument":           {Input{Flag: "NAME"}, nil, "x", "h", "NAME"},
		"no way":                {Input{}, some, "x in environments dev, staging", "h", ""},
		"a flag":                {Input{Flag: "--port", Set: "port"}, nil, "x", "give --port=VALUE, or h", "--port"},
		"a flag, in all":        {Input{Flag: "--port", Set: "port"}, all, "x", "give --port=VALUE, or h", "--port"},
		"a flag, in some":       {Input{Flag: "--port", Set: "port"}, some, "x in environments dev, staging", "give --set dev:port=VALUE --set staging:port=VALUE, or h", "--set ENV:port"},
		"--set":                 {Input{Set: "port"}, nil, "x", "give --set port=VALUE, or h", "--set port"},
		"of another unit":       {Input{Set: "shop.port", Unit: "shop", Other: true}, nil, "shop: x", "give --set shop.port=VALUE, or h", "--set shop.port"},
		"of another, in one":    {Input{Set: "shop.port", Unit: "shop", Other: true}, some[:1], "shop: x in environment dev", "give --set dev:shop.port=VALUE, or h", "--set ENV:shop.port"},
		"of the command's unit": {Input{Set: "port", Unit: "shop"}, nil, "x", "give --set port=VALUE, or h", "--set port"},
	} {
		t.Run(name, func(t *testing.T) {
			p := &Problem{Summary: "x", Hint: "h", Environments: c.environments, Among: all, Input: &c.in}
			if summary, hint := p.Said(); summary != c.summary || hint != c.hint || p.Way() != c.way {
				t.Errorf("said %q and %q, by %q", summary, hint, p.Way())
			}
		})
	}
	if way := Usagef("x").Way(); way != "" {
		t.Errorf("where nothing is missing the way is %q", way)
	}
}

// TestFieldsOnCopies: what is added on the way up is added to a copy, as several
// runs may hold one problem, and the cause stays.
func TestFieldsOnCopies(t *testing.T) {
	p := Failedf("x: %s", fs.ErrClosed).WithHint("h").At(hcl.Range{Filename: "a.hcl", Start: hcl.Pos{Line: 2}}, nil)
	told := In("/repo", Also(While("b", While("a", p)), "more"))
	if got := told.Error(); got != "/repo/a.hcl:2: b: a: x: file already closed (h; more)" || !errors.Is(told, fs.ErrClosed) {
		t.Errorf("told as %q", got)
	}
	if got := p.Error(); got != "a.hcl:2: x: file already closed (h)" {
		t.Errorf("it became %q", got)
	}
	if got := told[0].Sentence(); got != "b: a: x: file already closed (h; more)" {
		t.Errorf("without its place %q", got)
	}
	p.Range.Filename = ""
	if got := In("/repo", p)[0].File(); got != "" {
		t.Errorf("what has no place lies in %q", got)
	}
}
