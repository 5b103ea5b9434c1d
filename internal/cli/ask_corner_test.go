package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
)

// TestAskKeys presses keys that have no business at a question.
func TestAskKeys(t *testing.T) {
	t.Parallel()
	x := open(t, copyRepository(t), 100, 50, nil, "service")
	x.answer("What is the service called?", "sho", "p", "\t") // tab is enter
	x.answer("In which environments is it?", "/", "zzz")      // too few to search
	x.press(enter)
	x.answer("Which team owns the service?", "\n") // what enter is before raw mode
	x.answer("Which GitHub repository holds its code?", enter)
	x.answer("Who calls the service?", "/", "z", enter)
	x.answer("On which port", "\x1b[200~90\r90\x1b[201~") // a paste of two lines is one line
	x.See("> 90 90")
	x.press(clear, "9090", enter)
	x.See("Which path")
	x.press("\x1b") // esc goes back, too
	x.See("↩ back")
	x.answer("On which port", ctrlC)
	x.exit()
}

// change asks for one setting more, before anything is written.
func (x *screenTest) change(setting string) {
	x.t.Helper()
	x.answer("Write it?", down, enter)
	x.answer("Which settings do you want to change?", "/", setting, enter, space, enter)
}

// TestAskSearch looks for what is not there among many settings, and for what is.
func TestAskSearch(t *testing.T) {
	t.Parallel()
	x := open(t, copyRepository(t), 100, 50, nil, "service", "shop", "--port", "9090")
	x.answer("Write it?", down, enter)
	x.answer("Which settings do you want to change?", "/", "zzz", enter, "\x7f\x7f\x7f", "stop_t", enter, space, enter)
	x.answer("stop_timeout", "20", enter)
	x.answer("Write it?", enter)
	if args, want := x.finished(), "service shop --stop-timeout 20 --no-input --port 9090"; args != want {
		t.Errorf("the equivalent is %s, not %s", args, want)
	}
}

// TestAskOverrides says something for production, and takes it back.
func TestAskOverrides(t *testing.T) {
	t.Parallel()
	x := open(t, copyRepository(t), 100, 60, nil, "service", "shop", "--port", "9090")
	override := func(input string) {
		x.answer("Write it?", down, down, enter)
		x.answer("For which environment?", down, down, enter)
		x.answer("What is different in production?", "/", input, enter, space, enter)
	}
	override("enable_exec")
	x.answer("enable_exec (production)", down, enter)
	override("enable_exec")
	x.See("as in the others: false")
	x.answer("enable_exec (production)", up, up, enter)
	override("memory  512")
	x.answer("How much memory has a task? (production)", down, down, enter)

	// For all, more CPU: production's own memory doesn't go with it.
	x.change("cpu  256")
	x.answer("How much CPU has a task? CPU", down, down, down, enter)
	x.answer("How much memory has a task? Memory", enter)
	x.answer("How much memory has a task? (production)", enter)
	x.answer("Write it?", enter)
	args := x.finished()
	if want := "service shop --cpu 2048 --memory 4096 --no-input --port 9090"; args != want {
		t.Errorf("the equivalent is %s, not %s", args, want)
	}
}

// TestAskWhatNewlyMatters switches autoscaling on at the end: the most tasks it
// may start are asked for, and can't be left out.
func TestAskWhatNewlyMatters(t *testing.T) {
	t.Parallel()
	x := open(t, copyRepository(t), 100, 50, nil, "service", "shop", "--exposure", "internal")
	x.change("autosc")
	x.answer("Should the number of tasks follow the load?", up, enter)
	x.answer("How many tasks at most? Most", enter)
	x.See("✗ Autoscaling needs max_capacity")
	x.press("8", enter)
	x.answer("Write it?", enter)
	if args, want := x.finished(), "service shop --autoscaling --max-capacity 8 --no-input --exposure internal"; args != want {
		t.Errorf("the equivalent is %s, not %s", args, want)
	}
}

// TestAskEntries adds and takes away entries of a map, one of them empty text.
func TestAskEntries(t *testing.T) {
	t.Parallel()
	dir := copyRepository(t)
	x := open(t, dir, 100, 50, nil, "service", "shop", "--port", "9090")
	x.change("environment_v")
	for i, name := range []string{"MENU", "menu", "EMPTY"} {
		x.answer("environment_variables", down, enter)
		x.answer("environment variables: what is it called?", name, enter)
		x.answer(name+": which value?", strings.Repeat("v", i%2), enter)
		x.See(name)
	}
	x.answer("That is all: MENU, menu, EMPTY", down, down, enter)
	x.answer("That is all: menu, EMPTY", enter)
	x.answer("Write it?", enter)
	x.finished()
	src, err := os.ReadFile(filepath.Join(dir, "layers/04-applications/shop/scaffold.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`EMPTY = ""`, `menu  = "v"`} {
		if !strings.Contains(string(src), want) {
			t.Errorf("no %s in\n%s", want, src)
		}
	}
	if strings.Contains(string(src), "MENU") {
		t.Errorf("MENU was taken away:\n%s", src)
	}
}

// TestAskInitChecks tells what is wrong where it is said.
func TestAskInitChecks(t *testing.T) {
	t.Parallel()
	dir := copyRepository(t)
	x := open(t, filepath.Dir(dir), 110, 50, nil, "init")
	x.answer("In which folder?", "--help")
	x.See("✗ a name that starts with - is taken for a flag")
	x.press(clear, "infra")
	x.See("is already a scaffold repository")
	x.press(clear, "my 'infra", enter)
	x.answer("Which Terraform Cloud organization?", "my_org", enter)
	x.See("> my-org/my-infra")
	x.press(enter)
	x.answer("Under which domain", "Example.org")
	x.See("is not a domain name in lower case")
	x.press(clear, enter)
	x.answer("In which AWS region?", "mars-1")
	x.See("is not an AWS region")
	x.press(clear, enter)
	x.answer("Which environments are there?", "dev,dev")
	x.See("✗ dev is there twice")
	x.press(ctrlC)
	x.exit()
}

// TestAskUpgradeOfNothing: there is nothing to ask and nothing to do.
func TestAskUpgradeOfNothing(t *testing.T) {
	t.Parallel()
	x := open(t, copyRepository(t), 100, 30, nil, "upgrade")
	x.See("Nothing to do")
	if code := x.exit(); code != console.ExitOK {
		t.Errorf("exit %d\n%s", code, x.Text())
	}
}

// TestAskWhatNoAnswerMends is told before the first question.
func TestAskWhatNoAnswerMends(t *testing.T) {
	t.Parallel()
	x := open(t, copyRepository(t), 100, 30, nil, "service", "--branch", "a b..c")
	if code := x.exit(); code != console.ExitUsage || strings.Contains(x.Text(), "?") {
		t.Errorf("exit %d\n%s", code, x.Text())
	}
}

// TestAskMistakeLater goes back from what is found out only beside the other
// answers, and from the summary.
func TestAskMistakeLater(t *testing.T) {
	t.Parallel()
	x := open(t, copyRepository(t), 100, 50, nil, "layer")
	x.answer("What is the layer called?", "data", enter)
	x.answer("Whose state does it read?", down, down, space, enter)
	x.answer("Is there a layer that comes after it?", down, enter) // foundation, which shared-services reads
	x.See("error:")
	x.answer("What now?", down, down, enter) // back to the questions
	x.answer("Is there a layer that comes after it?", up, enter)
	x.answer("Write it?", enter)
	if args, want := x.finished(), "layer data --depends-on shared-services --no-input"; args != want {
		t.Errorf("the equivalent is %s, not %s", args, want)
	}
}

// TestAskDefaults shows what the repository's own defaults are, and says the
// pack's where a person wants it.
func TestAskDefaults(t *testing.T) {
	t.Parallel()
	dir := copyRepository(t)
	root := filepath.Join(dir, "scaffold.hcl")
	src, err := os.ReadFile(root)
	if err == nil {
		err = os.WriteFile(root, append(src, "\ndefaults \"service\" {\n  port  = 9000\n  cache = true\n}\n"...), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	sh(t, dir, "git commit -qam defaults")
	x := open(t, dir, 100, 50, nil, "service", "shop", "--exposure", "internal")
	x.change("port")
	x.See("> 9000")
	x.press("8080", enter)
	x.change("cache")
	x.answer("Does it use the Redis cache?", down, enter)
	x.answer("Write it?", enter)
	if args, want := x.finished(), "service shop --port 8080 --cache=false --no-input --exposure internal"; args != want {
		t.Errorf("the equivalent is %s, not %s", args, want)
	}
}
