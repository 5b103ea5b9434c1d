# Two roles for each environment: whoever opens a pull request starts a plan, so the plan's role cannot change anything.

resource "aws_iam_role" "dev_plan" {
  name        = "terraform-dev-plan"
  description = "Terraform Cloud runs of dev, phase plan"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Federated = local.terraform_cloud }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "app.terraform.io:aud" = "aws.workload.identity"
          }
          StringLike = {
            "app.terraform.io:sub" = "organization:acme:project:dev:workspace:aws-*-dev:run_phase:plan"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "dev_plan" {
  for_each = toset(local.plan_policies)

  role       = aws_iam_role.dev_plan.name
  policy_arn = each.key
}

resource "aws_iam_role" "dev_apply" {
  #checkov:skip=CKV_AWS_274:Terraform makes roles and keys here; input apply_policy_arns narrows it.
  name        = "terraform-dev-apply"
  description = "Terraform Cloud runs of dev, phase apply"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Federated = local.terraform_cloud }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "app.terraform.io:aud" = "aws.workload.identity"
          }
          StringLike = {
            "app.terraform.io:sub" = "organization:acme:project:dev:workspace:aws-*-dev:run_phase:apply"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "dev_apply" {
  for_each = toset(local.apply_policies)

  role       = aws_iam_role.dev_apply.name
  policy_arn = each.key
}

resource "aws_iam_role" "staging_plan" {
  name        = "terraform-staging-plan"
  description = "Terraform Cloud runs of staging, phase plan"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Federated = local.terraform_cloud }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "app.terraform.io:aud" = "aws.workload.identity"
          }
          StringLike = {
            "app.terraform.io:sub" = "organization:acme:project:staging:workspace:aws-*-staging:run_phase:plan"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "staging_plan" {
  for_each = toset(local.plan_policies)

  role       = aws_iam_role.staging_plan.name
  policy_arn = each.key
}

resource "aws_iam_role" "staging_apply" {
  #checkov:skip=CKV_AWS_274:Terraform makes roles and keys here; input apply_policy_arns narrows it.
  name        = "terraform-staging-apply"
  description = "Terraform Cloud runs of staging, phase apply"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Federated = local.terraform_cloud }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "app.terraform.io:aud" = "aws.workload.identity"
          }
          StringLike = {
            "app.terraform.io:sub" = "organization:acme:project:staging:workspace:aws-*-staging:run_phase:apply"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "staging_apply" {
  for_each = toset(local.apply_policies)

  role       = aws_iam_role.staging_apply.name
  policy_arn = each.key
}
