# Offline: `terraform init -backend=false && terraform test`. No account, no credentials.
# A file of tests guards the .tf files that its runs name, and goes when those go. What you add turns none of them red.
# Every run plans only: after an apply prevent_destroy would stop Terraform from cleaning up.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "cluster_has_the_name_that_commands_use" {
  command = plan

  assert {
    condition     = output.cluster_name == "production-cluster"
    error_message = "Emergency commands and deploys name the cluster production-cluster."
  }
}

run "cluster_offers_fargate_and_spot" {
  command = plan

  assert {
    condition     = length(setsubtract(["FARGATE", "FARGATE_SPOT"], aws_ecs_cluster_capacity_providers.main.capacity_providers)) == 0
    error_message = "Services choose between Fargate and Fargate Spot."
  }

  assert {
    condition     = !contains(aws_ecs_cluster_capacity_providers.main.default_capacity_provider_strategy[*].capacity_provider, "FARGATE_SPOT")
    error_message = "What names no capacity provider must not land on Spot."
  }
}

run "cluster_is_watched" {
  command = plan

  assert {
    condition     = contains(["enabled", "enhanced"], one([for setting in aws_ecs_cluster.main.setting : setting.value if setting.name == "containerInsights"]))
    error_message = "Without Container Insights nobody sees how many tasks run."
  }
}

run "commands_in_containers_are_logged_encrypted" {
  command = plan

  variables {
    log_retention_days = 90
  }

  assert {
    condition     = aws_ecs_cluster.main.configuration[0].execute_command_configuration[0].logging == "OVERRIDE"
    error_message = "ECS Exec logs where this layer says."
  }

  assert {
    condition     = aws_ecs_cluster.main.configuration[0].execute_command_configuration[0].log_configuration[0].cloud_watch_encryption_enabled
    error_message = "What people type in ECS Exec is encrypted."
  }

  assert {
    condition     = aws_cloudwatch_log_group.execute_command.retention_in_days == 90
    error_message = "Logs are kept as long as terraform.tfvars says."
  }
}

run "services_find_each_other_inside_the_network" {
  command = plan

  assert {
    condition     = output.service_discovery_namespace == "production.internal"
    error_message = "Other services' addresses end in production.internal."
  }

  assert {
    condition     = aws_service_discovery_private_dns_namespace.main.vpc == "vpc-test"
    error_message = "The namespace belongs to the foundation's network."
  }
}

# Each of them has to be refused.
run "refuses_numbers_that_aws_lacks" {
  command = plan

  variables {
    log_retention_days        = 100
    access_log_retention_days = 0
    alb_idle_timeout          = 4001
    alb_5xx_threshold         = 0
  }

  expect_failures = [
    var.log_retention_days,
    var.access_log_retention_days,
    var.alb_idle_timeout,
    var.alb_5xx_threshold,
  ]
}
