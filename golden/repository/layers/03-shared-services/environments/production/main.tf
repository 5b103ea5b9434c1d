# What services of production share and what holds their data: PostgreSQL, Redis, queues.
# Each store is a block of its own, never for_each over an input: a key that changes would destroy data.

locals {
  name       = "shared-services-production"
  foundation = data.terraform_remote_state.foundation.outputs
  platform   = data.terraform_remote_state.platform.outputs
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
