package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
)

// TestLines holds a session of plain lines: numbered options, a wrong answer,
// back, and defaults by an empty line.
func TestLines(t *testing.T) {
	t.Parallel()
	for _, env := range []string{"ACCESSIBLE=1", "TERM=dumb"} {
		t.Run(env, func(t *testing.T) {
			t.Parallel()
			dir, same := copyRepository(t), copyRepository(t)
			x := open(t, dir, 120, 90, []string{env}, "service", "shop")
			line := func(text string) { x.press(text + "\r") }
			x.See("In which environments is it?")
			x.See("1. dev 2. staging 3. production numbers with commas, - for none [dev, staging, production]>")
			line("back")
			x.See("This is the first question.")
			line("4")
			x.See(`Not taken: "4" is none of the options; they are 1 to 3`)
			line("-")
			x.See("Not taken: choose at least one")
			line("1, production")
			x.See("Which team owns the service?")
			line("back")
			x.See("numbers with commas, - for none [dev, production]>")
			line("")
			x.See("answer, or back [platform]>")
			line("")
			for _, q := range []string{"Which GitHub repository holds its code?", "Who calls the service?"} {
				x.See(q)
				line("")
			}
			x.See("On which port")
			line("http")
			x.See("Not taken: this is a number")
			line("9090")
			x.See("Which path answers health checks?")
			line("")
			x.See("1. alpha 2. beta numbers with commas, - for none, or back [none]>")
			line("beta")
			for _, q := range []string{"by name alone?", "PostgreSQL database", "Redis cache?", "Which queues", "For which processor", "follow the load?", "How many tasks?", "How much CPU", "How much memory"} {
				x.See(q)
				line("")
			}
			x.See("Commit: feat: add shop infrastructure")
			x.See("1. Yes, write it")
			line("1")
			args := x.finished()
			if want := "service shop --environments dev,production --port 9090 --uses beta --no-input"; args != want {
				t.Errorf("the equivalent is %s, not %s", args, want)
			}
			if strings.Contains(x.Raw(), "\x1b[") && env == "TERM=dumb" {
				t.Error("control sequences on a dumb terminal")
			}
			sh(t, same, "scaffold "+args)
			sameTrees(t, dir, same)
		})
	}
}

// TestLinesEnd ends the input, by Ctrl-D and by Ctrl-C, at each question.
func TestLinesEnd(t *testing.T) {
	t.Parallel()
	dir := copyRepository(t)
	parent := filepath.Dir(dir)
	before := tree(t, parent)
	for name, key := range map[string]string{"end of input": "\x04", "Ctrl-C": ctrlC} {
		for at := range 4 {
			x := open(t, dir, 100, 60, []string{"ACCESSIBLE=1"}, "layer")
			for i, answer := range []string{"data-lake", "1", "1", ""}[:at] {
				x.answer([]string{"What is the layer called?", "Whose state does it read?", "Is there a layer"}[i], answer+"\r")
			}
			x.answer([]string{"What is the layer called?", "Whose state does it read?", "Is there a layer", "Write it?"}[at])
			x.See(">")
			x.press(key)
			if code := x.exit(); code == console.ExitOK {
				t.Errorf("%s at question %d: exit %d", name, at, code)
			}
			if after := tree(t, parent); len(after) != len(before) {
				t.Errorf("%s at question %d: %d files instead of %d", name, at, len(after), len(before))
			}
		}
	}
}
