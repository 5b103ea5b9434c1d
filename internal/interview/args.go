package interview

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// Args returns the arguments that say the same on a command line. hasFlag tells
// whether an input has a flag of its own; the others are said by --set.
func (u *Unit) Args(hasFlag func(in *pack.Input) bool) []string {
	var out []string
	for _, s := range u.Said() {
		if !u.matters(s.Input, s.Environment) {
			continue // it did when it was said
		}
		text := Written(s.Input.Type, s.Value)
		if s.Environment == "" && u.Name == "" && hasFlag(s.Input) {
			flag := "--" + pack.Flag(s.Input.Name)
			switch {
			case s.Input.Type == cty.Bool && text == "true":
				out = append(out, flag)
			case s.Input.Type == cty.Bool:
				out = append(out, flag+"="+text)
			default:
				out = append(out, flag, text)
			}
			continue
		}
		key := s.Input.Name
		if u.Name != "" {
			key = u.Name + "." + key
		}
		if s.Environment != "" {
			key = s.Environment + ":" + key
		}
		out = append(out, "--set", key+"="+text)
	}
	return out
}

// Written is a value as a flag or --set takes it: a string as it is, a list of
// simple strings with commas, anything else as HCL.
func Written(ty cty.Type, v cty.Value) string {
	if ty == cty.String {
		return expr.Text(v)
	}
	if !v.IsNull() && pack.IsTextList(ty) {
		var items []string
		simple := v.LengthInt() > 0
		for it := v.ElementIterator(); it.Next(); {
			_, item := it.Element()
			text := expr.Text(item)
			simple = simple && text != "" && text == strings.TrimSpace(text) && !strings.ContainsAny(text, ",[")
			items = append(items, text)
		}
		if simple {
			return strings.Join(items, ",")
		}
	}
	return expr.LiteralLine(v)
}

// Shell quotes arguments for a POSIX shell.
func Shell(args []string) string {
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = a
		if a == "" || strings.ContainsFunc(a, special) {
			quoted[i] = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
	}
	return strings.Join(quoted, " ")
}

// special tells whether a shell may take the character for something else.
func special(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:=,@%+", r))
}
