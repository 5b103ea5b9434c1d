package proof

const (
	foundationProduction = "layers/01-foundation/environments/production/"
	platformProduction   = "layers/02-platform/environments/production/"
	platformStaging      = "layers/02-platform/environments/staging/"
	sharedProduction     = "layers/03-shared-services/environments/production/"
	bootstrapProduction  = "bootstrap/production/"
)

var layerMutations = []mutation{
	// Network
	{"one NAT gateway for all zones in production", foundationProduction + "routing.tf", `nat_gateways = local.zones`, `nat_gateways = 1`, "ways_out"},
	{"public addresses in a subnet", foundationProduction + "subnets.tf", `map_public_ip_on_launch = false`, `map_public_ip_on_launch = true`, "no_subnet_gives_public_addresses"},
	{"subnets renumbered", foundationProduction + "subnets.tf", `cidrsubnet(local.vpc_cidr, 4, count.index)`, `cidrsubnet(local.vpc_cidr, 4, count.index + 1)`, "address_plan"},
	{"one zone for all subnets", foundationProduction + "subnets.tf", `local.zone_names[count.index]`, `local.zone_names[0]`, "one_subnet_of_each_kind_in_each_zone"},
	{"load balancers open on another port", foundationProduction + "security_groups.tf", `from_port         = 80`, `from_port         = 22`, "load_balancers_open_only_to_their_clients"},
	{"applications call out everywhere", foundationProduction + "security_groups.tf", "cidr_ipv4         = aws_vpc.main.cidr_block\n  ip_protocol       = \"-1\"", "cidr_ipv4         = \"0.0.0.0/0\"\n  ip_protocol       = \"-1\"", "applications_call_out_only_on_named_ports"},
	{"flow logs off", foundationProduction + "flow_logs.tf", "resource \"aws_flow_log\" \"main\" {\n", "resource \"aws_flow_log\" \"main\" {\n  count = 0\n", "flow_logs_are_kept_and_encrypted"},
	{"flow logs of refused traffic only", foundationProduction + "flow_logs.tf", `traffic_type         = "ALL"`, `traffic_type         = "REJECT"`, "flow_logs_are_kept_and_encrypted"},
	{"flow logs under a key that never changes", foundationProduction + "flow_logs.tf", `enable_key_rotation     = true`, `enable_key_rotation     = false`, "flow_logs_are_kept_and_encrypted"},
	{"any retention of flow logs", foundationProduction + "variables.tf", `contains([1, 3, 5`, `!contains([0, 3, 5`, "refuses_a_retention_cloudwatch_lacks"},

	// Platform
	{"HTTP goes on unencrypted", platformProduction + "load_balancer.tf", `protocol    = "HTTPS"`, `protocol    = "HTTP"`, "load_balancer_main_speaks_tls_only"},
	{"old TLS", platformProduction + "load_balancer.tf", `ELBSecurityPolicy-TLS13-1-2-2021-06`, `ELBSecurityPolicy-2016-08`, "load_balancer_main_speaks_tls_only"},
	{"production's load balancer without deletion protection", platformProduction + "load_balancer.tf", `enable_deletion_protection = true`, `enable_deletion_protection = false`, "load_balancer_main"},
	{"load balancer's name too long", platformProduction + "load_balancer.tf", `production-main"`, `production-main-of-all-the-services"`, "load_balancer_main"},
	{"access logs for everybody", platformProduction + "access_logs.tf", `block_public_policy     = true`, `block_public_policy     = false`, "access_logs_are_private"},
	{"Spot for whoever names no capacity provider", platformProduction + "cluster.tf", "default_capacity_provider_strategy {\n    capacity_provider = \"FARGATE\"", "default_capacity_provider_strategy {\n    capacity_provider = \"FARGATE_SPOT\"", "cluster_offers_fargate_and_spot"},
	{"the platform's key never changes", platformProduction + "kms.tf", `enable_key_rotation     = true`, `enable_key_rotation     = false`, "key_rotates"},
	{"GitHub tokens for any audience", platformProduction + "github_oidc.tf", `["sts.amazonaws.com"]`, `["sts.amazonaws.com", "everybody"]`, "github_gets_in_by_oidc"},
	{"EventBridge's key with a condition", platformProduction + "kms.tf", "Principal = { Service = [\"events.amazonaws.com\", \"events.rds.amazonaws.com\"] }", "Principal = { Service = [\"events.amazonaws.com\", \"events.rds.amazonaws.com\"] }\n        Condition = { StringEquals = { \"aws:SourceAccount\" = local.account_id } }", "key_serves_events_without_a_condition"},
	{"alarms without the key", platformProduction + "kms.tf", `Service = "cloudwatch.amazonaws.com"`, `Service = "nobody.amazonaws.com"`, "key_serves_alarms"},
	{"a key for every account's alarms", platformProduction + "kms.tf", `"aws:SourceAccount" = local.account_id`, `"aws:SourceAccount" = "*"`, "key_serves_alarms"},
	{"EventBridge's topic with a condition", platformProduction + "monitoring.tf", `Principal = { Service = "events.amazonaws.com" }`, "Principal = { Service = \"events.amazonaws.com\" }\n        Condition = { StringEquals = { \"aws:SourceAccount\" = local.account_id } }", "events_are_published_without_a_condition"},
	{"a topic for every account's alarms", platformProduction + "monitoring.tf", `"aws:SourceAccount" = local.account_id`, `"aws:SourceAccount" = "*"`, "alarms_of_this_account_are_published"},
	{"a platform's alarm that nobody hears", platformProduction + "monitoring.tf", `alarm_actions       = [local.alarm_topic_arn]`, `alarm_actions       = []`, "load_balancer_main_raises_an_alarm"},
	{"anybody writes access logs", platformProduction + "access_logs.tf", `Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }`, `Principal = { Service = "ec2.amazonaws.com" }`, "load_balancers_write_access_logs"},
	{"deployments fail in silence", platformProduction + "monitoring.tf", `["SERVICE_DEPLOYMENT_FAILED"]`, `["SERVICE_DEPLOYMENT_COMPLETED"]`, "failed_deployments_raise_an_alarm"},
	{"any branch looks into the account", platformProduction + "validate.tf", `"repo:acme/infrastructure:ref:refs/heads/main"`, `"repo:acme/infrastructure:*"`, "validation_runs_on_the_default_branch_only"},
	{"a validation that changes something", platformProduction + "validate.tf", `"ecs:DescribeServices"`, `["ecs:DescribeServices", "ecs:UpdateService"]`, "validation_changes_nothing"},
	{"a second OIDC provider in a shared account", platformStaging + "github_oidc.tf", "data.aws_iam_openid_connect_provider.github.arn", `"arn:aws:iam::123456789012:oidc-provider/another"`, "github_gets_in_by_oidc"},

	// Data
	{"databases made by any branch", platformProduction + "databases.tf", `"repo:acme/infrastructure:ref:refs/heads/main"`, `"repo:acme/infrastructure:*"`, "databases_are_made_from_the_default_branch_only"},
	{"any task run beside databases", platformProduction + "databases.tf", `task-definition/*-production-database:*`, `task-definition/*`, "only_database_tasks_are_run"},
	{"a role for the task that makes databases", sharedProduction + "database.tf", "execution_role_arn       = aws_iam_role.database.arn\n", "execution_role_arn       = aws_iam_role.database.arn\n  task_role_arn            = aws_iam_role.database.arn\n", "databases_are_made_by_a_fixed_command"},
	{"the master password over any connection", sharedProduction + "database.tf", `"PGCHANNELBINDING", value = "require"`, `"PGCHANNELBINDING", value = "prefer"`, "the_master_password_goes_to_the_database_only"},
	{"production's database without deletion protection", sharedProduction + "postgres.tf", `deletion_protection       = true`, `deletion_protection       = false`, "postgres_keeps_its_data"},
	{"no final snapshot", sharedProduction + "postgres.tf", `skip_final_snapshot       = false`, `skip_final_snapshot       = true`, "postgres_keeps_its_data"},
	{"a public database", sharedProduction + "postgres.tf", `publicly_accessible    = false`, `publicly_accessible    = true`, "postgres_is_private_and_encrypted"},
	{"an unencrypted database", sharedProduction + "postgres.tf", `storage_encrypted     = true`, `storage_encrypted     = false`, "postgres_is_private_and_encrypted"},
	{"connections without TLS", sharedProduction + "postgres.tf", "name  = \"rds.force_ssl\"\n    value = \"1\"", "name  = \"rds.force_ssl\"\n    value = \"0\"", "postgres_is_private_and_encrypted"},
	{"a database for more than applications", sharedProduction + "postgres.tf", `= local.foundation.security_group_app`, `= local.foundation.data_security_group_id`, "postgres_admits_applications_only"},
	{"storage without room to grow", sharedProduction + "variables.tf", `var.postgres_max_allocated_storage * 10 >= var.postgres_allocated_storage * 11`, `var.postgres_max_allocated_storage >= 20`, "postgres_refuses_storage_without_room_to_grow"},
	{"Redis without TLS", sharedProduction + "redis.tf", `transit_encryption_mode    = "required"`, `transit_encryption_mode    = "preferred"`, "redis_is_private_and_encrypted"},
	{"Redis in one zone", sharedProduction + "redis.tf", `multi_az_enabled           = var.redis_nodes > 1`, `multi_az_enabled           = false`, "redis_fails_over_with_two_nodes"},
	{"messages are retried for ever", sharedProduction + "queues.tf", `maxReceiveCount     = 5`, `maxReceiveCount     = 1000`, "queue_jobs"},

	{"a full disk told by nobody", sharedProduction + "alarms.tf", `FreeStorageSpace`, `FreeableMemory`, "postgres_storage_rings"},
	{"a failover told to nobody", sharedProduction + "alarms.tf", `["failover", "failure", "low storage"]`, `["backup"]`, "postgres_failover_is_told"},
	{"a failover of Redis by one node's role", sharedProduction + "alarms.tf", `ABS(DIFF(primary))`, `primary`, "redis_failover_rings"},
	{"memory of one node only", sharedProduction + "alarms.tf", "metric_name         = \"DatabaseMemoryUsagePercentage\"\n  dimensions          = { CacheClusterId = each.key }", "metric_name         = \"DatabaseMemoryUsagePercentage\"\n  dimensions          = { CacheClusterId = \"one\" }", "redis_memory_rings"},
	{"the depth of a queue that is worked off", sharedProduction + "alarms.tf", `QueueName = aws_sqs_queue.jobs_dlq.name`, `QueueName = aws_sqs_queue.jobs.name`, "dlq_of_jobs_rings"},

	// Terraform Cloud's way in
	{"browsers that forget HTTPS", platformProduction + "load_balancer.tf", `"max-age=31536000"`, `"max-age=0"`, "load_balancer_main_keeps_browsers_at_https"},
	{"dead letters of any queue", sharedProduction + "queues.tf", `"byQueue"`, `"allowAll"`, "queue_jobs"},
	{"runs of any organization", bootstrapProduction + "roles.tf", `organization:acme:`, `organization:*:`, "production_admits_its_own_workspaces_only"},
	{"runs of any project", bootstrapProduction + "roles.tf", `project:production:`, `project:*:`, "production_admits_its_own_workspaces_only"},
	{"a plan by another policy", bootstrapProduction + "main.tf", `policy/job-function/ViewOnlyAccess`, `policy/PowerUserAccess`, "production_plans_by_named_policies"},
	{"a plan that may change things", bootstrapProduction + "plan.tf", `"acm:DescribeCertificate"`, `"acm:DeleteCertificate"`, "production_plans_without_changing_anything"},
	{"a plan that reads objects", bootstrapProduction + "plan.tf", `"s3:GetBucket*"`, `"s3:Get*"`, "production_plans_without_reading_data"},
	{"a plan that reads every parameter", bootstrapProduction + "plan.tf", `parameter/production/*/image`, `parameter/*`, "production_plans_without_reading_data"},
}
