package pack

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// CheckName tells whether a unit of this pack may have the name. environments
// are the repository's: a name must not end like one, as workspace names would
// then be ambiguous.
func (p *Pack) CheckName(name string, environments []string) *diag.Problem {
	r := p.NameRule
	if r == nil {
		return nil
	}
	bad := func(why string) *diag.Problem {
		return diag.Usagef("a %s can't be called %q: %s", p.Name, name, why).WithHint("%s", r.Message)
	}
	if n := len(name); n < r.Min || n > r.Max {
		return bad(fmt.Sprintf("it has %d characters, %d to %d are possible", n, r.Min, r.Max))
	}
	if re, err := regexp.Compile(r.Pattern); err != nil || !re.MatchString(name) {
		return bad("it doesn't match " + r.Pattern)
	}
	for _, word := range r.Reserved {
		prefix, wild := strings.CutSuffix(word, "*")
		if name == word || (wild && strings.HasPrefix(name, prefix)) {
			return bad(fmt.Sprintf("%q is reserved", word))
		}
	}
	suffixes := append([]string{}, r.ForbiddenSuffixes...)
	for _, e := range environments {
		suffixes = append(suffixes, "-"+e)
	}
	for _, suffix := range suffixes {
		if strings.HasSuffix(name, suffix) {
			return bad(fmt.Sprintf("it ends in %q", suffix))
		}
	}
	return nil
}
