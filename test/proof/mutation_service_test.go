package proof

const (
	catalogProduction = "layers/04-applications/catalog/environments/production/"
	pricingProduction = "layers/04-applications/pricing/environments/production/"
	mailerProduction  = "layers/04-applications/mailer/environments/production/"
	shopProduction    = "layers/04-applications/shop/environments/production/"
)

var serviceMutations = []mutation{
	// Counts: nothing runs before the first deploy, and two never set the same number.
	{"a seed of one placeholder task", catalogProduction + "main.tf", `local.live ? var.desired_count : 0`, `local.live ? var.desired_count : 1`, "infrastructure_first"},
	{"a seed of one with autoscaling", shopProduction + "main.tf", `desired_count = 0`, `desired_count = 1`, "infrastructure_first"},
	{"the tag of the first deploy stays", catalogProduction + "main.tf", `local.live ? {} :`, `local.live && false ? {} :`, "first_deploy_makes_it_live"},
	{"the number of tasks ignored without autoscaling", catalogProduction + "main.tf", `deployment_circuit_breaker {`, "lifecycle {\n    ignore_changes = [desired_count]\n  }\n  deployment_circuit_breaker {", "terraform_tfvars_scales_it"},
	{"desired_count not ignored with autoscaling", shopProduction + "main.tf", `ignore_changes = [desired_count]`, `ignore_changes = [tags]`, "autoscaling_owns_the_number_of_tasks"},
	{"a scalable target before the first deploy", shopProduction + "autoscaling.tf", "resource \"aws_appautoscaling_target\" \"app\" {\n  count = local.live ? 1 : 0", "resource \"aws_appautoscaling_target\" \"app\" {\n  count = 1", "nothing_scales_before_the_first_deploy"},
	{"Terraform moves bounds that schedules moved", shopProduction + "autoscaling.tf", `ignore_changes = [min_capacity, max_capacity]`, `ignore_changes = []`, "terraform_leaves_the_bounds_to_them"},
	{"another service's scalable target", mailerProduction + "autoscaling.tf", `"service/${local.platform.cluster_name}/${aws_ecs_service.app.name}"`, `"service/${local.platform.cluster_name}"`, "first_deploy_registers_it"},
	{"resource label the wrong way round", shopProduction + "autoscaling.tf", `"${local.load_balancer.arn_suffix}/${aws_lb_target_group.app.arn_suffix}"`, `"${aws_lb_target_group.app.arn_suffix}/${local.load_balancer.arn_suffix}"`, "autoscaling_follows_the_load"},
	{"the whole queue instead of a task's share", mailerProduction + "autoscaling.tf", "return_data = true\n      }\n\n      metrics {\n        id          = \"waiting\"\n        return_data = false", "return_data = false\n      }\n\n      metrics {\n        id          = \"waiting\"\n        return_data = true", "autoscaling_follows_the_load"},

	// Schedules and sizes
	{"cron without a question mark", shopProduction + "schedules.tf", `cron(0 7 ? * MON-FRI *)`, `cron(0 7 * * MON-FRI *)`, "schedules_are_what_aws_takes"},
	{"a schedule's min above its max", shopProduction + "schedules.tf", `max      = 20`, `max      = 1`, "schedules_are_what_aws_takes"},
	{"min above max", shopProduction + "variables.tf", `var.max_capacity >= var.min_capacity && `, ``, "refuses_pairs_that_do_not_fit"},
	{"a scalable target that may sleep", shopProduction + "variables.tf", `var.min_capacity >= 1 && `, ``, "refuses_sizes_that_fargate_lacks"},
	{"memory that Fargate lacks", catalogProduction + "variables.tf", `contains(lookup(local.fargate_memory, tostring(var.cpu), [var.memory]), var.memory)`, `var.memory > 0`, "refuses_pairs_that_do_not_fit"},
	{"CPU that Fargate lacks", catalogProduction + "variables.tf", `contains(keys(local.fargate_memory), tostring(var.cpu))`, `var.cpu > 0`, "refuses_sizes_that_fargate_lacks"},

	{"sizes that wait for a deploy", catalogProduction + "main.tf", `deployment_circuit_breaker {`, "lifecycle {\n    ignore_changes = [task_definition]\n  }\n  deployment_circuit_breaker {", "sizes_arrive_by_the_apply"},

	// Deploys
	{"another image than the parameter's", catalogProduction + "main.tf", `data.aws_ssm_parameter.image.insecure_value`, `var.placeholder_image`, "the_image_is_that_of_the_last_deploy"},
	{"an image that a plan knows", catalogProduction + "main.tf", `depends_on = [terraform_data.shape]`, `depends_on = []`, "the_image_is_that_of_the_last_deploy"},
	{"a size that is no part of the shape", catalogProduction + "main.tf", `cpu            = var.cpu`, `cpu            = 256`, "the_image_is_that_of_the_last_deploy"},
	{"variables that are no part of the shape", catalogProduction + "main.tf", `container      = local.container`, `container      = {}`, "the_image_is_that_of_the_last_deploy"},
	{"circuit breaker off", catalogProduction + "main.tf", "enable   = true\n    rollback = true", "enable   = false\n    rollback = false", "a_failed_deploy_rolls_back"},
	{"a deploy that stops the old tasks first", catalogProduction + "main.tf", `deployment_minimum_healthy_percent = 100`, `deployment_minimum_healthy_percent = 0`, "a_failed_deploy_rolls_back"},
	{"old revisions deregistered", catalogProduction + "main.tf", `skip_destroy = true`, `skip_destroy = false`, "a_failed_deploy_rolls_back"},
	{"other capacity providers", shopProduction + "main.tf", "capacity_provider = \"FARGATE_SPOT\"\n    base              = 0\n    weight            = 3", "capacity_provider = \"FARGATE_SPOT\"\n    base              = 0\n    weight            = 4", "a_failed_deploy_rolls_back"},
	{"a command that leaks into real revisions", catalogProduction + "main.tf", `stopTimeout            = 30`, `command                = ["sleep", "60"]`, "infrastructure_first"},

	{"a container that nobody asks", catalogProduction + "main.tf", `["CMD", "/app/healthcheck"]`, `[]`, "a_task_is_well_when_its_application_says_so"},
	{"no time to start", catalogProduction + "main.tf", `startPeriod = 60`, `startPeriod = 0`, "a_task_is_well_when_its_application_says_so"},
	{"ECS Exec that finds no log group", "layers/04-applications/shop/environments/dev/iam.tf", `logs:DescribeLogGroups`, `logs:DescribeLogStreams`, "exec_opens_shells_and_records_them"},

	// Network
	{"public IP", catalogProduction + "main.tf", `assign_public_ip = false`, `assign_public_ip = true`, "tasks_stay_private"},
	{"tasks in public subnets", catalogProduction + "main.tf", `local.foundation.private_subnet_ids`, `["subnet-public"]`, "tasks_stay_private"},
	{"every port open to other services", pricingProduction + "network.tf", `to_port                      = 8080`, `to_port                      = 65535`, "tasks_stay_private"},
	{"a rule in the caller's own group", shopProduction + "callees.tf", `data.terraform_remote_state.catalog.outputs.security_group_id`, `aws_security_group.app.id`, "catalog_lets_it_in"},
	{"everybody behind one caller's rule", shopProduction + "callees.tf", `referenced_security_group_id = aws_security_group.app.id`, `referenced_security_group_id = local.foundation.security_group_app`, "catalog_lets_it_in"},
	{"every port of a callee", shopProduction + "callees.tf", `to_port                      = 8080`, `to_port                      = 65535`, "catalog_lets_it_in"},
	{"target group's name too long", catalogProduction + "network.tf", `, 0, 6)}"`, `, 0, 24)}"`, "infrastructure_first"},
	{"another place among the rules", shopProduction + "network.tf", `priority     = 16725`, `priority     = 16726`, "traffic_arrives"},
	{"a rule for every path below", shopProduction + "network.tf", `["/store", "/store/*"]`, `["/store*"]`, "traffic_arrives"},
	{"a validation that asks somebody else", catalogProduction + "network.tf", `HealthUrl = "https://${local.host}/health"`, `HealthUrl = "https://example.org/health"`, "traffic_arrives"},
	{"an internal service with another's address", pricingProduction + "outputs.tf", `"http://${local.name}.`, `"http://`, "other_services_find_it"},

	// Identity
	{"the same role twice", catalogProduction + "main.tf", `task_role_arn            = aws_iam_role.task.arn`, `task_role_arn            = aws_iam_role.execution.arn`, "each_role_is_its_own"},
	{"two roles of one name", catalogProduction + "iam.tf", `${local.environment}-task"`, `${local.environment}-execution"`, "each_role_is_its_own"},
	{"any repository of the owner deploys", shopProduction + "iam.tf", `"repo:acme/shop-web:environment:production"`, `"repo:acme/*:environment:production"`, "each_role_is_its_own"},
	{"any environment deploys", catalogProduction + "iam.tf", `"repo:acme/catalog:environment:production"`, `"repo:acme/catalog:*"`, "each_role_is_its_own"},
	{"tokens for another audience", catalogProduction + "iam.tf", `"token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"`, `"token.actions.githubusercontent.com:aud" = "anybody"`, "each_role_is_its_own"},
	{"roles passed to anything", catalogProduction + "iam.tf", `"iam:PassedToService" = "ecs-tasks.amazonaws.com"`, `"iam:PassedToService" = "*"`, "each_role_is_its_own"},

	// What is kept, seen and told
	{"tags that can be overwritten", catalogProduction + "main.tf", `"IMMUTABLE"`, `"MUTABLE"`, "images_and_logs_are_kept_safe"},
	{"logs kept for a week", catalogProduction + "main.tf", `retention_in_days = 365`, `retention_in_days = 7`, "images_and_logs_are_kept_safe"},
	{"a writable root file system", catalogProduction + "main.tf", `readonlyRootFilesystem = true`, `readonlyRootFilesystem = false`, "images_and_logs_are_kept_safe"},
	{"a database user for all", shopProduction + "database.tf", `:dbuser:${local.database.resource_id}/${local.database.name}"`, `:dbuser:${local.database.resource_id}/*"`, "logs_in_as_its_own_user_alone"},
	{"a dependency's address lost", shopProduction + "main.tf", `data.terraform_remote_state.pricing.outputs.service_url`, `"http://localhost"`, "what_the_application_sees"},
	{"an alarm that nobody hears", mailerProduction + "alarms.tf", `alarm_actions       = [local.platform.alarm_topic_arn]`, `alarm_actions       = []`, "cpu_rings"},
	{"an alarm of a service that sleeps", mailerProduction + "alarms.tf", `treat_missing_data  = "notBreaching"`, `treat_missing_data  = "breaching"`, "cpu_rings"},
	{"errors counted one by one", catalogProduction + "alarms.tf", `100 * errors / requests`, `errors`, "errors_ring"},
	{"errors without a floor", catalogProduction + "alarms.tf", `IF(errors >= 10, 100 * errors / requests, 0)`, `100 * errors / requests`, "errors_ring"},
	{"errors of the whole load balancer", catalogProduction + "alarms.tf", "TargetGroup  = aws_lb_target_group.app.arn_suffix\n", "", "errors_ring"},
	{"too many tasks ring", catalogProduction + "alarms.tf", `desired - running`, `running - desired`, "missing_tasks_ring"},
	{"tasks that no metric counts", catalogProduction + "alarms.tf", `ECS/ContainerInsights`, `AWS/ECS`, "missing_tasks_ring"},
	{"the average latency", catalogProduction + "alarms.tf", `extended_statistic  = "p99"`, `statistic           = "Average"`, "latency_rings"},
	{"another queue's age", mailerProduction + "alarms.tf", `.arn)[5]`, `.arn)[4]`, "queue_age_rings"},
}
