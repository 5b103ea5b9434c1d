package diag

import (
	"fmt"
	"slices"
	"strings"
)

// Said returns the problem as two sentences: what is wrong, and what to do.
func (p *Problem) Said() (summary, hint string) {
	rest := p.Rest
	if len(p.Units) > 1 {
		rest = p.RestOfMany
	}
	summary = p.Summary + p.units() + p.where() + rest
	if p.Input != nil && p.Input.Other {
		summary = p.Input.Unit + ": " + summary
	}
	if p.Doing != "" {
		summary = p.Doing + ": " + summary
	}
	hint = p.Hint
	if ways := p.ways(); len(ways) > 0 {
		hint = "give " + strings.Join(ways, " ") + ", or " + hint
	}
	for _, clause := range p.Also {
		if hint != "" {
			hint += "; "
		}
		hint += clause
	}
	return summary, hint
}

// Sentence returns the problem as one sentence, the hint in brackets; Error puts
// its place before.
func (p *Problem) Sentence() string {
	summary, hint := p.Said()
	if hint == "" {
		return summary
	}
	return summary + " (" + hint + ")"
}

// units names the first unit, and how many more there are.
func (p *Problem) units() string {
	switch n := len(p.Units); n {
	case 0:
		return ""
	case 1:
		return " " + p.Units[0]
	default:
		return fmt.Sprintf(" %s and %d more", p.Units[0], n-1)
	}
}

// Named returns the environments that a sentence about the problem names: those
// in which it is so, none where they are all of several.
func (p *Problem) Named() []string {
	if n := len(p.Environments); n > 1 && n == len(p.Among) {
		return nil
	}
	return p.Environments
}

func (p *Problem) where() string {
	switch names := p.Named(); len(names) {
	case 0:
		return ""
	case 1:
		return " in environment " + names[0]
	default:
		return " in environments " + strings.Join(names, ", ")
	}
}

// ways are the arguments that give the missing value, an environment each where
// some are named.
func (p *Problem) ways() []string {
	in := p.Input
	switch {
	case in == nil || in.Set == "":
		return nil
	case len(p.Named()) == 0 && in.Flag != "":
		return []string{in.Flag + "=VALUE"}
	case len(p.Named()) == 0:
		return []string{"--set " + in.Set + "=VALUE"}
	}
	var ways []string
	for _, environment := range p.Named() {
		ways = append(ways, "--set "+environment+":"+in.Set+"=VALUE")
	}
	return ways
}

// Way returns how the command line takes the problem's missing value, such as
// --runtime, --set ENV:shop.port or NAME; "" where it can't, or none is missing.
func (p *Problem) Way() string {
	in := p.Input
	switch {
	case in == nil:
		return ""
	case in.Set != "" && len(p.Named()) > 0:
		return "--set ENV:" + in.Set
	case in.Flag == "" && in.Set != "":
		return "--set " + in.Set
	}
	return in.Flag
}

// Counted returns "1 unit" or "3 units".
func Counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Few lists names in a sentence, no more than five of them.
func Few(names []string) string {
	const most = 5
	if more := len(names) - most; more > 0 {
		names = append(slices.Clip(names[:most]), fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}
