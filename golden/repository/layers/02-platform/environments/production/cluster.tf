resource "aws_ecs_cluster" "main" {
  name = "production-cluster"

  setting {
    name  = "containerInsights"
    value = "enabled"
  }

  # What people type in `aws ecs execute-command` is kept, encrypted.
  configuration {
    execute_command_configuration {
      kms_key_id = aws_kms_key.main.arn
      logging    = "OVERRIDE"

      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.execute_command.name
      }
    }
  }
}

# Each service names its own mix of the two; what names none runs on Fargate.
resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }
}

resource "aws_cloudwatch_log_group" "execute_command" {
  #checkov:skip=CKV_AWS_338:terraform.tfvars says how long; it starts with a year in production.
  name              = "/ecs/production/execute-command"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.main.arn
}
