package cli

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// shown is the document with a session of questions.
const shown = "../../docs/questions.md"

// TestShownQuestions holds the session that the document shows, and compares
// what stands there: a question half way, and all that stays on the screen.
// `make docs` writes it anew.
func TestShownQuestions(t *testing.T) {
	t.Parallel()
	x := open(t, copyRepository(t), 80, 60, nil, "service")
	var half string
	for _, s := range []step{
		{"What is the service called?", []string{"mailer", enter}},
		{"In which environments is it?", []string{enter}},
		{"Which team owns the service?", []string{"growth", enter}},
		{"Which GitHub repository holds its code?", []string{enter}},
		{"Who calls the service?", []string{down, down, enter}},
		{"Which services does it call, and wait", []string{enter}},
		{"Which services does it call by name alone?", []string{enter}},
		{"Which PostgreSQL database does it use?", []string{enter}},
		{"Does it use the Redis cache?", []string{enter}},
		{"Which queues does it use?", []string{down, enter}},
		{"queues: what is it called?", []string{"jobs", enter}},
		{"jobs: which value?", []string{down, enter}},
		{"That is all: jobs", []string{enter}},
		{"For which processor is the image built?", []string{down, enter}},
		{"Should the number of tasks follow the load?", []string{up, enter}},
		{"Should its bounds follow the clock? Bounds", []string{down, enter}},
		{"what is it called?", []string{"office_hours", enter}},
		{"office_hours: schedule: when?", []string{enter}},
		{"office_hours: schedule: on which days?", []string{enter}},
		{"office_hours: schedule: at what time?", []string{"08:00"}},
		{"08:00 on Monday to Friday", []string{enter}},
		{"office_hours: timezone", []string{"Europe/London"}},
		{"Europe/London; next", []string{enter}},
		{"office_hours: min", []string{"2", enter}},
		{"office_hours: max", []string{"6", enter}},
		{"That is all: office_hours", []string{enter}},
		{"How many tasks? Number", []string{enter}},
		{"How many tasks at least? Fewest", []string{enter}},
		{"How many tasks at most? Most", []string{"6", enter}},
		{"How much CPU has a task? CPU", []string{enter}},
		{"How much memory has a task? Memory", []string{enter}},
		{"Write it?", []string{enter}},
	} {
		x.See(s.question)
		if strings.HasSuffix(s.question, "; next") {
			lines := strings.Split(x.Text(), "\n")
			half = strings.Join(lines[len(lines)-5:], "\n")
		}
		x.press(s.keys...)
	}
	args := x.finished()
	screen, _, _ := strings.Cut(x.Text(), "The same without questions:")
	whole := "$ scaffold service\n" + screen + "The same without questions:\n  scaffold " + args
	for name, text := range map[string]string{"question": half, "session": whole} {
		compareShown(t, name, text)
	}
}

// moving is what differs from run to run: hashes of commits, and the days on
// which a schedule fires next.
var moving = regexp.MustCompile(`Committed [0-9a-f]{7}|[A-Z][a-z]{2} [0-9]{1,2} [A-Z][a-z]{2}`)

// compareShown compares the block below a comment of that name.
func compareShown(t *testing.T, name, want string) {
	t.Helper()
	src, err := os.ReadFile(shown)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)(<!-- " + name + " -->\n```text\n)(.*?)(\n```)")
	found := block.FindSubmatch(src)
	if found == nil {
		t.Fatalf("%s has no block %q", shown, name)
	}
	mask := func(s string) string {
		return strings.Join(strings.Fields(moving.ReplaceAllString(s, "…")), " ") // days wrap lines elsewhere
	}
	if mask(string(found[2])) == mask(want) {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Errorf("%s shows another %s; run `make docs`. It is\n%s", shown, name, want)
		return
	}
	next := block.ReplaceAllStringFunc(string(src), func(string) string { return string(found[1]) + want + string(found[3]) })
	if err := os.WriteFile(shown, []byte(next), 0o644); err != nil {
		t.Fatal(err)
	}
}
