package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// scenario is a command in a repository.
type scenario struct {
	name    string
	setup   string // lines of shell in a copy of the base, before
	line    string // what is killed
	new     string // the folder of the repository that it makes; empty for none
	commits int    // how many it makes, where not one
}

// continues and aborts are how its run is ended.
func (s scenario) ends(flag string) string {
	if s.new == "" {
		return "scaffold generate --" + flag
	}
	return s.line + " --" + flag
}

// okHooks are hooks that let everything pass, and write something.
const okHooks = `mkdir -p .git/hooks; for h in pre-commit commit-msg post-commit; do printf '#!/bin/sh\necho ran >>"$TOP/hooks.log"\n' >.git/hooks/$h; chmod +x .git/hooks/$h; done`

// heldUpgrade is an upgrade whose conflict a person has resolved.
const heldUpgrade = `sed -i 's/first line/first line of mine/' layers/1-apps/alpha/README.md; git commit -qam mine; scaffold upgrade --all -q; test -e .git/scaffold/journal.json; `

const resolved = `sed -i '/^<<<<<<</d; /^=======/,/^>>>>>>>/d; /^|||||||/d' layers/1-apps/alpha/README.md; `

// scenarios are every command that writes.
var scenarios = []scenario{
	{name: "service", line: "scaffold service web --uses alpha"},
	{name: "service with hooks", setup: okHooks, line: "scaffold service web"},
	{name: "services", line: `scaffold service --spec ../two.json`},
	{name: "services on a branch, a commit each", line: `scaffold service --commit-per-unit --branch more --spec ../two.json`, commits: 2},
	{name: "layer", line: "scaffold layer data"},
	{name: "generate", line: "scaffold generate alpha --set size=7"},
	{name: "generate on a branch", line: "scaffold generate alpha --set size=7 --branch new"},
	{name: "generate and push", line: "scaffold generate alpha --set size=7 --push"},
	{name: "upgrade", line: "scaffold upgrade --all"},
	{name: "upgrade with hooks", setup: okHooks, line: "scaffold upgrade alpha --env dev"},
	{name: "remove", line: "scaffold remove beta --assume-destroyed"},
	{name: "pack prune", setup: "scaffold upgrade --all -q", line: "scaffold pack prune"},
	{name: "--continue", setup: heldUpgrade + resolved, line: "scaffold generate --continue"},
	{name: "--abort", setup: heldUpgrade, line: "scaffold generate --abort"},
	{name: "app-repo", setup: "mkdir -p ../code/x", line: `scaffold app-repo shop -C ../code/x --runtime go --repository acme/shop --deploys-to '[{ environment = "dev", region = "eu-west-1" }]'`, new: "code/x/shop"},
	{name: "init", line: "scaffold init ../other --organization acme --repository acme/other --environments dev", new: "other"},
	{name: "init in an empty folder", setup: "mkdir ../other", line: "scaffold init ../other --organization acme --repository acme/other --environments dev", new: "other"},
}

// base is the repository in which all that happens: small packs of its own, one of
// which has a newer version that changes, moves, adds and deletes files; two
// services; and work of a person that is staged, not staged, and unknown to git.
const base = `
mkdir infra && cd infra && git init -q
mkdir -p layers/1-apps && echo >layers/1-apps/.keep
cat >scaffold.hcl <<'END'
repository {
  organization = "acme"
  vcs          = "acme/infra"
  pack         = "repository@1.0.0"
}

environment "dev" {
}

environment "prod" {
}

layer "apps" {
  directory = "1-apps"
  holds     = "services"
}

pack_source "repository" {
  source = "packs/repository"
}

pack_source "service" {
  source = "packs/service"
}

pack_source "blank" {
  source = "packs/blank"
}
END
for p in repository service blank; do
  mkdir -p packs/$p/unit packs/$p/env
  printf 'pack "%s" {\n  version           = "1.0.0"\n  requires_scaffold = ">= 0.1"\n' $p >packs/$p/pack.hcl
  [ $p = service ] && printf '  layer = "apps"\n  exposes = ["size"]\n' >>packs/$p/pack.hcl
  printf '}\nfiles "unit" {\n  root = "unit"\n}\n' >>packs/$p/pack.hcl
  printf '# <%% markdown .unit %%>\n\nfirst line\nsecond line\n' >packs/$p/unit/README.md.tmpl
  [ $p = repository ] || {
    printf 'files "environment" {\n  root = "env"\n}\ninput "size" {\n  type        = number\n  default     = 1\n  nullable    = false\n  description = "how much"\n}\n' >>packs/$p/pack.hcl
    printf 'resource "null_resource" "main" {\n  triggers = {\n    size = <%% hcl .size %%>\n    step = 1\n  }\n}\n' >packs/$p/env/main.tf.tmpl
    printf '#!/bin/sh\necho run\n' >packs/$p/env/run.sh.tmpl
    printf 'file "environments/*/run.sh" {\n  executable = true\n}\n' >>packs/$p/pack.hcl
  }
done
rmdir packs/repository/env
printf 'input "uses" {\n  type = list(string)\n  default = []\n  nullable = false\n  description = "others"\n  references {\n    pack = "service"\n    via = "state"\n  }\n}\n' >>packs/service/pack.hcl
printf '* text=auto eol=lf\n' >packs/repository/unit/.gitattributes.tmpl
git add -A && git commit -qm first
scaffold generate -q && scaffold service alpha -q && scaffold service beta -q
sed -i 's/1[.]0[.]0/1.1.0/' packs/service/pack.hcl
printf 'moved {\n  from = "environments/*/run.sh"\n  to   = "environments/*/go.sh"\n}\nfile "environments/*/go.sh" {\n  executable = true\n}\n' >>packs/service/pack.hcl
mv packs/service/env/run.sh.tmpl packs/service/env/go.sh.tmpl
sed -i 's/step = 1/step = 2/' packs/service/env/main.tf.tmpl
sed -i 's/first line/the first line/' packs/service/unit/README.md.tmpl
printf 'locals {\n  more = <%% hcl .size %%>\n}\n' >packs/service/env/more.tf.tmpl
sed -i 's/size = 1/size = 1 # mine/' layers/1-apps/beta/environments/dev/main.tf
git add -A && git commit -qm 'a newer pack, and an edit'
git init -q --bare ../origin.git && git remote add origin ../origin.git && git push -qu origin main
echo staged >staged && git add staged && echo edited >>layers/1-apps/.keep && echo unknown >unknown
echo '[{"name": "mails"}, {"name": "orders", "uses": ["mails"]}]' >../two.json
`

// site is a folder with a repository, which can be copied.
type site struct {
	*testing.T
	top string
	dir string // where commands run
	new string // the folder of the repository that is made there
	env []string
}

// newSite makes the base, or a copy of a site.
func newSite(t *testing.T, from *site) *site {
	t.Helper()
	top, err := os.MkdirTemp(os.Getenv("FAULTS_DIR"), "faults-")
	if err == nil {
		top, err = filepath.EvalSymlinks(top)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(top) })
	s := &site{T: t, top: top, dir: top}
	if from != nil {
		s.new = from.new
	}
	s.env = append(project.Isolated(t), "TOP="+top, "GOMAXPROCS=1", "GODEBUG=asyncpreemptoff=1",
		"GIT_AUTHOR_DATE=2020-02-02T02:02:02Z", "GIT_COMMITTER_DATE=2020-02-02T02:02:02Z")
	if from == nil {
		s.must(base)
	} else {
		s.must(fmt.Sprintf("cp -a '%s/.' .", from.top))
	}
	s.dir = filepath.Join(top, "infra")
	return s
}

func (s *site) must(line string) string {
	s.Helper()
	return project.Must(s.T, s.env, s.dir, "set -e\n"+line)
}

func (s *site) sh(line string) (string, int) {
	s.Helper()
	return project.Shell(s.T, s.env, s.dir, line)
}

// leftovers are what no command may leave behind once its run has ended.
func (s *site) leftovers() []string {
	var out []string
	for _, f := range s.files() {
		base := filepath.Base(f)
		if strings.HasPrefix(f, "origin.git/") || base == "config.lock" || strings.Contains(f, "refs/remotes/") {
			continue // what a killed `git push` leaves is its own
		}
		inGit := strings.Contains(f, ".git/")
		if inGit && (strings.HasSuffix(base, ".lock") || strings.HasSuffix(base, ".stale") || strings.HasPrefix(base, "scaffold-tmp") || strings.HasPrefix(base, "scaffold-next") || strings.Contains(f, "/scaffold/journal") || strings.HasSuffix(f, "/scaffold/bytes")) ||
			!inGit && strings.HasPrefix(base, ".scaffold-") || strings.Contains(f, ".scaffold-init-") {
			out = append(out, f)
		}
	}
	return out
}
