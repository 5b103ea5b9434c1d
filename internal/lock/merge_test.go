package lock

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// lockOf reads "environment@version input=1 file:a" a block, ; between blocks;
// the unit's own block has no environment. A file's letter stands for its bytes.
func lockOf(text string) *Lock {
	l := &Lock{}
	for part := range strings.SplitSeq(text, ";") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		environment, version, _ := strings.Cut(words[0], "@")
		inputs, files := map[string]cty.Value{}, map[string]string{}
		for _, word := range words[1:] {
			if name, value, ok := strings.Cut(word, "="); ok {
				inputs[name] = cty.StringVal(value)
			} else if name, value, ok := strings.Cut(word, ":"); ok {
				files[name] = BlobID([]byte(value))
			}
		}
		b := NewBlock(environment, spec.PackRef{Name: "p", Version: version}, "digest-"+version, map[string]cty.Value{"unit": cty.StringVal("u")}, inputs)
		b.Files = files
		l.Set(b)
	}
	return l
}

// written is the lock as lockOf reads it, with ! at what is stale.
func written(l *Lock) string {
	var blocks []string
	for _, b := range l.Blocks {
		words := []string{b.Environment + "@" + b.Pack.Version}
		inputs := b.Inputs()
		for _, name := range slices.Sorted(maps.Keys(inputs)) {
			words = append(words, name+"="+expr.Text(inputs[name]))
		}
		for _, name := range slices.Sorted(maps.Keys(b.Files)) {
			for _, letter := range "abc" {
				if b.Files[name] == BlobID([]byte(string(letter))) {
					words = append(words, name+":"+string(letter))
				}
			}
		}
		if b.Stale {
			words = append(words, "!")
		}
		blocks = append(blocks, strings.Join(words, " "))
	}
	return strings.Join(blocks, "; ")
}

// TestMerge: what two branches rendered, put together without the packs.
func TestMerge(t *testing.T) {
	for name, c := range map[string]struct{ base, ours, theirs, want string }{
		"nobody changed it":            {"dev@1.0.0 x=1 f:a", "dev@1.0.0 x=1 f:a", "dev@1.0.0 x=1 f:a", "dev@1.0.0 x=1 f:a"},
		"ours alone":                   {"dev@1.0.0 x=1 f:a", "dev@1.0.0 x=2 f:b", "dev@1.0.0 x=1 f:a", "dev@1.0.0 x=2 f:b"},
		"theirs alone":                 {"dev@1.0.0 x=1 f:a", "dev@1.0.0 x=1 f:a", "dev@1.0.0 x=2 f:b", "dev@1.0.0 x=2 f:b"},
		"both alike":                   {"dev@1.0.0 x=1 f:a", "dev@1.0.0 x=2 f:b", "dev@1.0.0 x=2 f:b", "dev@1.0.0 x=2 f:b"},
		"different inputs":             {"dev@1.0.0 x=1 y=1 f:a", "dev@1.0.0 x=2 y=1 f:b", "dev@1.0.0 x=1 y=2 f:c", "dev@1.0.0 x=2 y=2 !"},
		"the same input":               {"dev@1.0.0 x=1 f:a", "dev@1.0.0 x=2 f:b", "dev@1.0.0 x=3 f:c", "dev@1.0.0 x=2 !"},
		"files that are alike stay":    {"dev@1.0.0 x=1 f:a g:a", "dev@1.0.0 x=2 f:b g:b", "dev@1.0.0 x=3 f:b g:c", "dev@1.0.0 x=2 f:b !"},
		"ours upgrades":                {"dev@1.0.0 x=1", "dev@2.0.0 x=1", "dev@1.0.0 x=2", "dev@2.0.0 x=2 !"},
		"theirs upgrades":              {"dev@1.0.0 x=1", "dev@1.0.0 x=2", "dev@2.0.0 x=1", "dev@2.0.0 x=2 !"},
		"both upgrade, ours further":   {"dev@1.0.0", "dev@1.10.0", "dev@1.9.0", "dev@1.10.0 !"},
		"theirs further":               {"dev@1.0.0", "dev@1.9.0", "dev@1.10.0", "dev@1.10.0 !"},
		"ours goes back":               {"dev@2.0.0 x=1", "dev@1.0.0 x=1", "dev@2.0.0 x=2", "dev@1.0.0 x=2 !"},
		"ours gives it up":             {"dev@1.0.0; test@1.0.0", "dev@1.0.0", "dev@1.0.0; test@1.0.0", "dev@1.0.0"},
		"theirs gives it up":           {"dev@1.0.0; test@1.0.0", "dev@1.0.0; test@1.0.0", "dev@1.0.0", "dev@1.0.0"},
		"one gives it up, one goes on": {"dev@1.0.0; test@1.0.0 x=1", "dev@1.0.0", "dev@1.0.0; test@1.0.0 x=2", "dev@1.0.0; test@1.0.0 x=2"},
		"both give it up":              {"dev@1.0.0; test@1.0.0", "dev@1.0.0", "dev@1.0.0", "dev@1.0.0"},
		"each has another new one":     {"", "dev@1.0.0", "test@1.0.0", "dev@1.0.0; test@1.0.0"},
		"both have a new one":          {"", "dev@1.0.0 x=1 f:a", "dev@1.0.0 x=2 f:a", "dev@1.0.0 x=1 f:a !"},
		"the unit's own stays apart":   {"@1.0.0 x=1; dev@1.0.0 x=1", "@1.0.0 x=2; dev@1.0.0 x=1", "@1.0.0 x=1; dev@1.0.0 x=3", "@1.0.0 x=2; dev@1.0.0 x=3"},
	} {
		t.Run(name, func(t *testing.T) {
			base := lockOf(c.base)
			if c.base == "" {
				base = nil
			}
			if got := written(Merge(base, lockOf(c.ours), lockOf(c.theirs))); got != c.want {
				t.Errorf("merged is\n%s, want\n%s", got, c.want)
			}
		})
	}
}

// TestMergeValues: inputs and context, name by name.
func TestMergeValues(t *testing.T) {
	values := func(text string) map[string]cty.Value {
		out := map[string]cty.Value{}
		for _, word := range strings.Fields(text) {
			name, value, _ := strings.Cut(word, "=")
			out[name] = cty.StringVal(value)
		}
		return out
	}
	for name, c := range map[string]struct{ base, ours, theirs, want string }{
		"the same":                 {"x=1", "x=1", "x=1", "x=1"},
		"ours changes":             {"x=1", "x=2", "x=1", "x=2"},
		"theirs changes":           {"x=1", "x=1", "x=2", "x=2"},
		"both change":              {"x=1", "x=2", "x=3", "x=2"},
		"ours adds":                {"", "x=1", "", "x=1"},
		"theirs adds":              {"", "", "x=1", "x=1"},
		"both add":                 {"", "x=1", "x=2", "x=1"},
		"ours takes away":          {"x=1", "", "x=1", ""},
		"theirs takes away":        {"x=1", "x=1", "", ""},
		"one takes away, one goes": {"x=1", "", "x=2", "x=2"},
		"one goes, one takes away": {"x=1", "x=2", "", "x=2"},
		"both take away":           {"x=1", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := mergeValues(values(c.base), values(c.ours), values(c.theirs))
			if fmt.Sprint(got) != fmt.Sprint(values(c.want)) {
				t.Errorf("merged are %v, want %s", got, c.want)
			}
		})
	}
}

// TestMergeLaws hold for any locks: what one side alone did is what comes out,
// and everything else is a lock that can be read again.
func TestMergeLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 11))
	random := func() *Lock {
		var blocks []string
		for _, environment := range []string{"", "dev", "test"} {
			if r.IntN(4) == 0 {
				continue
			}
			blocks = append(blocks, fmt.Sprintf("%s@1.%d.0 x=%d y=%d f:%c g:%c", environment, r.IntN(3), r.IntN(3), r.IntN(2), 'a'+rune(r.IntN(3)), 'a'+rune(r.IntN(2))))
		}
		return lockOf(strings.Join(blocks, ";"))
	}
	for range 200 {
		base, ours, theirs := random(), random(), random()
		for law, c := range map[string][2]*Lock{
			"ours alone":   {Merge(base, ours, base), ours},
			"theirs alone": {Merge(base, base, theirs), theirs},
			"both alike":   {Merge(base, ours, ours), ours},
			"no base":      {Merge(nil, ours, ours), ours},
		} {
			if !c[0].Same(c[1]) {
				t.Fatalf("%s: of %s come %s, not %s", law, written(base), written(c[0]), written(c[1]))
			}
		}
		merged := Merge(base, ours, theirs)
		again, err := Parse("x", merged.Bytes())
		if err != nil || !again.Same(merged) {
			t.Fatalf("%s can't be read again: %v", written(merged), err)
		}
		for _, b := range merged.Blocks {
			if !b.Stale && !same(b, ours.Block(b.Environment)) && !same(b, theirs.Block(b.Environment)) {
				t.Fatalf("%q of %s is neither side's and not stale", b.Environment, written(merged))
			}
		}
	}
}

func TestMergeText(t *testing.T) {
	text := func(s string) []byte { return lockOf(s).Bytes() }
	broken := []byte("lock_version = = 1\n")
	for name, c := range map[string]struct {
		base, ours, theirs []byte
		want               string // "" where a side can't be read
	}{
		"three locks":         {text("dev@1.0.0 x=1"), text("dev@1.0.0 x=2"), text("dev@1.0.0 x=1"), "dev@1.0.0 x=2"},
		"an unreadable base":  {broken, text("dev@1.0.0 x=2"), text("dev@1.0.0 x=1"), "dev@1.0.0 x=2 !"},
		"no base":             {nil, text("dev@1.0.0"), text("test@1.0.0"), "dev@1.0.0; test@1.0.0"},
		"ours is unreadable":  {text("dev@1.0.0"), broken, text("dev@1.0.0"), ""},
		"theirs is":           {text("dev@1.0.0"), text("dev@1.0.0"), broken, ""},
		"ours has no version": {nil, []byte("x = 1\n"), text("dev@1.0.0"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := MergeText(c.base, c.ours, c.theirs)
			if ok != (c.want != "") {
				t.Fatalf("merged: %v\n%s", ok, got)
			}
			if !ok {
				return
			}
			l, err := Parse("x", got)
			if err != nil || written(l) != c.want {
				t.Errorf("merged is %s, %v; want %s", got, err, c.want)
			}
		})
	}
}

// TestMarkedLock: a lock that git left with conflict markers is read as the
// merge of its sides, all of it stale: what else git did is not known.
func TestMarkedLock(t *testing.T) {
	ours, theirs := string(lockOf("dev@1.0.0 x=2; test@1.0.0 x=1").Bytes()), string(lockOf("dev@1.0.0 x=3; test@1.0.0 x=1").Bytes())
	marked := func(base string) string {
		middle := ""
		if base != "" {
			middle = "||||||| base\n    x = \"" + base + "\"\n"
		}
		before, after, _ := strings.Cut(ours, "    x = \"2\"\n")
		return before + "<<<<<<< HEAD\n    x = \"2\"\n" + middle + "=======\n    x = \"3\"\n>>>>>>> other\n" + after
	}
	if !strings.Contains(theirs, "    x = \"3\"\n") {
		t.Fatalf("a lock is written otherwise:\n%s", theirs)
	}
	for name, c := range map[string]struct{ src, want string }{
		"without the base":    {marked(""), "dev@1.0.0 x=2 !; test@1.0.0 x=1 !"},
		"ours as the base":    {marked("2"), "dev@1.0.0 x=3 !; test@1.0.0 x=1 !"},
		"theirs as the base":  {marked("3"), "dev@1.0.0 x=2 !; test@1.0.0 x=1 !"},
		"another base":        {marked("1"), "dev@1.0.0 x=2 !; test@1.0.0 x=1 !"},
		"a side is broken":    {strings.Replace(marked(""), "x = \"3\"", "x = = 3", 1), ""},
		"markers are left":    {"<<<<<<< HEAD\n" + ours, ""},
		"something is behind": {ours + "<<<<<<< HEAD\nx\n=======\n>>>>>>> other\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := Parse("x", []byte(c.src))
			if c.want == "" {
				if err == nil {
					t.Errorf("read as %s", written(l))
				}
				return
			}
			if err != nil || written(l) != c.want {
				t.Errorf("read as %v, want %s", err, c.want)
			}
		})
	}
}
