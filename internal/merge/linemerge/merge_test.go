package linemerge_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// lines writes a letter a line; ⏎ at the end leaves out the last newline.
func lines(s string) []byte {
	text := strings.Join(strings.Split(s, ""), "\n") + "\n"
	if s == "" {
		return nil
	}
	if cut, ok := strings.CutSuffix(text, "⏎\n"); ok {
		text = strings.TrimSuffix(cut, "\n")
	}
	return []byte(text)
}

func TestMerge(t *testing.T) {
	for _, c := range []struct{ name, base, ours, theirs, want string }{
		{"nothing", "abc", "abc", "abc", "abc"},
		{"one side", "abc", "axc", "abc", "axc"},
		{"other side", "abc", "abc", "axc", "axc"},
		{"both alike", "abc", "axc", "axc", "axc"},
		{"apart", "abcde", "xbcde", "abcdy", "xbcdy"},
		{"touching", "abcd", "axcd", "abyd", "a<xc|bc=by>d"},
		{"same line", "abc", "axc", "ayc", "a<x|b=y>c"},
		{"added at one place", "ab", "axb", "ayb", "a<x|=y>b"},
		{"added alike", "ab", "axb", "axb", "axb"},
		{"deleted beside a change", "abc", "ac", "abx", "a<c|bc=bx>"},
		{"deleted by both", "abc", "ac", "ac", "ac"},
		{"deleted against changed", "abc", "ac", "axc", "a<|b=x>c"},
		{"empty base", "", "a", "b", "<a|=b>"},
		{"emptied", "ab", "", "ab", ""},
		{"what both have in a conflict stands outside", "abcd", "axbyd", "axczd", "ax<by|bc=cz>d"},
		{"theirs is in it already", "ab", "xab", "ab", "xab"},
		{"no final newline", "ab⏎", "xb⏎", "abc⏎", "xbc⏎"},
		{"final newline added", "abcd⏎", "abcd", "xbcd⏎", "xbcd"},
		{"final newline kept away", "abcd⏎", "xbcd⏎", "abcy⏎", "xbcy⏎"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := linemerge.Merge(lines(c.base), lines(c.ours), lines(c.theirs), linemerge.Options{})
			have := strings.NewReplacer("<<<<<<< ours\n", "<", "||||||| base\n", "|", "=======\n", "=", ">>>>>>> theirs\n", ">", ">>>>>>> theirs", ">").Replace(string(r.Content))
			if have != "" && !strings.HasSuffix(have, "\n") && !strings.HasSuffix(have, ">") {
				have += "⏎"
			}
			if have = strings.ReplaceAll(have, "\n", ""); have != c.want {
				t.Errorf("have %s, want %s", have, c.want)
			}
			if strings.Count(c.want, "<") != len(r.Conflicts) {
				t.Errorf("%d conflicts", len(r.Conflicts))
			}
		})
	}
}

func TestConflictsAreDescribed(t *testing.T) {
	base, ours, theirs := []byte("a\nb\nc\nd\ne\n"), []byte("a\nB\nc\nd\nE\n"), []byte("a\nx\ny\nc\nd\nz\n")
	r := linemerge.Merge(base, ours, theirs, linemerge.Options{OursName: "HEAD", TheirsName: "pack 2.0"})
	want := []linemerge.Conflict{{2, "b\n", "B\n", "x\ny\n"}, {12, "e\n", "E\n", "z\n"}}
	if fmt.Sprint(r.Conflicts) != fmt.Sprint(want) {
		t.Errorf("have %v, want %v", r.Conflicts, want)
	}
	for _, marker := range []string{"<<<<<<< HEAD\n", "||||||| base\n", ">>>>>>> pack 2.0\n"} {
		if !strings.Contains(string(r.Content), marker) {
			t.Errorf("no %q in\n%s", marker, r.Content)
		}
	}
	for side, want := range map[linemerge.Resolution]string{linemerge.Ours: "a\nB\nc\nd\nE\n", linemerge.Theirs: "a\nx\ny\nc\nd\nz\n"} {
		r := linemerge.Merge(base, ours, theirs, linemerge.Options{Conflict: side})
		if string(r.Content) != want || len(r.Conflicts) != 2 {
			t.Errorf("choosing side %d: %q with %d conflicts", side, r.Content, len(r.Conflicts))
		}
	}
}

func TestFormsMerge(t *testing.T) {
	for _, c := range []struct{ name, base, ours, theirs, want string }{
		{"CRLF kept", "a\r\nb\r\nc\r\n", "x\r\nb\r\nc\r\n", "a\r\nb\r\ny\r\n", "x\r\nb\r\ny\r\n"},
		{"CRLF by one side", "a\nb\nc\n", "x\nb\nc\n", "a\r\nb\r\nc\r\n", "x\r\nb\r\nc\r\n"},
		{"CRLF taken away", "a\r\nb\r\nc\r\n", "a\nb\nc\n", "a\r\nb\r\ny\r\n", "a\nb\ny\n"},
		{"mixed", "a\r\nb\nc\n", "x\r\nb\nc\n", "a\r\nb\ny\n", "x\r\nb\ny\n"},
		{"mark kept", "\ufeffa\nb\nc\n", "\ufeffx\nb\nc\n", "\ufeffa\nb\ny\n", "\ufeffx\nb\ny\n"},
		{"mark taken away", "\ufeffa\nb\nc\n", "a\nb\nc\n", "\ufeffa\nb\ny\n", "a\nb\ny\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := linemerge.Merge([]byte(c.base), []byte(c.ours), []byte(c.theirs), linemerge.Options{})
			if string(r.Content) != c.want || len(r.Conflicts) > 0 {
				t.Errorf("%q, want %q", r.Content, c.want)
			}
		})
	}
}

// edited returns a text with some lines changed, added and taken away.
func edited(g *rand.Rand, src string) string {
	out := ""
	for _, l := range linemerge.Split(src) {
		switch g.IntN(12) {
		case 0:
		case 1:
			out += l + fmt.Sprintf("new %d\n", g.IntN(50))
		case 2:
			out += fmt.Sprintf("changed %d\n", g.IntN(50))
		default:
			out += l
		}
	}
	return out
}

func random(g *rand.Rand) string {
	out := ""
	for range 3 + g.IntN(20) {
		out += fmt.Sprintf("line %d\n", g.IntN(60))
	}
	return out
}

// laws checks what holds of every merge.
func laws(b, o, t string) error {
	merge := func(b, o, t string) linemerge.Result {
		return linemerge.Merge([]byte(b), []byte(o), []byte(t), linemerge.Options{})
	}
	for _, x := range []string{o, t} {
		for _, c := range [][3]string{{b, b, x}, {b, x, b}, {b, x, x}} {
			if r := merge(c[0], c[1], c[2]); string(r.Content) != x || len(r.Conflicts) > 0 {
				return fmt.Errorf("one-sided merge gives %q, not %q", r.Content, x)
			}
		}
	}
	r, swapped := merge(b, o, t), merge(b, t, o)
	if len(r.Conflicts) != len(swapped.Conflicts) {
		return fmt.Errorf("%d conflicts, swapped %d", len(r.Conflicts), len(swapped.Conflicts))
	}
	if len(r.Conflicts) == 0 && string(r.Content) != string(swapped.Content) {
		return fmt.Errorf("swapped it is %q, not %q", swapped.Content, r.Content)
	}
	// In a text of a few lines or none, its form can't always be told from its lines.
	plain := !strings.ContainsAny(b+o+t, "\r\ufeff") && strings.HasSuffix(b, "\n") && strings.HasSuffix(o, "\n") && strings.HasSuffix(t, "\n")
	if again := merge(b, string(r.Content), t); plain && len(r.Conflicts) == 0 && string(again.Content) != string(r.Content) {
		return fmt.Errorf("theirs again makes %q of %q", again.Content, r.Content)
	}
	return nil
}

func TestLaws(t *testing.T) {
	for i := range 3000 {
		g := rand.New(rand.NewPCG(uint64(i), 1))
		b := random(g)
		o, th := edited(g, b), edited(g, b)
		if err := laws(b, o, th); err != nil {
			t.Fatalf("%v\nbase %q\nours %q\ntheirs %q", err, b, o, th)
		}
	}
}

// What we merge without a conflict and git does too, is the same. (git's own
// choice among equally short differences is another one at times.)
func TestSameAsGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	dir := t.TempDir()
	same, both := 0, 0
	for i := range 150 {
		g := rand.New(rand.NewPCG(uint64(i), 2))
		b := random(g)
		o, th := edited(g, b), edited(g, b)
		for name, s := range map[string]string{"b": b, "o": o, "t": th} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("git", "merge-file", "--stdout", "--diff3", "-L", "ours", "-L", "base", "-L", "theirs", "o", "b", "t")
		cmd.Dir = dir
		out, _ := cmd.Output()
		r := linemerge.Merge([]byte(b), []byte(o), []byte(th), linemerge.Options{})
		both++
		if string(out) == string(r.Content) {
			same++
		}
	}
	t.Logf("%d of %d merges are git's, byte for byte", same, both)
	if same < both*9/10 {
		t.Errorf("only %d of %d merges are as git's", same, both)
	}
}

func FuzzMerge(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nx\nc\n", "a\nb\nc\nd\n")
	f.Add("a\r\nb", "a\nb\n", "\ufeffa\r\nb\r\n")
	f.Add("", "a", "b")
	f.Fuzz(func(t *testing.T, b, o, th string) {
		if err := laws(b, o, th); err != nil {
			t.Error(err)
		}
	})
}

func BenchmarkMerge(b *testing.B) {
	for _, n := range []int{200, 5000} {
		base := ""
		for i := range n {
			base += fmt.Sprintf("line %d\n", i)
		}
		o, t := strings.Replace(base, "line 3\n", "ours\n", 1), strings.Replace(base, "line 190\n", "theirs\n", 1)
		b.Run(fmt.Sprintf("%d-lines", n), func(b *testing.B) {
			for b.Loop() {
				linemerge.Merge([]byte(base), []byte(o), []byte(t), linemerge.Options{})
			}
		})
	}
}
