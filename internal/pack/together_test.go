package pack

import (
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

const sharing = `input "host" {
  type        = string
  default     = null
  description = "host"
}
input "path" {
  type        = string
  default     = null
  description = "path"
}
input "public" {
  type        = bool
  default     = true
  description = "public"
}
input "count_of" {
  type        = number
  default     = 1
  stored_in   = "tfvars"
  description = "count"
}
locals {
  open = public
}
unique "route" {
  values  = [host, path]
  when    = local.open
  message = "${host} is one of ${count}."
}
limit {
  of      = host
  max     = 3
  warn    = 2
  message = "${count} on ${host}"
}
`

func claimsOf(t *testing.T, p *Pack, given map[string]cty.Value, exposed Exposed) []Claim {
	t.Helper()
	v, err := p.Evaluate(request("dev", given, nil))
	if err != nil {
		t.Fatal(err)
	}
	claims, err := p.Claims(v, exposed)
	if err != nil {
		t.Fatal(err)
	}
	return claims
}

func TestClaims(t *testing.T) {
	p := load(t, sharing)
	text := cty.StringVal
	for name, c := range map[string]struct {
		given map[string]cty.Value
		want  string
	}{
		"nothing named":           {nil, ""},
		"one of the values":       {map[string]cty.Value{"path": text("/a")}, "unique route: /a (0)"},
		"all of them":             {map[string]cty.Value{"host": text("h"), "path": text("/a")}, "unique route: h, /a (0); limit : h (3)"},
		"where it does not count": {map[string]cty.Value{"host": text("h"), "public": cty.False}, "limit : h (3)"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, claim := range claimsOf(t, p, c.given, nil) {
				got = append(got, claim.Rule+": "+claim.Shown+" ("+string(rune('0'+claim.Max))+")")
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("got %v, want %q", got, c.want)
			}
		})
	}
	claims := claimsOf(t, p, map[string]cty.Value{"host": text("h")}, nil)
	if got := claims[0].Message(7); got != "h is one of 7." {
		t.Errorf("the message is %q", got)
	}
	if got := strings.Join(claims[0].Inputs, " "); got != "host path" {
		t.Errorf("it is about %q", got)
	}
}

// Claims may ask what other units expose; what can't be told is left out.
func TestClaimsAsk(t *testing.T) {
	p := load(t, "unique {\n  values  = [exposed(\"stores\").queues]\n  message = \"x\"\n}\n")
	if got := claimsOf(t, p, nil, has(queues("a"))); len(got) != 1 || got[0].Key == "" {
		t.Errorf("got %+v", got)
	}
	if got := claimsOf(t, p, nil, nil); len(got) != 0 {
		t.Errorf("of what is not known: %+v", got)
	}
}

func TestRulesOfSeveralUnitsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		src, want string
		line      int
	}{
		"no values":           {"unique {\n  message = \"x\"\n}\n", "needs values and message", 8},
		"no message":          {"unique {\n  values = [1]\n}\n", "needs values and message", 8},
		"two of one name":     {strings.Repeat("unique {\n  values = [1]\n  message = \"x\"\n}\n", 2), "a label tells them apart", 12},
		"no maximum":          {"limit {\n  of = 1\n  message = \"x\"\n}\n", "needs of, max", 8},
		"a maximum of none":   {"limit {\n  of = 1\n  max = 0\n  message = \"x\"\n}\n", "needs of, max", 8},
		"two limits":          {strings.Repeat("limit \"a\" {\n  of = 1\n  max = 2\n  message = \"x\"\n}\n", 2), "a label tells them apart", 13},
		"of nothing there":    {"limit {\n  of = nope\n  max = 1\n  message = \"x\"\n}\n", `no value "nope"`, 9},
		"of terraform.tfvars": {"input \"n\" {\n  stored_in = \"tfvars\"\n  default = 1\n  description = \"n\"\n}\nunique {\n  values = [n]\n  message = \"x\"\n}\n", "which locks don't hold", 13},
		"a kind with spaces":  {"", "a pack's kind is", 1},
	} {
		t.Run(name, func(t *testing.T) {
			src := head + c.src
			if c.src == "" {
				src = strings.Replace(head, "reads ", "kind = \"a b\"\n  reads ", 1)
			}
			_, err := Load(packFS(src), "packs/p")
			list := diag.Of(err)
			if len(list) == 0 || !strings.Contains(list[0].Error(), c.want) || list[0].Range.Start.Line != c.line {
				t.Errorf("got %v, want %q in line %d", err, c.want, c.line)
			}
		})
	}
}

// A pack without a kind is of its own.
func TestKind(t *testing.T) {
	p, err := Load(packFS(strings.Replace(head, "reads ", "kind = \"service\"\n  reads ", 1)), "packs/p")
	if err != nil || p.Kind != "service" {
		t.Fatalf("%v, %v", p, err)
	}
	plain := load(t, "")
	if plain.Kind != "p" {
		t.Errorf("it is of kind %q", plain.Kind)
	}
	for name, c := range map[string]struct {
		r        References
		of, self bool
	}{
		"anything":      {References{}, true, true},
		"a kind":        {References{Kind: "service"}, true, false},
		"a pack":        {References{Pack: "p"}, true, true},
		"another":       {References{Pack: "q"}, false, false},
		"pack and kind": {References{Pack: "p", Kind: "service"}, true, false},
	} {
		if c.r.Admits(p) != c.of || c.r.Admits(plain) != c.self {
			t.Errorf("%s: %v %v", name, c.r.Admits(p), c.r.Admits(plain))
		}
	}
}
