# For the workflow databases of acme/infrastructure, which runs the one-off tasks that make services' databases and roles. Only
# this role may: whoever runs a task may give it another command, and these start with a master user's password. Such
# tasks, and the roles that start them, have names that end in -production-database.
resource "aws_iam_role" "databases" {
  name        = "production-databases"
  description = "Makes services' databases, from acme/infrastructure"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = local.github_oidc_provider_arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }

        # What runs on the branch that is applied, and no pull request. GitHub sends the form with IDs for repositories
        # made, renamed or moved since July 2026.
        StringLike = {
          "token.actions.githubusercontent.com:sub" = [
            "repo:acme/infrastructure:ref:refs/heads/main",
            "repo:acme@*/infrastructure@*:ref:refs/heads/main",
          ]
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "databases" {
  name = "databases"
  role = aws_iam_role.databases.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # /production/SERVICE/database says which database a service wants, and database-ready which one it has.
        Sid      = "Find"
        Effect   = "Allow"
        Action   = "ssm:GetParametersByPath"
        Resource = ["arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter/production", "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter/production/*"]
      },
      {
        Sid      = "Note"
        Effect   = "Allow"
        Action   = "ssm:PutParameter"
        Resource = "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter/production/*/database-ready"
      },
      {
        Sid       = "Run"
        Effect    = "Allow"
        Action    = "ecs:RunTask"
        Resource  = "arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/*-production-database:*"
        Condition = { ArnEquals = { "ecs:cluster" = aws_ecs_cluster.main.arn } }
      },
      {
        Sid       = "Wait"
        Effect    = "Allow"
        Action    = "ecs:DescribeTasks"
        Resource  = "arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${aws_ecs_cluster.main.name}/*"
        Condition = { ArnEquals = { "ecs:cluster" = aws_ecs_cluster.main.arn } }
      },
      {
        Sid       = "PassRole"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = "arn:${local.partition}:iam::${local.account_id}:role/*-production-database"
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
    ]
  })
}
