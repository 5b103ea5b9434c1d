# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

# What is asserted of ARNs is known once it is applied.
run "applied" {
  command = apply
}

run "a_failed_deploy_rolls_back" {
  command = plan

  assert {
    condition     = aws_ecs_service.app.deployment_circuit_breaker[0].enable && aws_ecs_service.app.deployment_circuit_breaker[0].rollback
    error_message = "The circuit breaker ends a deploy whose tasks don't start, and rolls it back."
  }

  assert {
    condition     = aws_ecs_service.app.deployment_minimum_healthy_percent >= 100 && aws_ecs_service.app.deployment_maximum_percent > 100
    error_message = "A deploy starts new tasks before it stops old ones."
  }

  assert {
    condition     = aws_ecs_task_definition.app.skip_destroy && aws_ecs_task_definition.app.track_latest
    error_message = "Old revisions stay, as a rollback needs them; the newest one counts."
  }

  assert {
    condition = length(setsubtract(["FARGATE 0 1"], [
      for strategy in aws_ecs_service.app.capacity_provider_strategy : "${strategy.capacity_provider} ${strategy.base} ${strategy.weight}"
    ])) == 0
    error_message = "The capacity providers differ from the spec: the service would be replaced."
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
    condition     = aws_cloudwatch_log_group.app.retention_in_days >= 30
    error_message = "Logs are kept for 30 days at least."
  }

  assert {
    condition     = one([for container in jsondecode(aws_ecs_task_definition.app.container_definitions) : container if container.name == "mailer"]).readonlyRootFilesystem
    error_message = "The container writes to writable_paths only."
  }

  assert {
    condition     = !aws_ecs_service.app.enable_execute_command
    error_message = "Nobody opens a shell in a task."
  }
}

run "what_the_application_sees" {
  command = plan

  assert {
    condition = length(setsubtract(
      [for name, value in {
        ENVIRONMENT  = "dev"
        SERVICE_NAME = "mailer"
        PRICING_URL  = "http://pricing.test.local:8080"
      } : "${name}=${value}"],
      flatten([
        for container in jsondecode(aws_ecs_task_definition.app.container_definitions) :
        [for each in container.environment : "${each.name}=${each.value}"] if container.name == "mailer"
      ]),
    )) == 0
    error_message = "A variable that the application finds its way by is missing or leads elsewhere."
  }
}
