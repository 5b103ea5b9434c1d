package proof

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
)

// waitsForItsDatabase shows that a deploy waits, and says so, until the
// infrastructure repository's workflow has made the database that the service's
// Terraform wants, and changes nothing before. Then it does what the workflow
// does.
func (d *deployer) waitsForItsDatabase() {
	d.e.t.Helper()
	before := d.parameter()
	cmd := exec.Command(filepath.Join(d.dir, "scripts", "deploy.sh"), d.image+"@"+imageDigest("1"))
	cmd.Env = append(d.env, "DATABASE_TIMEOUT_SECONDS=0")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "shop has no database in dev yet: see the runs of the workflow databases") {
		d.e.t.Errorf("a deploy does not wait for its database: %v\n%s", err, out)
	}
	if after := d.parameter(); after != before {
		d.e.t.Errorf("a deploy without database writes %s", after)
	}
	var instances struct {
		DBInstances []struct{ DbiResourceID string }
	}
	d.e.aws(&instances, "rds", "describe-db-instances")
	var parameter struct{ Parameter struct{ Value string } }
	d.e.aws(&parameter, "ssm", "get-parameter", "--name", "/dev/shop/database")
	var wanted struct{ Name, Ready, Task string }
	if err := json.Unmarshal([]byte(parameter.Parameter.Value), &wanted); err != nil {
		d.e.t.Fatal(err)
	}
	if len(instances.DBInstances) != 1 || wanted.Name != "shop" || wanted.Ready != instances.DBInstances[0].DbiResourceID+"/shop" ||
		!strings.Contains(wanted.Task, ":task-definition/shared-services-dev-database:") {
		d.e.t.Errorf("the service wants %+v of %+v", wanted, instances)
	}
	d.e.aws(nil, "ssm", "put-parameter", "--name", "/dev/shop/database-ready", "--value", wanted.Ready, "--overwrite")
}
