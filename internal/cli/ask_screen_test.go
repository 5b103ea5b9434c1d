package cli

import (
	"image/color"
	"math"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
)

// TestNarrow makes the terminal narrow in the middle of a session: everything
// stays readable, and nothing is cut off.
func TestNarrow(t *testing.T) {
	t.Parallel()
	x := open(t, copyRepository(t), 100, 40, nil, "service")
	for i, s := range sessions()["service"] {
		if i == 4 {
			x.See(s.question)
			x.Resize(40, 40)
		}
		x.See(s.question)
		if i < 5 {
			x.press(s.keys...)
			continue
		}
		x.See("ctrl+c leave") // the last word of each screen
		for _, line := range strings.Split(x.Text(), "\n") {
			if n := utf8.RuneCountInString(line); n > 40 {
				t.Errorf("a line has %d columns: %q", n, line)
			}
		}
		x.press(s.keys...)
	}
	x.press(enter)
	x.See("Committed")
	if code := x.exit(); code != console.ExitOK {
		t.Errorf("exit %d", code)
	}
}

// TestLowTerminal holds a session in 12 lines: lists scroll.
func TestLowTerminal(t *testing.T) {
	t.Parallel()
	x := open(t, copyRepository(t), 80, 12, nil, "service", "shop", "--port", "9090")
	x.answer("Write it?", down, enter)
	x.See("owner")
	for range 60 {
		x.press(down)
	}
	x.See("> • memory 512")
	x.press(ctrlC)
	x.exit()
}

// colours are control sequences that set one.
var colours = regexp.MustCompile("\x1b\\[[0-9;:]*(3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;:]*m")

func TestNoColor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env  string
		want bool
	}{{"NO_COLOR=1", false}, {"NO_COLOR=", true}} {
		x := open(t, copyRepository(t), 80, 40, []string{c.env}, "service", "shop", "--port", "99999")
		x.answer("What now?", ctrlC)
		x.exit()
		if found := colours.FindString(x.Raw()); (found != "") != c.want {
			t.Errorf("%s: a colour is set: %q", c.env, found)
		}
	}
}

// TestContrast reads every character of a session on a light and on a dark
// terminal: its colour can be told from the background.
func TestContrast(t *testing.T) {
	t.Parallel()
	for name, background := range map[string]color.Color{"light": color.White, "dark": color.Black} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := launch(t, copyRepository(t), 80, 40, background, nil, "service")
			for _, s := range sessions()["service"] {
				x.See(s.question)
				x.readable(background)
				x.press(s.keys...)
			}
		})
	}
}

// readable checks the contrast of what is on the screen: at least 3, which WCAG
// 2.1 wants of large text and of controls (criterion 1.4.11).
func (x *screenTest) readable(background color.Color) {
	x.t.Helper()
	screen := x.Text()
	x.EachText(func(y int, text string, on, behind color.Color) {
		if text == "┃" || on == nil {
			return
		}
		if behind == nil {
			behind = background
		}
		if c := contrast(on, behind); c < 3 {
			x.t.Errorf("%q at line %d has a contrast of %.1f:\n%s", text, y+1, c, screen)
		}
	})
}

// contrast is WCAG's ratio of two colours.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
