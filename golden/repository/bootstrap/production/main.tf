# How Terraform Cloud gets into this account: its runs bring a signed token and take a role, and no key is stored anywhere.
# Serves production. Applied by hand: see ../README.md.

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  # Whoever opens a pull request starts a plan: it may see what there is and read no data. What it needs to know of
  # this repository's resources beyond that is in plan.tf.
  plan_policies = ["arn:${local.partition}:iam::aws:policy/job-function/ViewOnlyAccess"]

  # Terraform makes roles and keys here, which is all the power there is; name fewer policies if you can.
  apply_policies = ["arn:${local.partition}:iam::aws:policy/AdministratorAccess"]
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_iam_openid_connect_provider" "terraform_cloud" {
  url            = "https://app.terraform.io"
  client_id_list = ["aws.workload.identity"]
}

locals {
  terraform_cloud = aws_iam_openid_connect_provider.terraform_cloud.arn
}
