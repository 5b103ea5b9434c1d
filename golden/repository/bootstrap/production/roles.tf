# Two roles for each environment: whoever opens a pull request starts a plan, so the plan's role cannot change anything.

resource "aws_iam_role" "production_plan" {
  name        = "terraform-production-plan"
  description = "Terraform Cloud runs of production, phase plan"

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
            "app.terraform.io:sub" = "organization:acme:project:production:workspace:aws-*-production:run_phase:plan"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "production_plan" {
  for_each = toset(local.plan_policies)

  role       = aws_iam_role.production_plan.name
  policy_arn = each.key
}

resource "aws_iam_role" "production_apply" {
  #checkov:skip=CKV_AWS_274:Terraform makes roles and keys here; input apply_policy_arns narrows it.
  name        = "terraform-production-apply"
  description = "Terraform Cloud runs of production, phase apply"

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
            "app.terraform.io:sub" = "organization:acme:project:production:workspace:aws-*-production:run_phase:apply"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "production_apply" {
  for_each = toset(local.apply_policies)

  role       = aws_iam_role.production_apply.name
  policy_arn = each.key
}
