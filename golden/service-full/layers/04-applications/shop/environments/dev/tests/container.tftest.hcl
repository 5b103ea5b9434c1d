# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

# What is asserted of ARNs is known once it is applied.
run "applied" {
  command   = apply
  state_key = "service"
}

run "a_failed_deploy_rolls_back" {
  command   = plan
  state_key = "service"

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
    condition = length(setsubtract(["FARGATE 1 1", "FARGATE_SPOT 0 3"], [
      for strategy in aws_ecs_service.app.capacity_provider_strategy : "${strategy.capacity_provider} ${strategy.base} ${strategy.weight}"
    ])) == 0
    error_message = "The capacity providers differ from the spec: the service would be replaced."
  }
}

run "images_and_logs_are_kept_safe" {
  command   = plan
  state_key = "service"

  assert {
    condition     = aws_ecr_repository.app.image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.app.image_scanning_configuration[0].scan_on_push
    error_message = "Nobody replaces an image under its tag, and each is scanned."
  }

  assert {
    condition     = aws_ecr_repository.app.encryption_configuration[0].kms_key == local.platform.kms_key_arn && aws_cloudwatch_log_group.app.kms_key_id == local.platform.kms_key_arn
    error_message = "The platform's key encrypts images and logs."
  }

  assert {
    condition     = aws_cloudwatch_log_group.app.retention_in_days >= 90
    error_message = "Logs are kept for 90 days at least."
  }
}

run "what_the_application_sees" {
  command   = plan
  state_key = "service"

  assert {
    condition = length(setsubtract(
      [for name, value in {
        ENVIRONMENT       = "dev"
        SERVICE_NAME      = "shop"
        PORT              = "9090"
        DATABASE_HOST     = "postgres.test"
        DATABASE_PORT     = "5432"
        CATALOG_URL       = "https://catalog.test"
        CATALOG_DISCOVERY = "arn:aws:servicediscovery:us-east-1:123456789012:service/catalog"
        PRICING_URL       = "https://pricing.test"
        PRICING_DISCOVERY = "arn:aws:servicediscovery:us-east-1:123456789012:service/pricing"
      } : "${name}=${value}"],
      flatten([
        for container in jsondecode(aws_ecs_task_definition.app.container_definitions) :
        [for each in container.environment : "${each.name}=${each.value}"] if container.name == "shop"
      ]),
    )) == 0
    error_message = "A variable that the application finds its way by is missing or leads elsewhere."
  }

  assert {
    condition = length(setsubtract(
      ["GREETING", "LOG_LEVEL"],
      flatten([
        for container in jsondecode(aws_ecs_task_definition.app.container_definitions) :
        [for each in container.environment : each.name] if container.name == "shop"
      ]),
    )) == 0
    error_message = "An environment variable of the spec is missing."
  }

  assert {
    condition = length(setsubtract(
      [for name, arn in {
        API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::"
        SALT    = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt"
      } : "${name}=${arn}"],
      flatten([
        for container in jsondecode(aws_ecs_task_definition.app.container_definitions) :
        [for each in container.secrets : "${each.name}=${each.valueFrom}"] if container.name == "shop"
      ]),
    )) == 0
    error_message = "A secret of the spec is missing or comes from elsewhere."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
