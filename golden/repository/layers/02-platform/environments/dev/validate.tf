# For the workflow validate of acme/infrastructure, which looks whether what was applied is well: it reads, and changes nothing.
resource "aws_iam_role" "validate" {
  name        = "dev-validate"
  description = "Looks whether dev is well, from acme/infrastructure"

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

resource "aws_iam_role_policy" "validate" {
  #checkov:skip=CKV_AWS_355:Finding resources by their tags, and alarms by their state, knows no resources.
  name = "validate"
  role = aws_iam_role.validate.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Find"
        Effect   = "Allow"
        Action   = ["cloudwatch:DescribeAlarms", "tag:GetResources"]
        Resource = "*"
      },
      {
        Sid      = "Services"
        Effect   = "Allow"
        Action   = "ecs:DescribeServices"
        Resource = "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${aws_ecs_cluster.main.name}/*"
      },
    ]
  })
}
