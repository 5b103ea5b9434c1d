# The service's database: its name, its role and the way in are the service's alone, and nobody has a password. It is made
# by a one-off task, which the workflow databases of acme/infrastructure runs.

locals {
  database = {
    name        = "shop"
    host        = local.shared_services.postgres_endpoint
    port        = local.shared_services.postgres.port
    resource_id = local.shared_services.postgres.resource_id
    task        = local.shared_services.postgres.database_task
  }
}

# The application logs in as this one user.
resource "aws_iam_role_policy" "database" {
  name = "database"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Connect"
      Effect   = "Allow"
      Action   = "rds-db:connect"
      Resource = "arn:aws:rds-db:us-east-1:${local.account_id}:dbuser:${local.database.resource_id}/${local.database.name}"
    }]
  })
}

# What the workflow looks for: which database is wanted, and which task makes it.
resource "aws_ssm_parameter" "database" {
  #checkov:skip=CKV_AWS_337:Names are no secrets.
  #checkov:skip=CKV2_AWS_34:Names are no secrets.
  name        = "/${local.environment}/${local.name}/database"
  description = "The database that ${local.name} wants"
  type        = "String"

  insecure_value = jsonencode({
    name            = local.database.name
    ready           = "${local.database.resource_id}/${local.database.name}"
    task            = local.database.task
    subnets         = local.foundation.private_subnet_ids
    security_groups = [aws_security_group.app.id, local.foundation.security_group_app]
  })
}

# Which one it has: the workflow writes it, and a deploy waits until it is the one above.
resource "aws_ssm_parameter" "database_ready" {
  #checkov:skip=CKV_AWS_337:Names are no secrets.
  #checkov:skip=CKV2_AWS_34:Names are no secrets.
  name           = "/${local.environment}/${local.name}/database-ready"
  description    = "The database that ${local.name} has, written by the workflow that makes it"
  type           = "String"
  insecure_value = "none"

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_iam_role_policy" "deploy_database" {
  name = "database"
  role = aws_iam_role.deploy.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Wait"
      Effect   = "Allow"
      Action   = "ssm:GetParameter"
      Resource = [aws_ssm_parameter.database.arn, aws_ssm_parameter.database_ready.arn]
    }]
  })
}
