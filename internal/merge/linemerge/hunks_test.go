package linemerge_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// Hunks and FineHunks side by side: a letter a line, ! for a conflict anywhere.
func TestHunks(t *testing.T) {
	for _, c := range []struct{ name, base, ours, theirs, want, fine string }{
		{"nothing changed", "abc", "abc", "abc", "abc", "abc"},
		{"far apart", "abcd", "xbcd", "abcy", "xbcy", "xbcy"},
		{"neighbours, one line each", "abcd", "axcd", "abyd", "!", "axyd"},
		{"both take neighbours away", "abcd", "acd", "abd", "!", "ad"},
		{"added before what the other changed", "abcd", "axbcd", "aycd", "!", "axycd"},
		{"added behind what the other changed", "abcd", "abxcd", "aycd", "!", "ayxcd"},
		{"theirs is in ours already", "abcd", "axycd", "aycd", "!", "axycd"},
		{"ours is in theirs already", "abcd", "aycd", "axycd", "!", "axycd"},
		{"both changed alike, one of them more", "abcd", "axyd", "axcd", "!", "axyd"},
		{"a line less, lines added in its stead", "abcd", "acd", "abycd", "!", "!"},
		{"the same line", "abcd", "axcd", "aycd", "!", "!"},
		{"taken away, changed", "abcd", "acd", "axcd", "!", "!"},
		{"taken away, something added beside it that may replace it", "abcd", "acd", "axbcd", "!", "!"},
		{"added at the same point", "ab", "axb", "ayb", "!", "!"},
		{"added at the end", "ab", "abx", "aby", "!", "!"},
		{"added alike", "ab", "axb", "axb", "axb", "axb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if have := lettersOf(linemerge.Hunks, c.base, c.ours, c.theirs); have != c.want {
				t.Errorf("Hunks: have %s, want %s", have, c.want)
			}
			if have := lettersOf(linemerge.FineHunks, c.base, c.ours, c.theirs); have != c.fine {
				t.Errorf("FineHunks: have %s, want %s", have, c.fine)
			}
		})
	}
}

func lettersOf(hunks func(b, o, t []string) []linemerge.Hunk, base, ours, theirs string) string {
	split := func(s string) []string { return strings.Split(s, "") }
	o, t := split(ours), split(theirs)
	var out strings.Builder
	for _, h := range hunks(split(base), o, t) {
		switch h.Kind {
		case linemerge.TakeOurs:
			out.WriteString(strings.Join(o[h.Ours.From:h.Ours.To], ""))
		case linemerge.TakeTheirs:
			out.WriteString(strings.Join(t[h.Theirs.From:h.Theirs.To], ""))
		case linemerge.Conflicting:
			return "!"
		}
	}
	return out.String()
}

// Together the hunks cover each side once, in order; where nothing conflicts, what
// only one side changed is taken from it.
func TestHunksCoverEachSide(t *testing.T) {
	for i := range 500 {
		g := rand.New(rand.NewPCG(uint64(i), 3))
		src := random(g)
		b, o, th := linemerge.Split(src), linemerge.Split(edited(g, src)), linemerge.Split(edited(g, src))
		for name, hunks := range map[string][]linemerge.Hunk{"Hunks": linemerge.Hunks(b, o, th), "FineHunks": linemerge.FineHunks(b, o, th)} {
			if err := covers(hunks, len(b), len(o), len(th)); err != nil {
				t.Fatalf("%s of round %d: %v\nbase %q\nours %q\ntheirs %q", name, i, err, b, o, th)
			}
		}
	}
}

func covers(hunks []linemerge.Hunk, base, ours, theirs int) error {
	var b, o, t int
	for i, h := range hunks {
		if h.Base.From != b || h.Ours.From != o || h.Theirs.From != t || h.Base.To < b || h.Ours.To < o || h.Theirs.To < t {
			return fmt.Errorf("hunk %d is %+v behind %d, %d, %d", i, h, b, o, t)
		}
		b, o, t = h.Base.To, h.Ours.To, h.Theirs.To
	}
	if b != base || o != ours || t != theirs {
		return fmt.Errorf("they end at %d, %d, %d, not at %d, %d, %d", b, o, t, base, ours, theirs)
	}
	return nil
}
