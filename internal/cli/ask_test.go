package cli

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
)

// The sessions below answer these questions, in the order in which they come.

// TestAskService holds a whole session: an answer that is not taken is
// corrected, one is gone back to, a schedule is built, an environment differs.
func TestAskService(t *testing.T) {
	t.Parallel()
	dir := copyRepository(t)
	same := copyRepository(t)
	for _, repository := range []string{dir, same} {
		sh(t, repository, "scaffold generate shared-services -q --set 'queues={ jobs = {}, orders = {}, mail = {} }'")
	}
	x := open(t, dir, 120, 60, nil, "service")
	x.answer("What is the service called?", "Shop")
	x.See("✗ A service's name is 2 to 21 lower-case letters")
	x.press(clear, "alpha")
	x.See("there is already a unit of that name")
	x.press(clear, "shop", enter)
	x.answer("In which environments is it?", enter)
	x.answer("Which team owns the service?", "payments", enter)
	x.answer("Which GitHub repository holds its code?", enter)
	x.answer("Who calls the service?", enter)
	x.answer("On which port does the container listen?", "99999")
	x.See("✗ A port is 1 to 65535.")
	x.press(enter) // not taken
	x.See("> 99999")
	x.press(back) // from an answer that is not taken
	x.answer("Who calls the service?", down, enter)
	x.See("Who calls the service? internal")
	x.answer("On which port does the container listen?", clear, "9090", enter)
	x.answer("Which services does it call, and wait", space, enter)
	x.answer("Which services does it call by name alone?", enter)
	x.answer("Which PostgreSQL database does it use?", down, enter)
	x.answer("Does it use the Redis cache?", enter)
	x.answer("Which queues does it use?", down, enter)
	x.answer("queues: what is it called?", "jobs", enter)
	x.answer("jobs: which value?", down, down, enter)
	x.answer("That is all: jobs", enter)
	x.answer("For which processor", enter)
	x.answer("Should the number of tasks follow the load?", up, enter)
	x.answer("Should its bounds follow the clock?", down, enter)
	x.answer("what is it called?", "business_hours", enter)
	x.answer("business_hours: schedule: when?", enter)
	x.answer("business_hours: schedule: on which days?", enter)
	x.answer("business_hours: schedule: at what time?", "8 o'clock")
	x.See("✗ a time is hours and minutes")
	x.press(clear, "08:00")
	x.See("→ 08:00 on Monday to Friday")
	x.press(enter)
	x.answer("business_hours: timezone", "Europe/London")
	x.See("→ 08:00 on Monday to Friday, Europe/London; next ")
	x.press(enter)
	x.answer("business_hours: min", "4", enter)
	x.answer("business_hours: max", "2")
	x.See("✗ A schedule's min and max are whole numbers, 0 <= min <= max.")
	x.press("0", enter)
	x.answer("That is all: business_hours", enter)
	x.answer("How many tasks? Number", enter)
	x.answer("How many tasks at least?", enter)
	x.answer("How many tasks at most?", "10")
	x.See("→ about 9.01 to 90.10 USD a month, 18.02 to 90.10 in production")
	x.press(enter)
	x.answer("How much CPU has a task? CPU", down)
	x.See("512 (0.5 vCPU) about 18.02 to 180 USD a month, 36.04 to 180 in production")
	x.press(enter)
	x.See("1024 (1 GiB)")
	x.answer("How much memory has a task? Memory", enter)
	x.See("create layers/04-applications/shop/ (")
	x.See("Workspaces, made by `scaffold workspaces apply`: aws-shop-dev, aws-shop-staging, aws-shop-production")
	x.See("Commit: feat: add shop infrastructure")
	x.See("Estimate: dev 18.02 to 180, staging 18.02 to 180, production 36.04 to 180 USD a month; Fargate on demand")
	x.answer("Write it?", down, down, enter)
	x.answer("For which environment?", down, down, enter)
	x.answer("What is different in production?", "/", "desired_c", enter, space, enter)
	x.answer("How many tasks? (production)", "4", enter)
	x.See("production 72.08 to 180 USD")
	x.answer("Write it?", enter)
	x.See("Committed")
	x.See("The same without questions:")
	args := x.finished()
	if want := "service shop --owner payments --exposure internal --port 9090 --uses alpha --database shared " +
		`--queues '{ jobs = "both" }' --autoscaling ` +
		`--schedules '{ business_hours = { max = 20, min = 4, schedule = "cron(0 8 ? * MON-FRI *)", timezone = "Europe/London" } }' ` +
		"--max-capacity 10 --cpu 512 --memory 1024 --set production:desired_count=4 --no-input"; args != want {
		t.Errorf("the equivalent is\n%s, not\n%s", args, want)
	}
	sh(t, same, "scaffold "+args)
	sameTrees(t, dir, same)
}

// TestAskAgain changes an answer at the end, adds an override and takes the
// first entry of a map away again.
func TestAskAgain(t *testing.T) {
	t.Parallel()
	dir, same := copyRepository(t), copyRepository(t)
	x := open(t, dir, 100, 50, nil, "service", "shop", "--port", "9090")
	x.See("Commit: feat: add shop infrastructure") // no question: the rest has defaults
	x.answer("Write it?", down, enter)
	x.answer("Which settings do you want to change?", "/", "tags", enter, space, enter)
	x.answer("tags", down, enter)
	x.answer("what is it called?", "Cost", enter)
	x.answer("Cost", "42", enter)
	x.answer("That is all: Cost", down, enter)
	x.answer("what is it called?", "Team", enter)
	x.answer("Team", "it: a b", enter)
	x.answer("That is all: Cost, Team", down, down, enter)
	x.answer("That is all: Team", enter)
	x.answer("Write it?", enter)
	sh(t, same, "scaffold "+x.finished())
	sameTrees(t, dir, same)
	spec, err := os.ReadFile(filepath.Join(dir, "layers/04-applications/shop/scaffold.hcl"))
	if want := `Team = "it: a b"`; err != nil || !strings.Contains(string(spec), want) || strings.Contains(string(spec), "Cost") {
		t.Errorf("the spec has no %s alone:\n%s", want, spec)
	}
}

func TestAskLayer(t *testing.T) {
	t.Parallel()
	dir, same := copyRepository(t), copyRepository(t)
	x := open(t, dir, 80, 40, nil, "layer")
	x.answer("What is the layer called?", "platform")
	x.See("there is already a unit of that name")
	x.press(clear, "data-lake", enter)
	x.answer("Whose state does it read?", space, down, space, enter)
	x.answer("Is there a layer that comes after it?", down, down, down, down, enter)
	x.See("create layers/05-data-lake/ (")
	x.answer("Write it?", enter)
	args := x.finished()
	if want := "layer data-lake --depends-on foundation --depends-on platform --before applications --no-input"; args != want {
		t.Errorf("the equivalent is %s, not %s", args, want)
	}
	sh(t, same, "scaffold "+args)
	sameTrees(t, dir, same)
}

func TestAskInit(t *testing.T) {
	t.Parallel()
	dir, same := t.TempDir(), t.TempDir()
	x := open(t, dir, 100, 50, nil, "init")
	x.answer("In which folder?", "infra", enter)
	x.answer("Which Terraform Cloud organization?", "ac me")
	x.See("✗ organization \"ac me\" is not")
	x.press(clear, "acme", enter)
	x.answer("Which GitHub repository will hold it?", enter)
	x.answer("Under which domain", "acme.dev", enter)
	x.answer("In which AWS region?", "eu-west-1", enter)
	x.answer("Which environments are there?", "dev, production", enter)
	x.answer("How big shall it be?", "tiny")
	x.See("✗ --size knows no \"tiny\"")
	x.press(clear, enter)
	x.answer("Whom shall Terraform Cloud tell", "slack=https://hooks.example.com/a-secret")
	x.See("✗ --notify slack is not the name of an environment variable")
	x.press(clear, "slack, email=ops@acme.dev", enter)
	x.answer("Which AWS account has dev?", "1111")
	x.See("✗ an AWS account has 12 digits")
	x.press(clear, "111111111111", enter)
	x.answer("Which AWS account has production?", enter)
	x.answer("Address block of the VPC", enter)
	x.answer("Number of availability zones", clear, "3", enter)
	x.answer("NAT gateways", enter)
	x.answer("Domain of this environment's services", enter)
	x.answer("E-mail addresses for alarms", "ops@acme.dev", enter)
	x.answer("Route 53 zone", enter)
	x.answer("PostgreSQL database", enter)
	x.answer("Redis cache", enter)
	x.See("Commit: feat: add infrastructure repository")
	x.See("Estimate of foundation: dev 37.50, production 220 USD a month")
	x.See("Estimate together: dev 90.39 to 99.59, production 750 to 957, in all 840 to 1056 USD a month")
	x.answer("Write it?", enter)
	args := x.finished()
	if !strings.HasPrefix(args, "init infra --organization acme --repository acme/infra --domain acme.dev --region eu-west-1 --environments 'dev, production' --notify 'slack, email=ops@acme.dev' --account dev=111111111111 ") {
		t.Errorf("the equivalent is %s", args)
	}
	sh(t, same, "scaffold "+args)
	sameTrees(t, filepath.Join(dir, "infra"), filepath.Join(same, "infra"))
}

func TestAskAppRepo(t *testing.T) {
	t.Parallel()
	dir, same := copyRepository(t), copyRepository(t)
	x := open(t, dir, 100, 50, nil, "app-repo")
	x.answer("Whose application repository is it?", down, enter)
	x.answer("In which language is it written?", down, down, enter)
	x.See("Commit: initial commit")
	x.answer("Write it?", enter)
	args := x.finished()
	if want := "app-repo beta --runtime go --no-input"; args != want {
		t.Errorf("the equivalent is %s, not %s", args, want)
	}
	sh(t, same, "scaffold "+args)
	sameTrees(t, filepath.Join(dir, "..", "beta"), filepath.Join(same, "..", "beta"))
}

// TestAskUpgrade: a newer pack has an input that must be said.
func TestAskUpgrade(t *testing.T) {
	t.Parallel()
	dirs := []string{copyRepository(t), copyRepository(t)}
	for _, dir := range dirs {
		offerTier(t, dir)
	}
	x := open(t, dirs[0], 100, 50, nil, "upgrade")
	x.answer("Which units are upgraded?", enter)
	x.answer("Which tier is it? (alpha)", enter, down, enter) // typed ahead: the second answer is beta's
	x.See("Which tier is it? (beta) silver")
	x.answer("Write it?", enter)
	args := x.finished()
	if want := "upgrade alpha beta --set alpha.tier=gold --set beta.tier=silver --no-input"; args != want {
		t.Errorf("the equivalent is %s, not %s", args, want)
	}
	sh(t, dirs[1], "scaffold "+args)
	sameTrees(t, dirs[0], dirs[1])
}

// offerTier gives the repository a newer service pack with an input that must
// be said.
func offerTier(t *testing.T, dir string) {
	t.Helper()
	pack := filepath.Join(dir, "..", "service")
	if err := os.CopyFS(pack, os.DirFS("../../templates/service")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(pack, "pack.hcl")
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(src), `"1.0.0"`, `"1.1.0"`, 1) + `
input "tier" {
  type        = string
  choices     = ["gold", "silver"]
  prompt      = "Which tier is it?"
  description = "Tier of support"
}
`
	if err := os.WriteFile(name, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(dir, "scaffold.hcl")
	file, err := os.OpenFile(root, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteString("\npack_source \"service\" {\n  source = \"../service\"\n}\n"); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	sh(t, dir, "git commit -qam source")
}

// clear empties a line of text.
const clear = "\x15"

// finished waits for the end of a run that worked, and returns the command line that
// it printed, without the program.
func (x *screenTest) finished() string {
	x.t.Helper()
	if code := x.exit(); code != console.ExitOK {
		x.t.Fatalf("exit %d\n%s", code, x.Text())
	}
	_, after, ok := strings.Cut(x.Raw(), "The same without questions:")
	line, _, _ := strings.Cut(strings.TrimLeft(after, "\r\n "), "\r\n")
	args, is := strings.CutPrefix(line, "scaffold ")
	if !ok || !is {
		x.t.Fatalf("no equivalent command:\n%s", x.Text())
	}
	return args
}

// sh runs a line of shell in dir.
func sh(t *testing.T, dir, line string) {
	t.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
}

// sameTrees compares all files but git's, and what git has committed.
func sameTrees(t *testing.T, a, b string) {
	t.Helper()
	x, y := tree(t, a), tree(t, b)
	for name, content := range x {
		if y[name] != content {
			t.Errorf("%s differs:\n%s\n-- and --\n%s", name, content, y[name])
		}
	}
	if len(x) != len(y) {
		t.Errorf("%d files and %d", len(x), len(y))
	}
	for _, dir := range []string{a, b} {
		if out := output(t, dir, "git status --porcelain"); out != "" {
			t.Errorf("not committed in %s:\n%s", dir, out)
		}
	}
	if one, two := output(t, a, "git rev-parse HEAD^{tree}"), output(t, b, "git rev-parse HEAD^{tree}"); one != two {
		t.Errorf("the commits hold other trees")
	}
	if one, two := output(t, a, "git log -1 --format=%B"), output(t, b, "git log -1 --format=%B"); one != two {
		t.Errorf("the messages are %q and %q", one, two)
	}
}

func output(t *testing.T, dir, line string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return string(out)
}

// tree is every file below dir but git's own, by its path.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == ".git" {
				return fs.SkipDir
			}
			return nil
		}
		content, err := fs.ReadFile(os.DirFS(dir), name)
		out[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// step is a question of a session and the keys that answer it.
type step struct {
	question string
	keys     []string
}

// sessions are a session of each command that asks, by its arguments.
func sessions() map[string][]step {
	return map[string][]step{
		"service": {
			{"What is the service called?", []string{"shop", enter}},
			{"In which environments is it?", []string{enter}},
			{"Which team owns the service?", []string{enter}},
			{"Which GitHub repository holds its code?", []string{enter}},
			{"Who calls the service?", []string{enter}},
			{"On which port does the container listen?", []string{enter}},
			{"Which path answers health checks?", []string{enter}},
			{"Which services does it call, and wait", []string{enter}},
			{"Which services does it call by name alone?", []string{enter}},
			{"Which PostgreSQL database does it use?", []string{enter}},
			{"Does it use the Redis cache?", []string{enter}},
			{"Which queues does it use?", []string{enter}},
			{"For which processor is the image built?", []string{enter}},
			{"Should the number of tasks follow the load?", []string{up, enter}},
			{"Should its bounds follow the clock? Bounds", []string{down, enter}},
			{"what is it called?", []string{"night", enter}},
			{"night: schedule: when?", []string{enter}},
			{"night: schedule: on which days?", []string{enter}},
			{"night: schedule: at what time?", []string{"20:00", enter}},
			{"night: timezone", []string{enter}},
			{"night: min", []string{"1", enter}},
			{"night: max", []string{"2", enter}},
			{"That is all: night", []string{enter}},
			{"How many tasks? Number", []string{enter}},
			{"How many tasks at least? Fewest", []string{enter}},
			{"How many tasks at most? Most", []string{"4", enter}},
			{"How much CPU has a task? CPU", []string{enter}},
			{"How much memory has a task? Memory", []string{enter}},
			{"Write it?", nil},
		},
		"layer": {
			{"What is the layer called?", []string{"data-lake", enter}},
			{"Whose state does it read?", []string{enter}},
			{"Is there a layer that comes after it?", []string{enter}},
			{"Write it?", nil},
		},
		"app-repo": {
			{"Whose application repository is it?", []string{enter}},
			{"In which language is it written?", []string{enter}},
			{"Write it?", nil},
		},
		"init": {
			{"In which folder?", []string{"../infra2", enter}},
			{"Which Terraform Cloud organization?", []string{"acme", enter}},
			{"Which GitHub repository will hold it?", []string{enter}},
			{"Under which domain", []string{enter}},
			{"In which AWS region?", []string{enter}},
			{"Which environments are there?", []string{"live", enter}},
			{"How big shall it be?", []string{enter}},
			{"Whom shall Terraform Cloud tell", []string{enter}},
			{"Which AWS account has live?", []string{enter}},
			{"Address block of the VPC", []string{enter}},
			{"Number of availability zones", []string{enter}},
			{"NAT gateways", []string{enter}},
			{"Domain of this environment's services", []string{enter}},
			{"E-mail addresses for alarms", []string{enter}},
			{"Route 53 zone", []string{enter}},
			{"PostgreSQL database", []string{enter}},
			{"Redis cache", []string{enter}},
			{"Write it?", nil},
		},
		"upgrade": {
			{"Which units are upgraded?", []string{enter}},
			{"Which tier is it? (alpha)", []string{enter}},
			{"Which tier is it? (beta)", []string{enter}},
			{"Write it?", nil},
		},
	}
}

// TestBreakOff presses Ctrl-C at each question of each command: nothing is left.
func TestBreakOff(t *testing.T) {
	t.Parallel()
	for command, steps := range sessions() {
		dir := copyRepository(t)
		if command == "upgrade" {
			offerTier(t, dir)
		}
		parent := filepath.Dir(dir)
		before := tree(t, parent)
		for at, last := range steps {
			t.Run(command+" at "+last.question, func(t *testing.T) {
				x := open(t, dir, 90, 50, nil, command)
				for _, s := range steps[:at] {
					x.answer(s.question, s.keys...)
				}
				x.answer(last.question, ctrlC)
				if code := x.exit(); code != console.ExitFailed {
					t.Errorf("exit %d", code)
				}
				x.See("nothing was written")
				after := tree(t, parent)
				for name, content := range after {
					if before[name] != content {
						t.Errorf("left behind: %s", name)
					}
				}
				if len(after) != len(before) {
					t.Errorf("%d files instead of %d", len(after), len(before))
				}
				if out := output(t, dir, "git status --porcelain && ls -A .. && ls .git/*.lock 2>/dev/null || true"); strings.Contains(out, "??") || strings.Contains(out, ".scaffold-init") || strings.Contains(out, ".lock\n") {
					t.Errorf("left behind:\n%s", out)
				}
			})
		}
	}
}
