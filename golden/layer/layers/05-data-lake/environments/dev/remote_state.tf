# Read across workspaces: these layers must have been applied in this environment before.
# What they offer is local.foundation and so on.
locals {
  # tflint-ignore: terraform_unused_declarations # for what this layer will hold
  foundation = data.terraform_remote_state.foundation.outputs
}

data "terraform_remote_state" "foundation" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces = {
      name = "aws-foundation-dev"
    }
  }
}
