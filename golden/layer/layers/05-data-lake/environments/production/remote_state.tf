# Read across workspaces: these layers must have been applied in this environment before.
# What they offer is local.foundation and so on.
locals {
  foundation = data.terraform_remote_state.foundation.outputs
}

data "terraform_remote_state" "foundation" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces = {
      name = "aws-foundation-production"
    }
  }
}
