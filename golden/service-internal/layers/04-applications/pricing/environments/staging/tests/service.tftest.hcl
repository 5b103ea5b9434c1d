# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  # Arguments that must be ARNs refuse a mock's random text.
  mock_resource "aws_ecs_task_definition" {
    defaults = {
      arn                  = "arn:aws:ecs:us-east-1:123456789012:task-definition/test:1"
      arn_without_revision = "arn:aws:ecs:us-east-1:123456789012:task-definition/test"
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

# Whatever terraform.tfvars says, the tests scale between these.
variables {
  desired_count = 3
  cpu           = 512
  memory        = 1024
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
    condition     = aws_vpc_security_group_ingress_rule.applications.referenced_security_group_id == "sg-app" && aws_vpc_security_group_ingress_rule.applications.from_port == 8080 && aws_vpc_security_group_ingress_rule.applications.to_port == 8080
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
    ]) == toset(["FARGATE 0 1"])
    error_message = "The capacity providers differ from the spec: the service would be replaced."
  }
}

run "other_services_find_it" {
  command = plan

  assert {
    condition     = output.service_url == "http://pricing.test.local:8080"
    error_message = "service_url is the service's name in the namespace, with its port."
  }

  assert {
    condition     = length(aws_ecs_service.app.load_balancer) == 0
    error_message = "An internal service stands behind no load balancer."
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
        "repo:acme/pricing:environment:staging",
        "repo:acme@*/pricing@*:environment:staging",
    ])
    error_message = "Only the application repository deploys, and only from its environment staging."
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
    condition     = aws_cloudwatch_log_group.app.retention_in_days == 30
    error_message = "Logs are kept for 30 days."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.app.container_definitions)[0].readonlyRootFilesystem == true && aws_ecs_service.app.enable_execute_command == false
    error_message = "What may write to the container or open a shell in it, the spec says."
  }
}

run "what_the_application_sees" {
  command = plan

  assert {
    condition = { for variable in jsondecode(aws_ecs_task_definition.app.container_definitions)[0].environment : variable.name => variable.value } == {
      ENVIRONMENT  = "staging"
      SERVICE_NAME = "pricing"
      PORT         = "8080"
    }
    error_message = "The environment variables differ from the spec."
  }
}

run "alarms_reach_somebody" {
  command = plan

  assert {
    condition = alltrue([
      for alarm in [aws_cloudwatch_metric_alarm.cpu, aws_cloudwatch_metric_alarm.memory] :
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
  }

  expect_failures = [var.desired_count, var.cpu]
}

run "refuses_pairs_that_do_not_fit" {
  command = plan

  variables {
    cpu    = 256
    memory = 4096
  }

  expect_failures = [var.memory]
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
    condition     = aws_ecs_service.app.desired_count == 3
    error_message = "A live service has the tasks that terraform.tfvars says."
  }
}

run "terraform_tfvars_scales_it" {
  command = plan

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
    desired_count     = 20
  }

  assert {
    condition     = aws_ecs_service.app.desired_count == 20
    error_message = "Another desired_count is another number of tasks."
  }

  # So after an emergency command to 20 and desired_count = 20 the next plan has nothing to change.
  assert {
    condition     = length(aws_ecs_service.app.tags) == 0
    error_message = "On a live service nothing but the number of tasks follows desired_count."
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
