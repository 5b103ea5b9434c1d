locals {
  name        = "shop"
  environment = "staging"

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

# The environment behind this one is in another account: its deploys take the image from here.
resource "aws_ecr_repository_policy" "app" {
  repository = aws_ecr_repository.app.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Promote"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::222222222222:root" }
      Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"]
      Condition = { ArnEquals = { "aws:PrincipalArn" = "arn:aws:iam::222222222222:role/${local.name}-production-deploy" } }
    }]
  })
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
        countNumber = 50
      }
      action = { type = "expire" }
    }]
  })
}

resource "aws_cloudwatch_log_group" "app" {
  #checkov:skip=CKV_AWS_338:The team chose to keep these logs for less than a year.
  name              = "/ecs/${local.environment}/${local.name}"
  retention_in_days = 90
  kms_key_id        = local.platform.kms_key_arn
}

locals {
  environment_variables = {
    ENVIRONMENT  = local.environment
    SERVICE_NAME = local.name
    PORT         = "9090"

    # There is no password: each connection logs in by a token that the task's role signs.
    DATABASE_HOST = local.database.host
    DATABASE_PORT = tostring(local.database.port)
    DATABASE_NAME = local.database.name
    DATABASE_USER = local.database.name

    # Without a password: the application signs a token with its role, for this user of the cache of this name.
    REDIS_HOST       = local.shared_services.redis_endpoint
    REDIS_PORT       = tostring(local.shared_services.redis.port)
    REDIS_NAME       = local.shared_services.redis.name
    REDIS_USER       = aws_elasticache_user.cache.user_name
    REDIS_KEY_PREFIX = local.cache_prefix

    QUEUE_JOBS_URL = local.shared_services.queues["jobs"].url

    BUCKET_REPORTS = aws_s3_bucket.reports.bucket
    BUCKET_UPLOADS = aws_s3_bucket.uploads.bucket

    TABLE_ORDERS = aws_dynamodb_table.orders.name

    CATALOG_URL       = data.terraform_remote_state.catalog.outputs.service_url
    CATALOG_DISCOVERY = data.terraform_remote_state.catalog.outputs.service_discovery_arn
    PRICING_URL       = data.terraform_remote_state.pricing.outputs.service_url
    PRICING_DISCOVERY = data.terraform_remote_state.pricing.outputs.service_discovery_arn

    GREETING  = "Say \"hello\" to $${name} \\"
    LOG_LEVEL = "debug"
  }

  # Where ECS finds what must not stand here.
  secrets = {
    API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::"
    SALT    = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt"
  }
}

locals {
  # The container, but for its image. Without a command: it would be carried on into the revisions of real images.
  container = {
    name                   = local.name
    essential              = true
    readonlyRootFilesystem = false
    stopTimeout            = 60

    portMappings = [{
      containerPort = 9090
      hostPort      = 9090
      protocol      = "tcp"
    }]

    mountPoints = [
      { sourceVolume = "writable-0", containerPath = "/tmp", readOnly = false },
      { sourceVolume = "writable-1", containerPath = "/var/cache/shop", readOnly = false },
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
    architecture   = "ARM64"
    storage        = 40
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
  #checkov:skip=CKV_AWS_336:ECS Exec writes to the root file system.
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
    cpu_architecture        = "ARM64"
  }

  ephemeral_storage {
    size_in_gib = 40
  }

  volume {
    name = "writable-0"
  }

  volume {
    name = "writable-1"
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
  health_check_grace_period_seconds  = 120
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = true
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
    base              = 1
    weight            = 1
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    base              = 0
    weight            = 3
  }

  network_configuration {
    subnets          = local.foundation.private_subnet_ids
    security_groups  = [aws_security_group.app.id, local.foundation.security_group_app]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.app.arn
    container_name   = local.name
    container_port   = 9090
  }

  service_registries {
    registry_arn = aws_service_discovery_service.app.arn
  }

  lifecycle {
    # Autoscaling owns the number of tasks.
    ignore_changes = [desired_count]
  }

  # A target group that no listener knows takes no tasks.
  depends_on = [aws_lb_listener_rule.app]
}
