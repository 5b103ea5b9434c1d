package output

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// What the workspaces commands print with --output json follows the schema, too,
// whatever came of them, and holds no token.
func TestWorkspacesJSONFollowsItsSchema(t *testing.T) {
	schema := strictSchema(t)
	server := &tfetest.Server{}
	server.Start()
	t.Cleanup(server.Close)
	dir := t.TempDir()
	certificate := filepath.Join(dir, "server.pem")
	if err := os.WriteFile(certificate, server.Certificate(), 0o600); err != nil {
		t.Fatal(err)
	}
	env := append(project.Isolated(t), "TFE_TOKEN="+tfetest.Token, "TFE_HOSTNAME="+server.Host(), "SSL_CERT_FILE="+certificate)
	project.Must(t, env, dir, "scaffold init repo --organization acme --repository acme/infra --environments dev --hostname "+server.Host())
	for _, step := range []struct {
		line string
		code int
		has  string
	}{
		{"workspaces plan --check", 4, `"create"`},
		{"workspaces apply", 2, `"usage"`},
		{"workspaces apply --auto-approve --queue-first-runs", 0, `"waits for the state of aws-foundation-dev"`},
		{"workspaces drift", 0, `"changes": []`},
		{"workspaces plan nothing", 2, `"usage"`},
		{"service shop --workspaces", 0, "Terraform Cloud: 1 workspace made"},
		{"remove shop --prepare", 0, `"commit"`},
		{"remove shop", 0, `"delete"`},
		{"workspaces plan", 0, `"workspace": "aws-shop-dev"`},
		{"remove shop --prune --confirm aws-shop-dev", 0, "deleted the workspace aws-shop-dev"},
	} {
		followsSchema(t, schema, env, dir, step.line, step.code, step.has, tfetest.Token)
	}
}
