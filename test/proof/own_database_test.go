package proof

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// TestOwnDatabase applies a service with a server of its own: what it is told
// of the layers below stands in states made here, of what the emulator has.
func TestOwnDatabase(t *testing.T) {
	needTerraform(t)
	needTool(t, "moto_server")
	needTool(t, "aws")
	t.Parallel()
	dir := t.TempDir()
	scaffold(t, dir, "init", "own", "--organization", "acme", "--repository", "acme/own", "--environments", "dev", "--account", "dev=123456789012")
	scaffold(t, dir, "service", "ledger", "-C", "own", "--exposure", "none", "--database", "own", "--own-database", "{}")
	module := filepath.Join(dir, "own", "layers", "04-applications", "ledger", "environments", "dev")

	e := startEmulator(t)
	below := e.layersBelow(dir)
	override(t, module, below)
	e.attach(module)
	together(t, func() error { return e.apply(module) })
	e.settled(module, "right after the apply")

	var instances struct {
		DBInstances []struct {
			DbiResourceID                    string
			IAMDatabaseAuthenticationEnabled bool
			MasterUserSecret                 struct{ SecretArn string }
		}
	}
	e.aws(&instances, "rds", "describe-db-instances", "--db-instance-identifier", "ledger-dev")
	instance := instances.DBInstances[0]
	var parameter struct{ Parameter struct{ Value string } }
	e.aws(&parameter, "ssm", "get-parameter", "--name", "/dev/ledger/database")
	var wanted struct{ Ready, Task string }
	if err := json.Unmarshal([]byte(parameter.Parameter.Value), &wanted); err != nil {
		t.Fatal(err)
	}
	if !instance.IAMDatabaseAuthenticationEnabled || wanted.Ready != instance.DbiResourceID+"/ledger" {
		t.Errorf("the service wants %+v of %+v", wanted, instance)
	}
	task := string(e.taskDefinition(wanted.Task)["containerDefinitions"])
	if !strings.Contains(task, instance.MasterUserSecret.SecretArn+":password::") || !strings.Contains(task, "CREATE DATABASE") {
		t.Errorf("the task that makes the database is %s", task)
	}
	// Nobody else reads the master user's secret.
	for _, role := range []string{"ledger-dev-task", "ledger-dev-execution", "ledger-dev-deploy"} {
		var policies struct{ PolicyNames []string }
		e.aws(&policies, "iam", "list-role-policies", "--role-name", role)
		for _, name := range policies.PolicyNames {
			var policy struct{ PolicyDocument json.RawMessage }
			e.aws(&policy, "iam", "get-role-policy", "--role-name", role, "--policy-name", name)
			if strings.Contains(string(policy.PolicyDocument), "secretsmanager") {
				t.Errorf("%s reads secrets by its policy %s: %s", role, name, policy.PolicyDocument)
			}
		}
	}
}

// layersBelow writes the states of foundation and platform, and returns their
// folders by name.
func (e *emulator) layersBelow(dir string) map[string]string {
	e.t.Helper()
	var vpcs struct{ Vpcs []struct{ VpcID string } }
	e.aws(&vpcs, "ec2", "describe-vpcs")
	var subnets struct{ Subnets []struct{ SubnetID string } }
	e.aws(&subnets, "ec2", "describe-subnets")
	ids := []string{subnets.Subnets[0].SubnetID, subnets.Subnets[1].SubnetID}
	var group struct{ GroupID string }
	e.aws(&group, "ec2", "create-security-group", "--group-name", "app", "--description", "app", "--vpc-id", vpcs.Vpcs[0].VpcID)
	var cluster struct{ Cluster struct{ ClusterArn string } }
	e.aws(&cluster, "ecs", "create-cluster", "--cluster-name", "dev-cluster")
	var key struct{ KeyMetadata struct{ Arn string } }
	e.aws(&key, "kms", "create-key")
	var topic struct{ TopicArn string }
	e.aws(&topic, "sns", "create-topic", "--name", "alarms")
	e.aws(nil, "servicediscovery", "create-private-dns-namespace", "--name", "dev.internal", "--vpc", vpcs.Vpcs[0].VpcID)
	var namespaces struct{ Namespaces []struct{ ID string } }
	e.aws(&namespaces, "servicediscovery", "list-namespaces")
	states := map[string]map[string]any{
		"foundation": {
			"vpc_id": vpcs.Vpcs[0].VpcID, "private_subnet_ids": ids, "database_subnet_ids": ids, "security_group_app": group.GroupID,
			"alb_security_group_id": group.GroupID,
		},
		"platform": {
			"ecs_cluster_id": cluster.Cluster.ClusterArn, "cluster_arn": cluster.Cluster.ClusterArn, "cluster_name": "dev-cluster",
			"kms_key_arn": key.KeyMetadata.Arn, "alarm_topic_arn": topic.TopicArn, "service_discovery_namespace": "dev.internal",
			"service_discovery_namespace_id": namespaces.Namespaces[0].ID,
			"github_oidc_provider_arn":       "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
		},
	}
	folders := map[string]string{}
	for name, values := range states {
		outputs := map[string]any{}
		for output, value := range values {
			ty := any("string")
			if _, list := value.([]string); list {
				ty = []string{"list", "string"}
			}
			outputs[output] = map[string]any{"value": value, "type": ty}
		}
		state, err := json.Marshal(map[string]any{
			"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": name, "outputs": outputs, "resources": []any{},
		})
		if err != nil {
			e.t.Fatal(err)
		}
		folders[name] = filepath.Join(dir, name)
		writeFile(e.t, filepath.Join(folders[name], "terraform.tfstate"), state, 0o644)
	}
	return folders
}
