# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  # Arguments that must be ARNs refuse a mock's random text.
  mock_resource "aws_ecs_task_definition" {
    defaults = {
      arn                  = "arn:aws:ecs:us-east-1:123456789012:task-definition/test:1"
      arn_without_revision = "arn:aws:ecs:us-east-1:123456789012:task-definition/test"
    }
  }

  mock_resource "aws_lb_target_group" {
    defaults = {
      arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/test/6d0ecf831eec9f09"
      arn_suffix = "targetgroup/test/6d0ecf831eec9f09"
    }
  }

  mock_resource "aws_service_discovery_service" {
    defaults = {
      arn = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-test"
    }
  }
}

override_resource {
  target = aws_iam_role.execution
  values = {
    arn = "arn:aws:iam::123456789012:role/test-execution"
  }
}

override_resource {
  target = aws_iam_role.task
  values = {
    arn = "arn:aws:iam::123456789012:role/test-task"
  }
}

override_data {
  target = data.terraform_remote_state.foundation
  values = {
    outputs = {
      vpc_id                = "vpc-test"
      private_subnet_ids    = ["subnet-private-a", "subnet-private-b"]
      alb_security_group_id = "sg-alb"
      security_group_app    = "sg-app"
    }
  }
}

override_data {
  target = data.terraform_remote_state.platform
  values = {
    outputs = {
      ecs_cluster_id                 = "arn:aws:ecs:us-east-1:123456789012:cluster/test-cluster"
      cluster_name                   = "test-cluster"
      cluster_arn                    = "arn:aws:ecs:us-east-1:123456789012:cluster/test-cluster"
      alb_arn_suffix                 = "app/main/50dc6c495c0c9188"
      https_listener_arn             = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/main/50dc6c495c0c9188/f2f7dc8efc522ab2"
      domain_name                    = "example.com"
      service_discovery_namespace_id = "ns-test"
      service_discovery_namespace    = "test.local"
      github_oidc_provider_arn       = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
      alarm_topic_arn                = "arn:aws:sns:us-east-1:123456789012:alarms"
      kms_key_arn                    = "arn:aws:kms:us-east-1:123456789012:key/test"
    }
  }
}

override_data {
  target = data.terraform_remote_state.shared_services
  values = {
    outputs = {
      postgres_endpoint = "postgres.test"
      postgres          = { endpoint = "postgres.test", port = 5432, db_name = "app", secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:postgres" }
      redis_endpoint    = "redis.test"
      redis             = { endpoint = "redis.test", port = 6379 }
      queues = {
        "jobs" = { url = "https://sqs.test/jobs", arn = "arn:aws:sqs:us-east-1:123456789012:test-jobs" }
      }
    }
  }
}

override_data {
  target = data.terraform_remote_state.catalog
  values = {
    outputs = {
      service_url           = "https://catalog.test"
      service_discovery_arn = "arn:aws:servicediscovery:us-east-1:123456789012:service/catalog"
    }
  }
}

override_data {
  target = data.terraform_remote_state.pricing
  values = {
    outputs = {
      service_url           = "https://pricing.test"
      service_discovery_arn = "arn:aws:servicediscovery:us-east-1:123456789012:service/pricing"
    }
  }
}

# Whatever terraform.tfvars says, the tests scale between these.
variables {
  desired_count = 3
  cpu           = 512
  memory        = 1024
  min_capacity  = 2
  max_capacity  = 6
}

run "infrastructure_first" {
  command = apply

  assert {
    condition     = !output.live && aws_ecs_service.app.desired_count == 0
    error_message = "Before the first deploy no task runs."
  }

  assert {
    condition     = aws_ecs_service.app.tags["desired-count"] == "3"
    error_message = "The tag desired-count tells the first deploy how many tasks to start."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.app.container_definitions)[0].image == var.placeholder_image
    error_message = "Before the first deploy the image is the placeholder."
  }

  assert {
    condition     = !contains(keys(jsondecode(aws_ecs_task_definition.app.container_definitions)[0]), "command")
    error_message = "A command would be carried on into the revisions of real images."
  }

  assert {
    condition     = length(aws_appautoscaling_target.app) == 0 && length(aws_appautoscaling_scheduled_action.app) == 0
    error_message = "A scalable target or a schedule would start placeholder tasks."
  }

  assert {
    condition     = length(aws_appautoscaling_policy.cpu) == 0
    error_message = "A policy needs a target."
  }
}

run "tasks_stay_private" {
  command = plan

  assert {
    condition     = !aws_ecs_service.app.network_configuration[0].assign_public_ip && toset(aws_ecs_service.app.network_configuration[0].subnets) == toset(["subnet-private-a", "subnet-private-b"])
    error_message = "Tasks run in private subnets and have no public address."
  }

  assert {
    condition     = toset(aws_ecs_service.app.network_configuration[0].security_groups) == toset([aws_security_group.app.id, "sg-app"])
    error_message = "Tasks wear their own group and the one for all applications."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.load_balancer.referenced_security_group_id == "sg-alb" && aws_vpc_security_group_ingress_rule.load_balancer.from_port == 9090 && aws_vpc_security_group_ingress_rule.load_balancer.to_port == 9090
    error_message = "The load balancer reaches the tasks on their port, and on no other."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.applications.referenced_security_group_id == "sg-app" && aws_vpc_security_group_ingress_rule.applications.from_port == 9090 && aws_vpc_security_group_ingress_rule.applications.to_port == 9090
    error_message = "Other services reach the tasks on their port, and on no other."
  }
}

run "a_failed_deploy_rolls_back" {
  command = plan

  assert {
    condition     = aws_ecs_service.app.deployment_circuit_breaker[0].enable && aws_ecs_service.app.deployment_circuit_breaker[0].rollback
    error_message = "The circuit breaker ends a deploy whose tasks don't start, and rolls it back."
  }

  assert {
    condition     = aws_ecs_service.app.deployment_minimum_healthy_percent == 100 && aws_ecs_service.app.deployment_maximum_percent == 200
    error_message = "A deploy starts new tasks before it stops old ones."
  }

  assert {
    condition     = aws_ecs_task_definition.app.skip_destroy && aws_ecs_task_definition.app.track_latest
    error_message = "Old revisions stay, as a rollback needs them; the newest one counts."
  }

  assert {
    condition = toset([
      for strategy in aws_ecs_service.app.capacity_provider_strategy : "${strategy.capacity_provider} ${strategy.base} ${strategy.weight}"
    ]) == toset(["FARGATE 1 1", "FARGATE_SPOT 0 3"])
    error_message = "The capacity providers differ from the spec: the service would be replaced."
  }
}

run "traffic_arrives" {
  command = plan

  assert {
    condition     = length(aws_lb_target_group.app.name) <= 32 && startswith(aws_lb_target_group.app.name, "shop-dev-")
    error_message = "A target group's name has at most 32 characters."
  }

  assert {
    condition     = aws_lb_listener_rule.app.listener_arn == local.load_balancer.https_listener_arn && aws_lb_listener_rule.app.priority == 16725
    error_message = "The rule stands at the place that the spec gives it, on the HTTPS listener."
  }

  assert {
    condition     = aws_lb_listener_rule.app.action[0].target_group_arn == aws_lb_target_group.app.arn && one(aws_ecs_service.app.load_balancer).target_group_arn == aws_lb_target_group.app.arn
    error_message = "Rule and tasks belong to the same target group."
  }

  assert {
    condition     = flatten([for condition in aws_lb_listener_rule.app.condition : flatten(condition.host_header[*].values)]) == ["shop.dev.acme.dev"]
    error_message = "The rule takes the service's host name only."
  }

  assert {
    condition     = toset(flatten([for condition in aws_lb_listener_rule.app.condition : flatten(condition.path_pattern[*].values)])) == toset(["/store", "/store/*"])
    error_message = "The rule takes the service's path only."
  }

  assert {
    condition     = output.service_url == "https://shop.dev.acme.dev/store"
    error_message = "service_url is where clients reach the service."
  }
}

run "each_role_is_its_own" {
  command = plan

  assert {
    condition     = aws_ecs_task_definition.app.execution_role_arn == "arn:aws:iam::123456789012:role/test-execution" && aws_ecs_task_definition.app.task_role_arn == "arn:aws:iam::123456789012:role/test-task"
    error_message = "The application has another role than ECS has for starting it."
  }

  assert {
    condition     = length(distinct([aws_iam_role.execution.name, aws_iam_role.task.name, aws_iam_role.deploy.name])) == 3
    error_message = "Starting, running and deploying are three roles."
  }

  assert {
    condition = setunion(
      try(jsondecode(aws_iam_role.deploy.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"], []),
      try(jsondecode(aws_iam_role.deploy.assume_role_policy).Statement[0].Condition.StringLike["token.actions.githubusercontent.com:sub"], []),
      ) == toset([
        "repo:acme/shop-web:environment:dev",
        "repo:acme@4021/shop-web@7719:environment:dev",
    ])
    error_message = "Only the application repository deploys, and only from its environment dev."
  }

  assert {
    condition     = jsondecode(aws_iam_role.deploy.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
    error_message = "Tokens made for somebody else than AWS open nothing."
  }

  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.deploy.policy).Statement : statement.Condition.StringEquals["iam:PassedToService"] if statement.Action == "iam:PassRole"
    ] == ["ecs-tasks.amazonaws.com"]
    error_message = "A deploy passes the roles to ECS tasks only."
  }
}

run "images_and_logs_are_kept_safe" {
  command = plan

  assert {
    condition     = aws_ecr_repository.app.image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.app.image_scanning_configuration[0].scan_on_push
    error_message = "Nobody replaces an image under its tag, and each is scanned."
  }

  assert {
    condition     = aws_ecr_repository.app.encryption_configuration[0].kms_key == local.platform.kms_key_arn && aws_cloudwatch_log_group.app.kms_key_id == local.platform.kms_key_arn
    error_message = "The platform's key encrypts images and logs."
  }

  assert {
    condition     = aws_cloudwatch_log_group.app.retention_in_days == 90
    error_message = "Logs are kept for 90 days."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.app.container_definitions)[0].readonlyRootFilesystem == false && aws_ecs_service.app.enable_execute_command == true
    error_message = "What may write to the container or open a shell in it, the spec says."
  }
}

run "what_the_application_sees" {
  command = plan

  assert {
    condition = { for variable in jsondecode(aws_ecs_task_definition.app.container_definitions)[0].environment : variable.name => variable.value } == {
      ENVIRONMENT         = "dev"
      SERVICE_NAME        = "shop"
      PORT                = "9090"
      DATABASE_HOST       = "postgres.test"
      DATABASE_PORT       = "5432"
      DATABASE_NAME       = "app"
      DATABASE_SECRET_ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:postgres"
      REDIS_HOST          = "redis.test"
      REDIS_PORT          = "6379"
      QUEUE_JOBS_URL      = "https://sqs.test/jobs"
      CATALOG_URL         = "https://catalog.test"
      CATALOG_DISCOVERY   = "arn:aws:servicediscovery:us-east-1:123456789012:service/catalog"
      PRICING_URL         = "https://pricing.test"
      PRICING_DISCOVERY   = "arn:aws:servicediscovery:us-east-1:123456789012:service/pricing"
      GREETING            = "Say \"hello\" to $${name} \\"
      LOG_LEVEL           = "debug"
    }
    error_message = "The environment variables differ from the spec."
  }

  assert {
    condition = { for secret in jsondecode(aws_ecs_task_definition.app.container_definitions)[0].secrets : secret.name => secret.valueFrom } == {
      API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::"
      SALT    = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt"
    }
    error_message = "The secrets differ from the spec."
  }
}

run "alarms_reach_somebody" {
  command = plan

  assert {
    condition = alltrue([
      for alarm in [aws_cloudwatch_metric_alarm.cpu, aws_cloudwatch_metric_alarm.memory, aws_cloudwatch_metric_alarm.errors, aws_cloudwatch_metric_alarm.unhealthy, aws_cloudwatch_metric_alarm.queue_age] :
      alarm.alarm_actions == toset([local.platform.alarm_topic_arn]) && alarm.treat_missing_data == "notBreaching"
    ])
    error_message = "Alarms go to the platform's topic, and none rings because no task runs."
  }
}

run "refuses_sizes_that_fargate_lacks" {
  command = plan

  variables {
    desired_count = -1
    cpu           = 300
    min_capacity  = 0
  }

  expect_failures = [var.desired_count, var.cpu, var.min_capacity]
}

run "refuses_pairs_that_do_not_fit" {
  command = plan

  variables {
    cpu          = 256
    memory       = 4096
    min_capacity = 7
  }

  expect_failures = [var.memory, var.max_capacity]
}

# A mock can't write the parameter as a deploy does. Another placeholder has the same effect: the two differ.
run "first_deploy_makes_it_live" {
  command = apply

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition     = output.live && length(aws_ecs_service.app.tags) == 0
    error_message = "With a real image the service is live, and the tag of the first deploy goes."
  }

  assert {
    condition     = length(aws_appautoscaling_target.app) == 1 && aws_appautoscaling_target.app[0].resource_id == "service/test-cluster/shop"
    error_message = "A live service is registered for autoscaling."
  }

  assert {
    condition     = aws_appautoscaling_target.app[0].min_capacity == 2 && aws_appautoscaling_target.app[0].max_capacity == 6
    error_message = "Autoscaling starts with the bounds of terraform.tfvars."
  }
}

run "autoscaling_owns_the_number_of_tasks" {
  command = plan

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
    desired_count     = 20
    min_capacity      = 4
  }

  assert {
    condition     = aws_ecs_service.app.desired_count == 0 && strcontains(file("main.tf"), "ignore_changes = [desired_count, task_definition]")
    error_message = "Terraform never sets the number of tasks of a service that scales itself."
  }

  assert {
    condition     = aws_appautoscaling_target.app[0].min_capacity == 2
    error_message = "Terraform leaves alone the bounds that schedules move."
  }
}

run "autoscaling_follows_the_load" {
  command = plan

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition     = aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].target_value == 60 && aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type == "ECSServiceAverageCPUUtilization"
    error_message = "CPU is steered to 60 %."
  }

  assert {
    condition     = aws_appautoscaling_policy.memory[0].target_tracking_scaling_policy_configuration[0].target_value == 70
    error_message = "Memory is steered to 70 %."
  }

  assert {
    condition     = aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].target_value == 500 && aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].resource_label == "app/main/50dc6c495c0c9188/targetgroup/test/6d0ecf831eec9f09"
    error_message = "Requests are counted at the service's load balancer and target group."
  }

  assert {
    condition = flatten([
      for metric in aws_appautoscaling_policy.backlog[0].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics : [for dimension in try(metric.metric_stat[0].metric[0].dimensions, []) : dimension.value if dimension.name == "QueueName"]
    ]) == ["test-jobs"]
    error_message = "The backlog is that of queue jobs."
  }

  assert {
    condition     = [for metric in aws_appautoscaling_policy.backlog[0].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics : metric.id if metric.return_data] == ["backlog"]
    error_message = "Autoscaling follows the backlog of a task, not the whole queue."
  }
}

run "schedules_are_what_aws_takes" {
  command = plan

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition     = toset(keys(aws_appautoscaling_scheduled_action.app)) == toset(["business_hours", "new_year", "night"])
    error_message = "Each schedule of the spec is an action."
  }

  assert {
    condition = alltrue([
      for action in aws_appautoscaling_scheduled_action.app : can(regex("^(at|rate)\\([^()]+\\)$", action.schedule)) || can(regex("^cron\\([^ ?]+ [^ ?]+ ([?] [^ ?]+ [^ ?]+|[^ ?]+ [^ ?]+ [?]) [^ ?]+\\)$", action.schedule))
    ])
    error_message = "AWS cron has six fields, and a question mark for exactly one of the two days."
  }

  assert {
    condition = alltrue([
      for action in aws_appautoscaling_scheduled_action.app : action.scalable_target_action[0].min_capacity <= action.scalable_target_action[0].max_capacity
    ])
    error_message = "Each action sets both bounds."
  }

  assert {
    condition = anytrue([
      for action in aws_appautoscaling_scheduled_action.app : action.scalable_target_action[0].min_capacity > 0
    ])
    error_message = "One action at least leaves the service awake."
  }
}

run "deploys_never_touch_terraform" {
  command = plan

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
    cpu               = 1024
    memory            = 2048
  }

  # A mock would change the revision in place; AWS makes a new one.
  plan_options {
    replace = [aws_ecs_task_definition.app]
  }

  assert {
    condition     = aws_ecs_service.app.task_definition == "arn:aws:ecs:us-east-1:123456789012:task-definition/test:1"
    error_message = "The service keeps the revision of its last deploy, whatever Terraform registers."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.app.container_definitions)[0].image != var.placeholder_image
    error_message = "Terraform registers the image that a deploy has put into the parameter."
  }
}
