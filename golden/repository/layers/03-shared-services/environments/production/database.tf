# A one-off task that makes the database and the role of a service. Nothing else reads the master user's password. It is run by
# the workflow databases of acme/infrastructure alone, which tells it the service's database in DATABASE_NAME.
resource "aws_ecs_task_definition" "database" {
  family                   = "shared-services-production-database"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = aws_iam_role.database.arn

  # Services name the revision, and see a newer one with their next run.
  skip_destroy = true

  container_definitions = jsonencode([{
    name                   = "database"
    image                  = "public.ecr.aws/docker/library/postgres:17.11-bookworm@sha256:639ab7ceb90e13123085b741fb31ef493fba25463002f6da665352e7b534b652"
    essential              = true
    user                   = "65534"
    readonlyRootFilesystem = true
    entryPoint             = ["sh", "-c"]
    command                = [file("${path.module}/database.sh")]

    environment = [
      { name = "PGHOST", value = aws_db_instance.postgres.address },
      { name = "PGPORT", value = tostring(aws_db_instance.postgres.port) },
      { name = "PGUSER", value = aws_db_instance.postgres.username },
      { name = "PGDATABASE", value = "postgres" },
      { name = "PGCONNECT_TIMEOUT", value = "15" },

      # The image has no certificates of RDS. With channel binding it takes a server that knows the password to end TLS.
      { name = "PGSSLMODE", value = "require" },
      { name = "PGCHANNELBINDING", value = "require" },
    ]
    secrets = [{ name = "PGPASSWORD", valueFrom = "${one(aws_db_instance.postgres.master_user_secret[*].secret_arn)}:password::" }]

    mountPoints    = []
    portMappings   = []
    systemControls = []
    volumesFrom    = []

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.database.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "task"
      }
    }
  }])
}

resource "aws_cloudwatch_log_group" "database" {
  #checkov:skip=CKV_AWS_338:terraform.tfvars says how long; it starts with a year in production.
  name              = "/ecs/production/shared-services-database"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.postgres.arn
}

# Starts the task and reads the password. The task itself has no role.
resource "aws_iam_role" "database" {
  name        = "shared-services-production-database"
  description = "Starts the task that makes databases"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:ecs:us-east-1:${local.account_id}:*" }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "database" {
  role       = aws_iam_role.database.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_role_policy" "database" {
  name = "database"
  role = aws_iam_role.database.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "MasterPassword"
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = one(aws_db_instance.postgres.master_user_secret[*].secret_arn)
    }]
  })
}
