# What every service of dev stands on: the ECS cluster (cluster.tf), load balancers (load_balancer.tf),
# names and certificate (dns.tf, certificate.tf, discovery.tf), the key (kms.tf), GitHub's way in (github_oidc.tf),
# alarms and dashboard (monitoring.tf).

locals {
  name   = "platform-dev"
  region = "us-east-1"

  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  foundation = data.terraform_remote_state.foundation.outputs

  # Services answer at SERVICE.DOMAIN.
  domain_name = "dev.acme.dev"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
