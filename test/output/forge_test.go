package output

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/forge/forgetest"
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// What --pr and --create-repository print with --output json follows the schema,
// too, whatever came of them, and holds no token.
func TestForgeJSONFollowsItsSchema(t *testing.T) {
	schema := strictSchema(t)
	dir := t.TempDir()
	hosted := filepath.Join(dir, "hosted")
	server := &forgetest.Server{Git: func(owner, name string) string { return filepath.Join(hosted, owner, name+".git") }}
	server.Start()
	t.Cleanup(server.Close)
	env := append(project.Isolated(t), "GITHUB_TOKEN="+forgetest.Token, "GITHUB_API_URL="+server.URL(),
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=url."+hosted+"/.insteadOf", "GIT_CONFIG_VALUE_0=https://github.com/")
	for _, name := range []string{"infra", "shop"} {
		if err := os.MkdirAll(filepath.Join(hosted, "acme"), 0o755); err != nil {
			t.Fatal(err)
		}
		project.Must(t, env, dir, "git init -q --bare -b main hosted/acme/"+name+".git")
	}
	server.Add("acme", "infra")
	project.Must(t, env, dir, "scaffold init repo --organization acme --repository acme/infra && cd repo && git remote add origin https://github.com/acme/infra.git && git push -q origin main")
	for _, step := range []struct {
		line string
		code int
		has  string
	}{
		{"service shop --pr --dry-run", 0, `"action": "create"`},
		{"service shop --pr", 0, `"action": "created"`},
		{"service shop --pr", 0, `"action": "unchanged"`},
		{"generate shop --set port=9090 --pr", 0, `"action": "updated"`},
		{"generate shop --set port=9091 --pr --dry-run", 0, `"action": "update"`},
		{"generate --pr --base nowhere", 2, `has no branch nowhere`},
		{"app-repo shop --runtime go --create-repository --dry-run", 0, `"object": "environment production"`},
		{"app-repo shop --runtime go --create-repository", 0, `"object": "ruleset default branch"`},
		{"app-repo shop --create-repository", 0, `"action": "unchanged"`},
		{"app-repo shop --create-repository --visibility none", 2, `"usage"`},
	} {
		followsSchema(t, schema, env, dir, step.line, step.code, step.has, forgetest.Token)
	}
}
