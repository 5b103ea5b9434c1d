package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

var identifier = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)
})

// nameIdent makes a name of ASCII letters, digits, - and _ an identifier.
//
//	data.<% ident .unit %>   service-b   →   data.service_b
func nameIdent(v any) (string, error) {
	s, ok := v.(string)
	if !ok || !identifier().MatchString(s) {
		return "", fmt.Errorf("%q is no name of letters, digits, - and _ that begins with a letter", fmt.Sprint(v))
	}
	return strings.ReplaceAll(s, "-", "_"), nil
}

// nameConstant is ident in capitals.
//
//	<% constant .unit %>_URL   service-b   →   SERVICE_B_URL
func nameConstant(v any) (string, error) {
	s, err := nameIdent(v)
	return strings.ToUpper(s), err
}

// textHash is the first n (1 to 64) hexadecimal digits of the text's SHA-256.
//
//	<% hash 6 .unit %>   service-a   →   cb4738
func textHash(n int, v any) (string, error) {
	s, err := text(v)
	if err != nil {
		return "", err
	}
	if n < 1 || n > 64 {
		return "", fmt.Errorf("a hash has 1 to 64 digits, not %d", n)
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])[:n], nil
}

// textUpper and textLower change the case of all letters.
//
//	<% upper .name %>   Dev   →   DEV
func textUpper(v any) (string, error) {
	s, err := text(v)
	return strings.ToUpper(s), err
}

func textLower(v any) (string, error) {
	s, err := text(v)
	return strings.ToLower(s), err
}

// textTrimPrefix takes prefix off the text's beginning, if it is there.
//
//	<% trimprefix "layers/" .unit_path %>   layers/01-x   →   01-x
func textTrimPrefix(prefix string, v any) (string, error) {
	s, err := text(v)
	return strings.TrimPrefix(s, prefix), err
}

// textReplace replaces every old by with; no regular expressions.
//
//	<% replace "." "-" .domain %>   example.com   →   example-com
func textReplace(old, with string, v any) (string, error) {
	s, err := text(v)
	if err == nil && old == "" {
		err = fmt.Errorf("replace needs something to look for")
	}
	if err == nil {
		err = grows(len(with), strings.Count(s, old))
	}
	if err != nil {
		return "", err
	}
	return strings.ReplaceAll(s, old, with), nil
}

// textIndent puts n spaces before every line but the first (as Terraform's
// indent) and before no empty one.
//
//	<% indent 2 .text %>   a\nb   →     a
//	                                    b
func textIndent(n int, v any) (string, error) {
	s, err := text(v)
	if err == nil && (n < 0 || n > 100) {
		err = fmt.Errorf("indent takes 0 to 100 spaces, not %d", n)
	}
	if err == nil {
		err = grows(n, strings.Count(s, "\n"))
	}
	if err != nil {
		return "", err
	}
	lines := strings.Split(s, "\n")
	for i := 1; i < len(lines); i++ {
		if lines[i] != "" {
			lines[i] = strings.Repeat(" ", n) + lines[i]
		}
	}
	return strings.Join(lines, "\n"), nil
}
