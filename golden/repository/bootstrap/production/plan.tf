# What a plan reads of the resources that this repository makes, beyond ViewOnlyAccess: their definitions, which Terraform
# compares with the code, and no data. Not among it are objects in buckets, items in tables, messages, log lines, secrets,
# and parameters, but for the names of images, which the services' code reads. Resources of other kinds that you add by
# hand may need more: name a policy of your own in the input plan_policy_arns.

locals {
  definitions = [
    "acm:DescribeCertificate",
    "acm:ListTagsForCertificate",
    "application-autoscaling:Describe*",
    "application-autoscaling:ListTagsForResource",
    "cloudwatch:DescribeAlarms",
    "dynamodb:Describe*",
    "ec2:Describe*",
    "ecr:DescribeRepositories",
    "ecr:GetLifecyclePolicy",
    "ecr:GetRepositoryPolicy",
    "ecr:ListTagsForResource",
    "elasticache:ListTagsForResource",
    "elasticloadbalancing:Describe*",
    "events:DescribeRule",
    "events:ListTagsForResource",
    "iam:GetOpenIDConnectProvider",
    "iam:GetPolicy",
    "iam:GetPolicyVersion",
    "iam:GetRole",
    "iam:GetRolePolicy",
    "kms:DescribeKey",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListAliases",
    "rds:ListTagsForResource",
    "s3:GetAccelerateConfiguration",
    "s3:GetBucket*",
    "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration",
    "s3:GetReplicationConfiguration",
    "scheduler:GetSchedule",
    "scheduler:GetScheduleGroup",
    "scheduler:ListTagsForResource",
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetResourcePolicy",
    "servicediscovery:Get*",
    "servicediscovery:List*",
    "sns:GetSubscriptionAttributes",
    "sns:GetTopicAttributes",
    "ssm:DescribeParameters",
    "ssm:ListTagsForResource",
    "wafv2:GetWebACL",
    "wafv2:GetWebACLForResource",
  ]
}

resource "aws_iam_role_policy" "production_plan" {
  #checkov:skip=CKV_AWS_355:Definitions of whatever there is, and no data.
  name = "definitions"
  role = aws_iam_role.production_plan.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Definitions"
        Effect   = "Allow"
        Action   = local.definitions
        Resource = "*"
      },
      {
        Sid      = "Images"
        Effect   = "Allow"
        Action   = ["ssm:GetParameter", "ssm:GetParameters"]
        Resource = "arn:${local.partition}:ssm:*:${local.account_id}:parameter/production/*/image"
      },
    ]
  })
}
