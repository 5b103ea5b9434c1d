package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/seed-3f5c2e52/scaffold/internal/forge/forgetest"
)

// forgeKey is the key of a script's GitHub.
type forgeKey struct{}

// newForge starts a GitHub whose repositories are bare ones below dir, and makes
// git take them for the host's by the configuration file.
func newForge(dir, config, host string) (*forgetest.Server, error) {
	s := &forgetest.Server{Members: []string{"ada", "bob", "eve"}}
	s.Git = func(owner, name string) string {
		bare := filepath.Join(dir, owner, name+".git")
		if _, err := os.Stat(bare); err != nil {
			if err := exec.Command("git", "init", "-q", "--bare", "-b", "main", bare).Run(); err != nil {
				return ""
			}
		}
		return bare
	}
	f, err := os.OpenFile(config, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	_, err = fmt.Fprintf(f, "[url \"file://%s/\"]\n\tinsteadOf = https://%s/\n\tinsteadOf = git@%s:\n\tinsteadOf = ssh://git@%s:2222/\n", filepath.ToSlash(dir), host, host, host)
	return s, err
}

// cmdForge is `forge [HOST] [free]`: it starts a GitHub and puts its address and
// token into the environment. A HOST is one of Enterprise Server.
func cmdForge(ts *testscript.TestScript, _ bool, args []string) {
	host := "github.com"
	if len(args) > 0 && args[0] != "free" {
		host = args[0]
	}
	s, err := newForge(filepath.Join(ts.Getenv("WORK"), host), ts.Getenv("GIT_CONFIG_GLOBAL"), host)
	ts.Check(err)
	s.Enterprise, s.Free = host != "github.com", slices.Contains(args, "free")
	s.Start()
	ts.Defer(s.Close)
	if _, err := os.Stat(filepath.Join(ts.Getenv("WORK"), host, "acme/infra.git")); err == nil {
		s.Add("acme", "infra")
	}
	*ts.Value(forgeKey{}).(**forgetest.Server) = s
	ts.Setenv("GITHUB_API_URL", s.URL())
	ts.Setenv("GITHUB_TOKEN", forgetest.Token)
}

func forgeOf(ts *testscript.TestScript) *forgetest.Server {
	return *ts.Value(forgeKey{}).(**forgetest.Server)
}

// cmdHosted is `hosted URL`: the repository here is on GitHub as acme/infra, and
// pushed; its remote has the URL.
func cmdHosted(ts *testscript.TestScript, _ bool, args []string) {
	s := forgeOf(ts)
	s.Add("acme", "infra")
	s.Git("acme", "infra")
	ts.Check(ts.Exec("git", "remote", "add", "origin", args[0]))
	ts.Check(ts.Exec("git", "push", "-q", "-u", "origin", "main"))
	s.Forget()
}

// cmdGithub is `github FILE`: all that GitHub holds, and what was written there.
func cmdGithub(ts *testscript.TestScript, _ bool, args []string) {
	s := forgeOf(ts)
	text := s.Dump()
	for _, w := range s.Writes() {
		text += w + "\n"
	}
	s.Forget()
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// cmdPull is `pull NUMBER ACTION`: what people do to a pull request of
// acme/infra: merge, squash, close, review=NAME, title=TEXT, prefix=TEXT, or
// body=FILE, which writes its description into the file.
func cmdPull(ts *testscript.TestScript, _ bool, args []string) {
	s := forgeOf(ts)
	bare := s.Git("acme", "infra")
	s.With("acme/infra", func(r *forgetest.Repository) {
		for _, p := range r.Pulls {
			if fmt.Sprint(p.Number) != args[0] {
				continue
			}
			word, value, _ := strings.Cut(args[1], "=")
			switch word {
			case "merge", "squash", "close":
				p.ClosedTip = gitOutput(ts, bare, "rev-parse", p.Branch)
				p.Open, p.Merged = false, word != "close"
				if word == "merge" {
					gitOutput(ts, bare, "branch", "-f", p.Base, p.Branch)
				} else if word == "squash" {
					tree := gitOutput(ts, bare, "rev-parse", p.Branch+"^{tree}")
					commit := gitOutput(ts, bare, "commit-tree", tree, "-p", p.Base, "-m", p.Title)
					gitOutput(ts, bare, "branch", "-f", p.Base, commit)
				}
			case "review":
				p.Reviewed = append(p.Reviewed, value)
				p.Users = slices.DeleteFunc(p.Users, func(u string) bool { return u == value })
			case "title":
				p.Title = value
			case "prefix":
				p.Body = value + "\n\n" + p.Body
			case "body":
				ts.Check(os.WriteFile(ts.MkAbs(value), []byte(p.Body), 0o600))
			default:
				ts.Fatalf("pull: %q is not known", args[1])
			}
			return
		}
		ts.Fatalf("there is no pull request %s", args[0])
	})
}

// gitOutput runs git in a folder.
func gitOutput(ts *testscript.TestScript, dir string, args ...string) string {
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=GitHub", "-c", "user.email=noreply@example.com"}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		ts.Fatalf("git %s: %s", args, out)
	}
	return strings.TrimSpace(string(out))
}

// cmdDeny is `deny [METHOD END]`: the token may not make such requests any more;
// without arguments it may make all.
func cmdDeny(ts *testscript.TestScript, _ bool, args []string) {
	s := forgeOf(ts)
	s.With("acme/infra", func(*forgetest.Repository) {
		s.Denied = map[string]bool{}
		if len(args) == 2 {
			s.Denied[args[0]+" "+args[1]] = true
		}
	})
}

// cmdPerson is `person BRANCH BASE TITLE BODY`: somebody opens a pull request.
func cmdPerson(ts *testscript.TestScript, _ bool, args []string) {
	forgeOf(ts).With("acme/infra", func(r *forgetest.Repository) {
		r.Pulls = append(r.Pulls, &forgetest.PullRequest{
			Number: len(r.Pulls) + 1, Branch: args[0], Base: args[1], Title: args[2], Body: args[3], Open: true, Author: "eve",
		})
	})
	forgeOf(ts).Forget()
}

// cmdServerSide is `server-side`: people change acme/alpha on GitHub. They add
// a timer and a reviewer, take one away, change a variable and drop the ruleset.
func cmdServerSide(ts *testscript.TestScript, _ bool, _ []string) {
	forgeOf(ts).With("acme/alpha", func(r *forgetest.Repository) {
		production := r.Environments["production"]
		production.Wait, production.Reviewers = 30, []int64{72}
		r.Environments["staging"].Variables["AWS_REGION"] = "eu-west-1"
		r.Rulesets = nil
	})
}
