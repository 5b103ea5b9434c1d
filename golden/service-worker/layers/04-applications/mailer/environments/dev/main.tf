locals {
  name        = "mailer"
  environment = "dev"

  # The service is live once a deploy has put a real image into the parameter. Until then it runs nothing.
  live = aws_ssm_parameter.image.insecure_value != var.placeholder_image
}

# The image that runs: deploys write it, Terraform reads it.
resource "aws_ssm_parameter" "image" {
  #checkov:skip=CKV_AWS_337:The name of an image is no secret.
  #checkov:skip=CKV2_AWS_34:The name of an image is no secret.
  name           = "/${local.environment}/${local.name}/image"
  description    = "Image of ${local.name}, written by its deploys"
  type           = "String"
  insecure_value = var.placeholder_image

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_ecr_repository" "app" {
  name                 = "${local.name}-${local.environment}"
  image_tag_mutability = "IMMUTABLE"

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = local.platform.kms_key_arn
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "app" {
  repository = aws_ecr_repository.app.name

  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep the newest images; a rollback needs an old one"
      selection = {
        tagStatus   = "any"
        countType   = "imageCountMoreThan"
        countNumber = 100
      }
      action = { type = "expire" }
    }]
  })
}

resource "aws_cloudwatch_log_group" "app" {
  #checkov:skip=CKV_AWS_338:The team chose to keep these logs for less than a year.
  name              = "/ecs/${local.environment}/${local.name}"
  retention_in_days = 30
  kms_key_id        = local.platform.kms_key_arn
}

locals {
  environment_variables = {
    ENVIRONMENT  = local.environment
    SERVICE_NAME = local.name

    QUEUE_JOBS_URL = local.shared_services.queues["jobs"].url

    # By computed name: these services need not be applied yet.
    PRICING_URL = "http://pricing.${local.platform.service_discovery_namespace}:8080"
  }

  # Where ECS finds what must not stand here.
  secrets = {}
}

locals {
  # The container, but for its image. Without a command: it would be carried on into the revisions of real images.
  container = {
    name                   = local.name
    essential              = true
    readonlyRootFilesystem = true
    stopTimeout            = 30

    mountPoints = [
      { sourceVolume = "writable-0", containerPath = "/tmp", readOnly = false },
    ]

    environment = [for name, value in local.environment_variables : { name = name, value = value }]
    secrets     = [for name, arn in local.secrets : { name = name, valueFrom = arn }]

    # The image brings the command. ECS overlooks a HEALTHCHECK of the Dockerfile.
    healthCheck = {
      command     = ["CMD", "/app/healthcheck"]
      interval    = 30
      timeout     = 5
      retries     = 3
      startPeriod = 60
    }

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = local.name
      }
    }
  }
}

# What a task is made of, but for its image.
resource "terraform_data" "shape" {
  input = {
    cpu            = var.cpu
    memory         = var.memory
    architecture   = "X86_64"
    execution_role = aws_iam_role.execution.arn
    task_role      = aws_iam_role.task.arn
    container      = local.container
  }
}

# The image that the last deploy wrote. While the shape changes, Terraform reads it during the apply and not before: a plan
# that waited for its approval while somebody deployed would put the image before that back.
data "aws_ssm_parameter" "image" {
  name       = aws_ssm_parameter.image.name
  depends_on = [terraform_data.shape]
}

# Deploys register further revisions of it with their image. What is changed here goes live by the apply.
resource "aws_ecs_task_definition" "app" {
  family                   = "${local.name}-${local.environment}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn

  # A service can't roll back to a revision that was deregistered.
  skip_destroy = true

  # The newest revision counts, which may be a deploy's.
  track_latest = true

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  volume {
    name = "writable-0"
  }

  container_definitions = jsonencode([merge(local.container, { image = data.aws_ssm_parameter.image.insecure_value })])
}

resource "aws_ecs_service" "app" {
  name            = local.name
  cluster         = local.platform.ecs_cluster_id
  task_definition = aws_ecs_task_definition.app.arn

  # The first deploy sets the number in the tag, from then on autoscaling does.
  desired_count = 0
  tags          = local.live ? {} : { desired-count = tostring(var.desired_count) }

  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "TASK_DEFINITION"
  wait_for_steady_state              = false

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # A change of capacity providers needs it. Each apply that changes the service starts all tasks anew.
  force_new_deployment = true
  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  network_configuration {
    subnets          = local.foundation.private_subnet_ids
    security_groups  = [aws_security_group.app.id, local.foundation.security_group_app]
    assign_public_ip = false
  }

  service_registries {
    registry_arn = aws_service_discovery_service.app.arn
  }

  lifecycle {
    # Autoscaling owns the number of tasks.
    ignore_changes = [desired_count]
  }
}
