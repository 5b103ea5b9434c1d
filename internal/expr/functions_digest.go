package expr

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// digestFunctions are Terraform's hashes and encodings of strings.
func digestFunctions() map[string]function.Function {
	return map[string]function.Function{
		"base64decode": fromText(base64Decode),
		"base64encode": fromText(func(s string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(s)), nil }),
		"base64sha256": digest(func(b []byte) []byte { h := sha256.Sum256(b); return h[:] }, base64.StdEncoding.EncodeToString),
		"base64sha512": digest(func(b []byte) []byte { h := sha512.Sum512(b); return h[:] }, base64.StdEncoding.EncodeToString),
		"md5":          digest(func(b []byte) []byte { h := md5.Sum(b); return h[:] }, hex.EncodeToString),
		"sha1":         digest(func(b []byte) []byte { h := sha1.Sum(b); return h[:] }, hex.EncodeToString),
		"sha256":       digest(func(b []byte) []byte { h := sha256.Sum256(b); return h[:] }, hex.EncodeToString),
		"sha512":       digest(func(b []byte) []byte { h := sha512.Sum512(b); return h[:] }, hex.EncodeToString),
		"urlencode":    fromText(func(s string) (string, error) { return url.QueryEscape(s), nil }),
		"uuidv5":       uuidv5Func(),
	}
}

func digest(sum func([]byte) []byte, encode func([]byte) string) function.Function {
	return fromText(func(s string) (string, error) { return encode(sum([]byte(s))), nil })
}

func base64Decode(s string) (string, error) {
	raw, err := base64.StdEncoding.DecodeString(s)
	switch {
	case err != nil:
		return "", fmt.Errorf("failed to decode base64 data %q", s)
	case !utf8.Valid(raw):
		return "", errors.New("the result of decoding the provided string is not valid UTF-8")
	}
	return string(raw), nil
}

// namespaces are the names RFC 4122 gives to four namespaces.
var namespaces = map[string]string{
	"dns":  "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
	"url":  "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
	"oid":  "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
	"x500": "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
}

func uuidv5Func() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "namespace", Type: cty.String}, {Name: "name", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			space := args[0].AsString()
			if known, ok := namespaces[space]; ok {
				space = known
			}
			id, err := parseUUID(space)
			if err != nil {
				return cty.NilVal, function.NewArgErrorf(0, "uuidv5() doesn't support namespace %s", args[0].AsString())
			}
			sum := sha1.Sum(append(id, args[1].AsString()...))
			sum[6] = sum[6]&0x0f | 0x50
			sum[8] = sum[8]&0x3f | 0x80
			h := hex.EncodeToString(sum[:16])
			return cty.StringVal(strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")), nil
		},
	})
}

// parseUUID takes the four spellings of RFC 4122 libraries: plain, in braces,
// as a URN, and without hyphens.
func parseUUID(s string) ([]byte, error) {
	if len(s) == 45 && strings.EqualFold(s[:9], "urn:uuid:") {
		s = s[9:]
	}
	if len(s) == 38 && s[0] == '{' && s[37] == '}' {
		s = s[1:37]
	}
	if len(s) == 36 {
		if s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
			return nil, errors.New("not a UUID")
		}
		s = s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:]
	}
	if len(s) != 32 {
		return nil, errors.New("not a UUID")
	}
	return hex.DecodeString(s)
}
