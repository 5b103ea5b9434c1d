package proof

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// awsOfDatabases stands for the AWS CLI: it answers with the parameters that
// PARAMETERS holds, ends each task with the code that the file of the service's
// database holds, and notes what else it was called with.
const awsOfDatabases = `#!/usr/bin/env bash
case "$1 $2" in
"ssm get-parameters-by-path") printf '%s' "$PARAMETERS" ;;
"ecs run-task")
	printf '%s\n' "$*" >>"$NOTES/calls"
	name=$(sed -E 's/.*"value":"([^"]*)".*/\1/' <<<"$*")
	[[ $name != none ]] || { echo '{"tasks":[],"failures":[{"reason":"RESOURCE:ENI"}]}'; exit; }
	echo "{\"tasks\":[{\"taskArn\":\"arn:aws:ecs:us-east-1:111111111111:task/dev-cluster/$name\"}],\"failures\":[]}" ;;
"ecs wait") ;;
"ecs describe-tasks")
	name=${6##*/}
	echo "{\"tasks\":[{\"stoppedReason\":\"Essential container in task exited\",\"containers\":[{\"name\":\"database\",\"exitCode\":$(cat "$NOTES/$name")}]}]}" ;;
*) printf '%s\n' "$*" >>"$NOTES/calls" ;;
esac
`

// wants is the value of a service's parameter, as its Terraform writes it.
func wants(name, ready, family string) string {
	text, _ := json.Marshal(map[string]any{
		"name": name, "ready": ready, "task": "arn:aws:ecs:us-east-1:111111111111:task-definition/" + family + ":7",
		"subnets": []string{"subnet-a"}, "security_groups": []string{"sg-app"},
	})
	return string(text)
}

// TestDatabasesAreMadeForThoseThatHaveNone runs the script of the infrastructure
// repository's workflow: it starts a task for each service whose database is
// missing or another one than it wants, goes on past a failure, and notes what
// was made.
func TestDatabasesAreMadeForThoseThatHaveNone(t *testing.T) {
	needTool(t, "jq")
	const family = "shared-services-dev-database"
	values := map[string]string{
		"/dev/old/image":              "registry/old@sha256:1",
		"/dev/old/database":           wants("old", "db-1/old", family),
		"/dev/old/database-ready":     "db-1/old",
		"/dev/new/database":           wants("new", "db-1/new", family),
		"/dev/new/database-ready":     "none",
		"/dev/moved/database":         wants("moved", "db-2/moved", "moved-dev-database"),
		"/dev/moved/database-ready":   "db-1/moved",
		"/dev/broken/database":        wants("broken", "db-1/broken", family),
		"/dev/broken/database-ready":  "none",
		"/dev/full/database":          wants("none", "db-1/none", family),
		"/dev/full/database-ready":    "none",
		"/dev/x/y/database":           "not a service's",
		"/develop/new/database":       "another environment's",
		"/develop/new/database-ready": "none",
	}
	notes := t.TempDir()
	for name, code := range map[string]string{"new": "0", "moved": "0", "broken": "3"} {
		writeFile(t, filepath.Join(notes, name), []byte(code), 0o644)
	}
	out, err := runDatabases(t, notes, values)
	if err == nil {
		t.Errorf("a task failed and the script did not:\n%s", out)
	}
	for _, want := range []string{
		"new has its database new in dev", "moved has its database moved in dev",
		"::error title=broken::the task ended with code 3 (Essential container in task exited); its log: group /ecs/dev/shared-services-database, stream task/database/broken",
		`::error title=full::ECS starts no task: [{"reason":"RESOURCE:ENI"}]`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	calls, err := os.ReadFile(filepath.Join(notes, "calls"))
	if err != nil {
		t.Fatal(err)
	}
	for want, times := range map[string]int{
		"run-task": 4,
		"--task-definition arn:aws:ecs:us-east-1:111111111111:task-definition/moved-dev-database:7 ":                      1,
		`--overrides {"containerOverrides":[{"name":"database","environment":[{"name":"DATABASE_NAME","value":"new"}]}]}`: 1,
		`{"awsvpcConfiguration":{"subnets":["subnet-a"],"securityGroups":["sg-app"],"assignPublicIp":"DISABLED"}}`:        4,
		"ssm put-parameter --name /dev/new/database-ready --value db-1/new --overwrite":                                   1,
		"ssm put-parameter --name /dev/moved/database-ready --value db-2/moved --overwrite":                               1,
		"put-parameter": 2,
	} {
		if got := strings.Count(string(calls), want); got != times {
			t.Errorf("%q stands %d times, not %d, in\n%s", want, got, times, calls)
		}
	}
}

// TestNoDatabaseIsMissing runs it where there is nothing to do.
func TestNoDatabaseIsMissing(t *testing.T) {
	needTool(t, "jq")
	for what, values := range map[string]map[string]string{
		"no parameters": {},
		"all are there": {"/dev/a/image": "x", "/dev/a/database": wants("a", "db-1/a", "f"), "/dev/a/database-ready": "db-1/a"},
	} {
		notes := t.TempDir()
		if out, err := runDatabases(t, notes, values); err != nil || !strings.Contains(out, "Every service in dev") {
			t.Errorf("%s: %v\n%s", what, err, out)
		}
		if calls, err := os.ReadFile(filepath.Join(notes, "calls")); err == nil {
			t.Errorf("%s: it called\n%s", what, calls)
		}
	}
}

func runDatabases(t *testing.T, notes string, values map[string]string) (string, error) {
	t.Helper()
	var list []map[string]string
	for name, value := range values {
		list = append(list, map[string]string{"Name": name, "Value": value})
	}
	parameters, err := json.Marshal(map[string]any{"Parameters": list})
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	writeFile(t, filepath.Join(bin, "aws"), []byte(awsOfDatabases), 0o755)
	cmd := exec.Command(filepath.Join(readGolden(t), ".github", "scripts", "databases.sh"), "dev")
	cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "NOTES="+notes, "PARAMETERS="+string(parameters))
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// databaseTask runs what the one-off task runs, as the master user of a server
// that stands for RDS: no superuser, and refused a password once it is a member
// of rds_iam.
func databaseTask(p *postgres, script, name string) (string, error) {
	cmd := exec.Command("sh", "-c", script)
	cmd.Env = append(os.Environ(), "DATABASE_NAME="+name, "PGHOST=127.0.0.1", "PGPORT="+strconv.Itoa(p.port), "PGUSER=dbadmin",
		"PGPASSWORD=master", "PGDATABASE=postgres", "PGSSLMODE=require", "PGCHANNELBINDING=require")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestDatabaseTask runs the task's script against a real PostgreSQL.
func TestDatabaseTask(t *testing.T) {
	for _, tool := range []string{"initdb", "postgres", "psql"} {
		needTool(t, tool)
	}
	t.Parallel()
	script, err := os.ReadFile(filepath.Join(readGolden(t), filepath.FromSlash(sharedProduction), "database.sh"))
	if err != nil {
		t.Fatal(err)
	}
	p := startPostgres(t, newCertificate(t), "hostssl all +rds_iam 127.0.0.1/32 reject\nhostssl all all 127.0.0.1/32 scram-sha-256")
	p.must(t, "CREATE ROLE rds_iam", "CREATE ROLE dbadmin LOGIN CREATEDB CREATEROLE PASSWORD 'master'", "CREATE DATABASE app OWNER dbadmin")
	task := func(name, want string, fails bool) {
		t.Helper()
		if out, err := databaseTask(p, string(script), name); (err != nil) != fails || !strings.Contains(out, want) {
			t.Errorf("for %s: %v, and not %q\n%s", name, err, want, out)
		}
	}
	holds := func(what, condition string) {
		t.Helper()
		if err := p.query("SELECT 1 / (" + condition + ")::int"); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	task("service_a", "service_a is made", false)
	task("service_b", "service_b is made", false) // the master can still log in
	task("service_a", "service_a is there", false)
	holds("it owns its database", "SELECT pg_get_userbyid(datdba) = 'service_a' FROM pg_database WHERE datname = 'service_a'")
	holds("it logs in by token", "SELECT pg_has_role('service_a', 'rds_iam', 'MEMBER') AND rolcanlogin FROM pg_roles WHERE rolname = 'service_a'")
	holds("another service's database is closed to it", "SELECT NOT has_database_privilege('service_a', 'service_b', 'CONNECT')")
	holds("it administers nothing", "SELECT NOT (rolsuper OR rolcreaterole OR rolcreatedb) FROM pg_roles WHERE rolname = 'service_a'")
	holds("the master is not its member", "SELECT NOT pg_has_role('dbadmin', 'service_a', 'MEMBER')")

	// Killed between any two steps, the next run ends where a whole one does.
	p.must(t, "DROP DATABASE service_b")
	task("service_b", "service_b is made", false)
	p.must(t, "REVOKE rds_iam FROM service_b", "GRANT ALL ON DATABASE service_b TO PUBLIC", "GRANT service_b TO dbadmin")
	task("service_b", "service_b is made", false)
	holds("the master is not its member", "SELECT NOT pg_has_role('dbadmin', 'service_b', 'MEMBER')")
	holds("the database is its own again", "SELECT NOT has_database_privilege('service_a', 'service_b', 'CONNECT')")

	// Where the master would be locked out, nothing is left of it.
	p.must(t, "CREATE ROLE service_c LOGIN", "CREATE ROLE between", "GRANT service_c TO between", "GRANT between TO dbadmin")
	task("service_c", "the master user could not log in any more", true)
	task("service_a", "service_a is there", false)

	task("app", "the database app belongs to dbadmin", true)
	task("dbadmin", "the role dbadmin administers databases", true)
	for _, name := range []string{"rds_iam", "pg_monitor", "a-b", `a"b`, "A", ""} {
		task(name, "", true)
	}
	holds("nobody's role was touched", "SELECT NOT pg_has_role('pg_monitor', 'rds_iam', 'MEMBER')")
}
