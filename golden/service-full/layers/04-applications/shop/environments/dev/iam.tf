locals {
  account_id = split(":", local.platform.cluster_arn)[4]

  # Only tasks of this account and region may take a role.
  assumed_by_tasks = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:aws:ecs:us-east-1:${local.account_id}:*" }
      }
    }]
  })
}

# What ECS needs to start a task: pull the image, write logs, read the secrets.
resource "aws_iam_role" "execution" {
  name               = "${local.name}-${local.environment}-execution"
  assume_role_policy = local.assumed_by_tasks
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_role_policy" "secrets" {
  name = "secrets"
  role = aws_iam_role.execution.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = ["secretsmanager:GetSecretValue", "ssm:GetParameters"]
        Resource = [
          "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf",
          "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt",
        ]
      },
      {
        Effect = "Allow"
        Action = "kms:Decrypt"
        Resource = [
          local.platform.kms_key_arn,
          "arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000",
        ]
      },
    ]
  })
}

# What the application itself may do.
resource "aws_iam_role" "task" {
  name               = "${local.name}-${local.environment}-task"
  assume_role_policy = local.assumed_by_tasks
}

resource "aws_iam_role_policy_attachment" "task" {
  for_each = toset([
    "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
  ])

  role       = aws_iam_role.task.name
  policy_arn = each.key
}

resource "aws_iam_role_policy" "task" {
  #checkov:skip=CKV_AWS_290:The session's channels have no resources to name.
  #checkov:skip=CKV_AWS_355:The session's channels have no resources to name.
  name = "task"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Exec"
        Effect = "Allow"
        Action = [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ]
        Resource = "*"
      },
      {
        # The agent looks for the log group before it records anything, and nobody can describe one alone.
        Sid      = "ExecLogGroups"
        Effect   = "Allow"
        Action   = "logs:DescribeLogGroups"
        Resource = "*"
      },
      {
        # What people type is recorded in the cluster's log group, encrypted.
        Sid      = "ExecRecord"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "arn:aws:logs:us-east-1:${local.account_id}:log-group:/ecs/${local.environment}/execute-command:*"
      },
      {
        Sid      = "ExecKey"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = local.platform.kms_key_arn
      },
    ]
  })
}

# What the deploy workflow of the application repository may do, and nobody else's.
resource "aws_iam_role" "deploy" {
  name = "${local.name}-${local.environment}-deploy"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = local.platform.github_oidc_provider_arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        # GitHub sends the form with IDs for repositories made, renamed or moved since July 2026.
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = [
            "repo:acme/shop-web:environment:dev",
            "repo:acme@4021/shop-web@7719:environment:dev",
          ]
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "deploy" {
  #checkov:skip=CKV_AWS_290:Logging in to ECR and registering a task definition know no resources.
  #checkov:skip=CKV_AWS_355:Logging in to ECR and registering a task definition know no resources.
  name = "deploy"
  role = aws_iam_role.deploy.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Register"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken", "ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"]
        Resource = "*"
      },
      {
        Sid       = "Tag"
        Effect    = "Allow"
        Action    = "ecs:TagResource"
        Resource  = "${aws_ecs_task_definition.app.arn_without_revision}:*"
        Condition = { StringEquals = { "ecs:CreateAction" = "RegisterTaskDefinition" } }
      },
      {
        Sid       = "PassRoles"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = [aws_iam_role.execution.arn, aws_iam_role.task.arn]
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
      {
        Sid      = "Deploy"
        Effect   = "Allow"
        Action   = ["ecs:DescribeServices", "ecs:ListServiceDeployments", "ecs:ListTagsForResource", "ecs:UpdateService"]
        Resource = aws_ecs_service.app.id
      },
      {
        Sid      = "Image"
        Effect   = "Allow"
        Action   = ["ssm:GetParameter", "ssm:PutParameter"]
        Resource = aws_ssm_parameter.image.arn
      },
      {
        Sid    = "Push"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:DescribeImages",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ]
        Resource = aws_ecr_repository.app.arn
      },
    ]
  })
}
